"""Which question comes next, why, and in which order; pure."""

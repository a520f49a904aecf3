"""A verdict in each form."""

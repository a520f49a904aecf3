"""One row out for each row in."""

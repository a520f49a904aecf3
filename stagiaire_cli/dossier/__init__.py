"""What is known of one person, and every way to read it from text."""

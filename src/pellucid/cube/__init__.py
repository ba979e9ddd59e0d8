"""Clean tables and periods in; one row a cell out."""

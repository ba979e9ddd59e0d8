"""Published tables in, the files for machines out: one module a format."""

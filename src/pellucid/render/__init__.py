"""A report and its figures in; bytes a file name out."""

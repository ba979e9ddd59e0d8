"""What is about to be published in; nothing out, or the end of the run: somebody's data stands in it."""

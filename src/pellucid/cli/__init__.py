"""argv in, exit code out. Recipes are imported inside each command, so that --help stays quick."""

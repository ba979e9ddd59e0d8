"""Takes a seed, gives the invented records of an invented messenger."""

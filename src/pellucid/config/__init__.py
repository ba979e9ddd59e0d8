"""transparency.yaml in; one checked, frozen configuration out."""

"""One file a kind of log: its columns, types, personal or not, and rules."""

"""Measurements of whole runs, against the script that one would write without Pellucid: `make bench`."""

"""Figures in; the pages beside the release out: countries, every period, comparison, the front page."""

"""Counted figures in; figures that may be published out."""

"""Figures in; what the sections are built of out: tables, charts, sentences, notes."""

"""A publication in, `report.pdf` out: PDF/A-3a and PDF/UA-1 in one file."""

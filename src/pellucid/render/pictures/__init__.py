"""A chart's or a map's data in, pictures out: SVG with titles and a dark form, and PNG."""

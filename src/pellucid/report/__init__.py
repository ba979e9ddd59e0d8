"""Protected figures in; a frozen report in display strings out."""

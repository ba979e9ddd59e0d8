"""A publication in, web pages out, with what a reader takes away of them."""

"""Published numbers in; sums, changes, orders and classes out, no more exact than what they are made of."""

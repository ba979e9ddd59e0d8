"""What the formats of JSON share: how values are taken, where records are, and where they end."""

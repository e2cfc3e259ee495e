"""Names of fields: their words, the paths they stand on, whose they are, and what is known of them (``keys.toml``)."""

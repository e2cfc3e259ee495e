"""PDF documents (ISO 32000-1)."""

"""HAR 1.2 as browsers and proxies write it."""

"""Flow files of mitmproxy: records, their states, and the exchanges in them."""

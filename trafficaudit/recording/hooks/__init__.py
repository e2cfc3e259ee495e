"""What the recorder does at each of mitmproxy's events: its objects become frames. The addon puts them together."""

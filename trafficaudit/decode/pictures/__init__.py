"""Pictures, videos and sound: what is written beside their pixels and tones."""

"""Protocol Buffers: messages, their text, and what carries them."""

"""Messages with heads, parts and rows: of HTTP, mail, chats, queries, cards, trade."""

"""What other proxies save of their traffic, with the bytes of each message: Burp Suite's items, Fiddler's archives."""

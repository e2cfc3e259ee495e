"""A made-up shop and a made-up app on loopback, with which recording is rehearsed and tested without a phone."""

"""A port for a program that a test starts."""

import random
import socket
from contextlib import suppress


def free_port(address: str = "127.0.0.1") -> int:
    """Give a port below those that the kernel hands out by itself, so that no connection takes it meanwhile.

    It is free for TCP and UDP; nobody holds it.
    """
    for port in random.sample(range(12_000, 32_000), 100):
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams, suppress(OSError):
            stream.bind((address, port))
            datagrams.bind((address, port))
            return port
    raise OSError("no port is free")

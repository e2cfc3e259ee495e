"""What an addon lets pass unread has a flow, too. Run in a process of its own: it changes mitmproxy's classes."""

import subprocess
import sys

CODE = """
from mitmproxy.options import Options
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import TCPLayer, UDPLayer
from mitmproxy.test import tflow
from trafficaudit.recording.hooks.ignored import show_ignored

context = Context(tflow.tclient_conn(), Options())
before = [layer(context, ignore=True).flow is None for layer in (TCPLayer, UDPLayer)]
show_ignored()
print(before, [layer(context, ignore=True).flow is None for layer in (TCPLayer, UDPLayer)])
"""


def test_layers_that_are_to_be_ignored_have_flows() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[True, True] [False, False]\n"

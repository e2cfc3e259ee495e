"""What is shown while recording."""

import io

from rich.console import Console

from trafficaudit.cli import recordscreen

CONF = "[Interface]\nPrivateKey = x\n\n[Peer]\nEndpoint = 192.0.2.7:51820\n"


def test_the_setup_names_every_listener_and_the_certificate() -> None:
    servers = [
        {"full_spec": "regular@8080", "listen_addrs": [["127.0.0.1", 8080]]},
        {"full_spec": "wireguard", "listen_addrs": [], "wireguard_conf": CONF, "last_exception": "no\x1b[31m"},
    ]
    lines = recordscreen.setup(servers, "ab12")
    assert lines[0] == "regular@8080: 127.0.0.1:8080"
    assert "\x1b" not in lines[1]
    assert "192.0.2.7:51820" in lines[2]
    assert "ab12" in lines[-1]
    assert recordscreen.setup(None, "")[-1].strip().startswith("SHA-256")


def test_a_code_is_drawn_for_wireguard_only() -> None:
    out = io.StringIO()
    recordscreen.draw_codes([{"full_spec": "regular"}, {"wireguard_conf": CONF}], out)
    assert out.getvalue().count("\n") > 10
    recordscreen.draw_codes("odd", out)


def test_the_table_shows_how_it_stands_and_escapes_what_it_was_told() -> None:
    console = Console(file=io.StringIO(), width=100, record=True)
    told: dict[str, dict[str, object]] = {
        "record": {"flows": 7, "open": 2, "now": "login\x1b[2J", "free": 5 << 20, "behind": 10, "segment": 3},
        "live": {"sent": {"email": 3, "phone_number": 5}, "countries": {"CN (likely)": 4}, "behind": "odd"},
    }
    console.print(recordscreen.table(told, 75.0))
    shown = console.export_text()
    assert "1:15" in shown
    assert "7 recorded, 2 under way" in shown
    assert "phone_number 5, email 3" in shown
    assert "\x1b" not in shown
    assert "1 install" in shown
    console.print(recordscreen.table({}, 0))

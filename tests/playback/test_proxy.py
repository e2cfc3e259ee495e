"""The command line that shows a capture again."""

from pathlib import Path

import pytest

from trafficaudit.playback import SEALED, Playback, check_mode, command

PREPARED = Playback("demo", (Path("/captures/a.mitm"), Path("/captures/b.mitm")), 3, ())


def test_the_command_line_names_files_in_order_and_listens_on_loopback(tmp_path: Path) -> None:
    line = command(Path("/bin/mitmdump"), Path("/addons/sealed.py"), PREPARED)
    assert line[0] == "/bin/mitmdump"
    assert line[line.index("--scripts") + 1] == "/addons/sealed.py"
    assert all(line[at - 1] == "--set" for at, each in enumerate(line) if "=" in each)
    assert line[line.index("--listen-host") + 1] == "127.0.0.1"
    assert line[line.index("--listen-port") + 1] == "8080"
    assert [each for each in line if each.startswith("sealed_answers=")] == [
        "sealed_answers=/captures/a.mitm",
        "sealed_answers=/captures/b.mitm",
    ]
    assert "sealed_unknown=502" in line
    assert not [each for each in line if "confdir" in each]
    other = command(
        Path("m"),
        Path("s.py"),
        PREPARED,
        listen="::1",
        port=99,
        mode="reverse:https://a.example",
        unknown="kill",
        confdir=tmp_path,
    )
    assert {"::1", "99", "reverse:https://a.example", "sealed_unknown=kill", f"confdir={tmp_path}"} <= set(other)


@pytest.mark.parametrize(
    "mode",
    ["regular", "socks5", "reverse:https://shop.example", "reverse:http://10.0.0.1:80/", "reverse:https://[::1]:443"],
)
def test_modes_that_can_be_shown(mode: str) -> None:
    assert check_mode(mode) == mode


@pytest.mark.parametrize(
    "mode",
    [
        "",
        "upstream:http://a.example",
        "transparent",
        "dns",
        "local",
        "regular@0.0.0.0:80",
        "reverse:https://a.example@0.0.0.0:80",
        "reverse:tcp://a.example:1",
        "reverse:https://a.example/path",
        "reverse:https://a.example\n",
        "reverse:https://",
    ],
)
def test_other_modes_and_listening_addresses_in_them_are_refused(mode: str) -> None:
    with pytest.raises(ValueError, match="is none of"):
        command(Path("m"), Path("s.py"), PREPARED, mode=mode)


@pytest.mark.parametrize("listen", ["localhost", "", "0.0.0.0:80", "example.org"])
def test_a_name_is_no_address_to_listen_on(listen: str) -> None:
    with pytest.raises(ValueError, match="address"):
        command(Path("m"), Path("s.py"), PREPARED, listen=listen)


def test_the_seal_asks_for_no_connection_of_the_proxys_own() -> None:
    assert (SEALED["connection_strategy"], SEALED["upstream_cert"]) == ("lazy", False)
    assert SEALED["connect_addr"] == "127.0.0.1"


def test_nothing_else_is_on_while_a_capture_is_shown_again() -> None:
    on = {name: value for name, value in SEALED.items() if value}
    assert on == {"connection_strategy": "lazy", "connect_addr": "127.0.0.1", "server_replay_extra": "forward"}

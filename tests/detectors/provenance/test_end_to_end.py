"""Planted recordings with hooks, replayed to the tables."""

import hashlib
import json
import random
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest
from support import flows, hookevents
from support.hookevents import APP, KEY

from trafficaudit import events as schema
from trafficaudit.recipe import Summary
from trafficaudit.replay import Request, replay

REPOSITORY = Path(__file__).resolve().parents[3]
AID = "a1b2c3d4e5f60718"
EMAIL = "seoyun.kim@hanbit.example"
MAC_KEY = b"the app's own secret"
TEXT = json.dumps({"device": {"aid": AID}, "user": {"email": EMAIL}}).encode()


@pytest.fixture
def persona(tmp_path: Path) -> Path:
    path = tmp_path / "person.toml"
    path.write_text(f'[values]\nemail = ["{EMAIL}"]\n', encoding="utf-8")
    return path


def result(tmp_path: Path, capture: Path, persona: Path | None, name: str = "out", **more: Any) -> tuple[Summary, Path]:
    summary = replay(Request((capture,), tmp_path / name, persona, **more))
    return summary, tmp_path / name


def table(folder: Path, name: str = "findings") -> pd.DataFrame:
    return pd.read_parquet(folder / f"{name}.parquet")


def planted() -> tuple[list[Any], list[schema.Event]]:
    """Make the recording of an app that reads, digests and ciphers an identifier, and sends it to three places."""
    draw = random.Random(1)
    out, cipher = hookevents.gcm(TEXT, iv=draw.randbytes(12), at=9)
    mac, made = hookevents.digest("HmacSHA256", AID.encode(), 5, key=MAC_KEY)
    sent = [
        flows.flow(10, "/c", host="collect.ads.example", ip="8.8.8.8", body=b"\x01" + draw.randbytes(12) + out),
        flows.flow(11, "/h", body=json.dumps({"d": mac.hex()}).encode()),
        flows.flow(12, "/p?v=" + AID),
    ]
    told: list[schema.Event] = [
        schema.Process(**hookevents.common(0), action="attached", name=APP),
        hookevents.api(AID, at=4),
        made,
        cipher,
        schema.KeyLog(**hookevents.common(9.5), line="CLIENT_RANDOM x", client_random="ab" * 32),
    ]
    return sent, told


def connections() -> list[dict[str, object]]:
    return [
        {"id": "client-10", "at": "2026-11-24T00:00:09.9Z", "ended_at": "2026-11-24T00:00:11Z", "client_port": 40_010,
         "client_random": "ab" * 32, "state": "decrypted"},
    ]  # fmt: skip


def test_from_the_api_call_through_the_cipher_to_the_exchange(tmp_path: Path, persona: Path) -> None:
    sent, told = planted()
    capture = hookevents.capture(tmp_path / "c", sent, told, connections=connections())
    summary, out = result(tmp_path, capture, persona)
    assert (summary.exchanges, summary.gaps, summary.coverage["opaque body"]) == (3, (), 0)
    found = table(out)
    learned = found[found["detector"] == "provenance"].set_index("position")
    assert learned[["path", "category", "match", "layers", "confidence"]].to_numpy().tolist() == [
        ["device.aid", "android_id", "verbatim", "aes-gcm(key k2)>json", 1.0],
        ["d", "android_id", "hmac-sha256(key k1)", "json", 1.0],
        ["query.v", "android_id", "verbatim", "query", 1.0],
    ]
    call = "android.provider.Settings$Secure.getString(android_id) called by com.x.sdk at 2026-11-24T00:00:04.000Z"
    assert learned.loc[0, "reasoning"] == (
        f"Android id learned from the device: {call}; found as the API gave it (certain); "
        f"ciphered with AES/GCM/NoPadding and key k2 (SHA-256 {hashlib.sha256(KEY).hexdigest()}) by process 4321 "
        f"at 2026-11-24T00:00:09.000Z: all {len(TEXT) + 16} bytes of the ciphertext stand in it (certain); "
        f"sent by process 4321 ({APP}): the hooks saw the TLS client random of this connection there (certain)."
    )
    assert f"{call}; HmacSHA256 with key k1 (SHA-256 {hashlib.sha256(MAC_KEY).hexdigest()})" in str(
        learned.loc[1, "reasoning"]
    )
    persona_found = found[(found["detector"] == "persona") & (found["position"] == 0)]
    assert persona_found[["category", "path", "layers"]].to_numpy().tolist() == [
        ["email", "user.email", "aes-gcm(key k2)>json"]
    ]
    assert "ciphered with AES/GCM/NoPadding and key k2" in persona_found["reasoning"].iloc[0]
    transfers = table(out, "transfers")
    row = transfers[(transfers["host"] == "collect.ads.example") & (transfers["category"] == "android_id")].iloc[0]
    assert (row["match"], row["detectors"], row["app"]) == ("verbatim", "provenance", APP)
    assert set(table(out, "exchanges")["state"]) == {"decrypted"}


def test_without_the_hooks_the_same_recording_shows_an_opaque_body(tmp_path: Path, persona: Path) -> None:
    sent, _ = planted()
    capture = hookevents.capture(tmp_path / "c", sent, None, connections=connections())
    summary, out = result(tmp_path, capture, persona)
    assert summary.coverage["opaque body"] == 1
    found = table(out)
    assert not (found["detector"] == "provenance").any()
    assert not ((found["position"] == 0) & (found["detector"] == "persona")).any()


def test_no_key_and_no_value_stands_in_any_output(tmp_path: Path, persona: Path) -> None:
    sent, told = planted()
    _, out = result(tmp_path, hookevents.capture(tmp_path / "c", sent, told), persona)
    texts = [table(out, name).to_csv().encode() for name in ("findings", "exchanges", "transfers")]
    secrets = [each for raw in (KEY, MAC_KEY) for each in (raw, raw.hex().encode(), hookevents.b64(raw).encode())]
    for secret in (*secrets, AID.encode(), EMAIL.encode()):
        for text in (*texts, *(file.read_bytes() for file in out.iterdir())):
            assert secret not in text


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path, persona: Path) -> None:
    sent, told = planted()
    capture = hookevents.capture(tmp_path / "c", sent, told, connections=connections())
    for name in ("one", "two"):
        result(tmp_path, capture, persona, name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_the_process_says_which_app_it_was_unless_the_investigator_does(tmp_path: Path) -> None:
    connect = schema.Connect(**hookevents.common(-0.1), transport="tcp", local=schema.Endpoint("10.8.0.2", 40_000))
    named = schema.Process(**hookevents.common(-9), action="attached", name="com.example.browser:sandboxed0")
    capture = hookevents.capture(tmp_path / "c", [flows.flow(0), flows.flow(1)], [connect, named])
    _, out = result(tmp_path, capture, None)
    assert table(out, "exchanges")["app"].tolist() == ["com.example.browser", APP]
    _, told = result(tmp_path, capture, None, "told", app="kr.example.mine")
    assert table(told, "exchanges")["app"].tolist() == ["kr.example.mine"] * 2


def test_the_phone_s_clock_is_set_right_by_what_the_recorder_measured(tmp_path: Path) -> None:
    sent, told = planted()
    ahead = [msgspec.structs.replace(event, at=event.at + 7_200_000) for event in told]
    capture = hookevents.capture(tmp_path / "c", sent, ahead, description={"device": {"clock_offset_seconds": 7_200.0}})
    _, out = result(tmp_path, capture, None)
    found = table(out)
    learned = found[found["detector"] == "provenance"]
    assert learned["confidence"].tolist() == [1.0] * 3
    assert "called by com.x.sdk at 2026-11-24T00:00:04.000Z" in learned["reasoning"].iloc[0]


def test_two_captures_do_not_know_each_other_s_hooks(tmp_path: Path) -> None:
    sent, told = planted()
    first = hookevents.capture(tmp_path / "a", sent, told)
    # Each has something of its own besides: one recording in two captures would be refused.
    second = hookevents.capture(tmp_path / "b", [*sent, flows.flow(90)], None, description={"id": "plain"})
    third = hookevents.capture(tmp_path / "c", [*sent, flows.flow(91)], told[:1], description={"id": "other"})
    replay(Request((first, second, third), tmp_path / "out"))
    found = table(tmp_path / "out")
    assert set(found[found["detector"] == "provenance"]["capture"].str[:6]) == {"hooked"}


TORN = hookevents.line(hookevents.api(AID))[:40]
HOSTILE = [
    b"", b"\n\n\n", b"{}", b"\x00" * 100_000, b"[" * 1_000_000, TORN, b"null\n" * 1_000,
    b'{"kind":"api","v":999}\n', b"\xef\xbb\xbf", b'{"kind":"cipher"}' * 1_000,
    b'{"kind":"trouble","v":1,"seq":1,"at":1e999,"mono":0,"pid":0,"tid":0,"agent":"","what":""}\n',
    b'{"kind":"dropped","v":1,"seq":-99999999999999999999,"at":0,"mono":0,"pid":0,"tid":0,"agent":"","hook":"","count":1}\n',
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_events_file_changes_nothing_but_gaps(number: int, tmp_path: Path, persona: Path) -> None:
    sent, _ = planted()
    summary, out = result(tmp_path, hookevents.capture(tmp_path / "c", sent, HOSTILE[number]), persona)
    plain, without = result(tmp_path, hookevents.capture(tmp_path / "d", sent, None), persona, "plain")
    assert (summary.exchanges, summary.findings) == (plain.exchanges, plain.findings)
    drop = ["capture"]
    pd.testing.assert_frame_equal(table(out).drop(columns=drop), table(without).drop(columns=drop))
    assert all(gap.exchanges == 0 and gap.reason.startswith("events.jsonl: ") for gap in summary.gaps)
    # A capture without such a file was made without hooks, of which nothing is missing.
    assert (len(summary.gaps), list(plain.gaps)) == (1, [])


def test_the_demo_is_as_it_was_without_hooks(tmp_path: Path) -> None:
    demo = REPOSITORY / "captures" / "demo"
    copy = tmp_path / "demo"
    shutil.copytree(demo, copy, ignore=shutil.ignore_patterns("*.py", "*.md", "__pycache__"))
    (copy / "events.jsonl").touch()
    _, plain = result(tmp_path, demo, demo / "persona.toml", "plain", recipients=(demo / "recipients.toml",))
    _, hooked = result(tmp_path, copy, demo / "persona.toml", "hooked", recipients=(demo / "recipients.toml",))
    for name in ("findings", "exchanges", "destinations"):
        one, other = (table(folder, name).drop(columns=["capture"], errors="ignore") for folder in (plain, hooked))
        pd.testing.assert_frame_equal(one, other)
    assert (plain / "coverage.csv").read_bytes() == (hooked / "coverage.csv").read_bytes()
    assert "provenance" not in set(table(plain)["detector"])

"""Requests wait as files; lying, slow and absent authorities leave them waiting."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from support.packages import put
from support.stampers import Stamper, serving

from trafficaudit.evidence import anchor, timestamp, trust
from trafficaudit.evidence.anchor import Anchor
from trafficaudit.evidence.config import Authority

CONTENT = b"tag manifest"


def _complete(folder: Path, authority: Authority, patience: float = 10.0) -> anchor.Outcome:
    [waiting] = anchor.queue(folder, anchor.TAG_MANIFEST, CONTENT, [authority])
    return anchor.complete(folder, waiting, CONTENT, authority, patience)


def test_a_request_waits_until_it_is_answered(tmp_path: Path, stamper: Stamper) -> None:
    absent = Authority("here", "http://127.0.0.1:9/")
    assert "cannot be reached" in _complete(tmp_path, absent, 5).fault
    assert anchor.found(tmp_path) == [Anchor("tagmanifest", "here", answered=False)]
    query = (tmp_path / "tagmanifest.here.tsq").read_bytes()
    with stamper.serving() as authority:
        assert not _complete(tmp_path, authority).fault
        assert anchor.queue(tmp_path, anchor.TAG_MANIFEST, CONTENT, [authority]) == []
    assert (tmp_path / "tagmanifest.here.tsq").read_bytes() == query, (
        "the request that was made first is the one that is sent"
    )
    assert anchor.found(tmp_path) == [Anchor("tagmanifest", "here", answered=True)]
    held = trust.certificates([tmp_path / "certificates/here.pem"])
    assert held == (stamper.certificate, stamper.issuer.certificate)


@pytest.mark.parametrize("lie", ["imprint", "nonce", "giant", "empty", "html", "refusal", "root"])
def test_a_lying_authority_is_not_believed(tmp_path: Path, stamper: Stamper, lie: str) -> None:
    answers = {
        "imprint": lambda query: stamper.stamp(b"another content")[1],
        "nonce": lambda query: stamper.reply(timestamp.request(CONTENT)),
        "giant": lambda query: b"0" * (timestamp.LARGEST + 1),
        "empty": lambda query: b"",
        "html": lambda query: b"<html>please log in</html>",
        "refusal": lambda query: stamper.reply(b"no request"),
        "root": stamper.reply,
    }
    folder = tmp_path / "anchor"
    with stamper.serving(answers[lie]) as authority:
        root = Stamper(tmp_path / "other").root if lie == "root" else None
        outcome = _complete(folder, Authority("here", authority.url, root))
    assert outcome.fault
    assert not outcome.anchor.answered
    assert [path.name for path in folder.iterdir()] == ["tagmanifest.here.tsq"]


def test_a_slow_authority_has_its_time(tmp_path: Path, stamper: Stamper) -> None:
    with stamper.serving(drip=0.05) as authority:
        assert "does not answer within" in _complete(tmp_path, authority, 0.5).fault


def test_one_that_cannot_be_reached_is_asked_once(tmp_path: Path, stamper: Stamper) -> None:
    here, gone = Authority("here", ""), Authority("gone", "http://127.0.0.1:9/")
    for subject in ("chain-0001", "chain-0002", anchor.TAG_MANIFEST):
        anchor.queue(tmp_path, subject, subject.encode(), [here, gone, Authority("unknown", "")])
    with stamper.serving() as authority:
        outcomes = anchor.complete_all(tmp_path, str.encode, [authority, gone], 5)
    assert sum(not each.fault for each in outcomes) == 3
    assert {each.fault for each in outcomes if each.anchor.authority == "unknown"} == {
        "no authority named unknown is asked now (leave --authority out, or name it in evidence.toml)"
    }
    assert len({each.fault for each in outcomes if each.anchor.authority == "gone"}) == 1
    assert {each.stem for each in anchor.found(tmp_path) if each.answered} == {
        "chain-0001.here",
        "chain-0002.here",
        "tagmanifest.here",
    }


def test_lists_of_revoked_certificates_are_kept(tmp_path: Path) -> None:
    lists: list[bytes] = []
    with serving(lambda query: lists[0]) as url:
        stamper = Stamper(tmp_path / "s", points=url)
        lists.append(
            trust.lists([stamper.issuer.revoked(tmp_path / "x/a.crl", None)])[0].public_bytes(
                serialization.Encoding.DER
            )
        )
        folder = tmp_path / "anchor"
        with stamper.serving() as authority:
            assert not _complete(folder, authority).fault
        assert anchor.keep_lists(folder, []) == []
        assert not (folder / "crls").exists(), "what lies there from before may be a stranger's, and so its addresses"
        assert anchor.keep_lists(folder, ["here"]) == []
        assert trust.lists([folder / "crls/here-1.crl"])[0].issuer == stamper.issuer.certificate.subject
        lists[0] = b"no list"
        assert len(anchor.keep_lists(folder, ["here"])) == 1


@pytest.mark.parametrize(
    "found",
    [b"secret " * 100, timestamp.request(b"another content"), b"", b"0" * 100_000],
    ids=["a secret", "of another content", "nothing", "long"],
)
def test_only_a_request_for_this_content_is_sent(tmp_path: Path, stamper: Stamper, found: bytes) -> None:
    """A package may come from a stranger, and what lies there as a request would be sent as it is."""
    sent: list[bytes] = []

    def answer(query: bytes) -> bytes:
        sent.append(query)
        return stamper.reply(query)

    put(tmp_path / "tagmanifest.here.tsq", found)
    with stamper.serving(answer) as authority:
        waiting = Anchor(anchor.TAG_MANIFEST, "here", answered=False)
        assert not anchor.complete(tmp_path, waiting, CONTENT, authority).fault
    assert [timestamp.is_request(query, CONTENT) for query in sent] == [True]


def test_subjects_and_links() -> None:
    assert anchor.subject(7) == "chain-0007"
    assert anchor.subject(12345, anchor.CUSTODY) == "custody-12345"
    assert anchor.place_of("chain-0007") == "bag/data/chain/0007.txt"
    assert anchor.place_of("custody-12345") == "anchor/custody/12345.txt"
    assert anchor.place_of(anchor.TAG_MANIFEST) == "bag/tagmanifest-sha256.txt"


def test_other_files_are_no_requests(tmp_path: Path) -> None:
    for name in ("tagmanifest.A.tsq", "chain-1.here.tsq", "x.here.tsr", "tagmanifest..tsr"):
        (tmp_path / name).write_bytes(b"")
    assert anchor.found(tmp_path) == []
    assert anchor.found(tmp_path / "absent") == []

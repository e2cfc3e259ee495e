from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange
from support.tls import self_signed

from trafficaudit.destinations import Locator
from trafficaudit.destinations.certificate import LARGEST, Subject, subject, unread


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A certificate that OpenSSL itself makes."""
    folder = tmp_path_factory.mktemp("certificate")
    return self_signed(folder, "/C=KR/O=Hanbit \u202eMall/CN=shop.example", "Shop.example", "*.shop.example")


def test_it_names_its_organisation_and_hosts(pem: bytes) -> None:
    found = subject(pem)
    assert found == Subject("Hanbit \\u202eMall", "KR", frozenset({"shop.example", "*.shop.example"}), "shop.example")
    assert found.covers("shop.example")
    assert found.covers("api.shop.example")
    assert not found.covers("a.b.shop.example")
    assert not found.covers("")
    assert not found.covers("other.example")


def test_a_name_covers_no_address_and_no_single_label() -> None:
    shown = Subject("Hanbit", "KR", frozenset({"*.2.3.4", "1.2.3.4", "*.", "*.example", "::1"}))
    assert [host for host in ("1.2.3.4", "9.2.3.4", "localhost", "", ".example", "::1") if shown.covers(host)] == []
    assert shown.covers("shop.example")


def test_an_organisation_is_one_whatever_spaces_its_name_has(tmp_path: Path) -> None:
    found = subject(self_signed(tmp_path, "/C=KR/O=Hanbit\u00a0 Mall\u3000Inc. /CN=shop.example", "shop.example"))
    assert found is not None
    assert found.organisation == "Hanbit Mall Inc."


@pytest.mark.parametrize(("said", "country"), [("SG", "SG"), ("XX", ""), ("UK", ""), ("EU", ""), ("us", "")])
def test_only_a_code_of_a_country_is_one(tmp_path: Path, said: str, country: str) -> None:
    found = subject(self_signed(tmp_path, f"/C={said}/O=Hanbit/CN=shop.example", "shop.example"))
    assert found is not None
    assert found.country == country


def test_what_is_cut_off_is_none(pem: bytes) -> None:
    assert subject(pem[: len(pem) // 2]) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_certificate_or_none(data: bytes) -> None:
    assert subject(data) is None


@given(st.integers(30, 400), st.integers(0, 255))
def test_a_changed_certificate_is_read_or_none(pem: bytes, place: int, value: int) -> None:
    found = subject(pem[:place] + bytes([value]) + pem[place + 1 :])
    assert found is None or found.organisation.isprintable()


def test_what_was_not_looked_at_is_told(pem: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [unread(None, None), unread(pem, subject(pem))] == [(), ()]
    (line,) = unread(b"", None)
    assert (line.answer, line.detail) == ("not read", f"it is longer than {LARGEST} bytes")
    (line,) = unread(pem[:-30], None)
    assert (line.answer, line.detail) == ("not read", "it cannot be read as one")
    monkeypatch.setattr("trafficaudit.destinations.certificate.MOST_NAMES", 1)
    subject.cache_clear()
    shown = subject(pem)
    subject.cache_clear()
    assert shown is not None
    (line,) = unread(pem, shown)
    assert (len(shown.names), line.answer, line.detail[:8]) == (1, "read in part", "it has 1")


def test_a_certificate_that_was_not_read_stands_in_the_evidence(pem: bytes) -> None:
    locator, told = Locator(), dict[bytes | None, list[str]]()
    for given_ in (None, pem, b""):
        found = locator.locate(exchange(host="shop.example", sni="shop.example", certificate=given_))
        told[given_] = [line.answer for line in found.evidence if line.source == "server certificate"]
    assert told == {None: [], pem: ["Hanbit \\u202eMall"], b"": ["not read"]}

import base64
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support import hars
from support import resultfolders as made
from support.declared import declaration, item, recipient

from trafficaudit.errors import DeclarationError, ReadError
from trafficaudit.replay import Request, replay
from trafficaudit.tables import formats
from trafficaudit.tables.comparison import compare_results, observed
from trafficaudit.tables.folder import read_recipe

AWS_SEOUL, AWS_VIRGINIA = "3.34.0.1", "3.208.0.1"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    body = json.dumps({"email": "seoyun.kim@hanbit.example", "os_version": "15"})
    digest = hashlib.sha256(b"seoyun.kim@hanbit.example").hexdigest()
    twice = json.dumps({"email": "seoyun.kim@hanbit.example", "os_version": "15", "em": digest})
    capture = hars.write(
        folder / "s.har",
        hars.entry("https://api.lion.example/", AWS_VIRGINIA, body=body),
        hars.entry("https://api.lion.example/again", AWS_VIRGINIA, body=twice),
        hars.entry("https://shop.hanbit.example/", AWS_SEOUL, body=body),
        hars.entry("https://hidden.example/", AWS_VIRGINIA, body=body),
    )
    persona = folder / "p.toml"
    persona.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    known = folder / "r.toml"
    known.write_text('[[organisation]]\nname = "Lion"\ncountry = "SG"\ndomains = ["lion.example"]\nsource = "x"\n')
    replay(Request((capture,), folder / "out", persona, "kr.example.shop", recipients=(known,)))
    return folder / "out"


DECLARED = declaration(recipient("Lion Ltd.", "US", items=(item("이메일", "email"),), when_how="수시"))


def test_rows_carry_both_sides_and_the_policy_s_hash_and_line(results: Path) -> None:
    data = compare_results(results, DECLARED)
    row = data[(data["host"] == "api.lion.example") & (data["category"] == "email")].iloc[0]
    assert row["outcome"] == "as_declared"
    assert (row["declared_words"], row["policy_place"], row["policy_sha256"]) == ("이메일", "lines 12-14", "ab" * 32)
    assert (row["proven"], row["exchanges"], row["declared_when_how"]) == ("yes", 2, "수시")
    assert row["match"] == "sha256, verbatim"
    assert row["example"].endswith("body em")
    assert set(data[data["host"] == "shop.hanbit.example"]["outcome"]) == set()


def test_a_recipient_whom_only_the_network_names_is_not_identified(results: Path) -> None:
    by_host = {one.host: one for one in observed(results)}
    assert by_host["api.lion.example"].identified
    hidden = by_host["hidden.example"]
    assert not hidden.identified
    assert not hidden.networked
    assert hidden.recipient.startswith("unknown customer of ")
    data = compare_results(results, DECLARED)
    row = data[(data["host"] == "hidden.example") & (data["category"] == "email")].iloc[0]
    assert (row["outcome"], row["counted"], row["if_abroad"]) == (
        "not_observable",
        "no",
        "undeclared_recipient",
    )


@pytest.mark.assertion("DCL-1")
def test_a_draft_is_refused_or_marked(results: Path) -> None:
    unchecked = replace(DECLARED, confirmed=False)
    with pytest.raises(DeclarationError, match=r"is a draft: not confirmed at the top .*--draft"):
        compare_results(results, unchecked)
    with pytest.raises(DeclarationError, match="not confirmed in row 1"):
        compare_results(results, declaration(recipient(confirmed=False)))
    data = compare_results(results, unchecked, draft=True)
    assert data["note"].str.startswith("based on an unconfirmed draft").all()


def test_the_same_inputs_give_the_same_bytes(results: Path) -> None:
    one, two = (formats.csv_text("comparison", compare_results(results, DECLARED), "ko") for _ in range(2))
    assert one == two


def test_results_of_another_version_are_refused(results: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is not a result folder"):
        read_recipe(tmp_path)
    for text in ('{"format": 99}', "[]", "not json", "[" * 100_000):
        (tmp_path / "recipe.json").write_text(text)
        with pytest.raises(ReadError, match=r"another version|cannot be read") as caught:
            compare_results(tmp_path, DECLARED)
        assert caught.value.remedy
    other = tmp_path / "other"
    shutil.copytree(results, other)
    pq.write_table(pa.table({"app": ["x"]}), other / "transfers.parquet")
    with pytest.raises(ReadError, match=r"transfers\.parquet: is not the file that recipe\.json names"):
        compare_results(other, DECLARED)
    recipe = json.loads((other / "recipe.json").read_text())
    for broken in ((other / "transfers.parquet").read_bytes(), b"PAR1"):
        (other / "transfers.parquet").write_bytes(broken)
        recipe["outputs"]["transfers.parquet"] = hashlib.sha256(broken).hexdigest()
        (other / "recipe.json").write_text(json.dumps(recipe))
        with pytest.raises(ReadError, match=r"transfers\.parquet: cannot be read"):
            compare_results(other, DECLARED)


def test_what_went_to_the_phone_s_own_network_says_so(tmp_path: Path) -> None:
    body = json.dumps({"email": "seoyun.kim@hanbit.example"})
    capture = hars.write(
        tmp_path / "s.har",
        hars.entry("http://192.168.0.5/", "192.168.0.5", body=body),
        hars.entry("https://shared.example/", "100.64.1.1", body=body),
        hars.entry("https://both.example/", "192.168.0.5", body=body),
        hars.entry("https://both.example/", "100.64.1.1", body=body),
    )
    persona = tmp_path / "p.toml"
    persona.write_text('[values]\nemail = ["seoyun.kim@hanbit.example"]\n')
    replay(Request((capture,), tmp_path / "out", persona, "kr.example.shop"))
    seen = {one.host: (one.onsite, one.leaves_korea, one.country) for one in observed(tmp_path / "out")}
    assert seen == {
        "192.168.0.5": (True, "undetermined", ""),
        "shared.example": (False, "undetermined", ""),
        "both.example": (False, "undetermined", ""),
    }
    data = compare_results(tmp_path / "out", DECLARED)
    (note,) = set(data[data["host"] == "192.168.0.5"]["note"])
    assert "nothing left for the internet" in note


def test_a_policy_that_was_not_in_force_is_told_in_every_row(results: Path) -> None:
    def notes(effective: str, lang: str = "en") -> set[bool]:
        dated = replace(DECLARED, policy=replace(DECLARED.policy, effective=effective))
        said = compare_results(results, dated, lang=lang)["note"]
        return {("not in force" in note or "시행 전" in note) for note in said}

    # The recording is of 2026-11-24, 09:00 in Korea.
    assert notes("2026-11-25") == notes("2026-11-25", "ko") == {True}
    assert notes("") == notes("2026-11-24") == notes("2020-01-01") == {False}


def test_what_could_not_be_read_is_counted_by_host(tmp_path: Path) -> None:
    sealed = base64.b64encode(hashlib.shake_256(b"made up").digest(600)).decode()
    capture = hars.write(
        tmp_path / "s.har",
        hars.entry("https://api.lion.example/", AWS_VIRGINIA, body=json.dumps({"data": sealed})),
        hars.entry("https://api.lion.example/", AWS_VIRGINIA, body=json.dumps({"os_version": "15"})),
        hars.entry("https://b.example/", AWS_VIRGINIA, body=json.dumps({"os_version": "15"})),
    )
    known = tmp_path / "r.toml"
    known.write_text('[[organisation]]\nname = "Lion"\ncountry = "SG"\ndomains = ["lion.example"]\nsource = "x"\n')
    replay(Request((capture,), tmp_path / "out", None, "kr.example.shop", recipients=(known,)))
    assert {one.host: one.closed for one in observed(tmp_path / "out")} == {"api.lion.example": 1, "b.example": 0}
    data = compare_results(tmp_path / "out", DECLARED)
    assert set(data[data["declared_words"] == "이메일"]["outcome"]) == {"not_observable"}


def test_exchanges_without_a_finding_tell_whom_the_phone_turned_to(tmp_path: Path) -> None:
    sealed = base64.b64encode(hashlib.shake_256(b"made up").digest(600)).decode()
    entries = [
        hars.entry("https://api.lion.example/", AWS_VIRGINIA, body=sealed, kind="application/octet-stream"),
        hars.entry("https://kr.lion.example/", AWS_SEOUL),
        hars.entry("https://b.example/", AWS_VIRGINIA, body=json.dumps({"os_version": "15"})),
        hars.entry("https://b.example/", AWS_VIRGINIA),
    ]
    known = tmp_path / "r.toml"
    known.write_text('[[organisation]]\nname = "Lion"\ncountry = "SG"\ndomains = ["lion.example"]\nsource = "x"\n')
    capture = hars.write(tmp_path / "s.har", *entries)
    replay(Request((capture,), tmp_path / "out", None, "kr.example.shop", recipients=(known,)))
    seen = [(one.host, one.category, one.country, one.exchanges, one.closed) for one in observed(tmp_path / "out")]
    assert seen == [
        ("b.example", "os_version", "US", 1, 0),
        ("api.lion.example", "", "US", 1, 1),
        ("kr.lion.example", "", "KR", 1, 0),
    ]
    data = compare_results(tmp_path / "out", DECLARED)
    assert set(data[data["declared_recipient"] == "Lion Ltd."]["outcome"]) == {"not_observable"}
    assert not data["note"].str.contains("nothing at all was seen to go").any()


META = "157.240.22.35"


def test_a_bare_address_in_a_company_s_own_network_is_matched_to_its_row(tmp_path: Path) -> None:
    capture = hars.write(
        tmp_path / "s.har", hars.entry(f"https://{META}/", META, body=json.dumps({"os_version": "15"}))
    )
    replay(Request((capture,), tmp_path / "out", None, "kr.example.shop"))
    (seen,) = observed(tmp_path / "out")
    assert (seen.recipient, seen.networked, seen.identified) == ("Meta Platforms, Inc.", True, False)
    policy = declaration(recipient("메타", "US KR IE SG", known_as=seen.recipient, items=(item("OS", "os_version"),)))
    row = compare_results(tmp_path / "out", policy).iloc[0]
    # Where such an address is may be in doubt; who receives is not.
    assert "as_declared" in (row["outcome"], row["if_abroad"])
    assert row["declared_recipient"] == "메타"


def test_a_host_s_recipient_is_known_by_the_best_that_tells_it(tmp_path: Path) -> None:
    for order in ((0, 1), (1, 0)):
        places = made.destination(), replace(made.destination(), ip="192.0.2.2", recipient_basis="certificate")
        items = [(made.exchange(number), places[place], [made.finding()]) for number, place in enumerate(order)]
        (seen,) = observed(made.write(tmp_path / f"{order[0]}", items))
        assert (seen.identified, seen.certified) == (True, False)


def test_a_recording_begins_with_its_first_exchange(tmp_path: Path) -> None:
    late = made.exchange(60_000)  # the next day in Korea
    folder = made.write(
        tmp_path / "out", [(made.exchange(0), made.destination(), []), (late, made.destination(), [made.finding()])]
    )
    dated = replace(DECLARED, policy=replace(DECLARED.policy, effective="2026-11-25"))
    assert compare_results(folder, dated)["note"].str.contains("begins on 2026-11-24").all()


def test_a_slip_in_the_name_of_a_recipient_is_told(results: Path) -> None:
    (declared,) = DECLARED.recipients
    for name, told in (("Loin", True), ("Lion", False), ("Adjust GmbH", False), ("", False)):
        policy = replace(DECLARED, recipients=(replace(declared, organisation="가온", known_as=name),))
        rows = compare_results(results, policy)
        notes = rows[rows["declared_recipient"] == "가온"]["note"]
        assert len(notes)
        assert notes.str.contains(f"'{name}' in `known_as` is a name that neither", regex=False).all() == told


def test_the_example_of_an_item_is_one_that_a_seeded_value_proves(tmp_path: Path) -> None:
    found = made.finding("email", path="a.hint", detector="key", match="named"), made.finding("email", path="b.proof")
    (seen,) = observed(made.write(tmp_path / "out", [(made.exchange(0), made.destination(), list(found))]))
    assert (seen.matches, seen.proven, seen.example) == (("named", "verbatim"), True, "made/000000 body b.proof")
    (hint,) = observed(made.write(tmp_path / "hint", [(made.exchange(0), made.destination(), list(found[:1]))]))
    assert (hint.proven, hint.example) == (False, "made/000000 body a.hint")


def test_a_company_that_rents_servers_out_is_known_by_the_host_where_the_network_tells_nobody(tmp_path: Path) -> None:
    """Of a HAR without addresses a host's name alone says whose server it is."""
    for name, company in (
        ("unknown customer of Alibaba Cloud", ("Alibaba Cloud",)), ("unknown customer of Supabase", ("Supabase",)), ("Alibaba Cloud", ()), ("Lion", ()),
    ):  # fmt: skip
        items = [(made.exchange(0), replace(made.destination(recipient=name), asn=None), [made.finding()])]
        (seen,) = observed(made.write(tmp_path / f"{len(name)}", items))
        assert seen.hosted_by == company


def test_hosts_cost_no_frame_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, plain = [0], pd.DataFrame.to_dict

    def counted(frame: pd.DataFrame, *args: Any, **options: Any) -> Any:
        calls[0] += 1
        return plain(frame, *args, **options)

    monkeypatch.setattr(pd.DataFrame, "to_dict", counted)

    def cost(hosts: int) -> int:
        named = [f"h{number}.shop.example" for number in range(hosts)]
        items = ((made.exchange(at, host), made.destination(host), [made.finding()]) for at, host in enumerate(named))
        folder = made.write(tmp_path / str(hosts), items)
        calls[0] = 0
        assert [one.host for one in observed(folder)] == sorted(named)
        return calls[0]

    assert cost(40) == cost(5)

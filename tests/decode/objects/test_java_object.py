"""Objects that a Java virtual machine serialised, and bytes that are none."""

import base64
import struct
import subprocess
from collections.abc import Callable
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from support.jvm import java_home

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

SOURCE = """
import java.io.*; import java.util.*;
public class Written {
  enum Kind { ADMIN, GUEST }
  static class Base implements Serializable { long id = 77L; boolean on = true; }
  static class User extends Base {
    String mail = "kim@example.kr"; String again = mail; int[] n = {1, 2}; byte[] raw = "token-abc".getBytes();
    double lat = 37.5; float f = 0.5f; char c = 'x'; Kind kind = Kind.ADMIN; Integer boxed = 5;
    Map<String, Object> extra = new LinkedHashMap<>(); List<String> tags = new ArrayList<>(List.of("one", "two"));
    Date at = new Date(1700000000000L); User self = this;
    Kind later = kind; Integer same = boxed; Date then = at; List<String> vector = new Vector<>(List.of("three"));
    Map<String, Object> closed = Collections.unmodifiableMap(new TreeMap<>(Map.of("email", "a@b.kr")));
    List<String> shut = Collections.unmodifiableList(new ArrayList<>(List.of("four"))), fixed = Arrays.asList("five");
    Map<String, Object> fresh = Map.of("zip", List.of("06234")), single = Collections.singletonMap("city", "Seoul");
    Map<String, Object> synced = Collections.synchronizedMap(new HashMap<>(Map.of("sex", "F")));
    UUID adid = UUID.fromString("38400000-8cf0-11bd-b23e-10b96e40000d");
  }
  public static void main(String[] none) throws Exception {
    User user = new User();
    user.extra.put("phone", "010-9183-2746");
    user.extra.put("lee@example.kr", 3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObjectOutputStream stream = new ObjectOutputStream(out);
    stream.writeObject(user);
    stream.writeObject("last");
    stream.close();
    System.out.print(Base64.getEncoder().encodeToString(out.toByteArray()));
  }
}
"""
VALUES = {
    "id": "77", "on": "true", "mail": "kim@example.kr", "again": "kim@example.kr", "n[0]": "1", "n[1]": "2",
    "raw": "token-abc", "lat": "37.5", "f": "0.5", "c": "x", "kind": "ADMIN", "boxed": "5",
    "extra.phone": "010-9183-2746", 'extra["lee@example.kr"]': "3", "tags[0]": "one", "tags[1]": "two",
    "later": "ADMIN", "same": "5", "then": "1700000000000", "vector[0]": "three", "closed.email": "a@b.kr",
    "shut[0]": "four", "fixed[0]": "five", "fresh.zip[0]": "06234", "single.city": "Seoul", "synced.sex": "F",
    "adid": "38400000-8cf0-11bd-b23e-10b96e40000d",
    "at": "1700000000000", "[1]": "last", "extra[2]": "lee@example.kr",
}  # fmt: skip


@cache
def written(folder: str) -> bytes:
    file = f"{folder}/Written.java"
    with open(file, "w", encoding="utf-8") as out:
        out.write(SOURCE)
    made = subprocess.run([str(java_home() / "bin/java"), file], capture_output=True, check=True, timeout=120)
    return base64.b64decode(made.stdout)


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("java",)}


def test_what_a_virtual_machine_writes(body: Body, tmp_path_factory: object) -> None:
    folder = str(tmp_path_factory.mktemp("java"))  # type: ignore[attr-defined]
    raw = written(folder)
    decoded = body(raw)
    assert found(decoded) == VALUES
    assert decoded.opaque == ()
    cut = body(raw[:-40])
    assert found(cut)["extra.phone"] == "010-9183-2746"
    assert "no java from byte" in cut.opaque[0].reason
    tags = [field for field in decoded.fields if field.path == "tags[0]"]
    assert tags[0].key == "tags"


def described(name: bytes, flags: int, *fields: bytes) -> bytes:
    return (
        b"\x72"
        + struct.pack(">H", len(name))
        + name
        + bytes(8)
        + bytes([flags])
        + struct.pack(">H", len(fields))
        + b"".join(fields)
        + b"\x78\x70"
    )


def text(value: bytes) -> bytes:
    return b"\x74" + struct.pack(">H", len(value)) + value


HEAD = b"\xac\xed\x00\x05"


def test_by_the_grammar(body: Body) -> None:
    field = b"L\0\4mail" + text(b"Ljava/lang/String;")
    raw = HEAD + b"\x73" + described(b"a.User", 2, b"I\0\2id", field) + struct.pack(">i", 7) + text(b"kim@example.kr")
    assert found(body(raw)) == {"id": "7", "mail": "kim@example.kr"}
    again = raw + b"\x71" + struct.pack(">i", 0x7E0003)
    assert found(body(again)) == {"id": "7", "mail": "kim@example.kr", "[1]": "kim@example.kr"}
    assert found(body(HEAD + b"\x7c" + struct.pack(">q", 14) + b"kim@example.kr")) == {"$": "kim@example.kr"}
    assert found(body(HEAD + b"\x77\x0ekim@example.kr")) == {"$": "kim@example.kr"}


def test_a_class_made_at_run_time_and_a_stream_that_forgets(body: Body) -> None:
    handler = b"\x72\0\5Proxy" + bytes(8) + b"\x02\0\1L\0\1h" + text(b"La/H;") + b"\x78\x70"
    proxy = b"\x7d" + struct.pack(">i", 1) + b"\0\5a.One\x78" + handler
    raw = HEAD + b"\x73" + proxy + text(b"kim@example.kr")
    forgets = b"\x79" + text(b"lee@example.kr") + b"\x71" + struct.pack(">i", 0x7E0000)
    assert found(body(raw)) == {"h": "kim@example.kr"}
    assert list(found(body(raw + forgets)).values()) == ["kim@example.kr", *["lee@example.kr"] * 2]


def test_a_short_text_that_a_class_wrote_by_itself(body: Body) -> None:
    written = b"\x77\x07" + struct.pack(">H", 5) + b"64123"
    raw = HEAD + b"\x73" + described(b"a.User", 3) + written + b"\x77\x08" + struct.pack(">ii", 16, 3) + b"\x78"
    assert [(f.value, raw[slice(*f.span)]) for f in body(raw).fields[1:]] == [("64123", b"64123")]


def test_days_and_instants_of_java_time(body: Body) -> None:
    def taken(written: bytes) -> list[object]:
        raw = HEAD + b"\x73" + described(b"java.time.Ser", 12) + bytes([0x77, len(written)]) + written + b"\x78"
        return [f.value for f in body(raw).fields[1:]]

    day = struct.pack(">ibb", 1990, 3, 7)
    assert taken(b"\3" + day) == ["1990-03-07"]
    assert taken(b"\5" + day + b"\x0b\x1e") == ["1990-03-07"]
    assert taken(b"\2" + struct.pack(">qi", 1_700_000_000, 0)) == ["2023-11-14T22:13:20Z"]
    assert taken(b"\7\0\3UTC") == []
    assert taken(b"\3\0\0") == []


def test_what_nobody_but_the_class_can_read_is_told(body: Body) -> None:
    raw = HEAD + text(b"kim@example.kr") + b"\x73" + described(b"a.Own", 4) + b"secret"
    decoded = body(raw)
    assert found(decoded) == {"$": "kim@example.kr"}
    assert "no java from byte" in decoded.opaque[0].reason
    for wrong in (b"\x71\0\x7e\0\x09", b"\x73" + described(b"a", 2, b"Q\0\1x"), b"\x75\x70\0\0\0\5", b"\x7b"):
        assert body(HEAD + text(b"kim@example.kr") + wrong).opaque


def test_objects_within_each_other_end_at_a_bound(body: Body) -> None:
    inner = b"\x73" + described(b"a.Node", 2, b"L\0\4next" + text(b"La/Node;"))
    again = b"\x73\x71" + struct.pack(">i", 0x7E0000)
    decoded = body(HEAD + text(b"kim@example.kr") + inner.replace(b"\x70", b"\x70", 1) + again * 500 + b"\x70")
    assert decoded.opaque


@given(
    st.binary(max_size=80), st.sampled_from([b"", b"\x73", b"\x73" + described(b"a.U", 3, b"J\0\1n"), b"\x75", b"\x72"])
)
def test_any_bytes_are_read(body: Body, noise: bytes, begun: bytes) -> None:
    body(HEAD + begun + noise)

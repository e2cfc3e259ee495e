"""Which encoder or place of the corpus plants what the tool opens: one row for each decoder, and what it lets out and why."""

DECODERS: dict[str, tuple[str, ...]] = {
    "compression": ("gzip", "deflate", "zstd", "br", "bzip2", "xz", "lzma", "lz4", "snappy", "raw deflate", "packed row"),
    "zip": ("zip",), "tar": ("tar",), "sqlite": ("sqlite",), "avro": ("avro",), "java": ("java",), "smile": ("smile",), "bencode": ("bencode",), "php": ("php",),
    "thrift": ("thrift",), "image": ("picture",), "exif": ("exif",), "video": ("video",), "bplist": ("bplist",),
    "bson": ("bson",), "dns": ("dns",), "tars": ("tars",), "mqtt": ("mqtt",), "grpc": ("grpc",), "msgpack": ("msgpack",),
    "cbor": ("cbor",), "protobuf": ("protobuf",), "iso-8859-1": ("characters",), "charset": ("labelled text", "wide"),
    "json": ("json", "lines", "numbered", "byte-array"), "yaml": ("yaml",), "multipart": ("multipart", "batch"),
    "plist": ("plist",), "xml": ("xml", "html"), "jwt": ("jwt",), "suffixed": ("suffixed",), "http": ("http", "batch"),
    "stomp": ("stomp",), "flight": ("flight",), "graphql": ("graphql",), "vcard": ("vcard",), "csv": ("csv",),
    "prefixed": ("prefixed", "packed row"), "textproto": ("textproto",), "url": ("url", "host name"), "form": ("form",),
    "percent": ("percent",), "unicode-escape": ("unicode-escape",), "html-entities": ("html-entities",),
    "quoted-printable": ("quoted-printable",), "punycode": ("punycode",), "lz-string": ("lz-string",),
    "dense": ("base32", "base58", "base85", "base32 of a document", "base58 of a document", "base85 of a document", "uuencode"),
    "relettered": ("relettered",),
    "base64": ("base64", "base64url"), "hex": ("hex",), "mrz": ("mrz",), "polyline": ("polyline",),
    "pdf": ("pdf", "attached"), "der": ("der",), "pem": ("pem",), "mail": ("mail",), "encoded-word": ("encoded-word",),
    "emvco": ("emvco",), "counted": ("counted",), "codes": ("codes",), "script": ("script",), "described": ("described",), "delimited": ("delimited", "log", "events", "quoted", "tabbed"), "labelled": ("labelled",), "worded": ("worded",),
    "sql": ("sql",), "ssv": ("ssv",), "edifact": ("edifact",), "aboard": ("aboard",), "resp": ("resp",), "byte-dump": ("byte-dump",),
    "base64-signs": ("base64-signs",), "length-prefixed": ("length-prefixed",), "ion": ("ion",), "ion-text": ("ion-text",),
    "amf": ("amf",), "capnp": ("capnp",), "flatbuffers": ("flatbuffers",), "edn": ("edn",), "rison": ("rison",), "jsurl": ("jsurl",),
    "transit": ("transit",), "go": ("go",), "php-printed": ("php-printed",), "url-protobuf": ("url-protobuf",), "xor": ("xor",),
    "hessian": ("hessian",), "erlang": ("erlang",), "ruby": ("ruby",), "pickle": ("pickle",), "ubjson": ("ubjson",), "settings": ("settings",),
}  # fmt: skip
"""By the decoder's name: every one of these is planted."""

WITHIN: dict[str, tuple[str, ...]] = {
    "paired": ("pairs",), "columned": ("columns",), "logged": ("log",), "quoted": ("quoted",), "divided": ("divided",), "numbered": ("numbered",),
    "byte_array": ("byte-array",), "spreadsheet": ("xlsx",), "packed_runs": ("packed row",), "event_stream": ("events",),
    "alternating": ("turns", "length-prefixed"), "lettered": ("letters",), "celled": ("cells",), "answered": ("answers",),
}  # fmt: skip
"""By the module of ``decode/`` that puts together or names what a decoder gives."""

EXCEPTIONS: dict[str, str] = {
    "tcf": "nothing of a person can be written in it: sets of numbers alone, which its own test writes",
    "gpp": "nothing of a person can be written in it: sections of choices, which its own test writes",
    "wkb": "nothing but a point can be written in it, which its own test writes",
    "sealed": "it opens nothing: it tells of formats that nobody here reads",
}
"""Decoders for which nothing is planted, and why."""

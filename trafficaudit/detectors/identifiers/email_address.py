"""E-mail address.

Local part and domain of RFC 5321 in the letters that mailboxes are really made of: no quotes, no comments. The last
label of the domain must be letters, no file ending (`image@2x.png`, `app@1.2.js`) and none of a network of one's own,
no label a chat's; what stands behind `//` is the user of a URL, or that user's password, `git@` the user of a
repository. Shared mailboxes (no-reply, support) are an organisation's and count little.

Source: RFC 5321 section 4.1.2 and 4.5.3.1 (64 and 255 characters), RFC 2142 for the shared mailboxes.

>>> check("seoyun.kim@example.kr").bare, check("no-reply@example.kr").bare
(0.6, 0.3)
>>> check("image@2x.png") is None, check("image@3x.pngdlist") is None
(True, True)
"""

import re

from trafficaudit.detectors.identifiers.verdict import BUSINESS, Verdict
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.hostnames import is_in_dns

NAME = "email"
CATEGORY = "email"
KEYS = (
    *("email", "e mail", "mail", "email address", "e mail address", "mail address", "user email", "login email"),
    *(
        "youxiang",
        "dianziyoujian",
        "imeil",
        "imeiljuso",
        "이메일",
        "이메일주소",
        "전자우편",
        "메일",
        "邮箱",
        "电子邮件",
    ),
)
AVOID = BUSINESS
TRIGGER = "at"
BARE = r"@[A-Za-z0-9\-]+\.[A-Za-z0-9]"
SELF_EVIDENT = True
_MASKED = "".join(rf"(?<![A-Za-z0-9.][*•●]{{{size}}})" for size in range(1, 17))
"""Not the end of a masked account (``s***n@example.com``), which is nobody's address as it stands."""

_USER = r"(?<=:)//[^\s/@:]{0,256}:[^\s/@]{0,256}@"
"""The user of a URL with a password, which would look like an account (RFC 3986, section 3.2.1)."""

CANDIDATE = re.compile(
    rf"{_USER}|{_MASKED}"
    r"(?<![A-Za-z0-9._%+'\-])(?<!//)[A-Za-z0-9_][A-Za-z0-9._%+'\-]{0,63}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})(?![A-Za-z0-9@(-])"
)

_SHARED = re.compile(
    r"(?:no-?_?reply|do-?not-?reply|support|help|helpdesk|service|info|contact|admin|webmaster|postmaster|abuse|"
    r"privacy|security|press|sales|marketing|customer\w*|cs|cscenter|dev|team|hello|feedback|legal|mailer-daemon)",
    re.IGNORECASE,
)
_FILES = vocabulary(
    "png jpg jpeg gif webp svg ico bmp avif heic css js mjs cjs jsx ts tsx map json xml html htm php asp aspx jsp txt "
    "md pdf zip gz apk aab ipa so dex jar mp3 mp4 webm ogg wav woff woff2 ttf otf eot swf py rb java kt swift plist "
    "tgz tar bz2 xz rar whl deb rpm exe dmg msi print screen"
)
# A label of Kotlin's (`this@MainActivity.onCreate`), or a part of a name with a capital inside: no domain has one.
_IN_CODE = re.compile(r"(?:this|super|return|break|continue)@.*|.*\.[A-Za-z]*[a-z][A-Z][A-Za-z]*")
# What stands in a form before anything is entered.
_SAMPLE = re.compile(
    r"(?:example|sample|user|username|your[._-]?(?:name|email|mail|id)?|name|email|mail|hong|honggildong|gildong(?:\.hong)?|abcd?|test)"
    r"@(?:example|domain|email|yourdomain|your-domain|company|sample)\.(?:com|net|org|co\.kr|kr)",
    re.IGNORECASE,
)
_CHAT = vocabulary("xmpp jabber conference muc groupchat pubsub whatsapp")
"""Labels of hosts of chats, whose accounts and rooms are written as addresses are (RFC 7622, XEP-0045)."""
_OF_ODATA = "odata."
"""What follows the name of a member in that of what is said of it (``name@odata.type``: OData JSON 4.01, 4.6)."""
_FINER = re.compile(r"[1-4]x\.(?:png|jpe?g|gif|webp|svg|avif)")
"""How the file of a picture for finer screens ends, whatever stands behind it in bytes."""
_VERSION = re.compile(r"v?[0-9]+(?:\.[0-9]+)+(?:[.-]|\Z)")


def is_sample(text: str) -> bool:
    """Whether a value is what stands in a form before anything is entered.

    >>> is_sample("your.email@example.com"), is_sample("hong.gildong.27@example.com")
    (True, False)
    """
    return _SAMPLE.fullmatch(text) is not None


def check(text: str) -> Verdict | None:
    """Say whether the domain can be one, and whether the mailbox is a person's."""
    if text.startswith("//"):
        return None
    local, _, domain = text.partition("@")
    ending = domain.rpartition(".")[2].lower()
    if _VERSION.match(domain) or _FINER.match(domain) or not _CHAT.isdisjoint(domain.lower().split(".")[:-1]):
        return None  # a package and its version, a picture, or an account of a chat
    if _IN_CODE.fullmatch(text) or is_sample(text) or domain.startswith(_OF_ODATA):
        return None
    if local == "git" or ending in _FILES or ".." in local or local.endswith(".") or not is_in_dns(domain):
        return None
    if _SHARED.fullmatch(local):
        return Verdict(0.5, 0.3, "an address, but a shared mailbox by its name")
    return Verdict(0.9, 0.6, "local part and domain of an address")

"""Who is shown, played against, made up for a form, dead, or serves somebody: nothing is claimed there by name.

A name (``npc.name``) or an age (``deceased.age``) looks there as it does under a user, and is nobody's who holds the
phone. What an object is called says so, at whatever depth, up to a name that speaks of a person again
(``publisher.reader.user.phone``). A number whose form tells by itself stays told of somebody else in a game or a feed,
since it is somebody's all the same, and so does one that an app sends in an article or among defaults; of what is made
up, of the dead and of a company it is not. What the documents of
a service say of a field stays, and so does a seeded value.

Source: 개인정보 보호법 제2조제1호 (living individuals).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.detectors.identifiers.verdict import NO_KEY
from trafficaudit.detectors.key.others import is_no_ones_phone
from trafficaudit.detectors.names.paths import steps
from trafficaudit.detectors.names.places import PEOPLE
from trafficaudit.detectors.names.words import compact, spelled, vocabulary, words
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Field, Finding

PLAYED = vocabulary(
    "npc npcs boss bosses monster monsters mob mobs enemy enemies opponent opponents rival rivals bot bots "
    "guild guilds guildmember guildmembers clan clans clanmember clanmembers leaderboard leaderboards ranking "
    "rankings ranker rankers posts stories feeds feeditems suggested tagged taggedusers broadcaster broadcasters "
    "classmate classmates"
)
"""Others in a game or a feed, and what the game itself plays."""
_MADE_UP = vocabulary(
    "example examples sample samples dummy dummies mock mocks fixture fixtures testdata testuser testusers "
    "testcard testcards testaccount testaccounts"
)
"""What is tried with, and nobody's."""
_SET_BEFORE = vocabulary("tutorial preset presets defaults defaultvalue defaultvalues")
"""What a form shows before somebody enters anything; what an app sends so may be what somebody has set."""
_DEAD = vocabulary("deceased obituary obituaries bugo 부고 고인")
"""Of whom nothing is personal information under the Act."""
_IMPRINTS = vocabulary(
    "legalnotice legalinfo imprint impressum footer companyinfo businessinfo bizinfo funeral publisher publishers "
    "newspaper newspapers officialaccount officialaccounts businessprofile"
)
"""What a company publishes of itself, and of those whom it presents."""
_PUBLISHED = vocabulary("article articles news newsitem newsitems headline headlines podcast podcasts episode episodes")
"""What is told to everybody of whoever it is about, and who tells it."""
_TEXTS = vocabulary(
    "term terms clause clauses policies faq faqs notice notices announcement announcements manual manuals "
    "quiz quizzes reviews reviewlist"
)
"""Texts that everybody is shown, with numbers and addresses in them."""
_IMPRINT = vocabulary(
    "dpo cpo privacyofficer privacyofficername mailorderno mailordernumber mailorderregistration commerceno "
    "통신판매업신고번호 통신판매번호 개인정보보호책임자"
)
"""What stands beside a company's address where it must name itself (전자상거래법 제10조)."""
_CARRYING = vocabulary("bus buses taxi taxis train trains subway driver drivers rider riders courier couriers arrivals")
"""Who or what carries somebody: its plate and picture are not his."""
_SERVING = vocabulary(
    "instructor instructors tutor tutors lecturer lecturers professor professors coach coaches trainer trainers mentor "
    "mentors teacher teachers school schools kindergarten kindergartens academy academies realtor realtors landlord "
    "landlords doctor doctors lawyer lawyers attorney attorneys stylist stylists staff staffs referee "
    "referees department departments posting postings"
)
"""Who teaches, lets, heals or speaks for somebody by trade, and where."""
_ABOUT = vocabulary("info data list detail details profile summary")
_SELLING = vocabulary("seller sellers merchant merchants vendor vendors warehouse warehouses courier couriers driver")
"""Whose an object is at whatever depth; nearer than that, ``keys.toml`` tells more of them (``organisations``)."""
_PEOPLE = PEOPLE - {"profile"}
_BUYING = _PEOPLE | vocabulary("order orders cart carts basket checkout shipping delivery billing payment session")
"""What is of whoever buys, wherever it stands."""
_NUMBERED = vocabulary(
    "product products item items goods prd vp sku catalog article articles image images img photo photos patch patches"
)
"""Steps of an address behind which a thing's number follows, which may look like a telephone's."""
_CREATIVES = vocabulary("creative creatives advertiser bid bids")
"""Where an advertisement leads is where nobody came from."""
_NOBODYS = _MADE_UP | _DEAD
_SHOWN = _PUBLISHED | _SET_BEFORE
"""What a server shows to everybody. An app that sends a number there tells of who offers or wrote something."""
_SELF = frozenset(("me", "my", "mine", "self"))

_LED_TO = frozenset(("referrer",))
_CARRIED = frozenset(("vehicle_number", "photo", "face", "coordinates"))
_REACHED = frozenset(
    (
        "name",
        "email",
        "phone_number",
        "postal_address",
        "postal_code",
        "photo",
        "device_id",
        "business_registration_number",
    )
)
_PLAIN = vocabulary("name email mail address addr phone tel zip zipcode postcode postalcode")
"""Names of what somebody is reached by that do not say whose it is."""
_CALLED = vocabulary("phone tel telephone phonenumber phoneno telno")
_GROUPS = frozenset(
    (
        *("identity", "sensitive", "circumstances", "contact", "account", "payment"),
        *("device_identifier", "device_property", "network", "location"),
    )
)
_TOLD_TOO = frozenset(("photo", "face", "voice", "contacts", "referrer", "order"))
_STEP = re.compile(r"((?:.*\.)?path)\[([0-9]{1,3})\]", re.DOTALL).fullmatch
_BY_NAME, _BY_FORM = "key", "identifier:"
_NAMED, _FORMED, _SENT = range(3)
"""By what a field is known: by a name, by a form, by one that an app sends."""


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it stands in what is somebody else's, made up, or offered to everybody."""
    siblings = Siblings.of(fields)

    def not_the_users(finding: Finding) -> bool:
        by_form = is_by_form(finding)
        if by_form is None or not _may_be_doubted(finding.category):
            return False
        if finding.category == "order":
            return compact(finding.field.key) in _IMPRINT
        above = over(finding.field)
        return (
            (by_form and _is_an_example(finding, above, fields))
            or (above != () and _stands_for_another(finding.category, above, known=_known_by(finding, by_form=by_form)))
            or told_beside(finding)
        )

    def told_beside(finding: Finding) -> bool:
        wanted = _asked_beside(finding.category)
        asked = wanted & fields.once(names_in) if wanted else wanted
        beside = siblings.beside(finding.field) if asked else ()
        return any(_speaks(each, finding.field, asked) for each in beside)

    return not_the_users


def names_in(fields: Fields) -> frozenset[str]:
    """Give the names of fields, each as one word."""
    return frozenset(map(compact, fields.names))


def is_by_form(finding: Finding) -> bool | None:
    """Say whether a finding rests on the form of a value, or on a name; ``None`` where a document or seed says it."""
    if finding.detector.startswith(_BY_FORM):
        return True
    return False if finding.detector == _BY_NAME else None


def _known_by(finding: Finding, *, by_form: bool) -> int:
    """Give by what a field is known: the less by a name than by a form, and than by one that an app sends."""
    if not by_form:
        return _NAMED
    return _SENT if finding.field.direction == "request" else _FORMED


def _is_an_example(finding: Finding, over: tuple[str, ...], fields: Fields) -> bool:
    """Say whether a run stands in a text that everybody is shown, or numbers a thing in an address."""
    if finding.reasoning.endswith(NO_KEY) and not _TEXTS.isdisjoint(called(over)):
        return True
    return finding.category == "phone_number" and _is_a_things_number(finding, fields)


@lru_cache(maxsize=1 << 10)
def _may_be_doubted(category: str) -> bool:
    return category in _TOLD_TOO or taxonomy()[category].group in _GROUPS


def over(field: Field) -> tuple[str, ...]:
    """Give the names above a field's own, outermost first."""
    return _over(field.path) if field.path != field.key else ()


@lru_cache(maxsize=1 << 12)
def _over(path: str) -> tuple[str, ...]:
    return steps(path)[:-1]


@lru_cache(maxsize=1 << 12)
def _bare(name: str) -> frozenset[str]:
    """Give a name as one word, also without a word that says nothing behind it (``npcInfo``)."""
    found = words(name)
    whole = compact(name)
    return frozenset((whole, "".join(found[:-1]))) if len(found) > 1 and found[-1] in _ABOUT else frozenset((whole,))


def called(over: Sequence[str]) -> frozenset[str]:
    """Give names, each as one word, also without a word that says nothing behind it."""
    return frozenset[str]().union(*map(_bare, over))


@lru_cache(maxsize=1 << 14)
def _stands_for_another(category: str, over: tuple[str, ...], *, known: int) -> bool:
    """Say whether the names above a field speak of somebody or something else than who holds the phone."""
    if category in _LED_TO:
        return not _CREATIVES.isdisjoint(called(over))
    names = called(over)
    if not _NOBODYS.isdisjoint(names) or (known != _SENT and not _SHOWN.isdisjoint(names)):
        return True
    if known == _NAMED and _is_played(over):
        return True
    near = called(nearest(over, _PEOPLE))
    return (
        not _IMPRINTS.isdisjoint(near)
        or (category != "education" and not _SERVING.isdisjoint(near))
        or (category in _CARRIED and not _CARRYING.isdisjoint(near))
        or (category in _REACHED and not _SELLING.isdisjoint(called(nearest(over, _BUYING))))
    )


def _is_played(over: tuple[str, ...]) -> bool:
    """Say whether somebody in a game is told of, and not who plays it on the phone."""
    at = next((at for at, name in enumerate(over) if not PLAYED.isdisjoint(_bare(name))), None)
    return at is not None and all(_SELF.isdisjoint(spelled(name)) for name in over[at:])


def nearest(over: tuple[str, ...], speaking: frozenset[str]) -> tuple[str, ...]:
    """Give the names above a field that stand nearer to it than one of whom ``speaking`` tells."""
    at = next((at for at in range(len(over) - 1, -1, -1) if speaking & spelled(over[at])), -1)
    return over[at + 1 :]


@lru_cache(maxsize=1 << 10)
def _asked_beside(category: str) -> frozenset[str]:
    """Give the names of what tells beside a field that it is of a company."""
    return _IMPRINT | _CALLED if category in _REACHED else frozenset()


def _speaks(each: Field, of: Field, asked: frozenset[str]) -> bool:
    """Say whether a field tells that the one beside it is of a company, by what it must tell or by its telephone."""
    name = compact(each.key)
    if name not in asked:
        return False
    if name not in _CALLED:
        return True
    return compact(of.key) in _PLAIN and isinstance(each.value, str) and is_no_ones_phone(each.value)


def _is_a_things_number(finding: Finding, fields: Fields) -> bool:
    """Say whether a number is a step of an address right behind one that is called by what is numbered."""
    field = finding.field
    step = _STEP(field.path) if field.part == "url" else None
    if step is None:
        return False
    before = f"{step[1]}[{int(step[2]) - 1}]"
    rows = (fields.rows[index] for index in fields.of_part(field.direction, field.part))
    return any(path == before and isinstance(value, str) and compact(value) in _NUMBERED for path, _, value, *_ in rows)

"""Korean addresses as services of addresses give them: province, district, road or town, and numbers, each by itself.

Sources: the address service of the Ministry of the Interior (juso.go.kr: ``siNm``, ``sggNm``, ``rn``, ``buldMnnm``),
Kakao's and Daum's (``region_1depth_name``, ``road_name``, ``main_building_no``; ``sido``, ``sigungu``, ``roadname``).
"""

from collections.abc import Iterator, Sequence

KINDS = ("address by road", "address by lot", "address by street")
"""What a field may be a piece of; the first two share the province and the district, the last has words of English."""

MOST_PIECES = 6

_PROVINCE, _DISTRICT, _TOWN, _PLACE, _NUMBER, _SUB = range(6)
_AREA = {
    _PROVINCE: "sinm sido sidonm sidoname ctprvnnm region1depthname",
    _DISTRICT: "sggnm sigungu sigungunm sigunguname sgg region2depthname",
}
_NAMES = {
    KINDS[0]: _AREA
    | {
        _PLACE: "rn roadnm roadname rdnm",
        _NUMBER: "buldmnnm mainbuildingno bldmnnm buildingmainno",
        _SUB: "buldslno subbuildingno bldslno buildingsubno",
    },
    KINDS[1]: _AREA
    | {
        _TOWN: "emdnm dong dongnm bname region3depthname legaldong",
        _PLACE: "linm riname",
        _NUMBER: "lnbrmnnm mainaddressno jibunmainno",
        _SUB: "lnbrslno subaddressno jibunsubno",
    },
    KINDS[2]: {
        _PROVINCE: "province state sido",
        _DISTRICT: "city gugun sigungu",
        _PLACE: "road street streetname roadname",
        _NUMBER: "houseno housenumber buildingno buildingnumber bldgno",
    },
}
_ROLES: dict[str, list[tuple[str, int]]] = {}
for _kind, _by_order in _NAMES.items():
    for _order, _listed in _by_order.items():
        for _name in _listed.split():
            _ROLES.setdefault(_name, []).append((_kind, _order))
_DIGITS, _LONGEST = 5, 30


def roles(key: str) -> Iterator[tuple[str, int]]:
    """Give of which kinds of address a field of that name is a piece, and its order there."""
    yield from _ROLES.get(key.replace("_", "").replace("-", "").lower(), ())


def whole(orders: Sequence[int], texts: Sequence[str]) -> str:
    """Put the pieces together, in order; empty where they are no address with a road or town and a number.

    >>> whole([0, 1, 3, 4, 5], ["부산광역시", "사하구", "라온버들로", "9227", "0"])
    '부산광역시 사하구 라온버들로 9227'
    """
    by_order = dict(zip(orders, texts, strict=True))
    if len(by_order) < len(orders) or _NUMBER not in by_order or not {_TOWN, _PLACE} & set(orders):
        return ""
    number, sub = (by_order.pop(order, "") for order in (_NUMBER, _SUB))
    names = [by_order[order] for order in sorted(by_order) if by_order[order]]
    if not _is_number(number) or any(len(name) > _LONGEST or name.isascii() for name in names):
        return ""
    return " ".join([*names, f"{number}-{sub}" if _is_number(sub) and int(sub) else number])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS

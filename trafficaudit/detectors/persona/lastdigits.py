"""The last four digits of a card's or a telephone's number, as a whole field under a name that says so.

Many numbers end in the same four: without the name they say nothing.
"""

from collections.abc import Iterator
from itertools import product

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key_names import vocabulary

SIZE = 4

_CARDS = vocabulary(
    "last4 Last4 LAST4 last_4 last-4 last_four lastFour lastfour last4Digits last4digits last_4_digits lastFourDigits "
    "last_four_digits cardLast4 card_last4 card_last_4 cardLastFour card_last_four cardNoLast4 cardLast4Digits "
    "cardNumberLast4 card_number_last4 cardNumberLastFour"
)
_PHONES = vocabulary(
    "phone Phone PHONE mobile mobilePhone mobile_phone cellphone cellPhone cell_phone cell tel TEL hp HP contact "
    "phoneNumber phone_number phoneNo phone_no mobileNumber mobile_number mobileNo mobile_no telNo tel_no hpNo hp_no "
    "receiverPhone receiver_phone buyerTel buyer_tel ordererPhone orderer_phone userPhone user_phone memberPhone "
    "member_phone"
)
_LAST = vocabulary(
    "Last4 LAST4 _last4 _LAST4 last4 -last4 _last_4 LastFour _last_four Last4Digits _last4_digits _last_4_digits "
    "LastFourDigits Last4Digit _last_four_digits Tail _tail Suffix _suffix End4 _end4 Back4 _back4"
)
_IN_KOREAN = vocabulary(
    "휴대폰뒷자리 휴대폰뒷번호 전화번호뒷자리 휴대폰뒤4자리 휴대폰뒷4자리 전화번호뒤4자리 전화번호뒷4자리"
)
NAMES = {
    "card_number": _CARDS,
    "phone_number": _IN_KOREAN.union(map("".join, product(_PHONES, _LAST))),
}
"""Names of the last four digits of a number, by its category."""


def last_digits(fields: Fields) -> Iterator[tuple[int, str, str]]:
    """Give each field of what was sent that has such a name: its index, the number's category and the digits."""
    for category, named in NAMES.items():
        if named.isdisjoint(fields.names):
            continue
        for index, key in enumerate(fields.keys):
            value = fields.values[index]
            if key not in named or not isinstance(value, str) or len(value) != SIZE:
                continue
            if value.isascii() and value.isdigit() and fields.group(index).direction == "request":
                yield index, category, value

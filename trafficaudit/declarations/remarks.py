"""What a row of the comparison says in a sentence, in Korean and English."""

_SAID = {
    "broad": ("포괄적 표현 '{0}'에 포함", "covered by the collective term '{0}'"),
    "item_too": ("이 항목도 고지되지 않음", "the item is not declared for this recipient either"),
    "elsewhere": ("이 항목은 다른 국가({0})에 대해서만 고지됨", "the item is declared for another country ({0})"),
    "unread": (
        "알 수 없는 고지 표현이 있어 포함 여부를 확인해야 함: {0}",
        "the policy has words that were not read and may cover it: {0}",
    ),
    "first": (
        "앱 운영자 자신의 서버: 국외 직접 수집일 수 있으며(시행령 제31조 제1항 제4호) 조사관이 판단",
        "the app's own company: it may be direct collection abroad (Decree Article 31(1)4), which the investigator decides",
    ),
    "hint": ("시험용 값이 아닌 이름·형식으로만 확인", "recognised by a name or format only, not by a value of the test person"),
    "unidentified": (
        "수신자가 확인되지 않음(망 사업자만 확인): 이 국가와 항목을 고지한 수신자가 있음",
        "who receives is not known (only the network is); a declared recipient has this country and item",
    ),
    "nobody": (
        "수신자가 확인되지 않았으나, 어느 수신자에 대해서도 고지되지 않음",
        "who receives is not known, and no declared recipient has it",
    ),
    "place": (
        "첫 접속 국가가 확정되지 않음({0}): 국외로도 국내로도 세지 않음",
        "the country of first contact is undetermined ({0}): counted neither as abroad nor as in Korea",
    ),
    "country_open": ("국가는 비교하지 못함", "the country could not be compared"),
    "limit": (
        "이 기록에서 관찰되지 않음. 관찰된 것은 최소한이며, 보지 못한 트래픽: {0}",
        "not observed in this recording, which shows at least what it shows; not seen: {0}",
    ),
    "nothing_unseen": ("기록기가 센 것 없음", "nothing that a recorder counted"),
    "others": ("다른 수신자에게는 전송됨", "it was sent to other recipients"),
    "nowhere": ("어디에도 전송되지 않음", "it was sent nowhere"),
    "in_korea": ("이 수신자에게 국내 서버로 전송됨", "it was sent to this recipient at an address in Korea"),
    "other_country": ("이 수신자에게 고지되지 않은 국가로 전송됨: {0}", "it was sent to this recipient in another country: {0}"),
    "only_undetermined": (
        "이 수신자에게 전송되었으나 국가가 확정되지 않은 곳으로만 전송됨",
        "it was sent to this recipient, only to places whose country is undetermined",
    ),
    "country_unseen": ("이 국가로의 전송이 관찰되지 않음", "nothing was seen to go to this country"),
    "words_unread": ("고지 표현을 알 수 없어 비교하지 못함", "the words were not read, so nothing can be compared with them"),
    "not_in_traffic": ("휴대전화 트래픽으로 확인할 수 없는 항목", "no traffic of the phone can show this item"),
    "column": ("트래픽으로 확인할 수 없음({0}): 처리방침의 문구만 표시", "traffic cannot show this ({0}): the policy's words only"),
    "korea": ("국내 수신자로 고지됨: 국외 이전이 아님", "declared in Korea: no transfer abroad"),
    "draft": ("확인되지 않은 초안에 근거", "based on an unconfirmed draft"),
    "basis": ("이전 근거", "legal basis"),
    "purpose": ("이용 목적", "purpose"),
    "retention": ("보유·이용 기간", "retention"),
    "refusal": ("거부 방법·절차·효과", "refusal"),
}  # fmt: skip


def remark(name: str, lang: str, *given: str) -> str:
    """Give a remark in ``ko`` or (any other value) ``en``, filled with what it speaks of."""
    said = _SAID[name][0 if lang == "ko" else 1]
    for place, text in enumerate(given):
        said = said.replace("{" + str(place) + "}", text)
    return said


def joined(*remarks: str) -> str:
    """Give several remarks as one text."""
    return "; ".join(filter(None, remarks))

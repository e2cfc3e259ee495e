"""Every column of every result table, registered once: its name for programs and its headings for people.

The name is the heading in English files, so that a program reads ``transfers.csv`` as it reads ``transfers.parquet``.
"""

from dataclasses import dataclass
from typing import Literal

type Kind = Literal["text", "whole", "real", "time"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``name`` for programs, ``ko`` and ``en`` for people, ``kind`` of its values."""

    name: str
    ko: str
    en: str
    kind: Kind = "text"

    def heading(self, lang: str) -> str:
        """Give the heading for people in ``ko`` or ``en``."""
        return self.ko if lang == "ko" else self.en


_PLACE = (
    Column("capture", "기록", "capture"),
    Column("exchange", "교신", "exchange"),
    Column("position", "기록 내 순번", "position", "whole"),
    Column("at", "시각(UTC)", "time (UTC)", "time"),
    Column("app", "앱", "app"),
    Column("phase", "이용 단계", "phase"),
)

EXCHANGES = (
    *_PLACE,
    Column("protocol", "프로토콜", "protocol"),
    Column("method", "메서드", "method"),
    Column("host", "호스트", "host"),
    Column("port", "포트", "port", "whole"),
    Column("endpoint", "경로(가림)", "endpoint (redacted)"),
    Column("ip", "서버 IP", "server address"),
    Column("status", "응답 코드", "status", "whole"),
    Column("request_bytes", "보낸 바이트", "request bytes", "whole"),
    Column("response_bytes", "받은 바이트", "response bytes", "whole"),
    Column("encrypted", "전송 암호화", "encrypted"),
    Column("sent", "전송으로 셈", "counts as sent"),
    Column("state", "판독 상태", "state"),
    Column("error", "오류", "error"),
    Column("destination", "목적지 번호", "destination", "whole"),
    Column("fields", "해독 필드 수", "fields", "whole"),
    Column("findings", "발견 수", "findings", "whole"),
    Column("server_ahead", "서버 시계가 앞선 초", "server's clock ahead by (s)", "real"),
)

FINDINGS = (
    *_PLACE,
    Column("direction", "방향", "direction"),
    Column("host", "호스트", "host"),
    Column("part", "위치", "part"),
    Column("path", "경로", "path"),
    Column("category", "개인정보 항목", "category"),
    Column("match", "일치 방식", "match"),
    Column("layers", "해독 단계", "layers"),
    Column("detector", "탐지기", "detector"),
    Column("confidence", "신뢰도", "confidence", "real"),
    Column("reasoning", "근거", "reasoning"),
    Column("origin", "휴대전화 내 출처(API)", "origin on the phone (API)"),
    Column("span_start", "시작 바이트", "span start", "whole"),
    Column("span_end", "끝 바이트", "span end", "whole"),
    Column("value_sha256", "값 SHA-256", "value SHA-256"),
    Column("value_preview", "값(가림)", "value (redacted)"),
    Column("destination", "목적지 번호", "destination", "whole"),
)

DESTINATIONS = (
    Column("destination", "목적지 번호", "destination", "whole"),
    Column("host", "호스트", "host"),
    Column("domain", "등록 도메인", "registrable domain"),
    Column("ip", "서버 IP", "server address"),
    Column("port", "포트", "port", "whole"),
    Column("country", "첫 접속 국가", "country of first contact"),
    Column("certainty", "확실성", "certainty"),
    Column("leaves_korea", "국외 여부", "leaves Korea"),
    Column("evidence", "근거 자료", "evidence"),
    Column("asn", "AS 번호", "AS number", "whole"),
    Column("network_operator", "망 운영자", "network operator"),
    Column("recipient", "수신자", "recipient"),
    Column("recipient_country", "수신자 국가", "recipient's country"),
    Column("recipient_basis", "수신자 근거", "basis of recipient"),
    Column("party", "당사자", "party"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
)

TRANSFERS = (
    Column("app", "앱", "app"),
    Column("phase", "이용 단계", "phase"),
    Column("recipient", "수신자", "recipient"),
    Column("recipient_country", "수신자 국가", "established in"),
    Column("host", "호스트", "host"),
    Column("country", "첫 접속 국가", "first contact in"),
    Column("certainty", "확실성", "certainty"),
    Column("leaves_korea", "국외 여부", "leaves Korea"),
    Column("category", "개인정보 항목", "category"),
    Column("match", "일치 방식", "match"),
    Column("app_cipher", "앱 자체 암호화", "ciphered by the app"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
    Column("values", "값의 가짓수", "values", "whole"),
    Column("first_seen", "처음 본 시각(UTC)", "first seen (UTC)", "time"),
    Column("last_seen", "마지막 본 시각(UTC)", "last seen (UTC)", "time"),
    Column("example", "예시(교신·위치·경로)", "example (exchange, part, path)"),
    Column("party", "당사자", "party"),
    Column("encrypted", "전송 암호화", "encrypted"),
    Column("origin", "휴대전화 내 출처(API)", "origin on the phone (API)"),
    Column("detectors", "탐지기", "detectors"),
    Column("confidence", "신뢰도", "confidence", "real"),
    Column("investigator_class", "조사관 분류(국외 이전·직접 수집)", "investigator's class"),
)

COVERAGE = (
    Column("app", "앱", "app"),
    Column("phase", "이용 단계", "phase"),
    Column("state", "판독 상태", "state"),
    Column("counted", "집계 여부", "counted"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
    Column("connections", "연결 수", "connections", "whole"),
    Column("bytes", "바이트", "bytes", "whole"),
)

COMPARISON = (
    Column("outcome", "결과 부호", "outcome"),
    Column("result", "결과", "result"),
    Column("counted", "집계 여부", "counted"),
    Column("if_abroad", "국외인 경우의 결과", "outcome if it is abroad"),
    Column("app", "앱", "app"),
    Column("phases", "이용 단계", "phases"),
    Column("recipient", "관찰된 수신자", "observed recipient"),
    Column("host", "호스트", "host"),
    Column("country", "첫 접속 국가", "first contact in"),
    Column("certainty", "확실성", "certainty"),
    Column("category", "개인정보 항목", "category"),
    Column("match", "일치 방식", "match"),
    Column("proven", "시험용 값으로 확인", "proven by a value of the test person"),
    Column("encrypted", "전송 암호화", "encrypted"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
    Column("example", "예시(교신·위치·경로)", "example (exchange, part, path)"),
    Column("declared_recipient", "고지된 수신자", "declared recipient"),
    Column("declared_countries", "고지된 국가", "declared countries"),
    Column("declared_words", "처리방침의 표현", "the policy's words"),
    Column("declared_when_how", "고지된 시기·방법", "declared time and method"),
    Column("policy_place", "처리방침 내 위치", "place in the policy"),
    Column("policy_sha256", "처리방침 SHA-256", "policy SHA-256"),
    Column("note", "비고", "note"),
)

VERSIONS = (
    Column("change", "변경", "change"),
    Column("what", "대상", "what"),
    Column("recipient", "고지된 수신자", "declared recipient"),
    Column("country", "국가", "country"),
    Column("category", "개인정보 항목", "category"),
    Column("before", "변경 전 처리방침의 표현", "words of the earlier version"),
    Column("after", "변경 후 처리방침의 표현", "words of the later version"),
    Column("place_before", "변경 전 처리방침 내 위치", "place in the earlier version"),
    Column("place_after", "변경 후 처리방침 내 위치", "place in the later version"),
)

ACROSS = (
    Column("app", "앱", "app"),
    Column("recipient", "수신자", "recipient"),
    Column("recipient_country", "수신자 국가", "established in"),
    Column("country", "첫 접속 국가", "first contact in"),
    Column("certainty", "확실성", "certainty"),
    Column("leaves_korea", "국외 여부", "leaves Korea"),
    Column("category", "개인정보 항목", "category"),
    Column("phases", "이용 단계", "phases"),
    Column("match", "일치 방식", "match"),
    Column("proven", "시험용 값으로 확인", "proven by a value of the test person"),
    Column("hosts", "호스트", "hosts"),
    Column("party", "당사자", "party"),
    Column("encrypted", "전송 암호화", "encrypted"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
    Column("first_seen", "처음 본 시각(UTC)", "first seen (UTC)", "time"),
    Column("last_seen", "마지막 본 시각(UTC)", "last seen (UTC)", "time"),
    Column("example", "예시(교신·위치·경로)", "example (exchange, part, path)"),
    Column("results", "결과 폴더", "results"),
)

SDKS = (
    Column("sdk", "SDK·플랫폼", "SDK or platform"),
    Column("apps", "앱 수", "apps", "whole"),
    Column("of_apps", "전체 앱 수", "of so many apps", "whole"),
    Column("apps_abroad", "국외 앱 수", "apps, abroad", "whole"),
    Column("apps_undetermined", "미확정 앱 수", "apps, undetermined", "whole"),
    Column("apps_in_korea", "국내 앱 수", "apps, in Korea", "whole"),
    Column("countries", "첫 접속 국가(확실성)", "first contact in (certainty)"),
    Column("categories", "개인정보 항목", "categories"),
    Column("phases", "이용 단계", "phases"),
    Column("hosts", "호스트", "hosts"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
    Column("app_names", "앱", "apps by name"),
    Column("results", "결과 폴더", "results"),
)

RESULTS = (
    Column("result", "결과 폴더", "result"),
    Column("apps", "앱", "apps"),
    Column("versions", "앱 버전", "versions of the apps"),
    Column("captures", "기록", "captures"),
    Column("phases", "이용 단계", "phases"),
    Column("exchanges", "교신 수", "exchanges", "whole"),
    Column("abroad", "국외 행", "rows abroad", "whole"),
    Column("undetermined", "미확정 행", "rows undetermined", "whole"),
    Column("in_korea", "국내 행", "rows in Korea", "whole"),
    Column("gaps", "누락 구간", "gaps", "whole"),
    Column("unseen", "보지 못한 것", "not seen"),
    Column("warnings", "주의", "warnings"),
    Column("persona", "시험용 인물", "test person"),
    Column("databases_sha256", "위치 자료 SHA-256", "geo databases, SHA-256"),
)

LEDGER = (Column("result", "결과 폴더", "result"), *COVERAGE)

TABLES: dict[str, tuple[Column, ...]] = {
    "exchanges": EXCHANGES,
    "findings": FINDINGS,
    "destinations": DESTINATIONS,
    "transfers": TRANSFERS,
    "coverage": COVERAGE,
    "comparison": COMPARISON,
    "versions": VERSIONS,
    "across": ACROSS,
    "sdks": SDKS,
    "results": RESULTS,
    "ledger": LEDGER,
}
"""Every table by the stem of its file."""

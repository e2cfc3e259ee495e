import json

import pytest

from trafficaudit.declarations.scripts import speaks

ROWS = {"title": "개인정보의 국외 이전", "rows": [{"name": "가온", "country": "미국"}]}


@pytest.mark.parametrize(
    "text",
    [
        f"window.__DATA__={json.dumps(ROWS)}",
        json.dumps(ROWS, ensure_ascii=False),
        "x = \"<h2>국외 이전</h2><td style='a:b'>미국</td>\"",
        '{"t": "Overseas transfer", "c": "Singapore"}',
    ],
)
def test_a_script_with_rows_is_known(text: str) -> None:
    assert speaks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'f("미국")',
        'title = "국외 이전"',
        "function transfer(a) { return a.France }",
        '["국외 이전", ' + "0," * 10 + '"x", ' * 300 + '"미국"]',
    ],
)
def test_others_are_not(text: str) -> None:
    assert not speaks(text)

import html
import json
import urllib.parse
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode, script
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]
USER = {"user": {"name": "김하늘", "email": "kim@example.kr"}}


def held(body: Body, program: str) -> dict[str, str]:
    """Give what objects of a program hold, by path."""
    page = f"<html><script>{program}</script></html>".encode()
    fields = body(page, "text/html").fields
    return {f.path: str(f.value) for f in fields if "script" in f.layers and f.layers[-1] == "json"}


def test_a_program_in_a_form_or_behind_entities(body: Body) -> None:
    program = "var n=0;for(;n<3;n++);var member = {id: 'kim77', mail: 'kim@example.kr'};start(document)"
    form = urllib.parse.urlencode({"page": 3, "js": program}).encode()
    page = json.dumps({"js": html.escape(program)}).encode()
    for found in (body(form, "application/x-www-form-urlencoded"), body(page, "application/json")):
        assert ("mail", "kim@example.kr") in [
            (f.key, f.value) for f in found.fields if f.layers[-2:] == ("script", "json")
        ]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("after", [");", ");\nvar n=1;", ") || {};"])
def test_a_text_that_is_parsed(body: Body, ascii_only: bool, after: str) -> None:
    text = json.dumps(json.dumps(USER, ensure_ascii=ascii_only), ensure_ascii=ascii_only)
    found = held(body, f"window.__DATA__=JSON.parse({text}{after}")
    assert found == {"script.parse.user.name": "김하늘", "script.parse.user.email": "kim@example.kr"}


def test_a_text_that_is_percent_encoded(body: Body) -> None:
    found = held(body, "window.raw = decodeURIComponent('%7B%22mail%22%3A%22kim%40example.kr%22%7D'); run();")
    assert found["script.decodeURIComponent.mail"] == "kim@example.kr"


def test_what_is_handed_to_sdks(body: Body) -> None:
    program = (
        "!function(){window.dataLayer=window.dataLayer||[];dataLayer.push({'event':'login','userEmail':'kim@example.kr'});"
        "gtag('set','user_data',{\"address\":{first_name:'하늘',last_name:\"김\"}});fbq('init','12',{ph:'01047261538'})}();"
    )
    found = held(body, program)
    assert found["script.push.userEmail"] == "kim@example.kr"
    assert (found["script.gtag.address.first_name"], found["script.gtag.address.last_name"]) == ("하늘", "김")
    assert found["script.fbq.ph"] == "01047261538"


def test_variables_by_their_names(body: Body) -> None:
    found = held(
        body, "go(); var member = {id: 'kim77', tags: ['a'], on: !0, n: -1.5}; let shop = {tel: '02-123-4567'};"
    )
    assert found["script.member.id"] == "kim77"
    assert found["script.shop.tel"] == "02-123-4567"


def test_a_value_stands_where_it_is_written(body: Body) -> None:
    raw = b"go();track('login',{mail:'kim@example.kr'});go();"
    (mail,) = [f for f in body(raw, "application/javascript").fields if f.layers == ("script", "json")]
    assert (mail.path, raw[slice(*mail.span)], mail.exact) == ("track.mail", b"kim@example.kr", True)


def test_what_seroval_keeps_to_name_it_again(body: Body) -> None:
    """As SolidStart answers in pieces: a call that a program of seroval's own stands before."""
    program = (
        '($R[13]=(resolver,data)=>{resolver.s(data);})($R[2],$R[4]={page:$R[5]={title:"x",tags:$R[6]=["new"]},buyer:$R[7]='
        '{mail:"kim@example.kr",agreed:!0}});$R[8]=[$R[9]={zip:"06234"}];$R[10]={a:b(),mail:"no@example.kr"}'
    )
    found = held(body, program)
    assert (found["script[0].buyer.mail"], found["script[0].page.tags[0]"]) == ("kim@example.kr", "new")
    assert found["script[1][0].zip"] == "06234"
    assert "no@example.kr" not in found.values()


def test_what_is_put_into_a_stream_of_a_page(body: Body) -> None:
    """As React Router 7 fills a page from what its loaders gave."""
    told = json.dumps('[{"_1":2},"loaderData",{"_3":4,"_5":6,"_7":8},"mail","kim@example.kr","zip","06234","n",7]\n')
    found = body(f"<script>window.c.streamController.enqueue({told});</script>".encode(), "text/html").fields
    assert ("script.enqueue.loaderData.mail", "kim@example.kr") in [(field.path, field.value) for field in found]


@pytest.mark.parametrize(
    "program",
    [
        "call({mail: user.mail, name: name()}); var a = 1;",
        "call({kind: 'text', mail: mail});",
        "var style = {a: function(){return 'x'}, b: 'y'};",
        "e={name:'kim@example.kr'};f({id:'kim77'});",
        "if(a){b={c:d}} else {e='text'}",
        "var counts = {a: 1, b: [2, 3]}; go();",
        "go({a: 'unclosed",
        "go(`${a}`); JSON.parse(text); JSON.parse('');",
    ],
)
def test_code_is_left_alone(body: Body, program: str) -> None:
    assert held(body, "go();" + program + ";go();") == {}


def test_more_objects_than_are_opened_are_told() -> None:
    raw = b";".join(b"put({k:'v%d'})" % number for number in range(script.MOST + 5))
    made = exchange(request=Message(((b"content-type", b"text/javascript"),), b"go();" + raw, body_size=len(raw) + 5))
    decoded = decode(made)
    assert sum(f.layers == ("script", "json") for f in decoded.fields) == script.MOST
    assert [gap.reason for gap in decoded.opaque if gap.cut] == [
        f"more than {script.MOST} objects in the text of a program"
    ]


@given(st.text(alphabet="abJSON.parse(){}[]'\"`:,;=\\ \n0", max_size=80))
def test_any_program(body: Body, text: str) -> None:
    body(("var data = {a: '1'}; JSON.parse(" + text).encode(), "application/javascript")
    body(("push({" + text).encode())

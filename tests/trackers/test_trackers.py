"""Holds every data file to the style, and the lookup to its promise."""

import re
from collections import Counter
from importlib import resources

import pytest

from trafficaudit.categories import taxonomy
from trafficaudit.trackers import TRACKERS, Tracker, trackers
from trafficaudit.trackers.lookup import endpoints
from trafficaudit.trackers.paths import split_path

READ = re.compile(r"; read 20\d\d-\d\d-\d\d$")
FOLDER = resources.files("trafficaudit").joinpath("trackers")


def test_the_list_names_every_file_once() -> None:
    files = {entry.name.removesuffix(".toml") for entry in FOLDER.iterdir() if entry.name.endswith(".toml")}
    assert Counter(TRACKERS) == Counter(files)


def test_there_are_many_and_they_keep_the_order_of_the_list() -> None:
    assert len(trackers()) >= 60
    assert tuple(tracker.slug for tracker in trackers()) == TRACKERS
    assert trackers() is trackers()


@pytest.mark.parametrize("tracker", trackers(), ids=lambda tracker: tracker.slug)
def test_every_tracker_is_complete(tracker: Tracker) -> None:
    assert tracker.name
    assert tracker.operator
    assert tracker.endpoints
    assert not tracker.documentation or tracker.documentation.startswith("https://")
    for endpoint in tracker.endpoints:
        assert endpoint.hosts
        assert len(set(endpoint.hosts)) == len(endpoint.hosts)
        assert all(method.isupper() for method in endpoint.methods)
        assert all(pattern.text.startswith("/") for pattern in endpoint.paths)
        for field in endpoint.fields:
            assert field.category in taxonomy()
            assert field.reasoning == field.reasoning.strip() != ""
            assert "  " not in field.reasoning
            stated = READ.sub("", field.reasoning.removesuffix("; not yet checked against real traffic"))
            assert " " not in stated or not stated.startswith("https://")
            assert 0.8 <= field.confidence <= 0.95 or (
                field.confidence <= 0.65 and "not yet checked" in field.reasoning
            )


@pytest.mark.parametrize("tracker", trackers(), ids=lambda tracker: tracker.slug)
def test_paths_are_written_as_decoders_write_them(tracker: Tracker) -> None:
    for endpoint in tracker.endpoints:
        for field in endpoint.fields:
            text = field.path.text
            assert text.startswith(("query", "path[")) or field.part != "url", text
            if field.part == "header":
                assert text.split(".")[0] == text.split(".")[0].lower()
            # An exact path is found by its text, which must then be the only way to write it.
            assert ".[" not in text
            assert all(not isinstance(step, str) or '"' not in step for step, _ in split_path(text))


@pytest.mark.parametrize("tracker", trackers(), ids=lambda tracker: tracker.slug)
def test_no_endpoint_says_a_thing_twice(tracker: Tracker) -> None:
    for endpoint in tracker.endpoints:
        said = Counter(
            (field.direction, field.part, field.path.text, field.category, field.only, field.when)
            for field in endpoint.fields
        )
        assert [key for key, count in said.items() if count > 1] == []


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("nlog.naver.com", "naver-nlog"),
        ("siape.veta.naver.com", "naver-ads"),
        ("nam.veta.naver.com", "naver-ads"),
        ("g.tivan.naver.com", "naver-ads"),
        ("display.ad.daum.net", "kakao-adfit"),
        ("track.tiara.kakao.com", "kakao-tiara"),
        ("ljc.coupang.com", "coupang"),
        ("acs.m.taobao.com", "alibaba-mtop"),
        ("acs-m.m.taobao.com", "alibaba-mtop"),
        ("guide-acs.m.taobao.com", "alibaba-mtop"),
        ("acs.aliexpress.com", "alibaba-mtop"),
        ("adashx.m.taobao.com", "alibaba-ut"),
        ("arms-retcode-sg.aliyuncs.com", "alibaba-arms"),
        ("retcode-us-west-1.arms.aliyuncs.com", "alibaba-arms"),
        ("us.ynuf.aliapp.org", "alibaba-security"),
        ("passport.aliexpress.com", "alibaba-security"),
        ("ulogs.umeng.com", "umeng"),
        ("www.temu.com", "temu"),
        ("us.thtk.temu.com", "temu"),
        ("log-va.tiktokv.com", "bytedance-applog"),
        ("abc.launches.appsflyersdk.com", "appsflyer"),
        ("t.appsflyer.com", "appsflyer"),
        ("app.adjust.com", "adjust"),
        ("app.adjust.world", "adjust"),
        ("app.adjust.cn", "adjust"),
        ("graph.facebook.com", "facebook-app-events"),
        ("core.airbridge.io", "airbridge"),
        ("api2.amplitude.com", "amplitude"),
        ("sdk.iad-01.braze.com", "braze"),
        ("apis.ad-brix.com", "adbrix"),
        ("api2.branch.io", "branch"),
        ("sdk-open-phone.getui.com", "getui"),
        ("stats.jpush.cn", "jpush"),
        ("tongji.dcloud.io", "dcloud-uni-stat"),
        ("manager.eu.smartlook.cloud", "smartlook"),
        ("tpns.qq.com", "tencent-tpns"),
        ("loc.map.baidu.com", "baidu-location"),
        ("dxp.baidu.com", "baidu-mobstat"),
        ("adash.man.aliyuncs.com", "alibaba-emas"),
        ("easytomessage.com", "jpush"),
        ("android.bugly.qq.com", "tencent-bugly"),
        ("oth.str.beacon.qq.com", "tencent-beacon"),
        ("GRAPH.FACEBOOK.COM.", "facebook-app-events"),
        ("shopdp-api.baemin.com", "baemin"),
        ("katalk.kakao.com", "kakao-talk"),
        ("nice.checkplus.co.kr", "nice-id"),
        ("cert.vno.co.kr", "nice-id"),
        ("safe.ok-name.co.kr", "kcb-okname"),
        ("pcc.siren24.com", "sci-siren24"),
        ("ui.teledit.com", "danal"),
        ("track-eu1.hubspot.com", "hubspot"),
        ("pixel-apac.rubiconproject.com", "magnite"),
        ("b1h-apse1.zemanta.com", "outbrain"),
        ("sg-vid-events.taboola.com", "taboola"),
        ("cognito-idp.ap-northeast-3.amazonaws.com", "amazon-cognito"),
        ("koreacentral-0.in.applicationinsights.azure.com", "application-insights"),
        ("ap02.records.in.treasuredata.com", "treasure-data"),
        ("api.appcues.net", "appcues"),
        ("dev.visualwebsiteoptimizer.com", "vwo"),
        ("rs.eu1.fullstory.com", "fullstory"),
        ("events.split.io", "split"),
        ("api.gameanalytics.com", "gameanalytics"),
        ("capi.shoplive.cloud", "shoplive"),
        ("api-push.in.meizu.com", "meizu-push"),
        ("us-fp.apitd.net", "tongdun"),
    ],
)
def test_hosts_are_found(host: str, slug: str) -> None:
    assert slug in {tracker.slug for tracker, _ in endpoints(host)}

import doctest
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import recipients as module
from trafficaudit.destinations.certificate import Subject
from trafficaudit.destinations.companies import BUILT_IN, load
from trafficaudit.destinations.places import DATA
from trafficaudit.destinations.rangefile import RangeFile
from trafficaudit.destinations.recipients import BY_CERTIFICATE, BY_NETWORK, Recipients, registrable_domain, told_apart
from trafficaudit.errors import DestinationError
from trafficaudit.trackers import trackers

SILENT = {
    "*.acetrader.co.kr",
    "*.prebid.org",
}
"""Hosts of known SDKs of which nothing confirmed who is behind them: they keep the certificate's or the network's name."""
ALIEXPRESS = (
    "AliExpress Korea Holding (Singapore) Pte. Ltd. / Alibaba.com Singapore E-Commerce Private Limited (AliExpress)"
)
ENTRY = '[[organisation]]\nname = "Hanbit"\ncountry = "KR"\ndomains = ["hanbit.example"]\nsource = "the demo"\n'


@pytest.fixture(scope="module")
def recipients() -> Recipients:
    return Recipients()


def test_the_map_is_large_unique_and_sourced() -> None:
    organisations = load(BUILT_IN)
    domains = [domain for one in organisations for domain in one.domains]
    assert len(organisations) >= 350
    assert len(domains) >= 1100
    assert len(domains) == len(set(domains))
    assert len({one.name for one in organisations}) == len(organisations)
    path = DATA / "dbip.ranges.xz"
    codes = {*RangeFile(path, path.read_bytes()).header.labels}
    for one in organisations:
        assert len(one.source) > 5
        assert one.country in codes
        assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in one.domains), one.name
        assert all(re.fullmatch(r"[A-Za-z0-9_.]+(\.\*)?", app) for app in one.apps), one.name


def test_the_hosts_of_known_sdks_have_a_recipient(recipients: Recipients) -> None:
    without = {
        host
        for tracker in trackers()
        for endpoint in tracker.endpoints
        for host in endpoint.hosts
        if recipients.find(host.replace("*", "x").replace("?", "1")) is None
    }
    assert without == SILENT


def test_an_app_belongs_to_one_group_only() -> None:
    organisations = load(BUILT_IN)
    for app in [app.removesuffix("*") + "x" * app.endswith("*") for one in organisations for app in one.apps]:
        assert len({one.group or one.name for one in organisations if one.owns(app)}) == 1, app


@pytest.mark.parametrize(
    ("host", "name", "country"),
    [
        ("acs.aliexpress.com", ALIEXPRESS, "SG"),
        ("gm.mmstat.com", "Alibaba Group", "CN"),
        ("api.temu.com", "Whaleco Technology Limited (Temu)", "IE"),
        ("seller.temu.com", "Elementary Innovation Pte. Ltd. (Temu, sellers)", "SG"),
        ("edit-api-sg.capcut.com", "Bytedance Pte. Ltd. (CapCut)", "SG"),
        ("lf16-gecko.ibytedtos.com", "ByteDance (services outside mainland China)", ""),
        ("mail.daum.net", "AXZ Corp. (Daum)", "KR"),
        ("display.ad.daum.net", "Kakao Corp.", "KR"),
        ("t.appsflyer.com", "AppsFlyer Ltd.", "IL"),
        ("app.adjust.com", "Adjust GmbH", "DE"),
        ("pay.naver.com", "NAVER Financial Corporation", "KR"),
        ("www.naver.com", "NAVER Corporation", "KR"),
        ("WWW.COUPANG.COM.", "Coupang Corp.", "KR"),
        ("m.coupangpay.com", "Coupang Pay Ltd.", "KR"),
        ("www.srmdata.com", "Fashion Choice Pte. Ltd. (SHEIN)", "SG"),
        ("ynuf.aliapp.org", "Alibaba Group", "CN"),
        ("ae03.alicdn.com", ALIEXPRESS, "SG"),
        ("acs.aliexpress.ru", "AliExpress Russia (aliexpress.ru)", ""),
        ("st.aestatic.net", "AliExpress Russia (aliexpress.ru)", ""),
        ("kspay.ksnet.to", "KSNET Inc.", "KR"),
        ("sdk-api.hackle.io", "Hackle (핵클)", ""),
        ("geo.captcha-delivery.com", "DataDome", ""),
        ("newassets.hcaptcha.com", "Intuition Machines, Inc. (hCaptcha)", "US"),
        ("cdnet.nasmob.com", "Nasmedia Co., Ltd. (AdMixer, nap)", "KR"),
        ("pcc.siren24.com", "SCI Information Service Inc. (SCI평가정보)", "KR"),
        ("widgets.cre.ma", "Crema Inc.", "KR"),
        ("log-sdk.gifshow.com", "Kuaishou", "CN"),
        ("collector-pxabcd.px-cloud.net", "HUMAN Security, Inc. (PerimeterX)", "US"),
        ("api.opush.heytapmobi.com", "OPPO / HeyTap", ""),
        ("acs-m.lazada.sg", "Lazada (company by the store's country)", ""),
        ("at.umtrack.com", "Umeng (Youmeng Tongxin (Beijing) Technology Co., Ltd.)", "CN"),
        ("aem-kakao-collector.onkakao.net", "Kakao Corp.", "KR"),
        ("apis-navi.kakaomobility.com", "Kakao Mobility Corp.", "KR"),
        ("www.melon.com", "Kakao Entertainment Corp.", "KR"),
        ("pushs.euromsg.com", "Related Digital (euro.message, Visilabs)", "TR"),
        ("config.inmobi.cn", "InMobi (hosts for China)", ""),
        ("apis.openapi.sk.com", "SK Telecom Co., Ltd. / Tmap Mobility Co., Ltd. (SK open API)", "KR"),
        ("ads.mopub.com", "X Corp. / AppLovin Corporation (MoPub)", "US"),
        ("tags.bluekai.com", "Oracle Corporation", "US"),
        ("acs.m.taobao.com", "Alibaba Group (hosts of Taobao and Tmall)", ""),
        ("www.tmall.hk", "Taobao China Holding Limited (Tmall Global)", "HK"),
        ("open-s.alibaba.com", "Alibaba.com (company by the user's place)", ""),
        ("cf.hzchengdun.com", "Alibaba Group", "CN"),
        ("titan.pftk.temu.com", "Whaleco Technology Limited (Temu)", "IE"),
        ("us.matk.temu.com", "Whaleco Technology Limited (Temu)", "IE"),
        ("img.kwcdn.com", "Whaleco Technology Limited (Temu)", "IE"),
        ("img.ltwebstatic.com", "Fashion Choice Pte. Ltd. (SHEIN)", "SG"),
        ("v16-ad-creative.tiktokcdn-row.com", "TikTok Pte. Ltd.", "SG"),
        ("log-va.tiktokv.us", "TikTok USDS Joint Venture LLC / TikTok Inc. (US hosts of TikTok)", "US"),
        ("open-sea-global.alipay.com", "Antom, Alipay's payments outside mainland China (company by the contract)", ""),
        ("docs.global.alipay.com", "Alipay+ (Alipay Singapore E-Commerce Private Limited)", "SG"),
        ("openapi.alipay.com", "Ant Group (Alipay)", "CN"),
        ("p16-sign.tiktokcdn-eu.com", "TikTok (hosts for Europe)", ""),
        ("open-api.tiktokglobalshop.com", "TikTok Shop (company by the market)", ""),
        ("lf16-scmcdn.oecstatic.com", "TikTok Shop (company by the market)", ""),
        ("sami-sg1.byteintlapi.com", "ByteDance (services outside mainland China)", ""),
        ("zlink.ugsdk.cn", "ByteDance", "CN"),
        ("sf16-fe-tos-sg.i18n-pglstatp.com", "Pangle (Bytedance Pte. Ltd.)", "SG"),
        ("ljc.coupang.com", "Coupang Corp.", "KR"),
        ("gi.esmplus.com", "Gmarket Inc.", "KR"),
        ("cf.product-image.s.zigzag.kr", "Kakao Style Corp. (Zigzag)", "KR"),
        ("d3ha2047wt6x28.cloudfront.net", "Ably Corporation", "KR"),
        ("dnvefa72aowie.cloudfront.net", "Danggeun Market Inc. (당근)", "KR"),
        ("api.11pay.co.kr", "11st Co., Ltd. (11번가)", "KR"),
        ("umini.shujupie.com", "Umeng (Youmeng Tongxin (Beijing) Technology Co., Ltd.)", "CN"),
        ("ib.adnxs.com", "Microsoft Corporation", "US"),
        ("cdn3.forter.com", "Forter", ""),
        ("online-pay.kakao.com", "KakaoPay Corp.", "KR"),
        ("cdn.011st.com", "11st Co., Ltd. (11번가)", "KR"),
        ("mup.mobilians.co.kr", "KG Financial (KG파이낸셜)", "KR"),
        ("cm-exchange.widerplanet.com", "Artist Company Inc. (formerly Wider Planet Inc.)", "KR"),
        ("configure.rayjump.com", "Mintegral International Limited", "HK"),
        ("www.paypal.com", "PayPal Pte. Ltd.", "SG"),
        ("buy.itunes.apple.com", "Apple Distribution International Limited", "IE"),
        ("gateway.icloud.com", "Apple Inc.", "US"),
        ("tracking.intl.miui.com", "Xiaomi Technologies Singapore Pte. Ltd.", "SG"),
        ("tr.snapchat.com", "Snap (Snap Inc.; Snap Group Limited)", ""),
        ("www.amazon.co.jp", "Amazon stores in other countries", ""),
        ("gum.criteo.com", "Criteo S.A.", ""),
        ("outcome-ssp.supersonicads.com", "ironSource Mobile Ltd.", ""),
        ("api.leanplum.com", "Leanplum, Inc.", "US"),
        ("api.eu.iterable.com", "Iterable, Inc.", ""),
        ("a.klaviyo.com", "Klaviyo, Inc.", ""),
        ("cdp.customer.io", "Peaberry Software, Inc. (Customer.io)", "US"),
        ("com-shop.collector.snplow.net", "Snowplow Analytics", "GB"),
        ("global-receiver-ta.thinkingdata.cn", "ThinkingData (数数科技)", "CN"),
        ("drws.batch.com", "IMEDIAPP SA (Batch)", "FR"),
        ("napi.growingio.com", "Beijing Yishu Technology Co., Ltd. (GrowingIO)", "CN"),
        ("analytics.bootpay.co.kr", "Bootpay Co., Ltd. ((주)부트페이)", "KR"),
        ("e.notifly.tech", "Notifly (노티플라이)", ""),
        ("ssp-web-request.igaw.io", "IGAWorks Inc. (Adbrix, DFINERY)", "KR"),
        ("place-api.loplat.com", "loplat Inc. (로플랫)", "KR"),
        ("naveropenapi.apigw.ntruss.com", "NAVER Cloud (its own maps)", "KR"),
        ("cert.vno.co.kr", "NICE Information Service Co., Ltd.", "KR"),
        ("business.juso.go.kr", "Road name address service of the Korean government (주소기반산업지원서비스)", "KR"),
        ("info.sweettracker.co.kr", "Sweettracker (스마트택배)", ""),
        ("client-api.arkoselabs.com", "Arkose Labs", ""),
        ("api-push.meizu.com", "Meizu (珠海市魅族科技有限公司)", "CN"),
        ("push-api.cloud.hihonor.com", "Honor (荣耀终端)", "CN"),
        ("us-fp.apitd.net", "TrustDecision (Tongdun's name for its service abroad)", ""),
        ("idfp.tongdun.net", "Tongdun Technology Co., Ltd.", "CN"),
        ("ap02.records.in.treasuredata.com", "Treasure Data", "US"),
        ("web-writer.eu.smartlook.cloud", "Smartlook (Cisco)", "US"),
        ("events.split.io", "Harness Inc. (Split)", ""),
        ("customer.happytalk.io", "MBI Solution (엠비아이솔루션, 해피톡)", "KR"),
        ("api.recopick.com", "SK Planet Co., Ltd. (RecoPick)", "KR"),
        ("static.shoplive.cloud", "ShopLive (샵라이브)", ""),
        ("mpsnare.iesnare.com", "iovation", "US"),
        ("get.s-onetag.com", "Sovrn Holdings Inc.", "US"),
        ("abs.proxistore.com", "Proxistore", ""),
        ("api-pay.line.me", "LINE Pay (company by the country)", ""),  # Taiwan and Thailand, no longer Japan
        ("access.line.me", "LY Corporation (LINE)", "JP"),
        ("dl.stickershop.line.naver.jp", "LY Corporation (LINE)", "JP"),  # LINE's, below a domain of NAVER's
        ("hb.mynativeplatform.com", "My6sense", ""),
        ("fast.poizon.com", "DEWU Holding Pte. Ltd. (POIZON)", "SG"),  # its Korean policy; not the company in Shanghai
        ("app.dewu.com", "Dewu (得物)", "CN"),
        ("chat.qwen.ai", "Qwen Chat (Alibaba)", ""),
        ("edith.rednote.com", "rednote (Xiaohongshu outside mainland China)", ""),
    ],
)
def test_the_longest_parent_wins(recipients: Recipients, host: str, name: str, country: str) -> None:
    found = recipients.recipient(host, "", "Some network", hosted=True)
    assert (found.name, found.country, found.basis) == (name, country, "curated")
    assert found.source


def test_every_company_of_the_map_has_a_source_that_was_read() -> None:
    assert [one.name for one in load(BUILT_IN) if not one.confirmed] == []


def test_a_users_own_addition_may_be_unconfirmed(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ENTRY + "confirmed = false\n", encoding="utf-8")
    assert Recipients([path]).recipient("a.hanbit.example", "", "", hosted=False).basis == "unconfirmed"
    path.write_text(ENTRY + "confirmed = true\n", encoding="utf-8")
    assert Recipients([path]).recipient("a.hanbit.example", "", "", hosted=False).basis == "curated"


def test_a_company_that_was_not_confirmed_keeps_its_group(recipients: Recipients) -> None:
    parties = {host: recipients.recipient(host, "com.taobao.taobao", "", hosted=False).party for host in ("m.taobao.com",
        "www.alibaba.com", "www.tmall.hk", "gm.mmstat.com", "acs.aliexpress.com")}  # fmt: skip
    assert set(parties.values()) == {"first"}
    assert recipients.recipient("lf16-scmcdn.oecstatic.com", "com.ss.android.ugc.trill", "", False).party == "first"


@pytest.mark.parametrize("host", ["notaliexpress.com", "aliexpress.com.evil.example", "shein.co.kr", "com", "", "."])
def test_no_false_friend(recipients: Recipients, host: str) -> None:
    assert recipients.find(host) is None


@pytest.mark.parametrize(
    ("app", "host", "party"),
    [
        ("com.alibaba.aliexpresshd", "acs.aliexpress.com", "first"),
        ("com.alibaba.aliexpresshd", "gm.mmstat.com", "first"),  # one group
        ("com.alibaba.aliexpresshd", "graph.facebook.com", "third"),
        ("com.alibaba.aliexpresshd", "acs.aliexpress.ru", "third"),  # a joint venture
        ("com.taobao.taobao", "acs.aliexpress.com", "first"),
        ("com.coupang.mobile", "acs.aliexpress.com", "third"),
        ("com.iwilab.KakaoTalk", "talk.kakao.com", "first"),  # an app has another name on iPhones
        ("com.jawebs.baedal", "shopdp-api.baemin.com", "first"),
        ("com.instagram.barcelona", "graph.facebook.com", "first"),
        ("com.nhncorp.NaverSearch", "graph.facebook.com", "third"),
        ("", "acs.aliexpress.com", "unknown"),
        (
            "com.example.unlisted",
            "eapp.emart.com",
            "unknown",
        ),  # whose app it is the map does not say: perhaps E-mart's own
        ("com.coupang.mobile", "d111.cloudfront.net", "unknown"),
        ("com.coupang.mobile", "nobody.example", "unknown"),
    ],
)
def test_party(recipients: Recipients, app: str, host: str, party: str) -> None:
    assert recipients.recipient(host, app, "", hosted=False).party == party


@pytest.mark.parametrize(
    ("host", "operator"),
    [
        ("d111111abcdef8.cloudfront.net", "Amazon CloudFront"),
        ("xd3ha2047wt6x28.cloudfront.net", "Amazon CloudFront"),
        ("shop.xcache.kinxcdn.com", "KINX"),
        ("livecloud.shop.gscdn.net", "GSNeotek"),
        ("abcd1234.edge.naverncp.com", "NAVER Cloud"),
        ("abcd1234.toastcdn.net", "NHN Cloud"),
        ("shop.sslcs.cdnga.net", "Wangsu / CDNetworks / ChinaNetCenter"),
        ("4.3.2.1.bc.googleusercontent.com", "Google Cloud and Firebase"),
        ("other.aliapp.org", "Alibaba Cloud"),
        ("tos-ap-southeast-1.bytepluses.com", "BytePlus (ByteDance cloud outside mainland China)"),
        ("tos-cn-beijing.volces.com", "Volcano Engine (ByteDance cloud)"),
        ("shop.b-cdn.net", "bunny.net"),
        ("res.cloudinary.com", "Cloudinary"),
        ("collector-statistics.nhn-commerce.com", "NHN Commerce"),
        ("abcdefgh.supabase.co", "Supabase"),
        ("shop.up.railway.app", "Railway Corporation"),
        ("shop.sgp1.digitaloceanspaces.com", "DigitalOcean"),
        ("api.shop.1.azurestaticapps.net", "Microsoft Azure"),
        ("shop1234.godomall.com", "Godomall (고도몰, shop hosting)"),
    ],
)
def test_a_host_operator_is_not_the_recipient(recipients: Recipients, host: str, operator: str) -> None:
    found = recipients.recipient(host, "", "Korea Telecom", hosted=False)
    assert (found.name, found.country, found.basis) == (f"unknown customer of {operator}", "", "curated")


def test_the_network_tells_whose_customer_receives(recipients: Recipients) -> None:
    def name(network: str, asn: int | None = None, host: str = "x.example") -> str:
        return recipients.recipient(host, "", network, hosted=False, asn=asn).name

    assert name("Kakao Corp") == "unknown customer of Kakao Corp."  # the map's spelling
    assert name("LG DACOM Corporation", 3786) == "unknown customer of LG DACOM Corporation"
    assert name("Amazon.com, Inc.", 16509) == "unknown customer of Amazon Web Services"
    assert name("", 32934) == "unknown customer of Meta Platforms, Inc."
    assert name("Facebook, Inc.", 32934, host="") == "Meta Platforms, Inc."
    assert name("Facebook, Inc.", host="") == "unknown customer of Facebook, Inc."  # a name alone proves no network
    assert name("Google LLC", 15169, host="") == "unknown customer of Google LLC"
    assert name("Faceboook Hosting", 64500, host="") == "unknown customer of Faceboook Hosting"
    assert recipients.recipient("x.example", "", "Kakao Corp", hosted=False).basis == "asn"
    assert recipients.recipient("x.example", "", "", hosted=False).basis == "none"


def test_a_provider_in_whose_network_an_edge_stands_is_not_the_recipient(recipients: Recipients) -> None:
    found = recipients.recipient("img.x.example", "", "Korea Telecom", hosted=False, edge="Akamai")
    assert (found.name, found.country, found.basis) == ("unknown customer of Akamai", "", "curated")
    cloud = recipients.recipient("img.x.example", "", "Some cloud", hosted=True, edge="Akamai")
    assert (cloud.name, cloud.basis) == ("unknown customer of Some cloud", "asn")  # its own servers, by whatever name
    shown = Subject("Somebody GmbH", "DE", frozenset({"img.x.example"}))
    told = recipients.recipient("img.x.example", "", "Korea Telecom", False, shown, edge="Akamai")
    assert told.name == "Somebody GmbH"


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ("Coupang Corp.", ("Coupang Corp.", "KR", "certificate", "first")),  # the map's own name and country
        ("Kakao Corp.", ("Kakao Corp.", "KR", "certificate", "third")),  # the group's cloud has another first word
        ("Somebody GmbH", ("Somebody GmbH", "DE", "certificate", "unknown")),
        ("Cloudflare, Inc.", ("unknown customer of Some network", "", "asn", "unknown")),
        ("Akamai Technologies, Inc.", ("unknown customer of Some network", "", "asn", "unknown")),
        ("Amazon.com, Inc.", ("unknown customer of Some network", "", "asn", "unknown")),
        ("Incapsula Inc", ("unknown customer of Some network", "", "asn", "unknown")),
        ("CDNetworks Inc.", ("unknown customer of Some network", "", "asn", "unknown")),
        ("GS Neotek Co., Ltd.", ("unknown customer of Some network", "", "asn", "unknown")),
        ("Hyosung Heavy Industries", ("Hyosung Heavy Industries", "DE", "certificate", "unknown")),
    ],
)
def test_a_certificate_comes_between_the_map_and_the_network(
    recipients: Recipients, organisation: str, expected: tuple[str, ...]
) -> None:
    shown = Subject(organisation, "DE", frozenset({"x.example"}))
    found = recipients.recipient("x.example", "com.coupang.mobile", "Some network", hosted=True, certificate=shown)
    assert (found.name, found.country, found.basis, found.party) == expected
    assert found.source == (BY_CERTIFICATE if found.basis == "certificate" else BY_NETWORK)
    known = recipients.recipient("www.naver.com", "", "Some network", hosted=True, certificate=shown)
    assert known.basis == "curated"


@pytest.mark.parametrize(
    ("host", "behind", "led"),
    [
        ("pay.naver.com", ["www.naver.com"], None),  # of one group
        ("pay.naver.com", ["www.naver.com", "t.appsflyer.com"], ("t.appsflyer.com", "AppsFlyer Ltd.")),
        ("metrics.shop.example", ["www.naver.com"], ("www.naver.com", "NAVER Corporation")),
        ("t.appsflyer.com", ["x.appsflyer.com"], None),
        ("metrics.shop.example", ["d1.cloudfront.net", "other.example"], None),  # customers' servers, and nobody's
        ("metrics.shop.example", ["d1.cloudfront.net", "app.adjust.com"], ("app.adjust.com", "Adjust GmbH")),
        ("metrics.shop.example", [], None),
    ],
)
def test_the_first_name_behind_a_host_of_another_group_leads_to_it(
    recipients: Recipients, host: str, behind: list[str], led: tuple[str, str] | None
) -> None:
    found = recipients.led(host, behind)
    assert (found and (found[0], found[1].name)) == led
    told = recipients.recipient(host, "", "Some network", hosted=False, behind=behind)
    if host == "metrics.shop.example":
        assert told.name == (led[1] if led else "unknown customer of Some network")
        assert not led or told.source.startswith(f"the host's name stands in DNS for {led[0]}; ")
    else:  # the map has the host itself
        assert told == recipients.recipient(host, "", "Some network", hosted=False)


@pytest.mark.parametrize(
    ("common", "named"),
    [
        ("shared.awsglobalaccelerator.com", False),
        ("*.azurefd.net", False),
        ("x.example", True),
        ("www.somebody.example", True),  # a company's own other domain
        ("", True),
    ],
)
def test_a_certificate_of_an_operator_s_own_name_is_shared_among_its_customers(
    recipients: Recipients, common: str, *, named: bool
) -> None:
    shown = Subject("Somebody GmbH", "DE", frozenset({"x.example", "y.example"}), common)
    found = recipients.recipient("x.example", "", "Some network", hosted=False, certificate=shown)
    assert (found.basis == "certificate") == named


def test_additions_win_and_make_parties(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        ENTRY
        + 'apps = ["com.hanbit.*"]\n'
        + ENTRY.replace("Hanbit", "Mine").replace("hanbit.example", "cdn.naver.com"),
        encoding="utf-8",
    )
    recipients = Recipients([path])
    found = recipients.recipient("api.hanbit.example", "com.hanbit.market", "", hosted=False)
    assert (found.name, found.country, found.basis, found.party, found.source) == (
        "Hanbit",
        "KR",
        "curated",
        "first",
        "the demo",
    )
    assert recipients.recipient("x.cdn.naver.com", "", "", hosted=False).name == "Mine"
    assert recipients.recipient("naver.com", "com.hanbit.market", "", hosted=False).party == "third"


@pytest.mark.parametrize(
    ("domain", "name", "has"),
    [
        ("graph.facebook.com", "Mine", "Meta Platforms, Inc."),
        ("graph.facebook.com", "Meta Platforms, Inc.", ""),
        ("d111.cloudfront.net", "Mine", ""),  # the map only knows who runs the server
        ("mine.example", "Mine", ""),
    ],
)
def test_an_addition_that_contradicts_the_map_says_so(tmp_path: Path, domain: str, name: str, has: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(ENTRY.replace("Hanbit", name).replace("hanbit.example", domain), encoding="utf-8")
    found = Recipients([path]).recipient(domain, "", "", hosted=False)
    assert found.name == name
    assert found.source == ("the demo" + f"; the map that comes with the program has {has}" * bool(has))


@pytest.mark.parametrize("files", [1, 2])
def test_a_domain_has_one_organisation(tmp_path: Path, files: int) -> None:
    second = ENTRY.replace('"Hanbit"', '"Other"').replace("hanbit.example", "HANBIT.example.")
    texts = [ENTRY + second] if files == 1 else [ENTRY, second]
    paths = [tmp_path / f"{number}.toml" for number in range(files)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DestinationError, match=r"hanbit\.example is of two organisations: Hanbit, Other"):
        Recipients(paths)
    assert Recipients(paths[:1] * 2 if files == 2 else ()).find(
        "x.facebook.com"
    )  # the same words twice are no contradiction


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("a.b.naver.co.kr", "naver.co.kr"),
        ("A.SHOP.example.", "shop.example"),
        ("d1.cloudfront.net", "d1.cloudfront.net"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_registrable_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@given(st.text(max_size=300))
def test_any_name_is_looked_up(host: str) -> None:
    Recipients.find(_SHARED, host)
    registrable_domain(host)


_SHARED = Recipients()


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.oss-cn-hangzhou.aliyuncs.com", "b.oss-cn-hangzhou.aliyuncs.com", False),
        ("a.cos.ap-seoul.myqcloud.com", "b.cos.ap-seoul.myqcloud.com", False),
        ("a.koreacentral.cloudapp.azure.com", "b.koreacentral.cloudapp.azure.com", False),
        ("a.appspot.com", "b.appspot.com", False),
        ("x.a.appspot.com", "y.a.appspot.com", True),
        ("a.w.cdngslb.com", "b.w.cdngslb.com", False),  # names of a delivery network, which the map does not have
        ("a.eo.dnse5.com", "b.eo.dnse5.com", False),
        ("a.rsc.cdn77.org", "b.rsc.cdn77.org", False),
        ("x.shop.example", "y.shop.example", True),
    ],
)
def test_customers_who_share_an_operators_domain_are_not_one(one: str, other: str, same: bool) -> None:
    customer = "unknown customer of Cloud"
    assert (told_apart(customer, one) == told_apart(customer, other)) == same
    assert told_apart("Company", one) == told_apart("Company", other)


@pytest.mark.parametrize(
    ("operator", "host", "shown"),
    [
        ("Hanbit Cloud", "a.hanbit-cloud.example", "a.hanbit-cloud.example"),
        ("Google Cloud and Firebase", "x.a.appspot.com", "a.appspot.com"),
        ("Amazon CloudFront", "img.shop.example", "shop.example"),  # its name in DNS stands for one of theirs
        ("Amazon CloudFront", "d111.cloudfront.net", "d111.cloudfront.net"),
    ],
)
def test_a_domain_that_a_user_added_for_an_operator_is_shared_by_its_customers(
    operator: str, host: str, shown: str, tmp_path: Path
) -> None:
    assert told_apart(f"unknown customer of {operator}", host, "curated") == f"unknown customer of {operator} ({shown})"
    path = tmp_path / "own.toml"
    path.write_text(
        ENTRY.replace("Hanbit", "Hanbit Cloud").replace("hanbit.example", "hanbit-cloud.example") + "hosting = true\n"
    )
    found = Recipients([path]).recipient("a.hanbit-cloud.example", "", "", hosted=False)
    assert (found.name, found.basis) == ("unknown customer of Hanbit Cloud", "curated")

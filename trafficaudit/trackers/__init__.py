"""Endpoint knowledge as data: which SDK or platform a host belongs to, and which field of its messages carries what.

``TRACKERS`` is the list of what is known, in the order in which it is searched; each entry is the name of a TOML file
in this folder. ``README.md`` beside them says how to write one and where the facts come from.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from trafficaudit.trackers.load import load_tracker
from trafficaudit.trackers.model import Condition, Endpoint, Tracker, TrackerField
from trafficaudit.trackers.paths import glob

__all__ = ["TRACKERS", "Condition", "Endpoint", "Tracker", "TrackerField", "endpoints", "trackers"]

TRACKERS = (
    # Korea
    "naver-nlog",
    "naver-nelo",
    "naver-ads",
    "naver-login",
    "kakao-adfit",
    "kakao-tiara",
    "kakao-sdk",
    "coupang",
    "airbridge",
    "adbrix",
    "adpopcorn",
    "buzzvil",
    "cauly",
    "mobon",
    "dable",
    "tnk-factory",
    "nhn-cloud-logger",
    "nhn-cloud-push",
    "nhn-ace",
    "channel-io",
    "toss-payments",
    "kg-inicis",
    "nhn-kcp",
    "nice-payments",
    "bootpay",
    "portone",
    "payletter",
    "kakaopay",
    "hackle",
    "sendbird",
    "flarelane",
    "loplat",
    "tmap",
    "kakao-local",
    "notifly",
    "baemin",
    "yogiyo",
    "kurly",
    "zigzag",
    "kream",
    "musinsa",
    "bunjang",
    "daangn",
    "kakao-talk",
    "kakao-navi",
    "naver-maps",
    "juso",
    "unipass",
    "sweettracker",
    "tracker-delivery",
    "danal",
    "ksnet",
    "kicc-easypay",
    "hecto-settlebank",
    "payple",
    "eximbay",
    "naver-pay",
    "nice-id",
    "kcb-okname",
    "sci-siren24",
    "admixer-nasmedia",
    "tpmn",
    "mobwith",
    "shoplive",
    # China
    "alibaba-mtop",
    "alibaba-ut",
    "alibaba-emas",
    "alibaba-security",
    "umeng",
    "temu",
    "pinduoduo",
    "jd",
    "meituan",
    "shein",
    "bytedance-applog",
    "tiktok-business",
    "pangle",
    "tencent-bugly",
    "tencent-beacon",
    "tencent-ads",
    "wechat-sdk",
    "getui",
    "jpush",
    "xiaomi-push",
    "meizu-push",
    "huawei-hms",
    "baidu-mobstat",
    "talkingdata",
    "sensors-data",
    "growingio",
    "zhuge",
    "thinkingdata",
    "shumei",
    "tongdun",
    "alipay",
    "mintegral",
    "amap",
    "geetest",
    "netease-yidun",
    # Google
    "firebase-installations",
    "firebase-authentication",
    "firebase-cloud-messaging",
    "firebase-remote-config",
    "firebase-in-app-messaging",
    "firebase-crashlytics",
    "google-play-services-gcm",
    "google-app-measurement",
    "google-datatransport",
    "google-analytics",
    "google-ads",
    "google-ads-conversion",
    "google-device-provisioning",
    "google-funding-choices",
    "google-maps",
    "google-publisher-tag",
    "google-tag-manager",
    "google-recaptcha",
    # Meta
    "facebook-app-events",
    "facebook-audience-network",
    "facebook-conversions",
    "facebook-pixel",
    # Measurement and engagement
    "adjust",
    "appsflyer",
    "branch",
    "singular",
    "kochava",
    "tenjin",
    "apple-search-ads",
    "amplitude",
    "mixpanel",
    "segment",
    "rudderstack",
    "mparticle",
    "posthog",
    "snowplow",
    "heap",
    "tealium",
    "growthbook",
    "statsig",
    "launchdarkly",
    "optimizely",
    "split",
    "vwo",
    "appcues",
    "treasure-data",
    "lytics",
    "gameanalytics",
    "ab-tasty",
    "algolia",
    "amazon-pinpoint",
    "braze",
    "onesignal",
    "airship",
    "salesforce-push",
    "batch",
    "leanplum",
    "iterable",
    "klaviyo",
    "customer-io",
    "clevertap",
    "moengage",
    "insider",
    "emarsys",
    "exponea",
    "swrve",
    "pushwoosh",
    "expo",
    "attentive",
    "ometria",
    "webengage",
    "related-digital",
    "mapbox",
    "adobe-experience",
    "yandex-appmetrica",
    "infonline",
    # Crashes, performance, session recording
    "bugsnag",
    "sentry",
    "datadog",
    "new-relic",
    "instabug",
    "embrace",
    "raygun",
    "application-insights",
    "microsoft-appcenter",
    "microsoft-clarity",
    "fullstory",
    "comscore",
    "contentsquare",
    "cxense",
    "quantcast",
    "dynatrace",
    "rollbar",
    # Support, payment, risk
    "helpshift",
    "zendesk",
    "intercom",
    "stripe",
    "adyen",
    "paypal",
    "braintree",
    "line-pay",
    "amazon-cognito",
    "sift",
    "forter",
    "threatmetrix",
    "human-security",
    "datadome",
    "riskified",
    "hubspot",
    "onetrust",
    "cookiebot",
    "hcaptcha",
    "arkose-labs",
    # Advertising SDKs
    "applovin",
    "ironsource",
    "ironsource-mediation",
    "unity-ads",
    "unity-services",
    "vungle",
    "liftoff",
    "adcolony",
    "chartboost",
    "tapjoy",
    "inmobi",
    "moloco",
    "digital-turbine",
    "bidmachine",
    "appodeal",
    "smaato",
    "kidoz",
    "mopub",
    "start-io",
    # Advertising exchanges and pixels
    "adagio",
    "adform",
    "criteo",
    "equativ",
    "id5",
    "indexexchange",
    "magnite",
    "media-net",
    "microsoft-xandr",
    "openx",
    "outbrain",
    "prebid-server",
    "pubmatic",
    "rtb-house",
    "taboola",
    "the-trade-desk",
    "line-ads",
    "line-login",
    "pinterest-tag",
    "snap-pixel",
    "x-ads",
    "microsoft-uet",
    "linkedin-insight",
    "reddit-pixel",
    "quora-pixel",
    "impact",
    "countly",
    "matomo",
    "radar",
    "revenuecat",
    "verve-hybid",
)

_MAX_HOST = 254
"""Longest host name that is looked up, a last dot included (RFC 1035, section 2.3.4)."""


_ANY = glob("*")


@dataclass(frozen=True, slots=True)
class _Entry:
    order: int
    tracker: Tracker
    endpoint: Endpoint
    label: re.Pattern[str] | None


@cache
def trackers() -> tuple[Tracker, ...]:
    """Give every known tracker in the order of ``TRACKERS``; the data files are read once.

    Raises:
        AuditError: a data file is missing or wrong.
    """
    return tuple(load_tracker(slug) for slug in TRACKERS)


def endpoints(host: str) -> tuple[tuple[Tracker, Endpoint], ...]:
    """Give what is known about a host, each endpoint once, in the order of ``TRACKERS``; empty for an unknown one.

    The host's suffixes are looked up in a table, so that the cost does not grow with the number of trackers.

    >>> [tracker.slug for tracker, _ in endpoints("app.adjust.com")][:1]
    ['adjust']
    """
    return _endpoints(host.lower().rstrip(".")) if len(host) <= _MAX_HOST else ()


@lru_cache(maxsize=4096)
def _endpoints(host: str) -> tuple[tuple[Tracker, Endpoint], ...]:
    labels = host.split(".")
    found: list[_Entry] = []
    for start in range(len(labels)):
        before = ".".join(labels[:start])
        found.extend(entry for entry in _table().get(".".join(labels[start:]), ()) if _covers(entry, before))
    found.sort(key=lambda entry: entry.order)
    # An endpoint may list a name beside a wildcard that covers it.
    once = {entry.endpoint.id: (entry.tracker, entry.endpoint) for entry in found}
    return tuple(once.values())


@cache
def _table() -> dict[str, list[_Entry]]:
    table: dict[str, list[_Entry]] = {}
    order = 0
    for tracker in trackers():
        for endpoint in tracker.endpoints:
            for host in endpoint.hosts:
                first, _, rest = host.partition(".")
                wild = "*" in first or "?" in first
                key, label = (rest, glob(first)) if wild else (host, None)
                table.setdefault(key, []).append(_Entry(order, tracker, endpoint, label))
                order += 1
    return table


def _covers(entry: _Entry, before: str) -> bool:
    """Tell whether what stands before the table's key is what the host pattern asks for: nothing, ``*`` or a label."""
    if entry.label is None or not before:
        return entry.label is None and not before
    return entry.label.match(before) is not None and ("." not in before or entry.label is _ANY)

"""The servers of the story: names nobody can own (RFC 2606), a few real ones, and addresses of well-known clouds."""

SHOP = "shop.hanbit.example"
IMAGES = "img.hanbit-cdn.example"
PAY = "pay.hangang-pay.example"
ADS = "track.morning-ads.example"
LOGISTICS = "api.crossborder-logistics.example"
PUSH = "sdk.panda-push.example"
BRIDGE = "acs.seller-bridge.example"
ANALYTICS = "in.lion-analytics.example"
CHAT = "chat.lion-analytics.example"
CRASH = "ingest.clover-crash.example"
RIVER = "s2s.river-attribution.example"
MAPS = "map.hangang-maps.example"
VAULT = "vault.hangang-pay.example"  # pins its certificate
META = "graph.facebook.com"
ADJUST = "app.adjust.com"
FIREBASE = "firebaseinstallations.googleapis.com"
APPSFLYER = "hanbit.launches.appsflyersdk.com"
NAVER = "nlog.naver.com"

ADDRESSES = {
    SHOP: "52.78.100.20",  # AWS, Seoul
    IMAGES: "104.16.132.229",  # Cloudflare: an edge, whatever a database says
    PAY: "223.130.195.95",  # Naver Cloud
    VAULT: "223.130.200.104",  # Naver Cloud
    ADS: "3.91.20.4",  # AWS, Virginia
    LOGISTICS: "47.98.120.33",  # Alibaba Cloud, Hangzhou
    PUSH: "111.230.60.14",  # Tencent Cloud, Guangzhou
    BRIDGE: "8.220.192.17",  # Alibaba Cloud: Korea for some databases, Singapore for others
    ANALYTICS: "52.74.12.8",  # AWS, Singapore
    CHAT: "13.228.10.9",  # AWS, Singapore
    CRASH: "54.72.10.20",  # AWS, Ireland
    RIVER: "104.18.20.7",  # Cloudflare
    MAPS: "3.35.12.8",  # AWS, Seoul
    META: "157.240.215.35",  # Meta's own network: databases disagree
    ADJUST: "178.162.219.36",  # Frankfurt
    FIREBASE: "172.217.25.170",  # Google's own network
    APPSFLYER: "54.84.2.9",  # AWS, Virginia
    NAVER: "125.209.222.141",  # Naver
}

MILLISECONDS = {
    ADS: 182, APPSFLYER: 179, CRASH: 236, ADJUST: 251, ANALYTICS: 71, CHAT: 72, LOGISTICS: 38, PUSH: 52,
}  # fmt: skip
NEAR = 4
"""Round trip to a server from Seoul; for all others, edges among them, ``NEAR``."""

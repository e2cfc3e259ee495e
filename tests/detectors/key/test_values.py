"""Whether a value looks the part."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.key.nothing import is_nothing
from trafficaudit.detectors.key.values import KINDS, LONGEST, fits

GOOD = {
    "event": ["view_item", "events_page", "MOBILE_APP_INSTALL"], "origin elsewhere": ["https://m.shop.example/a", "//m.shop.example/a", "naver"],
    "booked": ["ZK4QX7", "RJKMTL", "R2026-1128"], "air ticket": ["1802345678901", "180-2345678901", "180 2345678901/02"], "help aboard": ["WCHR", "blnd"], "meal of a religion": ["MOML"],
    "any": ["x1", "가"],
    "text": ["hong", "우리 집"],
    "label": ["상품 1", "SKU-1"],
    "word": ["SKU-1", "가디건"],
    "browser": ["SKU-1", "Mozilla/5.0 (Linux; Android 14) " + "Part/1.0 " * 60],
    "place on earth": ["37.5665,126.9780", "126.9780, 37.5665"],
    "titled": ["Product Clicked", "Cart Viewed (Mobile)"],
    "carried cookie": ["GA1.2.771160716.1637768604", "1.1.150722862.1700901294", "fb.1.1637768603784.1277034974"],
    "carried session": ["GS1.1.1639233585.9.1.1.22"],
    "passphrase": ["s3cret!pass", "k7}N{q'&8", 'a"b<c>d'],
    "opening digits": ["12", "12**"],
    "last digits": ["5678", "****-5678", "***-****-5678"],
    "digest and number": ["9E47AD50A1B994BF8053D4652B2BD70C|908346730839653"],
    "system and version": ["Android-14.0.0", "iOS 17.4", "android14"],
    "system version": ["5.1.1", "17.4"],
    "id": ["u-83920174", "abc", "uid17111234", "GuestUser_12345"],
    "passport": ["M12345678", "M123A4567", "M12****78", "ab12" * 16],
    "token": ["A1B2C3D4E5F60718", "Bearer A1B2C3D4E5F60718"],
    "uuid": ["9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "9F1C2A345B6D4E7F8A9B0C1D2E3F4A5B"],
    "hex": ["4f1e2d3c4b5a6978"],
    "held": ["홍길동,010-2345-6789", "Gildong", '[{"n":1}]'],
    "pin of no post": ["1234", "049302", "49302148", "a1b2c3d4e5f607182930"], "area in numbers": ["33", "1101"], "flat in korea": ["서울 종로구 사직로 161 101동 1203호", "부산 해운대구 우동 12-3, 가동 302호 (우동)"], "liking": ["등산", "camping, golf"],
    "area in korea": ["11", "11110", "11110115", "1111011500", "111104100123"], "neighbourhood in numbers": ["1111011500"],
    "building in korea": ["1111011500100010000000001"],
    "pin": ["1234", "483920", "a1b2c3d4e5f607182930"], "year of birth": ["1986", "2009"],
    "customer's number": ["cus_9s6XKzkNRiz8i3", "cust_test_5086xleuh9ft4bn0ac2"],
    "interface": ["3c:5a:b4:01:02:03", "3C5AB4010203", "ab12" * 8],
    "operator": ["SKTelecom", "vodafone", "KT", "케이티", "T-Mobile", "헬로모바일"],
    "operators name": ["SK Telecom", "CJ Hello", "LG 유플러스", "Deutsche Telekom"],
    "measure": ["0", "83", "0.83", "83%", "1099014144", "12 GB", "3.7 GiB", "440dpi"],
    "integer": ["0123", "25612345"],
    "flag": ["true", "0", "N"],
    "choice": ["0", "false", "denied"],
    "consent": ["1", "false", "CPXxRfAPXxRfAAfKABENB", "1YNN", "accepted"],
    "email": ["a@b.kr"],
    "phone": ["010-2345-6789", "+82 10 2345 6789", "010-****-6789", "(+82)1023456789", "(82) 10-2345-6789", "0503-1234-****", "13917740263_0263", "17000001111,4471", "17000001111转4471"],
    "korean mobile": ["010-2345-6789", "01023456789", "+82 10 2345 6789", "010-****-6789"],
    "korean passport": ["M12345678", "M123A4567"],
    "dialled": ["0508-1234-5678", "050812345678", "+82 10-2345-6789"],
    "check digits": ["123", "0412"],
    "date": ["19900115", "1990-01-15", "900115", "01/15/1990", "15.01.1990", "Jan 15, 1990"],
    "age": ["29", "20-29", "20대", "1990", "30대 후반"],
    "picture in base64": ["/9j/4AAQSkZJRgABAQAAAQABAADmGMKVajwmkhsb6uvbwgiAko", "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"],
    "of a body": ["164", "53.5", "164cm", "53.5 kg"], "with its unit": ["164cm", "53.5 kg"],
    "back": ["1234567"], "few": ["Y", "2", "single"], "illness code": ["J03.9", "J039"], "race": ["asian", "White / Caucasian", "동양인"], "business number": ["220-81-62517", "2208162517", "ab12" * 16],
    "vin": ["1M8GDM9AXKP042788", "kmhem44cppa123456"], "euicc": ["89049032123451234512345678901235"],
    "american": ["219-09-9999", "219099999", "***-**-9999"],
    "chinese resident": ["110101199003077758", "11010119900307775X", "110101900307775", "1101**********7758", "110101********7758"],
    "identity number": ["A123456(3)", "S1234567D", "2341 2341 2346", "3171234567890123", "S****567D"],
    "components": ["-0.04512", "0.12, -0.5, 0.33", "[0.12,1.5e-05]", "0.1234,0.5,"],
    "whom one seeks": ["women", "both", "남성"], "fault": ["java.lang.NullPointerException", "결제 실패 E1023"],
    "frames": ["java.lang.X\n\tat com.shop.Order.onBind(Order.kt:218)", "Error: no\n    at onClick (app.js:1:22)"],
    "file of a picture": ["id_front.jpg", "https://cdn.x.example/kyc/1.png?w=2"],
    "answer": ["sensitive", "니켈", "2026-11-14"], "told": ["no", "false", "0", "4"],
    "time": ["1711123456789", "1711123456", "2024-01-15T10:20:30Z"],
    "version": ["14", "14.1.2", "Android 14", "v1.2.3-beta", "8.1 (120)"],
    "dotted": ["6.12.1"],
    "three numbers": ["2.9.5", "4.16.0.112"],
    "id but of retrieval": ["930616-2******", "xQ9k2mVtZ8bT0sW4rYc1LpE7uJhG3fD5"],
    "packed account": ["UK|Mina|Seomoon|ifm|1970400000", "DZ|Haneul||cnfm|307390000"],
    "system's word": ["android", "iOS", "iPhoneOS", "HarmonyOS"],
    "area in capitals": ["SAN FRANCISCO", "SALT LAKE CITY"],
    "locale": ["ko", "ko-KR", "ko_KR", "ko-KR,ko;q=0.9", "zh-Hans-CN"],
    "country": ["KR", "410", "서울", "JP-13", "New York", "Republic of Korea", "Hồ Chí Minh", "Quận 1", "Đà Nẵng"],
    "area": ["KR", "kor", "서울", "Seoul", "United States"],
    "timezone": ["Asia/Seoul", "GMT+09:00", "+0900", "540", "KST", "0", "-1", "+00:00", "0000", "32400000", "-18000000", "9.0", "5.75"],
    "size": ["1080x2340", "1080", "2.75", "1080*2340"],
    "mccmnc": ["45005", "450-05", "310150"],
    "mcc": ["450"],
    "mnc": ["05", "008"],
    "code": ["12345", "SKU-1", '["1001"]'],
    "lettered": ["aB3dE5gH", "s-1"],
    "link": ["wifi", "LTE"],
    "dimensions": ["1080x2340", "1080 * 2340"],
    "release": ["android_1.3.3", "6.12.1", "core-js 2.0"],
    "species": ["phone", "2", "tablet"],
    "hardware": ["SM-S921N", "Google_sdk_gphone64", "iPhone15,2"],
    "network": ["wifi", "LTE", "5g", "WiFi", "1"],
    "gender": ["F", "female", "남", "1", "02"], "digit": ["1"], "measured": ["63", "-1", "high"],
    "front": ["9001151", "900115-1", "900115-1******"], "korean network": ["SKT", "KTM", "LG U+", "lgt"],
    "push token": ["A1B2C3D4E5F60718"], "long token": ["A1" * 300],
    "package": ["kr.example.shop", "1234567890"],
    "package name": ["kr.example.shop", "com.example", "cn.shop_1.fresh"],
    "credential": ["Bearer A1B2C3D4E5F60718", "Basic aG9uZzpzM2NyZXQxMjM="],
    "agent": ["Mozilla/5.0 (Linux; Android 14) Chrome/120", "okhttp/4.12.0", "Shop 8.1 (Android 14; SM-S921N)"],
    "connectivity": ["true", "LTE", "wifi"],
    "resident": ["910723-2******", "900115-1234567", "9001151234567"],
    "room": ["102-1503", "1503", "5B", "1503호"],
    "house": ["396", "Haneul Tower"],
    "numbered": ["100078123456789", "109283746501928374650", "kakao2938471"],
    "card part": ["09", "2029", "2909", "09/29", "202909", "481"],
    "holder": ["SEOYEON YOON", "Seoyeon Yoon", "윤서연"],
    "pan": ["5409260123456789", "5409 2601 2345 6789"],
    "android id": ["9b3e5d71c0f2a864"],
    "build number": ["S918NKSU3BWK5", "UP1A.231005.007"],
    "depth": ["24", "32"],
    "page path": ["/goods/1", "/post-online"],
    "card account": ["4111111111111111", "5500-0000-0000-0004"],
    "bank account": ["110-234-567890", "123456789012"],
    "money": ["89000", "65.20", "89,000"],
    "code name": ["dm3q", "dm3qksx", "generic_x86"],
    "release number": ["14", "17.2", "8.1.0"],
    "density bucket": ["XXHDPI", "mdpi", "tvdpi"],
    "permission": ["GRANTED_FOREGROUND", "notDetermined", "denied", "authorizedWhenInUse"],
    "standing": ["Foreground", "background", "inactive"],
    "korean mccmnc": ["45005", "450-08"],
    "decimals": ["38.2", "-0.4"],
    "machine": ["DESKTOP-4F1E2D", "seoyeon-mac.local"],
    "named area": ["New York", "South Korea", "서울 마포구"],
    "words": ["Product Clicked", "Home / Best"],
    "place code": ["wy6wcjqx9", "8930e1d8c3bffff", "3565428a51b", "3860123908847239168", "8Q8998F9+5C", "13211210102210213", "새벽.바람.지우개"],
    "plate": ["214가 5832", "12나3456", "서울 12바 3456", "서울12바3456"],
    "mobile": ["010-2345-6789", "01023456789", "+82-10-2345-6789"],
    "neighbourhood": ["지족동", "노은1동", "명동", "조치원읍", "대전광역시 유성구 지족동"],
    "screen name": ["Home", "OrderTracking", "OrderActivity"],
    "written": ["leave at the door", "문 앞에 놓아 주세요", "放在门口"],
    "kin": ["daughter", "배우자", "모", "妻子"],
    "school year": ["중1", "초등학교 3학년", "2학년", "初中二年级"],
    "address of an interface": ["58:86:94:3f:a2:1e", "58-86-94-3F-A2-1E"],
    "reversed domain": ["kr.example.shop", "com.example.shop-ios.beta"],
    "path": ["/", "/goods/1?x=2"],
    "origin": ["https://m.shop.example/", "utm_source=google-play&utm_medium=organic", "com.example.app", "naver", "banner-20261128-a"],
    "alpha2": ["KR"],
    "pixels": ["768", "2340"],
    "visited": ["https://m.shop.example/goods/7", "https://notfacebook.com/x"],
    "url": ["https://a.example/b.jpg"],
    "system": ["Android", "iOS", "iPhone OS", '"Android"'],
    "ip": ["211.234.10.20", "2001:db8::1"],
    "degrees": ["37.5665", "-122.41"],
    "pair": ["37.5665,126.9780", "geo:37.5665,126.9780"],
    "state": ["portrait", "0.5", "true"],
    "blob": ["A" * 64],
    "page": ["/product/1", "상품 상세"],
    "place": ["서울숲", "봄 가디건"],
    "prose": ["문 앞에 놓아 주세요", "배송이 늦어요. " * 40, "문앞" * 200, "Late again. " * 400],
    "station": ["haneul_home_5G", "서윤의 폰", "9f1c2a34"],
    "person": ["홍길동", "Gildong Hong", "hong", "홍*동"],
    "surname": ["No", "Noh", "hong", "남궁"],
    "proper": ["홍길동", "Gildong"],
    "full name": ["홍길동", "Gildong Hong"],
    "street": ["서울 종로구 새벽별로 48", "12 Main Street", "101동 202호", "(사동)", "(양화동, 새벽 2차)"],
    "model": ["SM-S921N", "iPhone15,2", "Pixel 8"],
    "opaque": ["u-83920174", "83920174", "user-12", "aB3dE5gH"],
    "undivided": ["u-83920174", "aB3dE5gH"],
    "session": ["aB3dE5gH", "s-83920174"],
    "secret": ["s3cret!pass", "128945", "비번1!", "/a b/".replace(" ", "!"), "0f3a" * 256, "aB3+/x" * 57 + "=="],
    "maker": ["samsung", "Xiaomi", "삼성전자", "华为"],
    "postcode": ["04524", "310012", "90210-1234", "135-010", "981 30"],
    "month and day": ["1130", "10-01"],
    "account digits": ["1101234567890", "110-123-456789"],
    "masked card": ["4111-11**-****-1111", "411111******1111", "4111 **** **** ****"],
    "visitor": ["1843920174.1763601300", "123456.1700000000"],
    "opening of a card": ["400000", "40000012", "400000******", "222100"],
    "card": ["4242424242424242", "4242-****-****-4242", "4242", "a1b2c3d4e5f60718"],
    "sought": ["캠핑 의자", "1984 소설", "책"], "asked for": ["캠핑 의자", "책", "1984 소설"],
    "serial": ["R3CN40ABCDE", "1146312"],
    "build": ["samsung/r0sxx/r0s:14/UP1A.231005.007/S921NKSU1:user/release-keys"],
    "deed": ["add_to_cart", "EVT2026-11"],
    "digest": ["9e47ad50a1b994bf8053d4652b2bd70c", "AB12" * 16, "ab12" * 10, "ab12" * 32, "fHNW2VVHV4z/9GdBdjGzMEmy8Fc0LBltaTCtGLN6aWM="],
    "midnight": ["632415600000", "632415600", "-8640000", "632448000000", "-367666200000"],
    "long number": ["83920174", "10293"],
    "six digits": ["900115"],
    "scaled degrees": ["37566535", "375665350", "126977969", "1269779692"],
    "reversed": ["com.kakao.talk", "com.kakao.talk,kr.example.bank", '["com.kakao.talk", "kr.example.bank"]'],
    "called": ["이나래", "王小明", "Narae Lee", "Narae", "NARAE LEE", "Nguyễn Hải Đăng", "冨樫 遥斗", "さくら もも", "สมชาย ใจดี"],
    "grouped": ["110-234-567890", "2534-44-4467044-3"],
    "subject": ["83920174", "auth0|5f7c8ec7", "u-12"],
    "handle": ["봄날", "spring_1", "Narae L."],
    "social name": ["spring_1", "봄날"],
    "latin": ["narae-phone", "R5-22 (home)", "charging"],
    "instructions": ["arm64-v8a", "ARMv8", "aarch64", "x86_64", "armeabi-v7a", "arm64"],
    "made up": ["u-83920174", "abc"],
    "print": ["A1B2C3D4E5F60718", "ab12" * 16],
}  # fmt: skip
BAD = {
    "booked": ["nextday", "ABC", "true", "two words 7"], "air ticket": ["4412", "18023456789012"], "help aboard": ["CTCM", "WCHRX", "VGML"], "meal of a religion": ["VGML"],
    "prose": ["A1" * 200, "<p>text", "{"],
    "held": ["12", "1500", "/help", "https://shop.example/help", "#", "tel:0212345678"],
    "pin of no post": ["493021", "560001", "560 001", "12"], "area in numbers": ["3", "CA", "3.5"], "flat in korea": ["서울 종로구 사직로 161", "서울 종로구 사직로 161 203호", "101동 1203호", "10.0.0.1"], "liking": ["12", "true", "none", "a"],
    "area in korea": ["99", "12", "111", "1111"], "neighbourhood in numbers": ["11110", "9911011500"], "building in korea": ["1111011500", "A-12"],
    "pin": ["top", "center", "12", "jd_77a8b9c0d1e2f30"], "year of birth": ["1886", "2086", "86", "198611"],
    "customer's number": ["customer_segment", "cus_1", "custom_value_of_something", "Kim"],
    "interface": ["164", "ff:ff:ff:ff:ff:ff", "FF-FF-FF-FF-FF-FF", "02:00:00:00:00:00"],
    "operator": ["아기띠", "CJ대한통운", "hanjin", "SK Telecom", "baby-sling", "UPS"],
    "operators name": ["45005", "아기띠 힙시트", "Korea Post", "cj logistics", "CJ 대한통운", "DHL Express", "equals", "AND", "04"],
    "text": ["1234", "x" * 300],
    "browser": ["<b>", "---"],
    "place on earth": ["137.5665,126.9780", "37.5,126.9", "3,126.9780"],
    "titled": ["product clicked", "Product", "Sale! Today"],
    "carried cookie": ["GA1.2", "1.2.3.4", "fb.1.x"],
    "carried session": ["GS1", "v1.2.3"],
    "passphrase": ["two words", "x&next=1"],
    "opening digits": ["1", "12345", "ab"],
    "digest and number": ["9e47ad50a1b994bf8053d4652b2bd70c|9", "9E47AD50A1B994BF8053D4652B2BD70C"],
    "system and version": ["14", "Windows-10", "Android"],
    "system version": ["5", "2026.11", "1.2.3.4.5", "android"],
    "passport": ["P210123456789", "p009152634807", "a b", "N/A"],
    "id": ["a b", "ab", "{}", "uid1711123456789", "AdVisibilityIdentifier_2390929771", "OPTOUT", "opt-out", "17105-OPTOUT", "uid:opted_out", "02:00:00:00:00:00", "d41d8cd98f00b204e9800998ecf8427e", "$UID", "$(USER_ID)", "$SHOP_USER_ID$", "aB3dE&time=$$timestamp$$", "aB3dE&next=1"],
    "code": ["Postpaid", "default", "0"],
    "lettered": ["1146312058199983930", "OPTOUT"],
    "link": ["1", "facebook"],
    "dimensions": ["1080", "10x20"],
    "release": ["android", "14", "1711123456"],
    "packed account": ["UK|Mina|Seomoon|ifm|x", "a|b|c|d|12345", "VN|vi|VND|704"],
    "id but of retrieval": ["412309158724", "AMRCNT158724"],
    "three numbers": ["2.9", "v2.9.5", "2026.11.29T10", "1.2.3-beta"],
    "system's word": ["android 14", "ios app", "web", "windows"],
    "area in capitals": ["SEOUL", "San Francisco", "A B", "BUY ONE GET ONE FREE"],
    "species": ["SM-S921N", "1711123456", "dict", "xsd:string"],
    "hardware": ["phone", "android14", "iOS 17", "tablet_10", "type 2", "440", "tel 010-1234-5678 b", "010-****-5678 x"],
    "page": ["data:image/png;base64," + "iVBORw0KGgo" * 20, "https://b.example/match?uid=${BUYER_ID}", "/rtset?ev={{user}}", "/r?uid=[USER_ID]", "turn:turn1.chat.example:3478", "stun:a.example:1", "blob:https://a.example/1"],
    "url": ["https://b.example/match?uid=$(USER_ID)", "https://b.example/match?uid=%%USER%%"],
    "token": ["AWS4-HMAC-SHA256", "x-amz-date-2026-token", "short1", "onlylettershereandnodigits", "1234567890123|0f1e2d3c4b5a69788796a5b4c3d2e1f0"],
    "credential": ["Basic c2hvcF9wbGF0Zm9ybV8yMDI2MDEwMTo=", "c2hvcF9wbGF0Zm9ybV8yMDI2MDEwMTo=", "shop_platform_20260101:"],
    "agent": ["AAAAAQAUcHFvQTT4KotZYG2ekSrj6hTXINMGA3gB4.KTeLjv", "mobile", "1"],
    "connectivity": ["0.5", "facebook"],
    "path": ["goods", "https://m.shop.example/"],
    "origin": ["data:text/plain,abc", "#/definitions/x", "pkg:npm/lodash@4.17.21", "refs/heads/main", "urn:cdx:1/2#a", "common.json#/a", "ad:impression", "12", "path+file:///a#0.13.1", "registry+https://index.example/#a@1", "no-referrer", "origin", "strict-origin-when-cross-origin", "KRM2611289918273", "ORD-20261128"],
    "alpha2": ["kr", "Seoul", "KOR"],
    "pixels": ["0", "24", "1080x2340", "0768", "23400"],
    "visited": ["https://www.facebook.com/shop.example", "http://facebook.com/x", "/goods/7", "https://b.example/${ID}"],
    "uuid": ["9f1c2a34-5b6d-4e7f-8a9b"],
    "flag": ["maybe", ""],
    "measure": ["low", "", "1.2.3"],
    "email": ["no-reply@shop.example", "noreply+12@shop.example", "Postmaster@shop.example", "true", "a@b", "a b@c.kr", r"^[\w.]+@[\w.]+$"],
    "digest": ["9e47ad50a1b994bf8053d4652b2bd7", "9E47ad50a1b994bf8053d4652b2bd70c", "1" * 32, "a" * 40, "d41d8cd98f00b204e9800998ecf8427e", "onlylettershere" * 3],
    "midnight": ["1764140000000", "632415601", "-367665900000", "1764140400", "900115", "old"],
    "long number": ["35", "u-83920174", "010-2345-6789"],
    "six digits": ["901315", "900132", "9001"],
    "scaled degrees": ["3756653", "512345678", "37.5665", "146977969"],
    "phone": ["12345", "phone", "0503-12**-**", "****-****", "13917740263_1234567", "1588-1234", "+8215881255", "080-123-4567", "010-0000-0000", "1000000.0", "12345678.25", "555-0100", "+1 (202) 555-0123", "15555550199"],
    "age": ["5418", "0", "old", "30대 이하"],
    "picture in base64": ["/9j/4AAQ", "https://img.shop.example/9j/4AAQSkZJRgABAQAAAQABAADmGMKVajwmkhsb6uvb", "A1b2" * 20],
    "of a body": ["0.21", "400", "1280", "bold"], "with its unit": ["164", "53.5", "2.1kg"],
    "answer": ["default", "Dark", "UP", "theme2", "{"], "told": ["--", "<b>"],
    "date": ["today", "1900-01-01", "1900.1.1", "19000101", "0001-01-01T00:00:00Z"],
    "locale": ["JavaScript engine", "KO!", "sql", "tsx"],
    "timezone": ["soon", "9.3", "32400001", "TRUE", "YES", "NULL", "--", ""],
    "network": ["facebook"],
    "package": ["shop", "1.0"],
    "package name": ["Booking.com", "11st.co.kr", "kr", "1234567890", "com.1"],
    "degrees": ["37", "1"],
    "person": ["u1234", "a@b.kr", "x", "<b>"],
    "surname": ["no", "NO", "yes", "u1234"],
    "last digits": ["567", "56789", "5678a"],
    "proper": ["default", "u1"],
    "full name": ["BootReceiver", "u1"],
    "street": ["211.234.10.20", "a@b.kr", "0x52908400098527886E0F", "https://a.example", "ab", "12345678", "home", "api.example.com", "adr_bdb39bfda7e111ed", "(가)"],
    "model": ["android", "4", "https://x/y"],
    "system": ["playstation"],
    "state": ["great"],
    "choice": ["1496444262"],
    "opaque": ["item-33", "deal_12", "sort_price", "menu-item-3"],
    "undivided": ["aB3dE5gH|9", "item-33"],
    "session": ["1146312058199983930", "variant_1", "sort_price"],
    "secret": ["/usr/src/app", "/srv/app", "120px", "128", "show", "암호", "密码", "********"],
    "maker": ["오뚜기", "(주)노을", "노을어패럴", "samsung,lg"],
    "postcode": ["00000", "11111", "abcde"],
    "month and day": ["1350", "0132", "113", "11300", "1-1"],
    "account digits": ["mina88", "123456789", "12345678901234567", "1101234567890-"],
    "masked card": ["4111-1111-1111-1111", "credit", "****1111"],
    "visitor": ["1843920174", "1843920174.2763601300", "1.5", "1843920174.176360130", "GA1.1.1843920174.1763601300"],
    "opening of a card": ["40000", "4000001", "4000001234", "123456", "A00000"],
    "card": ["B2-14", "C-001", "3", "theme-2"],
    "sought": ["0.9", ".8", "1.0", "80", "*"], "asked for": ["0.9", "80", "*", "query A { b { c } }", "status=open", "a" * 80],
    "resident": ["910723-9123456", "911323-2123456", "910723", "user"],
    "room": ["000", "first floor", "10.0.0.1"],
    "house": ["{}", "-"],
    "numbered": ["42", "page", "my-page"],
    "card part": ["never", "48123", "2026-11-27T09:23:00Z"],
    "holder": ["KB CARD", "Hyundai Card", "신한은행", "visa", "현대", "비씨"],
    "pan": ["12345", "5409-2601", "card"],
    "android id": ["1234567890123456", "9b3e5d71", "9B3E5D71C0F2A864"],
    "build number": ["release", "1024", "up1a"],
    "depth": ["7", "deep"],
    "page path": ["/", "//cdn.example/a", "goods/1", "/a b", "/${path}"],
    "card account": ["4111111111111112", "110-234-567890", "x 4111111111111111"],
    "bank account": ["4111111111111111", "5500-0000-0000-0004"],
    "money": ["-5", "free", "1.234567"],
    "code name": ["samsung", "SM-S921N", "android"],
    "release number": ["1", "2", "34567", "Android"],
    "density bucket": ["high", "450", "hdp"],
    "permission": ["AutoshiftObserverNotificationStatus", "1024", "read"],
    "standing": ["ok", "on", "CA"],
    "korean mccmnc": ["450", "45099", "31015"],
    "decimals": ["38", "high"],
    "machine": ["ip-10-0-3-17", "나래의 폰"],
    "named area": ["new york", "Seoul", "MAIN BANNER"],
    "words": ["click", "{a b}", " "],
    "place code": ["seoul", "true", "12", "C++", "shop.example", "a.b"],
    "plate": ["12시 3000", "1가 2345", "214가 583", "12 3456"],
    "vin": ["KMHL14JA8PA18273", "KMHL14JAOPA182734", "12345678901234567", "KMHLABJAXPABCDEFG"],
    "mobile": ["02-345-6789", "1234567890", "20261128001"],
    "neighbourhood": ["101동", "가동", "대전", "동"],
    "screen name": ["home", "Large", "1080", "Portrait", "Order tracking"],
    "written": ["fragile", "1 2 3 4", "abc"],
    "kin": ["parent", "child", "next", "모델"],
    "school year": ["VIP", "1", "중", "A+"],
    "address of an interface": ["5886943fa21e", "58:86:94:3f:a2", "12:30"],
    "reversed domain": ["shop", "kr.shop", "1.2.3", "www.example.kr"],
    "serial": ["0A:1B:2C:3D", "urn:uuid:9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "none"],
    "build": ["0a6230c1e23130afba20d46385bd830df851c5e5", "release-keys"],
    "deed": ["9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "9e47ad50a1b994bf8053d4652b2bd70c", "5ae4f63dd3987c06"],
    "station": ["9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "<unknown ssid>", "a", "k3Jd82hQp0Zx7Lm4Vt9B"],
    "reversed": ["left-pad", "react", "index.js", "gift"],
    "called": ["group:all", "12", "com.example.PushReceiver", "받는 사람 수", "a.kim@mail.example.kr", "main", "カート", "Đăng"],
    "grouped": ["110234567890", "2026-11-24", "010-2345", "1-2-3"],
    "subject": ["shop-api", "https://api.example/v2", "me"],
    "handle": ["https://m.shop.example/goods/1", "1234", "<b>"],
    "social name": ["kr.example.MainActivity", "goods/1", "1234"],
    "latin": ["뷰티여신", "-", "나래의 폰 2"],
    "instructions": ["8", "microservice", "alarm", "Snapdragon 8"],
    "back": ["9234567", "123456"], "few": ["many", "12"], "illness code": ["yes", "J1", "j03.9", "E12"], "race": ["elf", "running", "10km", "whitelist"], "business number": ["110111-1234567", "1101111234567", "ab"],
    "euicc": ["8904903212345123451", "88049032123451234512345678901235"], "american": ["000-12-3456", "219-0999-99", "2190999999"],
    "chinese resident": ["990101199003077758", "110101199013077758", "202611281234567890", "11010119900307"],
    "identity number": ["abcdefgh", "12", "1234"], "components": ["12", "abc", "1.5 GB", "1.2.3"],
    "whom one seeks": ["friends", "love"], "fault": ["none", "android", "csharp", "E1023", "500", '{"code": "abcdef"}'],
    "frames": ["react, node", "at home (room 2)", "at work:12"],
    "file of a picture": ["id_front", "id.mp3"],
    "event": ["CUSTOM_APP_EVENTS", "custom_events", "events"], "origin elsewhere": ["/ecw", "/", "origin"],
    "made up": ["https://m.shop.example/n/891072", "ab", "i-0abc1234def567890", "i-0abc1234", "20261124100000123456789012345678", "20261124235959"],
    "print": [":".join(["9F"] * 20), "short"],
    "digit": ["0", "12", "K"],
    "measured": ["12345", "highest", "a"],
    "korean mobile": ["2148187654", "02-3412-5678", "1588-1234", "202611280041"], "dialled": ["20261128001", "1234-5678", "0"],
    "check digits": ["01", "CCLG", "12345"], "korean passport": ["20261128", "ABC123456", "M1234567"],
    "front": ["900115", "90011", "900115-123"],
    "korean network": ["12", "CJ대한통운", "SKU", "skyline"],
    "push token": ["A1" * 300, "ab", "471234567890123456"],
    "long token": ["A1B2C3D4E5F60718", "a" * 600],
}  # fmt: skip
NOTHING = ["", " ", "null", "None", "undefined", "unknown", "true", "false", "0", "-1", "00000000-0000-0000-0000-000000000000", "(null)", "__IDFA__", "{{user_id}}", "$USER_ID", "$(USER_ID)", "@@ID@@", "[PUT YOUR ID HERE]", "%%ID%%", "${id}", "[IDFA]", "0.0", "--", "[nickname]", "<%= nick %>", "#{phone}", "__MAC1__", "****", "••••", "(not set)", "비회원", "游客"]  # fmt: skip


def test_the_tables_name_every_kind() -> None:
    assert GOOD.keys() == KINDS - {"media", "sound", "recording"}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind in GOOD for value in GOOD[kind]])
def test_good(kind: str, value: str) -> None:
    assert fits(kind, value)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind in BAD for value in BAD[kind]])
def test_bad(kind: str, value: str) -> None:
    assert not fits(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("any", ",".join(f"com.company{at}.shop" for at in range(400))),
        ("reversed", ",".join(f"com.company{at}.shop" for at in range(400))),
        ("held", "김하늘 010-2345-6789; " * 400),
        ("page", "https://m.shop.example/?x=" + "ab-" * 4000),
        ("origin", "https://m.shop.example/?x=" + "ab-" * 4000),
        ("blob", "A1b2" * 40_000),
        ("print", "A1b2" * 4000),
        ("prose", "배송이 늦어요. " * 1000),
    ],
)
def test_a_list_a_text_or_an_address_may_go_on(kind: str, value: str) -> None:
    assert len(value) > LONGEST
    assert fits(kind, value)


@pytest.mark.parametrize("kind", ["id", "label", "token", "person", "phone"])
def test_what_has_a_length_does_not_go_on(kind: str) -> None:
    assert not fits(kind, "A1" * LONGEST)


@pytest.mark.parametrize("value", NOTHING)
def test_what_says_nothing(value: str) -> None:
    assert is_nothing(value)
    assert not any(fits(kind, value) for kind in ("any", "text", "id", "uuid", "token", "person", "email", "place"))


@pytest.mark.parametrize("value", ["null", "unknown", "", "undefined"])
def test_nothing_is_no_answer_either(value: str) -> None:
    assert not any(fits(kind, value) for kind in KINDS)


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        (b"#!AMR\n\x3c", {"sound", "recording"}),
        (b"\0\0\0\x1cftypM4A \0\0", {"sound", "recording"}),
        (b"RIFF\0\0\0\0WAVEfmt ", {"sound", "recording"}),
        (b"OggS\0\2", {"sound", "recording"}),
        (b"\xff\xf1\x50\x80", {"sound", "recording"}),
        (b"\0\0\0\x18ftypmp42", {"media", "recording"}),
        (b"\0\0\0\x14ftypqt  ", {"media", "recording"}),
        (b"RIFF\0\0\0\0WEBPVP8 ", {"media"}),
        (b"\x89PNG\r\n", {"media"}),
        (b"\0\0\0\x18moov", set()),
    ],
)
def test_sound_is_no_picture(raw: bytes, kinds: set[str]) -> None:
    assert {kind for kind in ("media", "sound", "recording") if fits(kind, raw)} == kinds


def test_bytes() -> None:
    assert fits("media", b"\xff\xd8\xff\xe0JFIF")
    assert not fits("media", b"hello")
    assert fits("any", b"\x01")
    assert not fits("any", bytes(8))
    assert not fits("text", b"hong")


@given(st.sampled_from(sorted(KINDS)), st.one_of(st.text(), st.binary()))
def test_anything_fits_or_does_not(kind: str, value: str | bytes) -> None:
    assert fits(kind, value) in {True, False}


@pytest.mark.parametrize(
    ("kind", "value"),
    [("text", b"mina88\0\0"), ("email", b"a.kim@naver.com\0"), ("uuid", bytes(range(16))), ("digest", bytes(range(32))), ("id", bytes(range(8)))],
)  # fmt: skip
def test_text_that_is_filled_up_and_numbers_as_bytes(kind: str, value: bytes) -> None:
    assert fits(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("text", b"\0mina88\0"), ("text", b"mi\0na\0"), ("text", b"\0\0"), ("text", b"mina\x01\0"), ("uuid", bytes(range(15))), ("uuid", bytes(16)),
     ("id", bytes(range(4))), ("digest", b"\1\2" * 16), ("email", b"null\0"), ("text", b"a" * LONGEST + b"\0")],
)  # fmt: skip
def test_other_bytes_are_neither(kind: str, value: bytes) -> None:
    assert not fits(kind, value)


def test_time_is_bounded() -> None:
    started = time.process_time()
    for run in ["a", "1", ".", "a.", "a@", "@", ":", "-", " ", "a ", "1.", "://", "[", "_", "가", "0", "1x"]:
        for kind in KINDS:
            fits(kind, (run * LONGEST)[: LONGEST - 1] + "!")
    assert time.process_time() - started < 6

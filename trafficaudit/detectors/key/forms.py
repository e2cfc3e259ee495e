"""The forms of values that names of fields speak of: a kind's expression fits the whole value.

What a form alone does not tell (a company's name, loopback's address) is left out by functions of ``key_values``.
"""

from collections.abc import Mapping

_PLACE = r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][a-zß-ÿĀ-ɏḀ-ỿ'.]"
_PROVINCE = r"(?:11|2[6-9]|3[016]|4[1-8]|5[0-2])"

PATTERNS: Mapping[str, str] = {
    "any": r".+",
    "text": r"(?=.*[^\W\d_]).{2,200}",
    "label": r"(?=.*[^\W_])[^{}<>]{1,200}",
    "browser": r"(?=.*[^\W_])[^{}<>]{1,2048}",
    "passphrase": r"(?!.*(?:\$\$|&\w+=))(?:\S{3,256}|[\w+/=.:-]{257,2048})",  # long: ciphered with RSA
    "passport": r"(?![Pp][0-9]{12}\Z)(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",  # not the customs code
    "opening digits": r"[0-9*]{2,4}",
    "last digits": r"[*•●xX -]{0,12}[0-9]{4}",
    "digest and number": r"[0-9A-F]{32}\|[0-9A-Z]{1,20}",
    "system and version": r"(?i:android|ios|ipados|harmonyos)[ _/-]?[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}",
    "system version": r"[1-9][0-9]?(?:\.[0-9]{1,2}){1,3}",
    "word": r"(?=.*[^\W_])[^\s{}\[\]<>]{1,64}",
    # Not the word for what is listed further in (Meta's CUSTOM_APP_EVENTS).
    "event": r"(?!(?i:(?:custom[_-]?)?(?:app[_-]?)?events)\Z)(?=.*[^\W_])[^\s{}\[\]<>]{1,64}",
    "code": r"(?=.*[0-9])[^{}<>]{1,200}",
    "lettered": r"(?=.*[A-Za-z])(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",
    "id": r"(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",
    "id but of retrieval": r"(?![0-9A-Z]{12}\Z)(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",
    "token": r"(?i:bearer |basic |token )?(?=[^\s]*[0-9])[^\s{}<>\"]{16,4096}",
    "uuid": r"\{?[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}\}?",
    "hex": r"[0-9A-Fa-f]{8,128}",
    "measure": r"[-+]?[0-9]+(?:[.,][0-9]+)? ?(?:%|[KMGTkmgt]i?[Bb]?|[Bb]ytes?|px|dp|dpi|mV|℃|°?C)?",
    "integer": r"[0-9]{1,20}",
    "flag": r"(?i:true|false|yes|no|y|n|\??[01])",
    "consent": r"(?=.*[0-9A-Za-z])[0-9A-Za-z_.~,:{}\"' -]{1,2048}",
    "email": r"[^\s@^\\$()\[\]|]{1,64}@[^\s@^\\$()\[\]|]{1,250}\.[^\s@^\\$()\[\]|]{2,63}",
    # The last four may be masked; behind a number that a shop gives out in its place stands which of its users it is.
    "phone": r"(?![0-9]+\.[0-9]{1,2}\Z)(?:\(\+?[0-9]{1,4}\) ?|\+)?[0-9][0-9 .()*-]{6,20}(?:[0-9]|(?<=[0-9*-]\*\*\*)\*)"
    r"(?:(?:[,_]|转)[0-9]{1,6})?",
    "korean mobile": r"(?:\+?82[ -]?)?\(?0?1[016789]\)?[ .-]?[0-9*]{3,4}[ .-]?[0-9]{4}",
    "korean passport": r"[A-Za-z][0-9]{3}[0-9A-Za-z][0-9]{4}",
    "dialled": r"(?:\+|0)[0-9][0-9 .()*-]{6,16}[0-9]",
    "check digits": r"[0-9]{3,4}",
    "month and day": r"(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01])",
    "date": r"(?:19|20)[0-9]{2}[-./년]? ?[0-9]{1,2}[-./월]? ?[0-9]{1,2}일?(?:[T ].*)?|[0-9]{6}"
    r"|[0-9]{2}[-./](?:0[1-9]|1[0-2])[-./](?:0[1-9]|[12][0-9]|3[01])"
    r"|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:19|20)[0-9]{2}|[A-Z][a-z]{2,8}\.? [0-9]{1,2},? (?:19|20)[0-9]{2}",
    "time": r"[0-9]{10}(?:[0-9]{3}|\.[0-9]+)?|[0-9]{16,19}|20[0-9]{2}-?[0-9]{2}-?[0-9]{2}[T ]?[0-9:.+Z-]*",
    "age": r"[1-9][0-9]|1[01][0-9]|(?:19|20)[0-9]{2}|[1-9]0s|[0-9]{1,2}(?:(?:[-~_]|to)[0-9]{2}|대(?: ?[초중후]반)?|\+)",
    "choice": r"(?i:true|false|yes|no|y|n|[0-5]|denied|granted|authorized|restricted|allow|deny)"
    r"|(?i:not_?determined|undetermined)",
    "version": r"v?[0-9]{1,4}(?:[._-][0-9A-Za-z]+){0,6}(?:[ +(-].{1,40})?|(?i:android|ios)[ _-]?[0-9.]+(?:,level \d+)?",
    "release": r"(?:[A-Za-z][A-Za-z.-]{0,30}[_/ :-])?v?[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}(?:[-+.][0-9A-Za-z.]{1,20})?",
    "three numbers": r"[0-9]{1,3}(?:\.[0-9]{1,5}){2,3}",
    "dotted": r"v?[0-9]{1,4}(?:\.[0-9A-Za-z]+){1,5}(?:[ +(-].{1,40})?",
    "locale": r"(?:[a-z]{2}|[a-z]{3}(?=[-_,;])"
    r"|kor|eng|jpn|zho|chi|cmn|yue|vie|tha|ind|fil|msa|khm|mya|mon|hin|urd|ara|heb|rus|ukr|deu|fra|spa|por|ita|nld|pol|tur)"
    r"(?:[-_][A-Za-z0-9#]{2,8}){0,3}(?:[,;].{0,120})?",
    "country": r"[A-Za-z]{2,3}|(?!00[1-3])[0-9]{3}"
    r"|[^\W\d_ ]{2,20}(?:-(?:do|si|gu|gun|dong|eup|myeon|(?:teukbyeol|gwangyeok)si|teukbyeoljachi(?:si|do)))?"
    r"|[A-Z]{2}-[0-9A-Z]{1,3}"
    rf"|{_PLACE}{{1,15}}(?: (?:of|and|the|de|do|la|{_PLACE}{{1,15}})){{1,3}}"
    r"|(?:Quận|Phường|District|Ward|Distrito) [0-9]{1,2}",
    "titled": r"[A-Z][A-Za-z]{1,20}(?: [A-Z(][A-Za-z)]{1,20}){1,5}",
    "carried cookie": r"(?:GA1|1)\.[0-9]{1,2}\.[0-9]{6,13}\.[0-9]{6,13}|fb\.[0-9]\.[0-9]{13}\.\S{6,200}",
    "visitor": r"[1-9][0-9]{5,10}\.1[0-9]{9}",
    "carried session": r"GS[0-9]\.[0-9]\.\S{10,200}",
    "timezone": r"[A-Z][A-Za-z_]+/[A-Za-z_/+-]+|(?:GMT|UTC)?[+-]?[0-9]{1,2}:?[0-9]{0,2}|[A-Z]{3,4}|[-+]?[0-9]{3,5}"
    r"|[-+]?[1-5]?[0-9]{3}00000|[-+]?1?[0-9]\.(?:0|5|75)0?",
    "size": r"[0-9]{2,5}(?:\.[0-9]+)?(?: ?[xX*×,] ?[0-9]{2,5}(?:\.[0-9]+)?.{0,8})?|[0-9]\.[0-9]+",
    "dimensions": r"[0-9]{3,4} ?[xX*×] ?[0-9]{3,4}",
    "mccmnc": r"[2-7][0-9]{2}[-_, ]?[0-9]{2,3}",
    "mcc": r"[2-7][0-9]{2}",
    "mnc": r"[0-9]{2,3}",
    "link": r"(?i:wi-?fi(?:[2456]g)?|wlan|cellular|[2345]g|lte|nr|ethernet)",
    "network": r"(?i:wi-?fi|wlan|cell(?:ular)?|mobile|[2345]g|lte|nr|edge|gprs|hspa|umts|ether\w*|vpn)|[0-9]{1,2}",
    "gender": r"(?i:m|f|male|female|man|woman|w|남|여|남자|여자|남성|여성|男|女|0?[0-9])",
    "of a body": r"(?:[2-9][0-9]|[12][0-9]{2})(?:\.[0-9]{1,2})? ?(?i:cm|㎝|kg|㎏|lbs?|inch|in)?",
    "with its unit": r"(?:[2-9][0-9]|[12][0-9]{2})(?:\.[0-9]{1,2})? ?(?i:cm|㎝|kg|㎏|lbs?)",
    # Not how a program looks by default, nor how a service does.
    "answer": r"(?!(?i:default|basic|dark|light|white|black|theme\w*|ok|up|down|healthy|unhealthy|unknown)\Z)"
    r"(?=.*[^\W_])[^{}<>]{1,200}",
    "told": r"(?=.*[^\W_])[^{}<>]{1,100}",
    "booked": r"(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z/_.#-]{3,63}|[A-Z]{6}",
    "air ticket": r"[0-9]{3}[ -]?[0-9]{10}(?:[ /-][0-9]{1,2})?",
    "help aboard": r"(?i:WCH[CRS]|WC(?:BD|BW|LB|MP|OB)|BLND|DEAF|MEDA|STCR|DPNA|OXYG|ESAN|SVAN|MEQT|PPOC"
    r"|DBML|GFML|LSML|NLML|LFML|LCML|BLML)",
    "meal of a religion": r"(?i:KSML|MOML|HNML|VJML)",
    "digit": r"[1-9]",
    "measured": r"-?[0-9]{1,4}|(?i:low|medium|high)",
    "front": r"[0-9]{6}-?[0-9](?:[0-9*]{6})?",
    "korean network": r"(?i:skt?m?|ktm?|ktf|lg(?:t|m|u\+?|[ _-]?u[ _-]?plus)?|lg ?u\+|sk ?telecom|mvno.{0,8}|cjh|kct)",
    "package name": r"(?i:com|net|org|edu|io|co|kr|cn|jp|tw|hk|sg|us|uk|eu|de|fr|nl|ru|in|id|vn|th|my|me|tv|app|dev|ai)"
    r"(?:\.[A-Za-z][A-Za-z0-9_]*){1,8}",
    "package": r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+){1,8}|[0-9]{8,12}",
    "agent": r"(?:[^\s/]{1,40}/[0-9v][^\s/]*|\S{1,100} ?/? ?[0-9v].*[ ;(].*|.*[Mm]ozilla/.*)",
    "url": r"(?:https?|android-app|ios-app|[a-z][a-z0-9+.-]{1,20})://\S{3,}",
    "system's word": r"(?i:android|ios|i(?:pad|phone)_?os|harmony_?os|hongmeng)",
    "system": r"(?i:android(?:[ _-]?tv)?|ios|iphone ?os|ipados|harmony(?:os)?|hongmeng|windows|mac ?os|linux|aos)\b"
    r".{0,30}",
    "ip": r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{1,5})?(?:,.{0,200})?|(?=.*:.*:)[0-9A-Fa-f:.]{3,45}",
    "degrees": r"-?1?[0-9]{1,2}\.[0-9]{2,17}",
    "pair": r"(?:geo:)?[\[(]?-?1?[0-9]{1,2}\.[0-9]{2,17}[,;:| ]{1,2}-?1?[0-9]{1,2}\.[0-9]{2,17}[\])]?",
    "place on earth": r"(?=-?[0-8]?[0-9]\.|.*[,;:| ]-?[0-8]?[0-9]\.)-?1?[0-9]{1,2}\.[0-9]{3,17}[,;:| ]{1,2}"
    r"-?1?[0-9]{1,2}\.[0-9]{3,17}",
    "connectivity": r"(?i:wi-?fi|wlan|cell(?:ular)?|mobile|[2345]g|lte|nr|vpn|true|false)|[0-9]{1,2}",
    "state": r"(?i:true|false|on|off|portrait|landscape\w*|light|dark|normal|silent|vibrate)|-?[0-9]+(?:\.[0-9]+)?",
    "blob": r"(?:data:[a-z0-9/+.-]{3,40};base64,)?[A-Za-z0-9+/_=\s-]{64,}",
    "picture in base64": r"(?:data:image/[a-z0-9.+-]{2,20};base64,)?"
    r"(?:/9j/|iVBORw0KGgo|R0lGOD|UklGR)[A-Za-z0-9+/_=\s-]{40,}",
    "page": r"(?!(?:data|turns?|stuns?|blob):)(?=.*[^\W\d_])\S.+",
    "path": r"/\S*",
    "origin": r"(?=.*[^\W\d_])(?!(?:no-referrer|origin|same-origin|strict-origin|unsafe-url)(?:-when-\w|\Z))"
    r"(?!\w+:\w+\Z|[A-Za-z]{0,6}[-_]?[0-9]{6,}\Z|#|pkg:|urn:|(?:path|registry|git)\+|refs/|[\w./-]*\.(?:json|ya?ml)#|data:)\S.+",
    "digest": r"(?=.*[0-9])(?=.*[A-Fa-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}"
    r"|[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64}|[0-9A-F]{128})|(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/_-]{43}=?",
    "scaled degrees": r"3[3-8][0-9]{6,7}|1(?:2[4-9]|3[01])[0-9]{6,7}",
    "long number": r"[0-9]{5,20}",
    "six digits": r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "held": r"(?!/|#|\w+://|mailto:|tel:|[0-9]{1,6}\Z).+",  # nor how many there are
    "customer's number": r"cust?_(?:test_|live_)?[0-9A-Za-z]{8,40}",
    "year of birth": r"(?:19[2-9][0-9]|20[0-2][0-9])",
    "pin": r"[0-9]{4,12}|(?!jd_)(?=.*[0-9])(?=.*[A-Za-z])[^\s{}\[\]<>\"]{16,512}",  # JD's accounts are pins, too
    "pin of no post": r"(?![1-9][0-9]{5}\Z)[0-9]{4,12}|(?=.*[0-9])(?=.*[A-Za-z])[^\s{}\[\]<>\"]{16,512}",
    "interface": r"(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{8,256}",
    "place": r"[^\s{}<>].{1,100}",
    "prose": r"[^\s{}<>].{1,100}|(?=.*[\s가-힣一-鿿ぁ-ヿ])[^\s{}<>].+",
    "station": r"(?!\{?[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}\}?\Z)[^\s{}<>].{1,100}",
    "species": r"(?!(?i:app|web|h5|wap|landline|fax|userdebug|user|eng)\Z)"
    r"(?!(?:xsd?:)?(?i:dict|list|array|struct|object|str|string|int|integer|float|double|bool|boolean|null|map)\Z)"
    r"(?=.*[^\W_])[^\s{}\[\]<>0-9]{1,64}|[0-9]{1,2}",  # nor what the data is, as XML made of objects says
    "alpha2": r"[A-Z]{2}",
    "account digits": r"(?=(?:[0-9]-?){10,16}\Z)[0-9][0-9-]*[0-9]",
    "opening of a card": r"[2-6][0-9]{5}(?:[0-9]{2}|[*•●xX]{2,10})?",
    "masked card": r"(?=.*[*•●xX])(?:[0-9*•●xX]{4}[ -]?){3}[0-9*•●xX]{4}",
    "grouped": r"(?=(?:[0-9]-?){10,16}\Z)[0-9]{3,6}(?:-[0-9]{1,8}){2,3}",
    "called": r"[가-힣]{2,5}|[一-鿿]{2,4}|[一-鿿々ぁ-ヶー]{1,6}[ 　][一-鿿々ぁ-ヶー]{1,6}|[ก-๙]{2,30} [ก-๙]{2,30}"
    r"|[A-Z][a-z'’-]{1,24}(?: [A-Z][a-z.'’-]{0,24}){0,3}|[A-Z]{2,20}(?: [A-Z]{2,20}){1,3}"
    r"|[A-ZÀ-ÞĀ-ɏḀ-ỿ][a-zß-ÿĀ-ɏḀ-ỿ'’-]{1,24}(?: [A-ZÀ-ÞĀ-ɏḀ-ỿ][a-zß-ÿĀ-ɏḀ-ỿ.'’-]{0,24}){1,3}",
    "subject": r"(?=.*[0-9])(?!\S*://)[^\s{}\[\]<>\"]{4,128}",
    "social name": r"(?=.*[^\W\d_])[^/{}<>.]{2,64}",
    "handle": r"(?=.*[^\W\d_])[^/{}<>]{2,64}",
    "latin": r"(?=.*[0-9A-Za-z])[ -~]{1,63}",
    "instructions": r"(?i:arm(?:64|eabi|v[678])?(?:[-_]?v[678]a?l?)?|aarch64|x86(?:[-_]64)?|i[3-6]86|amd64"
    r"|mips(?:64)?(?:el)?|riscv64)",
    "pixels": r"[1-9][0-9]{2,3}",
    "visited": r"(?!(?i:https?://(?:[a-z-]{1,16}\.)?facebook\.com/))(?:https?|[a-z][a-z0-9+.-]{1,20})://\S{3,}",
    "postcode": r"(?!(\d)\1+\Z)[0-9]{3,10}(?:-[0-9]{4})?|[0-9]{3}-[0-9]{3}|[0-9]{5}-[0-9]{3}|[0-9]{2}-[0-9]{3}"
    r"|[0-9]{3} [0-9]{2}"
    r"|[0-9]{4} ?[A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}",
    "card": r"(?=(?:\D*[0-9]){4}|.{16})[^\s{}\[\]<>\"]{4,512}|(?:[0-9*•●xX]{4} ){3}[0-9*•●xX]{1,4}",
    "asked for": r"(?![0-9.]{1,3}\Z|\*\Z)[^\s{}<>][^{}<>;=|]{0,60}",
    "sought": r"(?!0?\.[0-9]+\Z|1\.0\Z|[0-9]{1,3}\Z|\*\Z|(?:query|mutation|subscription|fragment)\b[^{}]*\{)"
    r"[^\s{}<>].{1,100}|[가-힣一-鿿]",
    "serial": r"(?=.*[0-9])[A-Za-z0-9._-]{3,64}",
    "build": r"[^\s/]+(?:/[^\s/]+){4,6}",
    "deed": r"(?!(?=.*[0-9])[0-9A-Fa-f-]{16,36}\Z|/)(?=.*[^\W_])[^\s{}\[\]<>]{1,64}",
    "resident": r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) ?-? ?[1-8][0-9*xX●•]{6}",
    "room": r"(?:[0-9A-Z가-힣]{1,5}동 ?|(?i:unit|apt\.?|flat|room) |#)?"
    r"(?:[0-9]{1,5}[A-Za-z]?(?:-[0-9]{1,5})?|[A-Z]-?[0-9]{1,5})(?: ?[호동층])?",
    "house": r"(?=.*[^\W_])[^{}<>@]{1,60}",
    "numbered": r"[0-9]{5,21}|(?=.*[0-9])(?=.*[A-Za-z])[\w.-]{8,64}",
    "card part": r"[0-9]{1,4}|[0-9]{6}|[0-9]{1,2} ?[/-] ?(?:20)?[0-9]{2}|20[0-9]{2} ?[/-] ?[0-9]{1,2}(?:-[0-9]{2})?",
    "holder": r"(?!.*(?i:card|bank|pay\b|credit|check|debit|visa|카드|은행|银行))"
    r"(?!(?:현대|삼성|롯데|국민|신한|비씨|하나|우리|농협|씨티|외환|수협|광주|전북|제주|기업|산업|부산|대구|경남|우체국|새마을|신협|카카오|토스|케이)\Z)"
    r"(?:[가-힣]{2,4}|[一-鿿]{2,4}|[A-Z][A-Za-z'’-]{1,24}(?: [A-Z][A-Za-z.'’-]{0,24}){1,3})",
    "pan": r"[0-9]{12,19}|(?:[0-9]{4}[ -]){3}[0-9]{1,7}",
    "android id": r"(?=.*[a-f])(?=.*[0-9])[0-9a-f]{16}",
    "build number": r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{4,20}(?:\.[A-Z0-9]{2,12}){0,4}",
    "depth": r"8|1[568]|24|3[02]|48",
    "page path": r"/(?!/)(?=.*[^\W_])[^\s<>\"{}]+",
    "money": r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,9}(?:\.[0-9]{1,2})?",
    "machine": r"(?!(?i:ip)-[0-9]{1,3}(?:-[0-9]{1,3}){3})(?=.*[0-9A-Za-z])[ -~]{1,63}",
    "code name": r"(?=.*[0-9])"
    r"(?!(?:phone|tablet|device|mobile|desktop|node|[cgn]pu|tv|pc|item|prd|sku)[0-9_-])[a-z][a-z0-9_-]{1,31}",
    "release number": r"(?:[5-9]|[12][0-9])(?:\.[0-9]{1,3}){0,3}",
    "density bucket": r"(?i:(?:l|m|tv|h|x{1,3}h)dpi)",
    "permission": r"(?i:(?:not_?)?(?:granted|denied|authorized|determined|restricted|allowed)\w*|provisional|enabled"
    r"|disabled|always|when_?in_?use|fine|coarse|opted_?(?:in|out))",
    "standing": r"(?i:foreground(?:ed)?|background(?:ed)?|active|inactive|suspended|not_?running)",
    "korean mccmnc": r"450[-_, ]?(?:0[2-8]|1[12])",
    "decimals": r"-?[0-9]{1,5}\.[0-9]{1,17}",
    "named area": r"[A-Z][a-z]{1,20}(?:[ -][A-Z][a-z]{1,20}){1,3}|[가-힣]{2,8}(?: [가-힣]{1,8}){1,2}",
    "area in capitals": r"[A-Z]{2,15}(?: [A-Z]{2,15}){1,2}",
    "words": r"[^\s{}<>\[\]](?=.*\s)[^{}<>\[\]]{1,100}",
    "place code": r"(?=.*[0-9])(?=.*[b-hjkmnp-z])[0-9b-hjkmnp-z]{5,12}|8[0-9a-f]{14}|[0-9a-f]{8,16}|[0-9]{17,20}"
    r"|[0-3]{10,23}|[23456789CFGHJMPQRVWX]{2,8}\+[23456789CFGHJMPQRVWX]{2,3}(?: .{1,80})?"
    r"|(?:///)?[^\W\d_]{1,30}(?:[.。・][^\W\d_]{1,30}){2}",
    # ISO 3779: no I, O or Q, so that none is taken for a digit.
    "vin": r"(?=.*[A-HJ-NPR-Za-hj-npr-z])(?=(?:\D*[0-9]){5})[0-9A-HJ-NPR-Za-hj-npr-z]{17}",
    "race": r"(?i:asian|white|black|caucasian|hispanic|latin[oaxe]|african|native|pacific|mixed|multiracial"
    r"|korean|chinese|japanese|vietnamese)(?i:[ /_-].{1,60})?|동양인|서양인|백인|흑인|황인(?:종)?|혼혈",
    "euicc": r"89[0-9]{30}",
    "back": r"[1-4][0-9]{6}",
    "few": r"(?i:y|n|yes|no|true|false|[0-9]|married|single|divorced|widowed|미혼|기혼|이혼|사별)",
    "illness code": r"[A-Z][0-9]{2}(?:\.[0-9]{1,4}|[0-9]{1,3})",
    # Thirteen digits are the number of a company in the register of commerce, of which nobody is told.
    "business number": r"(?![0-9]{6}-?[0-9]{7}\Z)(?!.*(?:\$\$|&\w+=))[^\s{}\[\]<>\"]{3,256}",
    "american": r"(?!000|666)(?:[0-8][0-9]{2}|[*xX]{3})(?P<joint>[- ]?)"
    r"(?:(?!00)[0-9]{2}|[*xX]{2})(?P=joint)(?!0000)[0-9]{4}",
    # Place, birth, serial, check character; the old form has a year of two digits and no check.
    "chinese resident": r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|8[1-3])[0-9*]{4}"
    r"(?:(?:(?:19|20)[0-9]{2}|\*{4})(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|\*{4})[0-9*]{3}[0-9Xx*]"
    r"|[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}|\*{4,10}[0-9]{2,3}[0-9Xx])",
    "identity number": r"(?=(?:[^0-9*]*[0-9*]){5})[0-9A-Za-z*][0-9A-Za-z*() .-]{6,21}",
    "components": r"\[?-?[0-9]{1,3}\.[0-9]{2,20}(?:[eE]-?[0-9]{1,3})?"
    r"(?:[,; ]{1,2}-?[0-9]{1,3}\.?[0-9]{0,20}(?:[eE]-?[0-9]{1,3})?)*,?\]?",
    "whom one seeks": r"(?i:men|women|man|woman|males?|females?|both|everyone|남자?|여자?|남성|여성|모두|m|f|男|女)",
    # Nor what the program was written for (Bugsnag, exceptions[].type).
    "fault": r"(?!(?i:succe\w+|normal|정상.*|성공.*|android|cocoa|browserjs|nodejs|reactnativejs|csharp|python)\Z)"
    r"(?=.*[^\W\d_]{2})(?![\[{]).{5,}",
    # A frame as Java and V8 print one: `at com.shop.Order.onBind(Order.kt:218)`, `at onClick (app.js:1:22)`.
    "frames": r".{0,400}?\bat [\w$.<>/]{3,160} ?\([\w.$ /:-]{1,160}:[0-9]{1,6}\).*",
    "file of a picture": r"[^\s{}<>]{1,500}\.(?i:jpe?g|png|heic|webp|pdf|bmp|tiff?)(?:\?\S*)?",
    # Two or three digits, one of these syllables, four digits; old plates name a province.
    # Source: 자동차등록번호판 등의 기준에 관한 고시.
    "plate": r"(?:[가-힣]{2} ?)?[0-9]{2,3}"
    r" ?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배하허호국합육해공] ?[0-9]{4}",
    "mobile": r"(?:\+?82-?)?0?1[016789]-?[0-9]{3,4}-?[0-9]{4}",
    # The number of a province begins those of what lies in it, and of roads and buildings there (법정동코드).
    "area in korea": rf"{_PROVINCE}(?:[0-9]{{3}}|[0-9]{{6}}|[0-9]{{8}}|[0-9]{{10}})?",
    "neighbourhood in numbers": rf"{_PROVINCE}[0-9]{{8}}",
    "building in korea": rf"{_PROVINCE}[0-9]{{23}}",
    "flat in korea": r"(?=.{0,80}[가-힣0-9](?:로|길|동|리|가)[ 0-9])[^{}<>@]{4,150}"
    r"[ ,(][0-9A-Za-z가-힣]{1,6}동 ?[0-9]{1,4}호[^{}<>@]{0,30}",
    "area in numbers": r"[0-9]{2,10}",
    "liking": r"(?=.*[^\W\d_])(?!(?i:true|false|null|none|all|default)\Z)[^{}<>@=]{2,200}",
    "neighbourhood": r"(?:[가-힣]{2,10} ){0,3}(?![가나다라마바사]동\Z)[가-힣]{1,8}[0-9]{0,2}(?:동|읍|면)",
    "screen name": r"(?!(?:Small|Normal|X?Large|Portrait|Landscape)\Z)[A-Z][a-z0-9]{1,24}(?:[A-Z][a-z0-9]{1,24}){0,5}",
    "written": r"(?=.*\s.*)(?=.*[^\W\d_])[^{}<>]{4,}|[가-힣一-鿿ぁ-ヿ][^{}<>]{2,}",
    # Not parent, child and sibling: nodes of trees and pages are that to each other.
    "kin": r"(?i:son|daughter|spouse|husband|wife|mother|father|mom|dad|grand(?:mother|father|parent|son|daughter)"
    r"|brother|sister)|[부모]|자녀|아들|딸|배우자|남편|아내|어머니|아버지|엄마|아빠|부모님?|형제|자매|조부모?|조모|손자|손녀|父亲|母亲|儿子|女儿|丈夫|妻子|配偶|子女",
    "school year": r"(?:초|중|고|대)(?:등|학교|등학교)? ?[1-6](?:학년)?|[1-6]학년|[初高]中?[一二三1-3](?:年级)?",
    "address of an interface": r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}",
    "packed account": r"[A-Z]{2}\|[^|{}<>]{1,60}\|[^|{}<>]{0,60}\|[a-z]{2,8}\|[0-9]{5,14}",
    "reversed domain": r"(?i:com|net|org|io|co|kr|cn|jp|tw|hk|sg|me|app)(?:\.[A-Za-z][A-Za-z0-9_-]*){2,8}",
    "reversed": r"\[?\"?(?:(?:com|net|org|kr|co|io|jp|cn|me|de|us|app|tv|viva)\.[A-Za-z]\w*+(?:\.\w++)*+(?:/[\w.$]++)?+"
    r"(?:[\",; |]++|(?=\]?\Z)))++\]?",  # each name ends in one way: else a text is tried in as many as it has names
}
"""The expression of each kind, in which a dot is any character."""

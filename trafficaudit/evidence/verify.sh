#!/bin/sh
# Verifies a sealed recording with sha256sum, sha512sum and openssl (3.0 or later) only.
# 봉인된 기록을 sha256sum, sha512sum, openssl만으로 검증합니다.
#
#   sh verify.sh [--root FILE]... [--signer SHA256] [--confirmed SHA256] [--custody SHA256] [--crl FILE]... [PACKAGE]
#
#   --root       root certificate (PEM or DER) of a time stamp authority or of the signer that you believe
#   --signer     SHA-256 of the signer's certificate, as it stands in the confirmation (확인서)
#   --confirmed  SHA-256 of tagmanifest-sha256.txt, as it stands in the confirmation (확인서)
#   --custody    SHA-256 of a line of the custody log, as it was noted when the package was handed over
#   --crl        list of revoked certificates (PEM or DER) that you got yourself
#   PACKAGE      the folder with bag/ and anchor/; without it the one that this file lies in
#
# Exit code: 0 valid, 3 rejected, 4 valid but incomplete or its time not yet confirmed, 2 wrong use or not to be read.
LC_ALL=C TZ=UTC CDPATH=
export LC_ALL TZ CDPATH
umask 077

SAFE='A-Za-z0-9._+@,='
NUMBER='([0-9]{4}|[1-9][0-9]{4,5})' NAME='[a-z0-9][a-z0-9-]{0,31}'
STAMP="(tagmanifest|(chain|custody)-$NUMBER)\\.$NAME\\.ts" # without q (request) or r (answer)
BESIDE="signature\\.p7s|verify\\.sh|confirmation\\.txt|${STAMP}[qr]|certificates/$NAME\\.pem|crls/$NAME-[0-9]{1,3}\\.crl|custody/$NUMBER\\.txt"
TEXT='"([ !#-[]|[]-~]|\\["\\bfnrt]|\\u(00[01][0-9a-f]|007f|00[89a-f][0-9a-f]|0[1-9a-f][0-9a-f]{2}|[1-9a-f][0-9a-f]{3}))*"' # a JSON string in ASCII
ENTRY="# [{]\"at\": $TEXT, \"who\": $TEXT, \"what\": $TEXT, \"note\": $TEXT, \"version\": $TEXT[}]"
failed=0 open=0 named=0 signer_pin='' confirmed='' noted=''
tmp=$(mktemp -d) || { echo "verify.sh: no temporary folder can be made: name another with TMPDIR / 임시 폴더를 만들 수 없습니다. TMPDIR로 다른 폴더를 지정하십시오" >&2; exit 2; }
case $tmp in /*) ;; *) tmp=$PWD/$tmp ;; esac
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' INT TERM HUP PIPE
wrong() { echo "verify.sh: $1" >&2; exit 2; }
# room: sees that the temporary folder takes so many bytes: what was not written there would be told of the package
need=1048576
room() {
	head -c "$need" /dev/zero 2> /dev/null > "$tmp/room" && [ "$(wc -c < "$tmp/room")" -eq "$need" ] && : > "$tmp/room" ||
		wrong "the temporary folder is full: name another with TMPDIR / 임시 폴더에 공간이 없습니다. TMPDIR로 다른 폴더를 지정하십시오"
}
room
# What a terminal obeys or does not show, in UTF-8: controls (U+0080 to U+009F), marks of direction and of no width.
printf 's/\302[\200-\237\255]/?/g
s/\330\234/?/g
s/\341\240\216/?/g
s/\342\200[\213-\217\250-\256]/?/g
s/\342\201[\240-\257]/?/g
s/\357\273\277/?/g
' > "$tmp/hidden"
: > "$tmp/roots.pem"
: > "$tmp/crls"
: > "$tmp/numbers"
: > "$tmp/dated"

say() { # OUTCOME CHECK MEANING [VALUE]
	case ${4-} in *[!A-Za-z0-9' .,:;=/()_+@-']*) set -- "$1" "$2" "$3" "$(printf '%s\n' "$4" | tr -cd '\12\40-\176\200-\377' | sed -f "$tmp/hidden")" ;; esac
	printf '%-7s %-12s %s%s\n' "$1" "$2" "$3" "${4-}" || wrong "the output cannot be written / 출력할 수 없습니다"
	case $1 in FAILED) failed=1 ;; OPEN) open=1 ;; esac
}

end() {
	room
	code=0 verdict="VALID / 유효"
	[ "$open" = 0 ] || code=4 verdict="VALID, BUT INCOMPLETE OR NOT YET CONFIRMED / 유효하나 미완결 또는 미확인"
	[ "$failed" = 0 ] || code=3 verdict="REJECTED / 검증 실패"
	echo "$verdict" || wrong "the output cannot be written / 출력할 수 없습니다"
	exit $code
}

whole() { wrong "$1 needs a whole SHA-256: 64 digits and letters a to f / $1 뒤에는 SHA-256 64자리 전체를 적으십시오"; }

# digest VALUE: a SHA-256 in hex as it is compared; nothing where it is none
digest() { printf '%s\n' "$1" | tr 'A-F' 'a-f' | tr -d ': ' | grep -xE '[0-9a-f]{64}'; }

# certificates FILE: the certificates of a PEM or DER file as PEM; nothing where it holds something else
certificates() {
	if grep -q -e '-----BEGIN' "$1"; then openssl crl2pkcs7 -nocrl -certfile "$1" | openssl pkcs7 -print_certs
	else openssl x509 -inform DER -in "$1"
	fi < /dev/null 2> /dev/null
}

# lists FILE NAME: notes each list of revoked certificates of a PEM or DER file; 1 where it holds none, or another thing
lists() {
	if grep -q -e '-----BEGIN X509 CRL-----' "$1"; then
		awk -v out="$tmp/$2." '/-----BEGIN X509 CRL-----/ { n++; inside = 1 } inside { print > (out n ".list") } /-----END X509 CRL-----/ { inside = 0; close(out n ".list") }' "$1"
	else cp "$1" "$tmp/$2.1.list"
	fi
	for list in "$tmp/$2".*.list; do
		openssl crl -in "$list" -out "$list.crl" 2> /dev/null || return 1
		echo "$list.crl" >> "$tmp/crls"
	done
}

while [ $# -gt 0 ]; do
	case $1 in
	--root) [ -f "${2-}" ] && certificates "$2" > "$tmp/given.pem" && [ -s "$tmp/given.pem" ] || wrong "--root needs a file with a certificate / --root에는 인증서 파일이 필요합니다"
		cat "$tmp/given.pem" >> "$tmp/roots.pem"; named=1; shift 2 ;;
	--crl) [ -f "${2-}" ] && lists "$2" "given$#" || wrong "--crl needs a list of revoked certificates / --crl에는 폐지 목록 파일이 필요합니다"
		shift 2 ;;
	--signer) signer_pin=$(digest "${2-}") || whole --signer; shift 2 ;;
	--confirmed) confirmed=$(digest "${2-}") || whole --confirmed; shift 2 ;;
	--custody) noted=$(digest "${2-}") || whole --custody; shift 2 ;;
	-h | --help) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
	-*) wrong "$1 is no option; see --help / 없는 선택항목입니다. --help를 보십시오" ;;
	*) break ;;
	esac
done
case ${SSL_CERT_FILE-} in '' | /*) ;; *) SSL_CERT_FILE=$PWD/$SSL_CERT_FILE ;; esac
package=${1-"$(dirname "$0")/.."}
cd -- "$package" 2>/dev/null || wrong "there is no folder $package / 폴더가 없습니다"
[ -f bag/bagit.txt ] || [ ! -f ../bag/bagit.txt ] || cd .. # it may name the bag in the package
for tool in sha256sum sha512sum openssl find sort awk sed grep cut head tail cmp xargs tr wc ls; do
	command -v $tool > /dev/null || wrong "$tool is not installed / 설치되어 있지 않습니다"
done
# Four times the lists and what lies beside the bag is more than what is made of them here.
need=$(find bag anchor -path bag/data -prune -o -type f -size -1048577 -exec ls -ln {} + 2> /dev/null | awk '{ s += $5 } END { s = 1048576 + 4 * s; printf "%.0f", (s > 1073741824 ? 1073741824 : s) }')
room

# What cannot be read says nothing of the package: it is neither missing nor changed.
unread() { wrong "the package cannot be read: check its rights and the disk that it lies on / 패키지를 읽을 수 없습니다. 권한과 디스크를 확인하십시오"; }
# plainly COMMAND: whether a command had nothing to complain of, but for what is not there
plainly() { ! "$@" 2>&1 > /dev/null | grep -qvE 'No such file|Not a directory|Too many levels|name too long'; }

# The package --------------------------------------------------------------------------------------------------------
plainly ls -A . && plainly ls -d bag anchor bag/bagit.txt && plainly find bag anchor -type d || unread
if [ -f bag/bagit.txt ] && [ ! -L bag ] && [ -d anchor ]; then
	say ok package "this is a sealed package / 봉인 패키지의 구조를 갖춤"
else
	say FAILED package "this is no sealed package, or a part of it is missing / 봉인 패키지가 아니거나 일부가 없음"
	end
fi

# Names: after this no name leads out of the package ------------------------------------------------------------------
names_good() {
	[ ! -L bag ] && [ ! -L anchor ] && [ "$(ls -A)" = "anchor
bag" ] || return 1
	[ -z "$(find bag anchor \( ! -type f ! -type d -o -type d -empty -o -name "*[!$SAFE-]*" \) | head -n 1)" ] || return 1
	[ -z "$(find bag anchor -path bag/data -prune -o -type f -size +1048576 -print 2> /dev/null | head -n 1)" ] || return 1 # 512 MiB
	find bag anchor -type d > "$tmp/folders" 2> /dev/null
	find bag anchor -type f > "$tmp/found" 2> /dev/null
	awk '{
		lower = tolower($0)
		sub(/^[a-z]*\//, "")
		if (lower in seen || length($0) > 1024 || gsub(/\//, "/") > 64) exit 1
		seen[lower]
	}' "$tmp/folders" "$tmp/found" || return 1
	! grep '^anchor/' "$tmp/found" | grep -qvxE "anchor/($BESIDE)"
}
if names_good; then
	say ok names "every name is plain, no link, no special file / 허용된 이름만 있고 링크·특수 파일이 없음"
else
	say FAILED names "a name, file, link, special file or empty folder that no sealed package has / 허용되지 않는 이름·파일·링크·특수 파일·빈 폴더"
	end
fi

hidden=$(find bag anchor -exec sh -c 'for one do [ -r "$one" ] || echo hidden; done' sh {} + 2>&1 | head -n 1)
[ -z "$hidden" ] && plainly find bag anchor -path bag/data -prune -o -type f -exec cat {} + || unread

# The file set -------------------------------------------------------------------------------------------------------
# text FILE: the file as awk can judge it: bytes that awk may pass over made visible, and a last line that says that its end is there
text() { tr '\0' '\1' < "$1" && echo end; }
# listed FILE DIGITS START: prints the paths of a list; 1 where a line is not a digest, two spaces and a path with this start, or one is there twice
listed() {
	[ -f "$1" ] || return 1
	text "$1" | awk -v digits="$2" -v start="$3" -v safe="^[$SAFE/-]+\$" '
		NR > 1 {
			digest = substr(last, 1, digits); path = substr(last, digits + 3)
			if (digest !~ /^[0-9a-f]+$/ || substr(last, digits + 1, 2) != "  " || start != "" && index(path, start) != 1) exit broken = 1
			if (path !~ safe || ("/" path "/") ~ /\/[.]?[.]?\// || path in seen) exit broken = 1
			seen[path]
			print path
		}
		{ last = $0 }
		END { exit broken || NR < 2 || last != "end" }'
}
# same ONE OTHER: whether two lists without repetitions have the same lines
same() { awk 'NR == FNR { one[$0]; n++; next } { n-- } !($0 in one) { exit broken = 1 } END { exit broken || n }' "$1" "$2"; }
lists_good() {
	listed bag/manifest-sha256.txt 64 data/ > "$tmp/listed" || { : > "$tmp/listed"; return 1; }
	listed bag/manifest-sha512.txt 128 data/ > "$tmp/other" || return 1
	forms=1
	same "$tmp/listed" "$tmp/other"
}
tag_list_good() {
	printf '%s\n' bagit.txt bag-info.txt manifest-sha256.txt manifest-sha512.txt > "$tmp/tags"
	listed bag/tagmanifest-sha256.txt 64 '' > "$tmp/other" && same "$tmp/tags" "$tmp/other"
}
files_good() {
	[ "$lists$tag_list" = 11 ] || return 1
	{ cat "$tmp/listed" "$tmp/tags"; echo tagmanifest-sha256.txt; } > "$tmp/all"
	sed -n 's/^bag\///p' "$tmp/found" > "$tmp/other"
	same "$tmp/all" "$tmp/other"
}
forms=0 lists=0 tag_list=0
! lists_good || lists=1
! tag_list_good || tag_list=1
if files_good; then
	say ok files "exactly the listed files are there: $(wc -l < "$tmp/all" | tr -d ' ') / 목록에 있는 파일만 모두 있음"
else
	say FAILED files "files were added or are missing, or a list is not as it was sealed / 파일이 추가·삭제되었거나 목록의 형식이 다름"
fi
info_good() { # every line is a label and a value, and no label stands there twice, in whatever case (RFC 8493, 2.2.2)
	[ -f bag/bag-info.txt ] && [ "$(wc -c < bag/bag-info.txt)" -le 1048576 ] || return 1
	text bag/bag-info.txt | awk '
		NR > 1 {
			label = tolower(substr(last, 1, index(last, ":") - 1))
			if (last !~ /^[A-Za-z0-9-]+: [ -~]*$/ || label in seen) exit broken = 1
			seen[label]
		}
		{ last = $0 }
		END { exit broken || last != "end" }'
}
info=bag/bag-info.txt oxum='' made='' completed='' said='' called=''
info_good || info=/dev/null # what is not of its form says nothing
while IFS= read -r line; do
	case $line in
	'Payload-Oxum: '*) oxum=${line#*: } ;;
	'Chain-Made: '*) made=${line#*: } ;;
	'Recording-Complete: '*) completed=${line#*: } ;;
	'Verify-Script-SHA256: '*) said=${line#*: } ;;
	'External-Identifier: '*) called=${line#*: } ;;
	esac
done < $info
grep '^bag/' "$tmp/found" | xargs ls -ln > "$tmp/sizes"
# Far more than was sealed is not read: a file that is said to hold terabytes need not be on any disk.
swollen() { awk -v sealed="$oxum" 'index($9, "bag/data/") == 1 { s += $5 } END { exit sealed !~ /^[0-9]+[.][0-9]+$/ || s <= int(sealed) + 1073741824 }' "$tmp/sizes"; }
if [ "$lists" = 1 ] && swollen; then
	say FAILED payload "the payload files are far larger than when they were sealed, and were not read / 데이터 파일이 봉인 당시보다 훨씬 커서 읽지 않음"
elif [ "$lists" = 1 ]; then
	if (cd bag && sha256sum -c manifest-sha256.txt && sha512sum -c manifest-sha512.txt) > "$tmp/out" 2>&1; then
		say ok payload "every payload file has its SHA-256 and SHA-512 / 모든 데이터 파일의 해시가 같음"
	else
		sed -n 's/: FAILED.*//p' "$tmp/out" > "$tmp/changed" # what failed is read once more, for its disk may have
		while IFS= read -r line; do plainly cat "bag/$line" || unread; done < "$tmp/changed"
		say FAILED payload "a payload file is not what was sealed / 데이터 파일이 봉인 당시와 다름: " "$(grep -v ': OK$' "$tmp/out" | head -n 1)"
	fi
else
	say FAILED payload "there is no list to hold the files against / 대조할 목록이 없음"
fi
tags_good() {
	(cd bag && sha256sum -c tagmanifest-sha256.txt) > "$tmp/out" 2>&1 || return 1
	printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' | cmp -s - bag/bagit.txt || return 1
	[ "$info" = bag/bag-info.txt ] && [ "$forms" = 1 ] || return 1
	[ "$oxum" = "$(awk 'NR == FNR { size[$9] = $5; next } ("bag/" $0) in size { s += size["bag/" $0]; n++ } END { printf "%.0f.%d", s, n }' "$tmp/sizes" "$tmp/listed")" ]
}
if [ "$tag_list" = 1 ] && tags_good; then
	say ok tags "the lists and tag files are those that the tag manifest names / 목록과 부가 정보가 tagmanifest와 같음"
else
	say FAILED tags "a list or tag file was changed / 목록 또는 부가 정보 파일이 바뀜"
fi
tagged=''
[ ! -f bag/tagmanifest-sha256.txt ] || tagged=$(sha256sum < bag/tagmanifest-sha256.txt)
tagged=${tagged%% *}

# The chain ----------------------------------------------------------------------------------------------------------
# numbered FOLDER: writes the names of the links in a folder to links, in their order; 1 where one is missing, or there is something else
numbered() {
	awk -v folder="$1/" '
		index($0, folder) == 1 { n++; have[$0] }
		END {
			for (i = 0; i < n; i++) {
				link = sprintf("%s%04d.txt", folder, i)
				if (!(link in have) || i > 999999) exit 1
				print link
			}
			exit !n
		}' "$tmp/found" > "$tmp/links"
}
# entries: what the links say of themselves, a line each
entries() { xargs grep -h '^# [{]' < "$tmp/links"; }
# walked FOLDER FIRST: prints the number of each link, whether a recovery closed it, and what it names; the names of links are
# in links, as so many do not fit into a command line. 1 where one is no plain text, does not begin with its one entry, names
# something twice, or not the one before (FIRST of the first one, if there is any such)
walked() {
	[ "$(xargs cat < "$tmp/links" | tr -d '\12\40-\176' | wc -c)" -eq 0 ] && [ "$(xargs tail -q -c 1 < "$tmp/links" | tr -d '\12' | wc -c)" -eq 0 ] || return 1
	[ "$(entries | grep -cvxE "$ENTRY")" = 0 ] || return 1
	links="$tmp/links" awk -v folder="$1/" -v first="$2" -v safe="^[$SAFE/-]+\$" '
		function bad() { broken = 1; exit 1 }
		BEGIN { while ((getline path < ENVIRON["links"]) > 0) ARGV[ARGC++] = path }
		FNR == 1 {
			if (substr($0, 1, 3) != "# {" || n && !before) bad()
			wanted = n ? sprintf("%s%04d.txt", folder, n - 1) : first
			before = wanted == ""
			n++
			recovered = index($0, "\", \"what\": \"segment closed when the recording was recovered\", \"") > 0
			next
		}
		/^# prefix / { next }
		{
			digest = substr($0, 1, 64); path = substr($0, 67)
			if (digest !~ /^[0-9a-f]+$/ || substr($0, 65, 2) != "  " || path !~ safe || ("/" path "/") ~ /\/[.]?[.]?\// || seen[path] == n) bad()
			seen[path] = n
			if (path == wanted) before = 1
			print n - 1, recovered, digest "  " path
		}
		END { exit broken || !before || n != ARGC - 1 }'
}
# prefixes_good: each file that still grew begins as its links say
prefixes_good() {
	[ "$(grep -cvxE "# prefix [0-9]{1,19} [0-9a-f]{64}  [$SAFE/-]+" "$tmp/prefixes")" = 0 ] || return 1
	awk 'NR == FNR { size["# " $9] = $5; next } !(("# bag/data/" $5) in size) || $3 + 0 > size["# bag/data/" $5] + 0 { exit 1 }' "$tmp/sizes" "$tmp/prefixes" || return 1
	while read -r _ _ size _ place; do
		head -c "$size" "bag/data/$place" | sha256sum || return 1
	done < "$tmp/prefixes" > "$tmp/out"
	cut -c1-64 "$tmp/out" > "$tmp/other"
	cut -d' ' -f4 "$tmp/prefixes" | cmp -s - "$tmp/other"
}
chain_good() {
	[ -s "$tmp/listed" ] && numbered bag/data/chain || return 1
	awk 'NR == FNR { size[$9] = $5; next } size[$0] + 0 > 536870912 { exit 1 }' "$tmp/sizes" "$tmp/links" && walked chain '' > "$tmp/named" || return 1
	link=$(tail -n 1 "$tmp/links") count=$(wc -l < "$tmp/links")
	head -n 1 "$link" | grep -q '"what": "sealed"' || return 1
	xargs grep -h '^# prefix' < "$tmp/links" | sort -u > "$tmp/prefixes"
	# Every digest in a link is the manifest's; no link names another one than that before it; every file stands in a link.
	# Printed is what a replay reads and was not fixed while recording, neither as a file nor by how it began to its last byte.
	awk -v links="$count" '
		BEGIN { read = "^capture/(traffic-[^/]*[.]mitm|capture[.]json|(segments|phases|tls_failures|connections|gaps|events)[.]jsonl)$" }
		NR == FNR { digest["# " substr($0, 67)] = substr($0, 1, 64); next }
		$1 == "#" { begun[$5 " " $4]; next }
		{
			if (digest["# data/" $4] != $3) exit broken = 1
			if ($4 ~ /^chain\//) { if ($4 != sprintf("chain/%04d.txt", $1 - 1)) exit broken = 1 }
			else named["# data/" $4]
			if (($2 || $1 == links - 1) && !(($4 " " $3) in begun) && $4 ~ read) print $4
		}
		END {
			if (broken) exit 1
			for (path in digest) if (path ~ /^# data\/chain\//) n++; else if (!(path in named)) exit 1
			exit n != links
		}' bag/manifest-sha256.txt "$tmp/prefixes" "$tmp/named" > "$tmp/late" || return 1
	prefixes_good
}
late='' chained=0
if chain_good 2> /dev/null; then
	chained=1
	late=$(sort "$tmp/late" | head -n 3 | tr '\n' ' ')
	say ok chain "the chain of hashes holds and names every file: $((count)) links / 해시 사슬이 이어지고 모든 파일을 담음"
else
	say FAILED chain "the chain of hashes is broken, or is not that of these files / 해시 사슬이 끊겼거나 파일과 맞지 않음"
fi
if [ "$info" = /dev/null ]; then
	: # nothing says when they were fixed
elif [ -n "$late" ] && [ "$made" = 'while recording' ]; then
	say note acquisition "the hashes were fixed after the recording, not while it ran / 파일별 해시가 기록 도중이 아니라 그 뒤에 확정됨: " "${late% }"
elif [ "$made" = 'while recording' ]; then
	say ok acquisition "the hash of each segment was fixed while recording / 파일별 해시가 기록 도중에 확정됨"
else
	say note acquisition "the hashes were fixed after the recording, not while it ran / 파일별 해시가 기록 도중이 아니라 그 뒤에 확정됨"
fi
if [ "$completed" = yes ]; then
	say ok complete "the recording ended in order / 기록이 정상 종료됨"
else
	say OPEN complete "the recording is incomplete: what it holds is valid, but may not be all / 기록이 완결되지 않음"
fi

# The signature and the time stamps ----------------------------------------------------------------------------------
if [ "$named" = 0 ]; then
	for file in "${SSL_CERT_FILE-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
		if [ -n "$file" ] && [ -f "$file" ]; then cp "$file" "$tmp/roots.pem"; break; fi
	done
fi
# For awk: seconds since 1970 in UTC of a time as openssl prints it: Nov 26 01:20:00 2026
EPOCH='function epoch(month, day, clock, year,   t, m, y, e, o, d) {
	split(clock, t, ":"); m = (index("JanFebMarAprMayJunJulAugSepOctNovDec", month) + 2) / 3
	y = year - (m <= 2); e = int(y / 400); o = y - e * 400
	d = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1 + o * 365 + int(o / 4) - int(o / 100)
	return ((e * 146097 + d - 719468) * 24 + t[1]) * 3600 + t[2] * 60 + int(t[3])
}'
epoch() { awk "$EPOCH"'{ printf "%.0f\n", epoch($1, $2, $3, $4) }'; }
# parsed FILE: writes what openssl finds in it to asn; 1 where it is not one element of DER with a definite length, and nothing
# behind its end, which openssl would pass over
parsed() {
	openssl asn1parse -inform DER -in "$1" > "$tmp/asn" 2> /dev/null
	size=$(sed -n '1s/^ *0:d=0 *hl= *\([0-9]*\) *l= *\([0-9]*\) .*/\1 + \2/p' "$tmp/asn")
	[ -n "$size" ] && [ "$(($size))" -eq "$(wc -c < "$1")" ]
}
# plain MESSAGE: one signer, named by issuer and number, who signs attributes with SHA-2 and RSA (PKCS #1 v1.5) or ECDSA
plain() {
	openssl cms -cmsout -print -inform DER -in "$1" 2> /dev/null > "$tmp/message"
	awk '
		/^    signerInfos:/ { inside = 1 }
		inside && /^        d\.issuerAndSerialNumber:/ { name++ }
		inside && /^        signedAttrs:/ { getline; if (/object:/) signed++ }
		inside && /^        digestAlgorithm:/ { getline; if (/\(2\.16\.840\.1\.101\.3\.4\.2\.[123]\)/) digest++ }
		inside && /^        signatureAlgorithm:/ { getline; if (/\(1\.2\.840\.(113549\.1\.1\.(1|11|12|13)|10045\.4\.3\.[234])\)/) method++ }
		END { exit name != 1 || signed != 1 || digest != 1 || method != 1 }' "$tmp/message"
}
# with_kept FILE: adds certificates that lie beside the bag, which may complete a path and are never a root
with_kept() {
	[ -f "$1" ] && [ "$(wc -c < "$1")" -lt 1048576 ] && certificates "$1" > "$tmp/kept.pem" && cat "$tmp/kept.pem" >> "$tmp/certs.pem"
}
# leading OPTION...: leaves in certs.pem the certificates alone that lead to a root themselves; 1 where that is none, or all.
# Of one that stands there twice, damaged and whole, openssl takes the first.
leading() {
	rm -f "$tmp"/part.*
	awk -v out="$tmp/part." '/-----BEGIN CERT/ { n++; inside = 1 } inside { print > (out n) } /-----END CERT/ { inside = 0; close(out n) }' "$tmp/certs.pem"
	: > "$tmp/found.pem"
	for step in 1 2 3 4 5 6 7 8; do
		more=0
		for part in "$tmp"/part.*; do
			cat "$tmp/roots.pem" "$tmp/found.pem" > "$tmp/certs.pem" # openssl reads no empty file
			[ -f "$part" ] && leads "$@" "$part" > /dev/null 2>&1 || continue
			cat "$part" >> "$tmp/found.pem" && rm -f "$part" && more=1
		done
		[ "$more" = 1 ] || break
	done
	cp "$tmp/found.pem" "$tmp/certs.pem"
	[ -s "$tmp/certs.pem" ] && [ -n "$(find "$tmp" -name 'part.*')" ]
}
# holds: whether what stamp looks at is signed by its signer. Nobody vouches for the other certificates in a token (RFC 5652,
# 5.1): what these say, or no longer say, is nothing to it.
holds() { openssl ts -verify -data "$content" -in "$answer" -CAfile "$tmp/stamper.pem" -partial_chain -no_check_time -ignore_critical > /dev/null 2>&1; }
# exact INFO: what an authority signed is DER to the last sign (X.690, 11), and carries no critical extension, since a text that says
# what must not be passed over is not for whoever does not know it (RFC 3161, 2.4.2)
exact() {
	openssl asn1parse -inform DER -in "$1" 2> /dev/null | awk '
		/:d=1 / && /: BOOLEAN / && !/:255$/ { bad = 1 }
		/:d=3 / && /: BOOLEAN / { bad = 1 }
		time && /:d=[12] / && /: INTEGER +:-/ { bad = 1 }
		/:d=1 / && /: GENERALIZEDTIME / { time = 1; if (!/:[0-9]+(\.[0-9]*[1-9])?Z$/) bad = 1 }
		END { exit bad || !time }'
}
# stamp ANSWER CONTENT: sets time, number and clock, and leaves certs.pem and stamper.pem; 0 trusted, 1 does not hold, 2 unknown root
stamp() {
	answer=$1 content=$2 kept=${1##*/}
	kept=${kept%.tsr} kept=anchor/certificates/${kept#*.}.pem
	[ -f "$content" ] && [ "$(wc -c < "$answer")" -le 262144 ] && parsed "$answer" || return 1
	# An answer is what became of it, and the token (RFC 3161, 2.4.2).
	at=$(sed -n 's/^ *\([0-9]*\):d=1 .*/\1/p' "$tmp/asn" | sed -n 2p)
	[ -n "$at" ] && tail -c "+$((at + 1))" "$answer" > "$tmp/token" || return 1
	openssl ts -reply -token_in -in "$tmp/token" -text > "$tmp/text" 2> /dev/null || return 1
	awk "$EPOCH"'
		/^Hash Algorithm: sha(256|384|512)$/ { good = 1 }
		/^Accuracy: / { # thousandths and millionths of a second are 1 to 999
			for (i = 3; i <= NF; i++) if ($i ~ /^mi/ && sub(/^0x0*/, "", $(i - 1)) && ($(i - 1) == "" || length($(i - 1)) > 3 || $(i - 1) ~ /^(3E[89A-F]|3F.|[4-9A-F]..)$|-/)) bad = 1
		}
		number == "" && sub(/^Serial number: /, "") { number = $1 }
		clock == "" && sub(/^Time stamp: /, "") { clock = $0; time = epoch($1, $2, $3, $4) }
		END { gsub(/[^A-Za-z0-9:. ]/, "?", clock); printf "%.0f %s %s\n", time, number == "" ? "-" : number, clock; exit bad || !good }' "$tmp/text" > "$tmp/told" || return 1
	read -r time number clock < "$tmp/told"
	plain "$tmp/token" || return 1
	openssl cms -verify -inform DER -in "$tmp/token" -noverify -signer "$tmp/stamper.pem" -certsout "$tmp/certs.pem" -out "$tmp/info" 2> /dev/null || return 1
	exact "$tmp/info" || return 1
	with_kept "$kept"
	# -untrusted takes a list of names, which a blank or comma in the folder's name would divide
	if [ -s "$tmp/roots.pem" ] && (cd -- "$tmp" && openssl ts -verify -data "$OLDPWD/$content" -in "$OLDPWD/$answer" -CAfile roots.pem \
		-untrusted certs.pem -auth_level 2 -partial_chain -attime "$time") > /dev/null 2>&1; then return 0; fi
	! leading -attime "$time" || ! leads -purpose timestampsign -attime "$time" "$tmp/stamper.pem" > /dev/null 2>&1 || ! holds || return 0
	[ "$named" = 1 ] && return 1
	holds || return 1
	return 2
}
# What is believed has keys of 112 bits of security at least (-auth_level 2), and is not signed with SHA-1.
# leads OPTION... CERTIFICATE: whether a certificate leads to a root that is believed, which those that openssl itself knows are not
leads() { openssl verify -auth_level 2 -partial_chain -no-CApath -no-CAstore -CAfile "$tmp/roots.pem" -untrusted "$tmp/certs.pem" "$@"; }
# revoked: looks at the path of the stamp that stamp has left; 0 not revoked, 1 revoked, 2 no list covers the signer
revoked() {
	covered=2 newest='' newest_clock=''
	[ -s "$tmp/crls" ] || return 2
	rm -f "$tmp"/one.*
	leads -show_chain -nameopt RFC2253 -attime "$time" "$tmp/stamper.pem" 2> /dev/null |
		sed -n 's/ (untrusted)$//; s/^depth=[0-9]*: //p' > "$tmp/path"
	awk -v out="$tmp/one." '/-----BEGIN CERT/ { n++; inside = 1 } inside { print > (out n) } /-----END CERT/ { inside = 0; close(out n) }' "$tmp/stamper.pem" "$tmp/certs.pem"
	for one in "$tmp"/one.*; do
		grep -qxF -e "$(openssl x509 -in "$one" -noout -subject -nameopt RFC2253 | sed 's/^subject=//')" "$tmp/path" || continue
		while read -r list; do
			told=$(leads -no_check_time -crl_check -extended_crl -CRLfile "$list" "$one" 2>&1)
			case $told in
			*"certificate revoked"*) still_good "$one" "$list" || return 1 ;;
			*": OK") ;;
			*) continue ;; # it does not speak of this certificate
			esac
			[ "$one" = "$tmp/one.1" ] || continue
			covered=0 made=$(openssl crl -in "$list" -noout -lastupdate | sed 's/^lastUpdate=//' | epoch)
			[ "$made" -le "${newest:-0}" ] || newest=$made newest_clock=$(openssl crl -in "$list" -noout -lastupdate | sed 's/^lastUpdate=//')
		done < "$tmp/crls"
	done
	if [ "$covered" = 0 ] && { [ -z "$seen" ] || [ "$newest" -lt "$seen" ]; }; then seen=$newest seen_clock=$newest_clock; fi
	return $covered
}
# still_good CERTIFICATE LIST: revoked after the stamp, for a reason that leaves earlier stamps valid (RFC 3161, 4)
still_good() {
	serial=$(openssl x509 -in "$1" -noout -serial | cut -d= -f2)
	openssl crl -in "$2" -noout -text | awk -v serial="$serial" '
		/^ *Serial Number: / { inside = ($3 == serial) }
		inside && /Revocation Date: / { sub(/.*Revocation Date: /, ""); print "date " $0 }
		inside && reason { sub(/^ */, ""); print "reason " $0; reason = 0 }
		inside && /CRL Reason Code/ { reason = 1 }' > "$tmp/entry"
	grep -qE '^reason (Unspecified|Affiliation Changed|Superseded|Cessation Of Operation)$' "$tmp/entry" || return 1
	[ "$time" -lt "$(sed -n 's/^date //p' "$tmp/entry" | epoch)" ]
}
lists_good=1
for kept in anchor/crls/*.crl; do
	[ -f "$kept" ] || continue
	[ "$(wc -c < "$kept")" -le 16777216 ] && lists "$kept" "$(basename "$kept")" || lists_good=0
done
# content_of FILE: what a request or an answer is for
content_of() {
	name=${1##*/} about=${1##*/}
	about=${about%%.*}
	case $about in
	tagmanifest) content=bag/tagmanifest-sha256.txt ;;
	chain-*) content=bag/data/chain/${about#chain-}.txt ;;
	*) content=anchor/custody/${about#custody-}.txt ;;
	esac
}
main_state='' main_time='' main_clock='' stamped='' link_state='' link_count=0 line_state='' line='' line_clock='' revocation='' seen='' seen_clock='' first='' first_clock=''
for answer in anchor/tagmanifest.*.tsr anchor/chain-*.tsr anchor/custody-*.tsr; do
	[ -f "$answer" ] || continue
	content_of "$answer"
	stamp "$answer" "$content"
	state=$?
	if [ $state != 1 ]; then
		whose=$(sha256sum < "$tmp/stamper.pem")
		echo "${whose%% *} $number ${name%.tsr}" >> "$tmp/numbers"
	fi
	if [ $state = 0 ]; then
		revoked
		case $? in 1) revocation=revoked ;; 2) [ "$revocation" = revoked ] || revocation=unknown ;; *) revocation=${revocation:-good} ;; esac
	fi
	if [ $state = 0 ] && [ "${about%-*}" != custody ] && { [ -z "$first" ] || [ "$time" -lt "$first" ]; }; then first=$time first_clock=$clock; fi
	case $about in
	tagmanifest)
		[ $state = 1 ] && main_state=bad
		[ $state = 0 ] && main_state=${main_state:-good} && stamped="$stamped $clock;"
		[ $state = 0 ] && echo "last $time" >> "$tmp/dated"
		if [ $state = 0 ] && { [ -z "$main_time" ] || [ "$time" -lt "$main_time" ]; }; then main_time=$time; fi ;;
	chain-*)
		[ $state = 1 ] && link_state=bad
		[ $state = 0 ] && link_state=${link_state:-good} && link_count=$((link_count + 1)) && echo "${about#chain-} $time" >> "$tmp/dated" ;;
	*)
		[ $state = 1 ] && line_state=bad
		[ $state = 0 ] && line_state=${line_state:-good} && [ "${about#custody-}" -ge "${line:-0}" ] && line=${about#custody-} line_clock=$clock ;;
	esac
done
# asks QUERY CONTENT: a request (RFC 3161, 2.4.1) for a digest of the content, and nothing else
asks() {
	[ -f "$2" ] && [ "$(wc -c < "$1")" -le 1024 ] && parsed "$1" || return 1
	set -- "$2" $(sed 's/^ *[0-9]*:d=\([0-9]*\) .* \(cons\|prim\): */\1\2 /; s/ *\[HEX DUMP\]:/:/; s/ *: */:/; s/ STRING/_STRING/; s/ *$//' "$tmp/asn" | awk '
		NR == 1 { ok = $0 == "0cons SEQUENCE"; next }
		NR == 2 { ok = ok && $0 == "1prim INTEGER:01"; next }
		NR == 3 { ok = ok && $0 == "1cons SEQUENCE"; next }
		NR == 4 { ok = ok && $0 == "2cons SEQUENCE"; next }
		NR == 5 { ok = ok && /^3prim OBJECT:sha(256|384|512)$/; method = substr($0, 14); next }
		NR == 6 && $0 == "3prim NULL" { next }
		!digest { ok = ok && /^2prim OCTET_STRING:[0-9A-F]+$/; digest = substr($0, 20); next }
		/^1prim OBJECT(:|$)/ && more < 1 { more = 1; next }
		/^1prim INTEGER(:|$)/ && more < 2 { more = 2; next }
		/^1prim BOOLEAN(:|$)/ && more < 3 { more = 3; next }
		{ ok = 0 }
		END { if (ok && digest) print method, tolower(digest) }')
	[ $# = 3 ] || return 1
	case $2 in sha256) sum=$(sha256sum < "$1") ;; *) sum=$(openssl dgst "-$2" -r < "$1") ;; esac
	[ "${sum%% *}" = "$3" ]
}
for query in anchor/tagmanifest.*.tsq anchor/chain-*.tsq anchor/custody-*.tsq; do
	[ -f "$query" ] || continue
	content_of "$query"
	asks "$query" "$content" && continue
	case $about in tagmanifest) main_state=bad ;; chain-*) link_state=bad ;; *) line_state=bad ;; esac
done
[ -n "$revocation" ] && [ "$lists_good" = 0 ] && revocation=unreadable

when=-no_check_time print=''
[ -n "$main_time" ] && when="-attime $main_time"
sealed="-verify -binary -inform DER -in anchor/signature.p7s -content bag/tagmanifest-sha256.txt -out /dev/null"
signed_good() { # the message carries no content of its own, and its one signature is over the tag manifest
	[ -f anchor/signature.p7s ] && [ "$(wc -c < anchor/signature.p7s)" -le 1048576 ] && parsed anchor/signature.p7s && plain anchor/signature.p7s || return 1
	grep -q '^      eContent: <ABSENT>$' "$tmp/message" || return 1
	openssl cms $sealed -noverify -signer "$tmp/signer.pem" -certsout "$tmp/certs.pem" 2> /dev/null && [ "$(grep -c 'BEGIN CERT' "$tmp/signer.pem")" = 1 ]
}
signer_leads() {
	with_kept anchor/certificates/signer.pem
	leads $when "$tmp/signer.pem" > /dev/null 2>&1 || { leading $when && leads $when "$tmp/signer.pem" > /dev/null 2>&1; }
}
if signed_good; then
	say ok signature "the signature over the tag manifest holds / tagmanifest에 대한 전자서명이 유효함"
	openssl x509 -in "$tmp/signer.pem" -noout -subject -nameopt RFC2253,-esc_msb,utf8 -fingerprint -sha256 > "$tmp/signer"
	print=$(digest "$(sed -n '$s/^[A-Za-z]*256 Fingerprint=//p' "$tmp/signer")")
	who="$(sed -n '1s/^subject=//p' "$tmp/signer"), SHA-256 $print"
	if [ -n "$signer_pin" ]; then
		if [ "$signer_pin" = "$print" ] && openssl verify $when -auth_level 2 -partial_chain -trusted "$tmp/signer.pem" "$tmp/signer.pem" > /dev/null 2>&1; then
			say ok signer "the signer's certificate is the one that you named / 서명자의 인증서가 확인됨: " "$who"
		else
			say FAILED signer "this was not signed by the signer that you named / 지정한 서명자의 서명이 아님: " "$who"
		fi
	elif [ "$named" = 1 ] && signer_leads; then
		say ok signer "the signer's certificate leads to a root that you named / 서명자의 인증서가 확인됨: " "$who"
	else
		say OPEN signer "compare this certificate with the confirmation and name it with --signer / 확인서의 값과 대조하고 --signer로 지정하십시오: " "$who"
	fi
else
	say FAILED signature "the signature is missing, or is not of this package / 전자서명이 없거나 이 패키지의 것이 아님"
fi
case $main_state in
bad) say FAILED timestamp "a time stamp is not of this package, or not to be trusted / 시점확인 토큰이 이 패키지의 것이 아니거나 신뢰할 수 없음" ;;
good) say ok timestamp "a trusted authority confirms that this package existed at / 시점확인:" "$stamped" ;;
*) say OPEN timestamp "not yet timestamped, or by an authority that nobody named with --root / 시점확인이 없거나 기관이 확인되지 않음" ;;
esac
case $revocation in
revoked) say FAILED revocation "the authority's certificate was revoked / 시점확인 기관의 인증서가 폐지됨" ;;
unreadable) say FAILED revocation "a list of revoked certificates in the package is none / 폐지 목록을 읽을 수 없음" ;;
unknown) say note revocation "whether the authority's certificate was revoked was not checked: no list at hand speaks of it (--crl) / 폐지 여부 미확인" ;;
good) say ok revocation "the authority's certificate is not on its list of revoked ones, as of / 인증서가 폐지 목록에 없음: " "$seen_clock" ;;
esac
case $link_state in
bad) say FAILED anchors "a time stamp of the chain is not of its link, or not to be trusted / 해시 사슬의 시점확인 토큰이 맞지 않음" ;;
good) say ok anchors "time stamps of the chain: $link_count / 기록 도중의 해시 사슬에 대한 시점확인이 유효함" ;;
*) say note anchors "no link of the chain has a time stamp of its own / 해시 사슬에는 시점확인이 없음" ;;
esac
# each token of an authority has a number of its own (RFC 3161, 2.4.2)
twice=$(sort "$tmp/numbers" | awk '{ key = $1 " " $2 } key == last { many = many (many == "" ? name : "") ", " $3 } key != last { if (many != "") print many; many = "" } { last = key; name = $3 } END { if (many != "") print many }' | sort | tr '\n' ';')
[ -z "$twice" ] || say note numbers "time stamps of one authority have one number, which it gives but once: ask it / 한 기관의 시점확인 토큰들의 일련번호가 같음: " "${twice%;}"

# The recorder's clock -----------------------------------------------------------------------------------------------
# The times of the links (RFC 3339, with a numeric offset) in whole seconds, held against each other and against the time stamps.
if [ "$chained" = 1 ]; then
	numbered bag/data/chain
	entries | cut -c1-60 | sed -E 's/^# [{]"at": "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})([.][0-9]{1,6})?([+-])([0-9]{2}):([0-9]{2})".*/\2 \3 \4 \1 \6 \7 \8/' > "$tmp/said"
	back=$(awk "$EPOCH"'
		BEGIN { split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ") }
		NR == FNR {
			split($3, t, ":")
			days[2] = $4 % 4 == 0 && ($4 % 100 || $4 % 400 == 0) ? 29 : 28
			if (NF != 7 || $4 < 1 || $1 < 1 || $1 > 12 || $2 < 1 || $2 > days[$1 + 0] || t[1] > 23 || t[2] > 59 || t[3] > 59 || $6 > 23 || $7 > 59) exit unread = 1
			said[FNR - 1] = epoch(substr("JanFebMarAprMayJunJulAugSepOctNovDec", $1 * 3 - 2, 3), $2, $3, $4) - ($5 "1") * ($6 * 3600 + $7 * 60)
			if (FNR > 1 && back == "" && said[FNR - 1] < said[FNR - 2]) back = "link " (FNR - 1) " goes back"
			last = FNR - 1
			next
		}
		{ late = said[$1 == "last" ? last : $1 + 0] - $2; if (late > ahead) ahead = late }
		END {
			if (unread) back = "a time of the chain cannot be read"
			else if (ahead > 0) back = sprintf("%s%s%.0f s ahead of a time stamp", back, back == "" ? "" : ", ", ahead)
			print back
		}' "$tmp/said" "$tmp/dated")
fi
if [ "$chained" = 0 ]; then
	: # a broken chain dates nothing
elif [ -n "$back" ]; then
	say note clock "the recorder's clock contradicts itself or a time stamp: ask why / 기록기의 시계가 어긋남: " "$back"
else
	say ok clock "the recorder's clock never goes back in the chain, and is ahead of no time stamp / 기록기의 시계가 어긋나지 않음"
fi

# What is there for people -------------------------------------------------------------------------------------------
script=''
[ ! -f anchor/verify.sh ] || script=$(sha256sum < anchor/verify.sh)
script=${script%% *}
if [ -z "$script" ] || [ -z "$said" ]; then
	say note script "the verify.sh beside the bag was not compared: it is not there, or bag-info.txt names none / verify.sh를 대조하지 못함"
elif [ "$script" = "$said" ]; then
	say ok script "the verify.sh beside the bag is the one that was sealed / verify.sh가 봉인된 것과 같음: $script"
else
	say FAILED script "the verify.sh beside the bag was changed: do not run it, and believe nothing that it said / verify.sh가 바뀜: $script"
fi
if [ -n "$print" ]; then
	digests() { grep -aoE '[0-9A-Fa-f]{64,}' | tr 'A-F' 'a-f'; }
	echo "$called" | digests > "$tmp/called" # a recording may have one in its name
	{ echo "$tagged"; echo "$print"; echo "${said:-$script}"; cat "$tmp/called"; } | grep . | sort -u > "$tmp/digests"
	if [ ! -f anchor/confirmation.txt ] || [ "$(wc -c < anchor/confirmation.txt)" -gt 1048576 ]; then
		say note confirmation "there is no confirmation.txt; what counts is the signed paper / confirmation.txt가 없음. 서명된 종이와 대조하십시오"
	elif { digests < anchor/confirmation.txt; cat "$tmp/called"; } | sort -u | cmp -s - "$tmp/digests"; then
		say ok confirmation "confirmation.txt names these lists, this signer and this verify.sh; what counts is the signed paper / confirmation.txt의 값이 맞음. 서명된 종이와 대조하십시오"
	else
		say FAILED confirmation "confirmation.txt was changed: it names other digests than those of these lists, this signer and this verify.sh / confirmation.txt가 바뀜"
	fi
fi

# What was done with it since ----------------------------------------------------------------------------------------
custody_good() {
	numbered anchor/custody && walked anchor/custody bag/tagmanifest-sha256.txt > "$tmp/named" || return 1
	! xargs grep -q '^# prefix' < "$tmp/links" || return 1
	cut -d' ' -f3- "$tmp/named" > "$tmp/sums"
	sha256sum -c "$tmp/sums" > /dev/null 2>&1
}
if custody_good; then
	link=$(tail -n 1 "$tmp/links") last=$(sha256sum < "$link")
	say ok custody "the custody log since the seal holds: $(($(wc -l < "$tmp/links"))); SHA-256 of its last line (${link##*/}): ${last%% *} / 봉인 이후의 취급 기록이 이어짐"
else
	say FAILED custody "the custody log since the seal is missing or broken / 봉인 이후의 취급 기록이 없거나 끊김"
fi
case $line_state in
bad) say FAILED covered "lines of the custody log that were time stamped were changed or cut off, or a time stamp is not to be trusted / 시점확인된 취급 기록이 바뀌었거나 잘림" ;;
good) say ok covered "the custody log is time stamped up to its line $line: $line_clock; later ones are bound by their chain only / 취급 기록이 이 줄까지 시점확인됨" ;;
*) say note covered "no line of the custody log is time stamped: lines cut off its end leave no trace / 취급 기록에 시점확인이 없어 끝이 잘려도 알 수 없음" ;;
esac
if [ -n "$noted" ]; then
	if find anchor/custody -type f -exec sha256sum {} + 2> /dev/null | cut -c1-64 | grep -qxF "$noted"; then
		say ok handover "the custody log holds the line that was noted / 적어 둔 취급 기록 줄이 있음"
	else
		say FAILED handover "the line that was noted is not in the custody log: it was cut off or changed / 적어 둔 취급 기록 줄이 없음"
	fi
fi
if [ -n "$confirmed" ]; then
	if [ "$tagged" = "$confirmed" ]; then
		say ok confirmed "this is the SHA-256 that stands in the confirmation / 확인서의 SHA-256과 같음"
	else
		say FAILED confirmed "this is not the SHA-256 that stands in the confirmation / 확인서의 SHA-256과 다름"
	fi
fi
say note limits "no package can show that nothing was made up before its first time stamp / 첫 시점확인 이전에 꾸며 낸 것은 가려낼 수 없음: " "${first_clock:-none}"
end

"""A time stamp authority for the demonstration: OpenSSL behind a small server on loopback, with a root of its own.

    python -m captures.rehearsal.authority FOLDER -- COMMAND ...

Makes the authority in FOLDER (``root.pem`` is its root certificate), serves it while COMMAND runs, and ends with its
exit code. ``{url}`` in COMMAND becomes the authority's address. It vouches for nothing: everybody may make such a one.
"""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_USAGE = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
)
_CONFIGURATION = """[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def make(folder: Path) -> None:
    """Make the authority's root, its certificate and its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    root, key = folder / "root.pem", folder / "root.key"
    request, stamper = folder / "stamper.csr", folder / "stamper.pem"
    (folder / "usage").write_text(_USAGE, encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    (folder / "tsa.cnf").write_text(_CONFIGURATION.format(folder=folder), encoding="utf-8")
    _openssl("req", "-x509", *_KEY, "-keyout", key, "-out", root, "-subj", "/CN=Demonstration root", "-days", 30)
    _openssl(
        "req", "-new", *_KEY, "-keyout", folder / "stamper.key", "-out", request, "-subj", "/CN=Demonstration stamps"
    )
    issue = ("-CA", root, "-CAkey", key, "-extfile", folder / "usage", "-days", 30)
    _openssl("x509", "-req", "-in", request, "-out", stamper, *issue)


def reply(folder: Path, query: bytes) -> bytes:
    """Answer a request."""
    asked, answer = folder / "query.tsq", folder / "answer.tsr"
    asked.write_bytes(query)
    _openssl("ts", "-reply", "-config", folder / "tsa.cnf", "-queryfile", asked, "-out", answer)
    return answer.read_bytes()


def main(arguments: list[str]) -> int:
    """Serve while a command runs."""
    folder, command = Path(arguments[0]).resolve(), arguments[2:]
    make(folder)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with lock:
                answer = reply(folder, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        return subprocess.run([each.replace("{url}", url) for each in command], check=False).returncode  # noqa: S603 - the caller's own command
    finally:
        server.shutdown()


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)  # noqa: S603, S607 - our own words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

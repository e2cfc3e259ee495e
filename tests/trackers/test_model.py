import pytest

from trafficaudit.trackers.model import Endpoint
from trafficaudit.trackers.paths import UrlPattern


@pytest.mark.parametrize(
    ("methods", "paths", "method", "url_path", "expected"),
    [
        ((), (), "GET", "/anything", True),
        (("POST",), (), "post", "/", True),
        (("POST",), (), "GET", "/", False),
        ((), ("/a", "/b/*"), "GET", "/b/c", True),
        ((), ("/a", "/b/*"), "GET", "/c", False),
        (("POST",), ("/a",), "GET", "/a", False),
    ],
)
def test_an_endpoint_serves_its_methods_and_paths(
    methods: tuple[str, ...], paths: tuple[str, ...], method: str, url_path: str, expected: bool
) -> None:
    endpoint = Endpoint("x#0", ("x.example",), frozenset(methods), tuple(map(UrlPattern.parse, paths)), ())
    assert endpoint.serves(method, url_path) is expected

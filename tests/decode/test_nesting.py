from trafficaudit.decode.nesting import Nesting


def test_paths() -> None:
    nesting = Nesting()
    nesting.enter("", False)
    assert nesting.next_item() == ("[0]", "")
    nesting.enter("[0].list", False, "list")
    assert [nesting.next_item(), nesting.next_item()] == [("[0].list[0]", "list"), ("[0].list[1]", "list")]
    nesting.leave()
    assert nesting.next_item() == ("[1]", "")
    nesting.leave()
    assert not nesting.frames


def test_deep_containers_keep_one_path() -> None:
    nesting = Nesting()
    for _ in range(1_000):
        nesting.enter(nesting.next_item()[0] if nesting.frames else "", False)
    assert len(nesting.next_item()[0]) < 128 * 3 + 10

from trafficaudit.declarations.labels.webpage import lines_and_documents


def test_lines_stand_at_their_numbers_and_scripts_are_no_text() -> None:
    text = (
        '<html><body><h2>Data\nshared</h2>\n<div><span>Name</span><span>Optional</span></div><script>{"a": 1}</script>'
    )
    lines, documents = lines_and_documents(
        text + "<p>one <b>two</b> three</p><script>var x</script><style>y</style>", "p.html"
    )
    assert lines == [(1, "Data shared"), (3, "Name"), (3, "Optional"), (3, "one two three")]
    assert documents == ['{"a": 1}']


def test_what_is_no_page_has_no_lines() -> None:
    assert lines_and_documents("", "p.html") == ([], [])


def test_documents_are_read_however_many_there_are_and_however_deep_the_page_is() -> None:
    scripts = "".join(f'<script>{{"n": {number}}}</script>' for number in range(300))
    lines, documents = lines_and_documents("<font>" * 300 + scripts + "<p>Data shared", "p.html")
    assert len(documents) == 300
    assert lines == [(1, "Data shared")]

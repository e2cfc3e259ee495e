from trafficaudit.persona.form import Form


def test_a_form_is_another_spelling_with_every_encoding_unless_it_says_otherwise() -> None:
    form = Form("01002345678")
    assert (form.match, form.wide, form.hashed, form.typed_only, form.raw) == ("normalised", True, True, False, b"")

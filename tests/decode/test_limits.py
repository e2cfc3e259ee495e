from trafficaudit.decode.limits import Budget, Limits


def test_budget() -> None:
    budget = Budget(Limits(work=1_000))
    assert budget.tokens() == 15
    assert budget.spend(900)
    assert not budget.spend(200)
    assert budget.tokens() == 1

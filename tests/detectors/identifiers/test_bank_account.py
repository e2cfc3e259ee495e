"""Bank accounts: by key only."""

import pytest
from support.fields import identified


@pytest.mark.parametrize("key", ["accountNumber", "refundAccountNo", "계좌번호", "bank_account"])
def test_by_key(key: str) -> None:
    assert identified(key, "110-234-567890") == {"bank_account": 0.7}
    assert identified(key, "11023456789012") == {"bank_account": 0.7}
    assert identified(key, "123-123-123123") == {"bank_account": 0.7}
    assert identified(key, "4539578763621487") == {"bank_account": 0.7}  # no card: its check digit is wrong


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", "110-234-567890"),
        ("accountNumber", "123456789"),
        ("accountNumber", "0000000000"),
        ("accountNumber", "121-212-121212"),
        ("accountNumber", "12345678901234567"),
        ("acctNumber", "4539578763621486"),
        ("acctNumber", "4539-5787-6362-1486"),
        ("seller.accountNumber", "110-234-567890"),
        ("loyaltyProgram.accountNumber", "110-234-567890"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert "bank_account" not in identified(key, value)

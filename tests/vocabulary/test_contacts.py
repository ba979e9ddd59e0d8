"""E-mail addresses, phone numbers and IP addresses are found; what only looks like one is not."""

from __future__ import annotations

import pytest

from pellucid.vocabulary.contacts import EMAIL, IP, PHONE, contacts_in


def found(text: str) -> set[tuple[str, str]]:
    """Give what is found, in the form in which it is compared."""
    return {(one.what, one.value) for one in contacts_in(text)}


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("write to Jane.Roe@mail.example.", EMAIL, "jane.roe@mail.example"),
        ("mailto:jane@mail.example?subject=x", EMAIL, "jane@mail.example"),
        ("<jane+x@sub.mail.example>", EMAIL, "jane+x@sub.mail.example"),
        ("Jürgen@bücher.example", EMAIL, "jürgen@bücher.example"),
        ("+49 30 1234567", PHONE, "49301234567"),
        ("+1 (212) 555-0123", PHONE, "12125550123"),
        ("+44 (0)20 7946 0958", PHONE, "4402079460958"),
        ("0049 30 123456", PHONE, "4930123456"),
        ("call +79161234567 now", PHONE, "79161234567"),
        ("+33 1 23 45 67 89", PHONE, "33123456789"),
        ("+380-44-123-4567", PHONE, "380441234567"),
        ("(212) 555-0123", PHONE, "2125550123"),
        ("212-555-0123", PHONE, "2125550123"),
        ("tel:5550123", PHONE, "5550123"),
        ("from 203.0.113.7.", IP, "203.0.113.7"),
        ("203.0.113.7:8080", IP, "203.0.113.7"),
        ("http://203.0.113.9/x", IP, "203.0.113.9"),
        ("2001:db8::8a2e:370:7334", IP, "2001:db8::8a2e:370:7334"),
        ("[2001:DB8:0:1::1]:443", IP, "2001:db8:0:1::1"),
    ],
)
def test_what_reaches_a_person_is_found(text: str, what: str, value: str) -> None:
    """However it is written."""
    assert (what, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "v1.2.3.4, Version 1.2.3.4, § 1.2.3.4, Section 8.3.1.2",
        "1.2.3",
        "2026-11-24T12:30:45Z",
        "2026-11-24T00:00:00+01:00",
        "12.03.2024 to 31.12.2024",
        "2023-01-01/2023-06-30",
        "+12 345 678",
        "+234 500 000 accounts",
        "up 11%, +1,234, +12.5 %",
        "1 234 567 890 123",
        "2\u202f191 1\u202f009 7\u202f538 2\u202f843",
        "1,234,567",
        "3,417 of 12,146",
        "logo@2x.png",
        "@media print",
        "a::b, ::before, std::vector",
        "12:30:45",
        "0.0.0.0 and ::1",
        "sha256 00a1b2c3d4e5f60718293a4b5c6d7e8f",
        "6f1ed002ab5595859014ebf0951522d9",
        "00491234567890af951522d9ab5595859014ebf0",
        "urn:uuid:212555ab-0123-4567-8901-234567890123",
        "978-3-16-148410-0",
        "50 U.S.C. § 1874",
        "LR-808-0000010",
        "0.001234567",
    ],
)
def test_figures_days_and_versions_are_nobodys(text: str) -> None:
    """A report is full of numbers."""
    assert found(text) == set()

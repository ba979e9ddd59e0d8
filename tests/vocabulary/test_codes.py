"""Code lists: the codes are those of the contract, and each has words for a reader."""

from __future__ import annotations

import pytest

from pellucid.vocabulary import codes
from pellucid.vocabulary.codes import CodeList
from pellucid.vocabulary.tables import read_table

ALL = [value for value in vars(codes).values() if isinstance(value, CodeList)]


@pytest.mark.parametrize(
    ("code_list", "expected"),
    [
        (codes.AUTHORITY_TYPES, "judicial prosecutor police intelligence regulator private other"),
        (
            codes.OFFENCE_CATEGORIES,
            (
                "terrorism csam drugs fraud money_laundering violence hate_speech cybercrime "
                "ip_infringement other"
            ),
        ),
        (codes.LEGAL_REVIEWS, "valid invalid pending none"),
        (codes.OUTCOMES, "disclosed_full disclosed_partial no_data rejected withdrawn pending"),
        (codes.ORDER_ACTIONS, "removed geo_blocked demoted none"),
        (codes.ORDER_OUTCOMES, "complied_full complied_partial rejected no_data withdrawn pending"),
        (codes.CHANNELS, "search_report in_app trusted_flagger email"),
        (codes.REVIEWERS, "human automated"),
        (codes.DECISIONS, "removed restricted no_violation pending"),
        (codes.APPEAL_OUTCOMES, "upheld rejected pending"),
        (codes.DISCLOSURE_PATH, "received judicial suspect_in_criminal_case valid_on_review disclosed"),
        (
            codes.UNDISCLOSED_REASONS,
            "rejected_invalid rejected_not_judicial rejected_other no_data withdrawn pending",
        ),
        (codes.NONCONFORMANCE, "authority_type offence_category legal_review data_disclosed"),
    ],
)
def test_a_closed_list_has_exactly_these_codes(code_list: CodeList, expected: str) -> None:
    """Spelled and ordered as a log and a published table may rely on."""
    assert code_list.names == tuple(expected.split())
    assert code_list.closed


def test_the_categories_of_data_are_open() -> None:
    """A publisher may disclose what nobody has thought of; the usual ones have words."""
    assert not codes.DATA_CATEGORIES.closed
    usual = {"ip_address", "phone_number", "subscriber", "metadata", "content"}
    assert usual <= set(codes.DATA_CATEGORIES.names)


@pytest.mark.parametrize("code_list", ALL, ids=lambda code_list: code_list.name)
def test_every_code_has_words(code_list: CodeList) -> None:
    """A label in sentence case that no other code of the list has, and a meaning that is a sentence."""
    labels = [code.label for code in code_list]
    assert len(set(labels)) == len(labels) == len(code_list) > 0
    for code in code_list:
        assert code.label[0].isupper()
        assert not code.label.endswith(".")
        assert code.meaning.endswith(".")


def test_no_row_of_the_data_file_is_left_over() -> None:
    """A misspelled list name would lose its codes without a word."""
    in_lists = {(code_list.name, code.code) for code_list in ALL for code in code_list}
    rows = read_table("codes.csv")
    assert {(row["list"], row["code"]) for row in rows} == in_lists
    assert len(rows) == len(in_lists)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("ip_address", "IP address"),
        ("voice_records", "Voice records"),
        ("GPS data", "GPS data"),
        ("_", "_"),
        ("", ""),
    ],
)
def test_a_code_that_is_not_listed_gets_its_own_words(code: str, label: str) -> None:
    """An underscored code becomes words; what a person has written stays as it is."""
    assert codes.DATA_CATEGORIES.label(code) == label


def test_a_publisher_extends_a_list() -> None:
    """New codes come last, a known code keeps its place under the new label, the built-in list stays."""
    own = codes.OFFENCE_CATEGORIES.extended({"doping": "Doping", "drugs": "Narcotics"})
    assert own.names == (*codes.OFFENCE_CATEGORIES.names, "doping")
    assert own.label("drugs") == "Narcotics"
    assert own.label("doping") == "Doping"
    assert "doping" in own
    assert "doping" not in codes.OFFENCE_CATEGORIES
    assert codes.OFFENCE_CATEGORIES.label("drugs") == "Drugs"

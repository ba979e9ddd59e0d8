"""Request types: what is built in, in which family, and how a publisher's own types are laid over it."""

from __future__ import annotations

import pytest

from pellucid.vocabulary.request_types import BUILT_IN, FAMILIES, RequestType, request_types

FAMILY_OF = {built_in.code: built_in.family for built_in in BUILT_IN}


@pytest.mark.parametrize(
    ("family", "codes"),
    [
        (
            "data_request",
            (
                "data_request subpoena court_order search_warrant wiretap prtt geofence emergency mlat "
                "cloud_act epoc eio dsa_art10 uk_copo uk_ipa in_bnss in_it69 br_order fr_requisition "
                "de_auskunft jp_order civil"
            ),
        ),
        ("preservation", "preservation epoc_pr"),
        ("national_security", "national_security nsl fisa_content fisa_noncontent"),
        (
            "other",
            (
                "other removal account_restriction account_deletion copyright trademark account_recovery "
                "data_subject_access"
            ),
        ),
    ],
)
def test_the_built_in_types_of_a_family(family: str, codes: str) -> None:
    """Only data requests count towards totals and rates, so no type may stray into another family."""
    assert {code for code, its in FAMILY_OF.items() if its == family} == set(codes.split())


def test_families_are_those_of_the_configuration() -> None:
    """Each family is a type too, for a log that tells no more."""
    assert FAMILIES == ("data_request", "preservation", "national_security", "other")
    assert all(FAMILY_OF[family] == family for family in FAMILIES)


def test_a_publishers_type_is_not_built_in() -> None:
    """What one publisher alone counts is for its configuration to name."""
    assert "ip_address_or_phone_number" not in FAMILY_OF


def test_every_built_in_type_has_words() -> None:
    """A label in sentence case that no other type has, and a meaning that is a sentence."""
    assert len({built_in.label for built_in in BUILT_IN}) == len(BUILT_IN) == len(FAMILY_OF)
    for built_in in BUILT_IN:
        assert built_in.label[0].isupper()
        assert built_in.meaning.endswith(".")


def test_a_publishers_types_come_last_in_their_order() -> None:
    """The built-in ones stay where they are."""
    own = request_types({"zeta": ("Zeta letter", "data_request"), "alpha": ("Alpha letter", "other")})
    assert list(own) == [*FAMILY_OF, "zeta", "alpha"]
    assert own["alpha"] == RequestType("alpha", "Alpha letter", "other")


def test_a_publisher_renames_a_built_in_type() -> None:
    """It keeps its place and takes label and family from the publisher."""
    own = request_types({"preservation": ("Request to keep data", "data_request")})
    assert list(own) == list(FAMILY_OF)
    assert own["preservation"] == RequestType("preservation", "Request to keep data", "data_request")
    assert request_types()["preservation"].family == "preservation"


def test_a_family_that_there_is_not_is_refused() -> None:
    """The message names the families."""
    with pytest.raises(ValueError, match="data_request, preservation, national_security, other"):
        request_types({"letter": ("Letter", "data_requests")})

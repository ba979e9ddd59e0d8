"""The codes that the benchmark's logs hold; to the scripts that count them, the ones that are known."""

from __future__ import annotations

COUNTRIES = ("US", "DE", "IN", "FR", "GB", "BR", "JP", "KR", "ES", "IT", "PL", "UA", "KE", "IS", "MT")
PRESERVATION = "preservation"  # the one type that is in no total
REQUEST_TYPES = ("court_order", "search_warrant", "subpoena", "emergency", PRESERVATION)
DISCLOSED = ("disclosed_full", "disclosed_partial")
OUTCOMES = (*DISCLOSED, "rejected", "no_data", "pending", "withdrawn")
AUTHORITY_TYPES = ("judicial", "prosecutor", "police")
OFFENCE_CATEGORIES = ("fraud", "terrorism", "drugs", "csam")
LEGAL_REVIEWS = ("valid", "pending")

# What may stand in a column.
CODES = {
    "country": COUNTRIES,
    "request_type": REQUEST_TYPES,
    "authority_type": AUTHORITY_TYPES,
    "offence_category": OFFENCE_CATEGORIES,
    "legal_review": LEGAL_REVIEWS,
    "outcome": OUTCOMES,
}
# What must stand in every row.
REQUIRED = ("request_id", "received_at", "country", "request_type", "outcome", "accounts_specified")
TOTAL = "_T"
HISTORY = 8  # how many earlier periods are shown

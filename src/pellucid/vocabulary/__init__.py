"""Code lists: countries, request types, outcomes, periods, statuses. Imports nothing of ours."""

"""A legal_requests log and a quarter -> the rows of Pellucid's CSV, as bare SQL in DuckDB counts them.

Run as `python -m benchmarks.duckdb_script LOG 2025-Q4 OUT.csv`. It types and groups as Pellucid does, and
explains nothing.
"""

from __future__ import annotations

import sys

import duckdb

from benchmarks.codes import CODES, DISCLOSED, HISTORY, PRESERVATION, REQUIRED, TOTAL

QUERY = """
create temp table counted as
with typed as (
    select *,
        try_cast(received_at as date) as received,
        try_cast(closed_at as date) as closed,
        try_cast(accounts_specified as bigint) as specified,
        try_cast(accounts_disclosed as bigint) as disclosed
    from read_csv($log, all_varchar = true)
),
sound as (
    select distinct on (request_id)
        year(received) * 4 + quarter(received) - 1 as period,
        country,
        request_type,
        (outcome in {disclosed_outcomes})::int as is_disclosed,
        specified,
        disclosed,
        closed - received as days
    from typed
    where {required}
        and {codes}
        and received is not null
        and (closed is not null or closed_at is null)
        and specified >= 0 and not contains(accounts_specified, '.')
        and disclosed >= 0 and not contains(accounts_disclosed, '.')
        and disclosed <= specified
        and (closed is null or closed >= received)
        and not (outcome in {disclosed_outcomes} and closed is null)
        and year(received) * 4 + quarter(received) - 1 between $last - {history} and $last
)
select
    period,
    coalesce(country, '{total}') as country,
    coalesce(request_type, '{total}') as request_type,
    count(*) as requests,
    sum(is_disclosed) as requests_disclosed,
    sum(specified) as accounts_specified,
    sum(disclosed) as accounts_disclosed,
    median(days) as days_to_close
from sound
group by grouping sets ((period, country, request_type), (period, request_type))
union all by name
select
    period,
    coalesce(country, '{total}') as country,
    '{total}' as request_type,
    count(*) as requests,
    sum(is_disclosed) as requests_disclosed,
    sum(specified) as accounts_specified,
    sum(disclosed) as accounts_disclosed,
    median(days) as days_to_close
from sound
where request_type <> '{preservation}'
group by grouping sets ((period, country), (period))
"""

# One cell a row; of earlier periods the totals only.
CELLS = """
copy (
    with every as (
        from (select distinct period from counted)
        cross join (select distinct country, request_type from counted)
    ),
    cells as (
        select
            period,
            country,
            request_type,
            coalesce(requests, 0)::double as requests,
            coalesce(requests_disclosed, 0)::double as requests_disclosed,
            coalesce(accounts_specified, 0)::double as accounts_specified,
            coalesce(accounts_disclosed, 0)::double as accounts_disclosed,
            days_to_close::double as days_to_close,
            round(counted.requests_disclosed / counted.requests, 6)::double as disclosure_rate
        from every left join counted using (period, country, request_type)
    )
    select period // 4 || '-Q' || period % 4 + 1 as period, country, request_type, measure, value
    from cells unpivot include nulls (
        value for measure in (
            requests, requests_disclosed, accounts_specified, accounts_disclosed,
            days_to_close, disclosure_rate
        )
    )
    where (period = {last} or country = '{total}' or request_type = '{total}')
        and not (request_type = '{preservation}' and measure = 'disclosure_rate')
    order by all
) to '{out}' (header)
"""


def main(log: str, quarter: str, out: str) -> None:
    """Read, count, write."""
    year, _, number = quarter.partition("-Q")
    last = int(year) * 4 + int(number) - 1
    words = {"total": TOTAL, "preservation": PRESERVATION}
    query = QUERY.format(
        disclosed_outcomes=DISCLOSED,
        required=" and ".join(f"{name} is not null" for name in REQUIRED),
        codes=" and ".join(f"{name} in {codes}" for name, codes in CODES.items()),
        history=HISTORY,
        **words,
    )
    connection = duckdb.connect()
    connection.execute(query, {"log": log, "last": last})
    connection.execute(CELLS.format(last=last, out=out, **words))


if __name__ == "__main__":
    main(*sys.argv[1:])

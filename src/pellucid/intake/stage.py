"""A log file in; its typed rows as a Parquet file out, from the cache where it has not changed.

Only the columns that are counted are kept. Personal ones are never written: where they decide whether two
records say the same, they are read again, for those records alone (personal.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.intake.coded import CODED
from pellucid.intake.content import suffix_of
from pellucid.intake.formats import open_file
from pellucid.intake.other_forms import other_forms
from pellucid.intake.places.database import Table
from pellucid.intake.read_rows import Reading
from pellucid.intake.schema import Type
from pellucid.intake.source import FILE_MARK, place_columns, place_words
from pellucid.intake.staged import Staged
from pellucid.intake.statistics import has_faults
from pellucid.intake.survey import survey
from pellucid.intake.totals_rows import find_totals, set_aside
from pellucid.intake.unreadable import faults_again

if TYPE_CHECKING:
    from pellucid.intake.cache import Cache, Note
    from pellucid.intake.cells import Typing
    from pellucid.intake.faults import Fault
    from pellucid.intake.source import LogFile


def stage(job: Typing, file: LogFile, cache: Cache) -> Staged:
    """Read a file once for its hash and, unless that is known, once for its rows."""
    found = survey(file.path, file.name)
    key = cache.key({"file": found.sha256, **_recipe(job, file)})
    target = cache.path(key)
    note = cache.find(key, job.today)
    if note:
        return Staged(job.logs, file, found, target, note, faults_again(file, note))
    opened = open_file(job.logs, file, found)
    places = place_columns(job.logs, file.name, opened.header)
    words = place_words(job.logs, file.name, opened.header)
    note, unreadable = _read(Reading(job, file, opened, places, words, target))
    cache.add(key, note)
    return Staged(job.logs, file, found, target, note, unreadable)


def _read(reading: Reading) -> tuple[Note, tuple[Fault, ...]]:
    """Read the file, once more where its dates are written in other forms, and set totals rows aside."""
    note, unreadable = reading.read_once()
    logs, faulty = reading.job.logs, has_faults(reading.target)
    if faulty and logs.config.date_format is None:
        note, unreadable = _by_other_forms(reading, note, unreadable)
    # A period's name is a code, and of codes it is not known yet which are faults.
    may_end_in_totals = faulty or any(logs.kind.column(name).type is Type.PERIOD for name in note.columns)
    # Where the configuration says what totals rows are, only those are.
    found_out = may_end_in_totals and not logs.config.rows.totals
    totals = find_totals(logs, reading.target) if found_out else ()
    if totals:
        set_aside(reading.target, totals)
    return replace(note, totals=tuple(sorted(totals))), unreadable


def _by_other_forms(
    reading: Reading, note: Note, unreadable: tuple[Fault, ...]
) -> tuple[Note, tuple[Fault, ...]]:
    """Read the file again where its dates are written in other forms."""
    job = reading.job
    forms = other_forms(job, reading.target)
    if not (forms.sure or forms.rivals):
        return note, unreadable
    dates = replace(job.dates, forms=forms.sure, rivals=forms.rivals)
    note, unreadable = replace(reading, job=replace(job, dates=dates)).read_once()
    fact = f"date_format {dates.words}{' (open)' * bool(forms.rivals)}"
    note = replace(note, facts=(*note.facts, fact), date_forms=forms.sure, rivals=forms.rivals)
    return note, unreadable


def _recipe(job: Typing, file: LogFile) -> dict[str, object]:
    """Everything but the content that a staged file depends on."""
    logs = job.logs
    typed = [column.name for column in logs.kind.columns if column.type not in CODED]
    made = {name: one.model_dump() for name, one in logs.made.items()}
    return {
        "engine": job.engine.reader.name,
        "format": type(file.path).__name__ if isinstance(file.path, Table) else suffix_of(file.path),
        "sheet": logs.config.sheet,
        "records": logs.config.records,
        "partition": {word: text for word, text in file.partition.items() if word in logs.header_words},
        "kind": logs.kind.name,
        "of": logs.kind.of,
        "columns": [(column.name, column.type, column.personal) for column in logs.kind.columns],
        "theirs": logs.theirs,
        "constants": logs.constants,
        "made": made,
        "name": file.name if f"{{{FILE_MARK}}}" in str(made) else "",
        "rows": logs.config.rows.model_dump(),
        "section": logs.config.section.model_dump() if logs.config.section else None,
        "values": {name: values for name, values in logs.config.values.items() if name in typed},
        "csv": logs.config.csv.model_dump(),
        "date_format": logs.config.date_forms,
        "timezone": job.dates.zone,
    }

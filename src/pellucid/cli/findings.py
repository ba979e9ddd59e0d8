"""What a check found in; the lines of its report out: for people, for programs, for a CI's annotations."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pellucid.confidentiality.cost import Cost
    from pellucid.intake.faults import Fault
    from pellucid.intake.reconcile import StatedTotal
    from pellucid.run.check import Checked
    from pellucid.run.thresholds import Trial

SHOWN = 20  # faults that the text shows; rejects.csv has all of them


@dataclass(frozen=True)
class Places:
    """Where things lie. work: the work folder. way: from here to the configuration, as a prefix of paths."""

    work: Path
    way: str = ""

    def from_here(self, file: str) -> str:
        """The path of a file that is named from the configuration; an address or a whole path stays."""
        return file if "://" in file or file.startswith("/") else normpath(f"{self.way}{file}")


def as_text(checked: Checked, places: Places) -> Iterator[str]:
    """For people: an account a file, the first faults, where the rest is."""
    for account in checked.reconciliation.logs:
        yield (
            f"{account.file}: {account.read:,} rows read, {account.accepted:,} accepted, "
            f"{account.rejected:,} rejected, {account.duplicates:,} duplicates{_updated(account.updated)}, "
            f"{account.set_aside:,} set aside{_reasons(account.set_aside_by_code)}{_held(account.embargoed)}"
        )
        if account.layout:
            found = (f"{about.replace('_', ' ')} {text}" for about, text in account.layout.items())
            yield f"  {', '.join(found)}"
        for line in account.totals_lines:
            yield f"  {account.file}:{line}: taken for a totals row and set aside"
    yield from _some(checked.faults, "faults", places.work / "rejects.csv")
    yield from _some(
        checked.lapses, "disclosures that do not conform to the policy", places.work / "policy.csv"
    )
    for one in checked.reconciliation.contradictions:
        where = f"{one.file}:{one.line}: " if one.file else ""
        yield f"\n{where}contradiction: {one.country} {one.request_type} {one.measure}: {one.sentence}"
    for total in checked.reconciliation.totals:
        yield f"\n{total.file}:{total.line}: {_of_total(total)}"
    yield from _trials(checked.trials)


def _trials(trials: Sequence[Trial]) -> Iterator[str]:
    """What thresholds would withhold: a line a table and measure, a column a threshold."""
    if not trials:
        return
    heads = [f"below {trial.threshold}" for trial in trials]
    yield f"\nWhat a threshold would withhold in {trials[0].period}, cells and share of the measure:"
    yield f"  {'':40}" + "".join(f"{head:>18}" for head in heads)
    for same in zip(*(trial.costs for trial in trials), strict=True):
        name = f"{same[0].table} {same[0].measure}"
        yield f"  {name:40}" + "".join(f"{_withheld(cost):>18}" for cost in same)


def _withheld(cost: Cost) -> str:
    cells = cost.primary + cost.complementary
    share = 100 * (cost.primary_value + cost.complementary_value) / cost.value if cost.value else 0.0
    return f"{cells:,}/{cost.cells:,} {share:5.1f} %"


def _updated(records: int) -> str:
    return f" ({records:,} updated by a later record)" if records else ""


def _held(records: int) -> str:
    return f"; {records:,} of the accepted held back until their date" if records else ""


def _of_total(total: StatedTotal) -> str:
    return f"the totals row says {total.stated} {total.measure}, and the rows that it sums say {total.added}"


def _reasons(by_code: Mapping[str, int]) -> str:
    """Why rows were set aside, where it is not only that they are blank."""
    if not set(by_code) - {"blank"}:
        return ""
    return " (" + ", ".join(f"{rows:,} {code.replace('_', ' ')}" for code, rows in by_code.items()) + ")"


def _some(found: tuple[object, ...], words: str, path: Path) -> Iterator[str]:
    for one in found[:SHOWN]:
        yield f"\n{one}"
    if len(found) > SHOWN:
        yield f"\n… and {len(found) - SHOWN:,} more {words}: see {path}"


def as_json(checked: Checked, places: Places) -> Iterator[str]:
    """For programs: one JSON object."""
    yield json.dumps(
        {
            "reconciliation": asdict(checked.reconciliation),
            "faults": [_fault(fault) for fault in checked.faults],
            "lapses": [asdict(lapse) for lapse in checked.lapses],
            "thresholds": [asdict(trial) for trial in checked.trials],
            "work": str(places.work),
        },
        default=str,
        ensure_ascii=False,
        indent=2,
    )


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "code": fault.code,
        "reason": fault.reason,
        "mend": fault.mend,
        "record_id": fault.record_id,
    }


def as_github(checked: Checked, places: Places) -> Iterator[str]:
    """For GitHub Actions: an annotation a fault, shown at the line of the log, whose path is from here."""
    for fault in checked.faults:
        level = "notice" if fault.code == "duplicate" else "error"
        title = _property(f"{fault.code} {fault.column}".strip())
        message = _message(f"{fault.reason}\n{fault.mend}")
        place = f"file={_property(places.from_here(fault.file))},line={fault.line}"
        yield f"::{level} {place},title={title}::{message}"
    for lapse in checked.lapses:
        place = f"file={_property(places.from_here(lapse.file))},line={lapse.line}"
        yield f"::warning {place},title=policy {_property(lapse.column)}::{_message(str(lapse))}"
    for total in checked.reconciliation.totals:
        place = f"file={_property(places.from_here(total.file))},line={total.line}"
        yield f"::warning {place},title=totals {_property(total.measure)}::{_message(_of_total(total))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


FORMS: Mapping[str, Callable[[Checked, Places], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}

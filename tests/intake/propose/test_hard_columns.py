"""Small logs in many languages -> the columns, dates and codes that are proposed, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from pellucid.config import load_config
from pellucid.intake.propose import propose
from pellucid.intake.propose.header import is_personal, surely
from pellucid.intake.propose.texts import country_of, meaning_of
from pellucid.intake.propose.wording import likeness, words_of
from tests.cli.running import MARKS, call

if TYPE_CHECKING:
    from pathlib import Path


def entry_of(folder: Path, log: str, name: str = "log.csv") -> dict[str, Any]:
    """Propose for one small log, and give its entry, with the marks under `asked`."""
    (folder / name).write_text(log, encoding="utf-8")
    proposal = propose(folder, [folder / name])
    (folder / "transparency.yaml").write_text(proposal.text, encoding="utf-8")
    load_config(folder / "transparency.yaml")
    entry: dict[str, Any] = yaml.load(proposal.text, Loader=yaml.BaseLoader)["logs"][0]  # noqa: S506
    return entry | {"asked": [text for _, text in proposal.to_decide], "text": proposal.text}


ENGLISH = """Ticket no.,Date received,Date closed,Country,Type of request,Result,Accounts
A-1,03/04/2024,09/04/2024,DEU,Court order,Disclosed in full,1
A-2,17/04/2024,21/04/2024,FRA,Emergency,Refused,2
A-3,25/04/2024,01/05/2024,GBR,Court order,No data,1
"""
FRENCH = """Numéro;Reçu le;Date de réponse;Pays;Nature de la demande;Suite donnée;Comptes visés
1;03.04.2024;05.04.2024;Allemagne;Réquisition judiciaire;Divulgué;1
2;17.04.2024;21.04.2024;Espagne;Urgence;Refusé;2
"""
GERMAN = """Aktenzeichen;Eingang;Erledigt am;Land;Art der Anfrage;Ergebnis;Anzahl Konten;Sachbearbeiter
1/24;03.04.2024;05.04.2024;Frankreich;Gerichtsbeschluss;Beauskunftet;1;Court-9b1c
2/24;17.04.2024;21.04.2024;Österreich;Rechtshilfeersuchen;Abgelehnt;2;Court-9b1c
"""
RUSSIAN = """Номер;Дата получения;Дата ответа;Страна;Тип запроса;Результат;Количество аккаунтов;ФИО
1;03.04.2024;05.04.2024;Россия;Решение суда;Предоставлено;1;suspect-7f3a
2;17.04.2024;21.04.2024;Германия;Экстренный запрос;Отказано;2;suspect-7f3a
"""
UKRAINIAN = """Номер запиту;Дата надходження;Країна;Вид запиту;Рішення;Кількість акаунтів
1;03.04.2024;Україна;Ухвала суду;Надано;1
2;17.04.2024;Польща;Терміновий запит;Відмовлено;2
"""
SPANISH = """Expediente;Fecha de recepción;País;Tipo de solicitud;Resultado;Número de cuentas
1;03/04/2024;España;Orden judicial;Entregado;1
2;17/04/2024;México;Emergencia;Rechazada;2
"""
JAPANESE = """受付番号,受付日,国名,種別,対応結果,対象アカウント数
1,2024-04-03,日本,令状,開示,1
2,2024-04-17,アメリカ合衆国,緊急,拒否,2
"""
ARABIC = """رقم الطلب,تاريخ الاستلام,الدولة,نوع الطلب,النتيجة,عدد الحسابات
1,2024-04-03,مصر,أمر قضائي,تم الإفصاح,1
2,2024-04-17,لبنان,طلب طارئ,مرفوض,2
"""
REQUIRED = ("request_id", "received_at", "country", "request_type", "outcome", "accounts_specified")


EXPECTED = {
    "en": (ENGLISH, "Ticket no.|Date received|Country|Type of request|Result|Accounts", {}, "%d/%m/%Y"),
    "fr": (
        FRENCH,
        "Numéro|Reçu le|Pays|Nature de la demande|Suite donnée|Comptes visés",
        {"Allemagne": "DE", "Espagne": "ES"},
        "%d.%m.%Y",
    ),
    "de": (
        GERMAN,
        "Aktenzeichen|Eingang|Land|Art der Anfrage|Ergebnis|Anzahl Konten",
        {"Frankreich": "FR", "Österreich": "AT"},
        "%d.%m.%Y",
    ),
    "ru": (
        RUSSIAN,
        "Номер|Дата получения|Страна|Тип запроса|Результат|Количество аккаунтов",
        {"Россия": "RU", "Германия": "DE"},
        "%d.%m.%Y",
    ),
    "uk": (
        UKRAINIAN,
        "Номер запиту|Дата надходження|Країна|Вид запиту|Рішення|Кількість акаунтів",
        {"Україна": "UA", "Польща": "PL"},
        "%d.%m.%Y",
    ),
    "es": (
        SPANISH,
        "Expediente|Fecha de recepción|País|Tipo de solicitud|Resultado|Número de cuentas",
        {"España": "ES"},
        "%d/%m/%Y",
    ),
    "ja": (
        JAPANESE,
        "受付番号|受付日|国名|種別|対応結果|対象アカウント数",
        {"日本": "JP", "アメリカ合衆国": "US"},
        None,
    ),
    "ar": (
        ARABIC,
        "رقم الطلب|تاريخ الاستلام|الدولة|نوع الطلب|النتيجة|عدد الحسابات",
        {"مصر": "EG", "لبنان": "LB"},
        None,
    ),
}


@pytest.mark.parametrize("language", EXPECTED)
def test_languages(tmp_path: Path, language: str) -> None:
    """Headers, countries and codes are understood, and `check` then takes every row."""
    log, words, countries, date_format = EXPECTED[language]
    entry = entry_of(tmp_path, log)
    assert entry["kind"] == "legal_requests"
    columns = {name: entry["columns"].get(name) for name in REQUIRED}
    assert columns == dict(zip(REQUIRED, words.split("|"), strict=True))
    assert entry.get("date_format") == date_format
    assert countries.items() <= entry.get("values", {}).get("country", {}).items()
    ended = call(tmp_path, "check", "--today", "2026-01-01")
    assert (ended.code, "2 accepted" in ended.out or "3 accepted" in ended.out) == (0, True), ended.said
    assert not any(mark in entry["text"] + ended.said for mark in MARKS)


def test_two_dates(tmp_path: Path) -> None:
    """The one that came first is the receipt, by its word and not by its place."""
    log = "id,closed,received,country,type,outcome,accounts\n1,2024-02-02,2024-01-01,FR,subpoena,rejected,1\n"
    columns = entry_of(tmp_path, log)["columns"]
    assert (columns["received_at"], columns["closed_at"]) == ("received", "closed")


def test_days_and_months_that_can_be_exchanged_are_asked(tmp_path: Path) -> None:
    """Nothing is guessed: both readings stand there, off; or the order of the log says which is right."""
    log = "id,received,country,type,outcome,accounts\n{}"
    row = "{},{},FR,subpoena,rejected,1\n"

    def dated(*days: str) -> dict[str, Any]:
        rows = "".join(row.format(number, day) for number, day in enumerate(days))
        return entry_of(tmp_path, log.format(rows))

    unclear = dated("04/03/2024", "01/02/2024", "02/09/2024")
    assert "date_format" not in unclear
    assert '#date_format: "%d/%m/%Y"' in unclear["text"]
    assert '#date_format: "%m/%d/%Y"' in unclear["text"]
    assert any("several ways" in text for text in unclear["asked"])
    ordered = dated("01/02/2024", "02/02/2024", "01/03/2024")
    assert ordered["date_format"] == "%d/%m/%Y"


def test_what_lacks_is_asked(tmp_path: Path) -> None:
    """A required column that the log has not is a constant that claims the least, and a question."""
    entry = entry_of(
        tmp_path, "Ticket,Received,Type of process\n1,2024-01-01,Court order\n2,2024-01-02,Warrant\n"
    )
    assert entry["kind"] == "legal_requests"
    assert entry["columns"]["country"] == {"constant": "_U"}
    assert entry["columns"]["outcome"] == {"constant": "pending"}
    assert [text for text in entry["asked"] if text.startswith("no column gives the country")]


def test_a_log_that_is_not_understood(tmp_path: Path) -> None:
    """The whole is said to be a guess."""
    entry = entry_of(tmp_path, "Lorem,Ipsum\ndolor,sit\namet,elit\n")
    assert any("was understood" in text for text in entry["asked"])


def test_types_of_ones_own(tmp_path: Path) -> None:
    """A type that the list lacks becomes one of the publisher's own, and its family is a question."""
    rows = "".join(f"{n},2024-01-0{n},IE,Garda letter,rejected,1\n" for n in range(1, 6))
    entry = entry_of(tmp_path, "Ticket,Received,Country,Type of request,Result,Accounts\n" + rows)
    values = yaml.load(entry["text"], Loader=yaml.BaseLoader)  # noqa: S506
    assert values["request_types"] == {"garda_letter": {"label": "Garda letter", "family": "data_request"}}
    assert entry["values"]["request_type"] == {"Garda letter": "garda_letter"}
    assert any("family" in text for text in entry["asked"])


def test_persons_are_never_shown(tmp_path: Path) -> None:
    """Names and addresses stand in personal columns or are left out; no text of theirs is proposed."""
    mail = MARKS[0] + "{}@mail.example"
    log = "Ticket,Received,Country,Type of process,Result,Accounts,E-mail,Officer,Status\n" + "".join(
        f"{n},2024-01-0{n},FR,Subpoena,Rejected,1,{mail.format(n)},{MARKS[1]},{mail.format(n)}\n"
        for n in range(1, 8)
    )
    entry = entry_of(tmp_path, log)
    assert not any(mark in entry["text"] for mark in MARKS)
    assert {"E-mail", "Officer"}.isdisjoint(str(entry["columns"]))


def test_logs_of_one_header_are_one_entry(tmp_path: Path) -> None:
    """By a pattern where it finds just these, else file by file; another header is another entry."""
    for name in ("logs/a.csv", "logs/b.csv", "logs/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH, encoding="utf-8")
    every = yaml.safe_load(propose(tmp_path, [tmp_path / f"logs/{x}.csv" for x in "abc"]).text)["logs"]
    assert [one["paths"] for one in every] == [["logs/*.csv"]]
    two = yaml.safe_load(propose(tmp_path, [tmp_path / f"logs/{x}.csv" for x in "ac"]).text)["logs"]
    assert [one["paths"] for one in two] == [["logs/a.csv", "logs/c.csv"]]
    (tmp_path / "other.csv").write_text(SPANISH, encoding="utf-8")
    mixed = yaml.safe_load(propose(tmp_path, [tmp_path / "logs/a.csv", tmp_path / "other.csv"]).text)["logs"]
    assert [one["paths"] for one in mixed] == [["logs/a.csv"], ["other.csv"]]


def test_a_record_is_not_taken_for_a_header(tmp_path: Path) -> None:
    """A code of it is a column's name, too; nothing of a person gets into what is proposed."""
    rows = [
        f"LR-{n},2025-02-0{n},FR,emergency,Judge Zzyx{n},disclosed_full,5,4,Subject Qqww{n}"
        for n in (1, 2, 3)
    ]
    (tmp_path / "log.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    text = propose(tmp_path, [tmp_path / "log.csv"]).text
    assert "Zzyx" not in text
    assert "Qqww" not in text
    assert "the file has no header row" in text


def test_the_command(tmp_path: Path) -> None:
    """What is to be decided is said with its line, on standard error; nothing is written over."""
    (tmp_path / "log.csv").write_text(
        "Ticket,Received,Type of process\n1,2024-01-01,Court order\n", encoding="utf-8"
    )
    ended = call(tmp_path, "init", "--from", "log.csv")
    assert (ended.code, ended.out) == (0, "")
    written = (tmp_path / "transparency.yaml").read_text(encoding="utf-8")
    lines = written.splitlines()
    said = [line.split(":", 2) for line in ended.err.splitlines() if ": to decide: " in line]
    assert said
    assert all(lines[int(number) - 1].strip().startswith("# To decide: ") for _, number, _ in said)
    assert "Next: pellucid -c transparency.yaml check" in ended.err
    again = call(tmp_path, "init", "--from", "log.csv")
    assert (again.code, "it is there already" in again.err) == (2, True)
    assert (tmp_path / "transparency.yaml").read_text(encoding="utf-8") == written
    assert call(tmp_path / "..", "init", "--from", "no.csv").code == 2


def test_words() -> None:
    """Spelling doesn't count, a word more counts a little, another word for all."""
    assert words_of("dateReceived") == words_of("Date received") == words_of("DATE_RECEIVED")
    assert likeness("Date received", "date received") == 1
    assert 0.5 < likeness("Date received by us", "date received") < 1
    assert likeness("Country", "county") == 0
    assert surely("Land", "country") == surely("Страна", "country") == surely("Pays", "country") == 1
    assert surely("Ticket no.", "request_id") == 1
    assert is_personal("E-mail address")
    assert not is_personal("Country")


def test_codes() -> None:
    """What is not so is no kind of so; a phrase in a longer text is a guess; two phrases are none."""
    assert getattr(meaning_of("Not valid", "legal_review"), "code", None) == "invalid"
    assert meaning_of("Not so valid", "legal_review") is None
    guess = meaning_of("criminal search warrant", "request_type")
    assert (guess and (guess.code, guess.guessed)) == ("search_warrant", True)
    for text, code, guessed in (
        ("DEU", "DE", False),
        ("UK", "GB", True),
        ("Europol", "_U", True),
        ("Vereinigtes Königreich", "GB", False),
    ):
        country = country_of(text)
        assert country is not None
        assert (country.code, country.guessed) == (code, guessed)
    assert country_of("Ruritania") is None

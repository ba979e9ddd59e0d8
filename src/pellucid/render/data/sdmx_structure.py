"""Published tables in, their SDMX structures as an SDMX-JSON 2.0 message out: what each column is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pellucid.render.data.sdmx_codes import code_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pellucid.render.data.sdmx_codes import List
    from pellucid.render.data.tables import PublishedTable
    from pellucid.report.model import Report

AGENCY, VERSION = "PELLUCID", "1.0.0"
STRUCTURE_PATH = "data/sdmx/structure.json"
BREAKDOWNS = "breakdowns"
MESSAGE = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/"
    "sdmx-json-structure-schema.json"
)
URN = "urn:sdmx:org.sdmx.infomodel"
SCHEME = "CS_TRANSPARENCY"
CONCEPTS = {
    "FREQ": "Frequency",
    "REF_AREA": "Country of the authority: ISO 3166-1 alpha-2, _T all countries, _U unknown",
    "REQUEST_TYPE": "Type of request or category, _T the total",
    "BREAKDOWN": "What the figures are broken down by",
    "CATEGORY": "Code within the breakdown",
    "MEASURE": "What is counted",
    "TIME_PERIOD": "Period",
    "OBS_VALUE": "The figure; empty, which is not 0, where it is not published",
    "LOWER_BOUND": "The least that the figure can be, where known",
    "UPPER_BOUND": "The most that the figure can be, where known",
    "UNIT_MEASURE": "Unit of the figure",
    "OBS_STATUS": "Observation status",
    "CONF_STATUS": "Confidentiality status",
    "STATUS": "How to read the figure, in the report's own codes",
}
ID = {
    "cells": ("FREQ", "REF_AREA", "REQUEST_TYPE", "MEASURE", "TIME_PERIOD"),
    BREAKDOWNS: ("FREQ", "BREAKDOWN", "CATEGORY", "MEASURE", "TIME_PERIOD"),
    "measures": ("OBS_VALUE", "LOWER_BOUND", "UPPER_BOUND"),
    "attributes": ("UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS", "STATUS"),
}
TIME = "TIME_PERIOD"


def dataflow_id(table: str) -> str:
    """Name the dataflow of a table: agency, identifier, version."""
    return f"{AGENCY}:{table.upper()}({VERSION})"


def structure(reports: Sequence[Report], tables: tuple[PublishedTable, ...]) -> bytes:
    """Write the message: dataflows, data structures, concepts and code lists."""
    report, lists = reports[0], code_lists(reports, tables)
    wanted = [name for name in ("cells", BREAKDOWNS) if any(_structure_of(t.name) == name for t in tables)]
    message = {
        "meta": {
            "schema": MESSAGE,
            "id": f"REPORT_{report.period.folder.replace('-', '_')}",
            "test": False,
            "prepared": f"{report.published_at}T00:00:00Z",
            "contentLanguages": ["en"],
            "sender": {"id": AGENCY, "name": report.publisher.name},
        },
        "data": {
            "conceptSchemes": [_scheme()],
            "codelists": [_list(one.id, one.name, one.codes) for one in lists.values()],
            "dataStructures": [_definition(name, lists) for name in wanted],
            "dataflows": [_flow(table) for table in tables],
        },
    }
    return (json.dumps(message, ensure_ascii=False, indent=1) + "\n").encode()


def _structure_of(table: str) -> str:
    return BREAKDOWNS if table == BREAKDOWNS else "cells"


def _item(name: str, said: str) -> dict[str, Any]:
    return {"id": name, "name": said, "names": {"en": said}}


def _artefact(name: str, said: str) -> dict[str, Any]:
    return {**_item(name, said), "agencyID": AGENCY, "version": VERSION, "isExternalReference": False}


def _scheme() -> dict[str, Any]:
    concepts = [_item(name, said) for name, said in CONCEPTS.items()]
    return {
        **_artefact(SCHEME, "Concepts of a transparency report"),
        "isPartial": False,
        "concepts": concepts,
    }


def _list(name: str, said: str, codes: Mapping[str, str]) -> dict[str, Any]:
    items = [_item(code, text) for code, text in codes.items()]
    return {**_artefact(name, said), "isPartial": False, "codes": items}


def _flow(table: PublishedTable) -> dict[str, Any]:
    target = f"{URN}.datastructure.DataStructure={AGENCY}:{_structure_of(table.name).upper()}({VERSION})"
    return {**_artefact(table.name.upper(), table.title), "structure": target}


def _definition(name: str, lists: Mapping[str, List]) -> dict[str, Any]:
    said = "Breakdowns over all countries" if name == BREAKDOWNS else "Figures by country and type of request"
    dimensions = [
        {"position": place, **_component(one, lists)}
        for place, one in enumerate(d for d in ID[name] if d != TIME)
    ]
    time = {**_concept(TIME), "localRepresentation": {"format": {"textType": "ObservationalTimePeriod"}}}
    numbers = [
        {**_concept(one), "usage": "optional", "localRepresentation": {"format": {"textType": "Double"}}}
        for one in ID["measures"]
    ]
    attributes = [
        {**_component(one, lists), "usage": "mandatory", "attributeRelationship": {"observation": {}}}
        for one in ID["attributes"]
    ]
    parts = {
        "dimensionList": {"id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": time},
        "measureList": {"id": "MeasureDescriptor", "measures": numbers},
        "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
    }
    return {**_artefact(name.upper(), said), "dataStructureComponents": parts}


def _concept(name: str) -> dict[str, Any]:
    return {"id": name, "conceptIdentity": f"{URN}.conceptscheme.Concept={AGENCY}:{SCHEME}({VERSION}).{name}"}


def _component(name: str, lists: Mapping[str, List]) -> dict[str, Any]:
    """A dimension or an attribute: coded where the message has the list, else a text."""
    form: dict[str, Any] = {"format": {"textType": "String"}}
    if name in lists:
        form = {"enumeration": f"{URN}.codelist.Codelist={AGENCY}:{lists[name].id}({VERSION})"}
    return {**_concept(name), "localRepresentation": form}

"""The keys below `report.theme`: colours, logo and typeface of a publisher's own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from pellucid.config.own_text import OwnText  # noqa: TC001 - pydantic reads the annotations
from pellucid.config.record import Record
from pellucid.config.scalars import Text, wrong
from pellucid.vocabulary.colours import hex_colour


def _colour(value: object) -> object:
    """Read a colour; what follows an unquoted # is a comment, and nothing is left then."""
    if not isinstance(value, str):
        return value
    if not value:
        raise wrong("a colour is wanted here, and # begins a comment", 'put it in quotes: "#0b5cad"')
    found = hex_colour(value.strip())
    if found is None:
        raise wrong("a colour is wanted here", 'write its red, green and blue in hexadecimal: "#0b5cad"')
    return found


Colour = Annotated[
    str | None,
    BeforeValidator(_colour, json_schema_input_type=str),
    Field(json_schema_extra={"pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"}),
]


COLOURS = ("accent", "ink", "background")


class _Coloured(Record):
    """A mapping with colours, where nothing behind a key is a colour without quotes."""

    @model_validator(mode="before")
    @classmethod
    def _keep_empty(cls, data: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        if not isinstance(data, dict):
            return data
        return {key: "" if value is None and key in COLOURS else value for key, value in data.items()}


class Scheme(_Coloured):
    """The colours of dark mode; what is left out is made of the light ones."""

    accent: Colour = Field(default=None, examples=["#79b8f3"])
    """The colour of links, rules, buttons and bars in dark mode."""
    ink: Colour = Field(default=None, examples=["#eceff1"])
    """The colour of text in dark mode."""
    background: Colour = Field(default=None, examples=["#14171a"])
    """The colour of the page in dark mode."""


class Logo(Record):
    """A picture that stands for the publisher's name, on the pages and on the document's cover."""

    file: Text = Field(examples=["brand/logo.svg"])
    """An SVG or PNG file; it lies beside the configuration, or below it."""
    dark: Text | None = Field(default=None, examples=["brand/logo-dark.svg"])
    """The same for dark mode. Without it the logo stands on the light background there too."""
    text: OwnText | None = Field(default=None, examples=["Example Messenger"])
    """What it says, for those who don't see it. Default: the publisher's name."""


class Typeface(Record):
    """The letters of pages and document; what they lack is taken from the built-in ones."""

    regular: Text = Field(examples=["brand/sans-regular.woff2"])
    """A font file (woff2, ttf or otf) for text; not a variable one."""
    bold: Text = Field(examples=["brand/sans-bold.woff2"])
    """The same in bold."""


class Theme(_Coloured):
    """The publisher's own colours, logo and typeface; every pair of colours is checked for contrast."""

    accent: Colour = Field(default=None, examples=["#0b5cad"])
    """The colour of links, rules, buttons and bars."""
    ink: Colour = Field(default=None, examples=["#1b1f23"])
    """The colour of text."""
    background: Colour = Field(default=None, examples=["#ffffff"])
    """The colour of the page on screens; paper is white."""
    dark: Scheme = Scheme()
    """The colours of dark mode; what is left out is made of the light ones."""
    logo: Logo | None = None
    """A picture that stands for the publisher's name."""
    font: Typeface | None = None
    """The letters of pages and document."""

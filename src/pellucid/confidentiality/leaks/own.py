"""A configuration in; what is the publisher's own, and so no leak, out: contacts, and words."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pellucid.config.narratives import narrative_files
from pellucid.vocabulary.contacts import EMAIL, IP, PHONE, Contact, contacts_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pellucid.config import Config


@dataclass(frozen=True)
class Own:
    """What a publisher says of itself, and what it allows."""

    config: Config

    @property
    def stated(self) -> tuple[str, ...]:
        """The contact, and what the configuration allows by name."""
        return (self.config.publisher.contact, *self.config.confidentiality.allow)

    def owns(self, contact: Contact, *, broken: bool = False) -> bool:
        """Whether a contact is the publisher's own, or is allowed.

        An address at the publisher's own domain is its own where its own texts name it: that of a mail
        provider's user is at the provider's domain as well. broken: the text may end inside it.
        """
        if contact in self._contacts or (broken and self._begins(contact)):
            return True
        if contact.what == EMAIL:
            domain = contact.value.rpartition("@")[2]
            if any(domain == own or domain.endswith(f".{own}") for own in self._allowed_domains):
                return True
            return contact in self._written and any(
                domain == own or domain.endswith(f".{own}") for own in self._domains
            )
        if contact.what == IP:
            return any(ipaddress.ip_address(contact.value) in network for network in self._networks)
        return False

    def _begins(self, contact: Contact) -> bool:
        """Whether it is a part of one that is owned, or one with what follows it on the page."""
        known = (*self._contacts, *self._written)
        return any(
            one.what == contact.what
            and (one.value.startswith(contact.value) or contact.value.startswith(one.value))
            and self.owns(one)
            for one in known
        )

    @cached_property
    def _contacts(self) -> frozenset[Contact]:
        stated = [*self.stated, self.config.publisher.url, self.config.output.base_url or ""]
        return frozenset(
            [*(one for text in stated for one in contacts_in(text))]
            # A phone number may be written in any way where it is the publisher who says it.
            + [Contact(PHONE, digits, text) for text in self.stated if (digits := _all_digits(text))]
        )

    @cached_property
    def _written(self) -> frozenset[Contact]:
        """The addresses that the publisher's own files name."""
        return frozenset(
            one for text in _own_files(self.config) for one in contacts_in(text) if one.what == EMAIL
        )

    @cached_property
    def _domains(self) -> frozenset[str]:
        config = self.config
        hosts = [
            urlsplit(address).hostname or ""
            for address in (config.publisher.url, config.output.base_url or "")
        ]
        mailed = [
            one.value.rpartition("@")[2] for one in contacts_in(config.publisher.contact) if one.what == EMAIL
        ]
        return frozenset(host.removeprefix("www.") for host in (*hosts, *mailed) if host)

    @cached_property
    def _allowed_domains(self) -> frozenset[str]:
        allowed = self.config.confidentiality.allow
        return frozenset(text[1:].lower() for text in allowed if text.startswith("@"))

    @cached_property
    def _networks(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        return tuple(_networks(self.config.confidentiality.allow))


def _networks(texts: tuple[str, ...]) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for text in texts:
        try:
            yield ipaddress.ip_network(text, strict=False)
        except ValueError:
            continue


def _all_digits(text: str) -> str:
    """The digits of a text that is nothing but a phone number."""
    digits = "".join(one for one in text if one.isdigit())
    return "" if any(one.isalpha() for one in text) else digits.removeprefix("00")


def _own_files(config: Config) -> Iterator[str]:
    """The configuration, the narratives and the templates, as they are written."""
    paths = [config.path, *(config.root / name for name in narrative_files(config))]
    if config.report.templates:
        paths += sorted(path for path in (config.root / config.report.templates).rglob("*") if path.is_file())
    for path in paths:
        yield _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""

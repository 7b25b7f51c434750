"""A mail message (EML) -> its body, subject, sender and day.

Trap avoided: reading headers and quoted-printable soup as text. The HTML part is preferred, because it keeps tables.
"""

import email
import email.policy
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage


@dataclass(frozen=True, slots=True)
class Message:
    """`body` is HTML when `is_html`; both body and headers may be missing."""

    body: str
    is_html: bool
    subject: str | None
    sender: str | None
    sent_on: date | None


def read(data: bytes) -> Message:
    """Parse a message; broken headers give None, never an error."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(preferencelist=("html", "plain"))
    body = ""
    if part is not None:
        try:
            body = part.get_content()
        except (LookupError, KeyError, ValueError):  # unknown charset or transfer encoding
            payload = part.get_payload(decode=True)
            body = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return Message(
        body=body if isinstance(body, str) else "",
        is_html=part is not None and part.get_content_subtype() == "html",
        subject=_header(message, "subject"),
        sender=_sender(message),
        sent_on=_day(message),
    )


def attachments(data: bytes) -> list[tuple[str, bytes]]:
    """(file name, content) of what is attached to a message; parts without a name or with a broken encoding are left out."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    found = []
    for part in message.iter_attachments():
        name, content = part.get_filename(), part.get_payload(decode=True)
        if name and isinstance(content, bytes) and content:
            found.append((name, content))
    return found


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value else None


def _sender(message: EmailMessage) -> str | None:
    addresses = getattr(message.get("from"), "addresses", ())
    return next((a.display_name or a.domain for a in addresses if a.display_name or a.domain), None)


def _day(message: EmailMessage) -> date | None:
    moment = getattr(message.get("date"), "datetime", None)
    return moment.date() if moment else None

"""Reading e-mails (EML, mbox): what was written, by whom and when, with every attachment and the whole original."""

import mimetypes
import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from wenguo.reading.encoding import VISIBLE, decode
from wenguo.reading.html import to_text
from wenguo.reading.source import Attachment, Reject, Row, Source, Unreadable
from wenguo.reading.values import Calendar
from wenguo.text import Text

MESSAGE_LIMIT = 100_000_000
_BREAK = re.compile(r"\r?\n[ \t]?")
_SHOWN = ("Subject", "From", "To", "Cc", "Date", "Message-ID")
_FROM_LINE = re.compile(rb"From .*\d{4}\s*$|From \S+@\S*|From - ")


def read_message(data: bytes, calendar: Calendar, line: int = 1) -> Row | Reject:
    """Read one e-mail; it is kept whole beside what was understood."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        return _read(message, data, calendar, line)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, IndexError, AttributeError) as broken:
        # the standard parser lets malformed messages raise nearly anything
        reason = Text(
            f"这封邮件的结构已损坏（{type(broken).__name__}），读不出来；请在邮件程序中另存为 .eml 后重试",
            f"The structure of this e-mail is damaged ({type(broken).__name__}); save it as .eml in a mail program and "
            "try again",
        )
        return Reject(line=line, cells={"": data[:2000].decode("utf-8", VISIBLE)}, reason=reason)


def _read(message: EmailMessage, data: bytes, calendar: Calendar, line: int) -> Row | Reject:
    notes: list[Text] = []
    cells = {name: text for name in _SHOWN if (text := _header(message, name))}
    body = _body(message)
    words = _words(body).strip() if body is not None else ""
    cells["正文"] = words
    name, address = _sender(message)
    fields = {
        "id": cells.get("Message-ID", "").strip(),
        "subject": cells.get("Subject", "").strip(),
        "words": words,
        "name": name,
        "email": address,
        "received_at": cells.get("Date", ""),
    }
    fields = {field: text for field, text in fields.items() if text.strip()}
    if "words" not in fields and "subject" not in fields:
        reason = Text(
            "这封邮件没有主题也没有正文；若内容在附件里，请把附件单独登记",
            "This e-mail has neither subject nor words; if they are in an attachment, record that by itself",
        )
        return Reject(line=line, cells=cells, reason=reason)
    received_at = None
    if "received_at" in fields:
        try:
            received_at = parsedate_to_datetime(fields["received_at"])
            received_at = received_at if received_at.tzinfo else received_at.replace(tzinfo=UTC)
            if received_at.astimezone(calendar.zone).date() > calendar.today:
                notes.append(
                    Text(f"Date {received_at} 在未来，请核对", f"Date {received_at} lies in the future; please check")
                )
        except (ValueError, OverflowError, TypeError):
            text = fields["received_at"]
            notes.append(
                Text(f"Date {text} 不是有效日期，原文已保留", f"Date {text} is not a valid date; the original is kept")
            )
    return Row(
        line=line,
        cells=cells,
        fields=fields,
        id=fields.get("id"),
        received_at=received_at,
        notes=tuple(notes),
        attachments=tuple(_attachments(message, body)),
        original=data,
    )


def _header(message: Message, name: str) -> str:
    """Decode a header, also where GBK calls itself GB2312, a character is cut in two, or nothing is declared."""
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
    return _decode_header(_BREAK.sub(" ", raw))


def _decode_header(raw: str) -> str:
    pieces = []
    for piece, charset in decode_header(raw):
        if isinstance(piece, str):
            pieces.append(decode(piece.encode("utf-8", "surrogateescape")))
        else:
            pieces.append(decode(piece, None if charset == "unknown-8bit" else charset))
    return "".join(pieces).replace("\0", "␀").strip()


def _sender(message: Message) -> tuple[str, str]:
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == "from"), "")
    name, address = next(iter(getaddresses([_BREAK.sub(" ", raw)])), ("", ""))
    return _decode_header(name), _decode_header(address)


def _leaves(message: Message) -> Iterator[Message]:
    """Give the parts that hold something; a forwarded message counts as one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(reversed([one for one in payload if isinstance(one, Message)]))
        else:
            yield part


def _body(message: Message) -> Message | None:
    """Choose the part that says it: plain text before HTML, the first of each."""
    texts = [
        part
        for part in _leaves(message)
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment"
    ]
    plain = [part for part in texts if part.get_content_subtype() == "plain" and _words(part).strip()]
    html = [part for part in texts if part.get_content_subtype() == "html"]
    return next(iter([*plain, *html, *texts]), None)


def _words(part: Message) -> str:
    text = decode(_bytes(part), part.get_content_charset()).replace("\0", "␀")
    return to_text(text) if part.get_content_subtype() == "html" else text.replace("\r\n", "\n")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inside = part.get_payload()  # a forwarded message is kept as it came
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        return inside[0].as_bytes(policy=policy.compat32)
    return b""


def _attachments(message: Message, body: Message | None) -> Iterator[Attachment]:
    """Give everything that is neither the words nor another way of writing them."""
    count = 0
    for part in _leaves(message):
        is_text = part.get_content_maintype() == "text" and not part.get_filename()
        if part is body or (is_text and part.get_content_disposition() != "attachment"):
            continue
        count += 1
        media_type = part.get_content_type()
        given = _decode_header(part.get_filename() or "")
        name = re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", given)[-1]).strip(". ")
        yield Attachment(name or f"附件{count}{mimetypes.guess_extension(media_type) or ''}", media_type, _bytes(part))


class Mails(Source):
    """One e-mail, or an mbox of any number, read message by message."""

    def __init__(self, path: Path, calendar: Calendar, *, several: bool) -> None:
        """`several` tells an mbox from a single message."""
        self._path = path
        self._calendar = calendar
        self._several = several
        columns = {"id": "Message-ID", "subject": "Subject", "words": "正文", "name": "From", "email": "From",
                   "received_at": "Date"}  # fmt: skip
        super().__init__(path.name, "MBOX" if several else "EML", path.stat().st_size, columns=columns)
        if not several and self.size > MESSAGE_LIMIT:
            raise Unreadable(*_TOO_LARGE)

    def _rows(self) -> Iterator[Row | Reject]:
        if not self._several:
            yield read_message(self._path.read_bytes(), self._calendar)
            self._position = self.size
            return
        for line, data, end in _messages(self._path):
            self._position = end
            if data is None:
                yield Reject(line=line, cells={}, reason=Text(*_TOO_LARGE))
            else:
                yield read_message(data, self._calendar, line)


_TOO_LARGE = (
    f"这封邮件超过 {MESSAGE_LIMIT // 1_000_000} MB，没有读入；请把附件分开后重新导入",
    f"This e-mail is larger than {MESSAGE_LIMIT // 1_000_000} MB and was not read; split off its attachments",
)


def _messages(path: Path) -> Iterator[tuple[int, bytes | None, int]]:
    """Cut an mbox into messages with the line each begins on; None stands for one that is too large to hold."""
    pieces: list[bytes] = []
    start, size, number, end, blank = 1, 0, 0, 0, True
    with path.open("rb") as file:
        while line := file.readline(1 << 20):
            number += 1
            if blank and _FROM_LINE.match(line):
                if pieces:
                    yield start, b"".join(pieces) if size <= MESSAGE_LIMIT else None, end
                pieces, size, start = [], 0, number + 1
            else:
                size += len(line)
                if size <= MESSAGE_LIMIT:
                    pieces.append(
                        line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line
                    )
            blank = not line.strip()
            end += len(line)
    if any(piece.strip() for piece in pieces):
        yield start, b"".join(pieces) if size <= MESSAGE_LIMIT else None, end

"""PDF files for tests, written by hand: text at places on pages, in the standard Helvetica."""

Run = tuple[float, float, str]
"""x, y (points from the lower left), text"""


def pdf(*pages: list[Run], encrypted: bool = False) -> bytes:
    """A PDF of pages of text runs; `encrypted` only says so in the trailer, with keys that fit no password."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, runs in enumerate(pages):
        content = b"".join(_shown(*run) for run in runs)
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = b"<< /Size %d /Root 1 0 R" % (len(objects) + 1)
    if encrypted:
        keys = b"/O <%s> /U <%s>" % (b"41" * 32, b"42" * 32)
        trailer += b" /Encrypt << /Filter /Standard /V 1 /R 2 %s /P -4 >> /ID [<00><00>]" % keys
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n" + trailer + b" >>\nstartxref\n%d\n%%%%EOF" % xref


def _shown(x: float, y: float, text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F1 10 Tf %.1f %.1f Td (%s) Tj ET\n" % (x, y, escaped)


def right(x: float, y: float, text: str) -> Run:
    """A run that ends at x: digits are 5.56 points wide, brackets 3.33, commas and points 2.78."""
    width = sum(3.33 if c in "()-" else 2.78 if c in ",. " else 5.56 for c in text)
    return (x - width, y, text)

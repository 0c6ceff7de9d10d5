"""Documents of word processors made by hand, honest and hostile."""

import zipfile
from io import BytesIO

from bot.pdf.intake.office import ODT_TYPE

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)


def package(parts: dict[str, str]) -> bytes:
    """Return a package with these parts, in their order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(
    *words: str, body: str = "", links: str = "", kind: str = _MAIN, **more: str
) -> bytes:
    """Return a DOCX with paragraphs, more in its body, and links of its own."""
    text = "".join(f"<w:p><w:r><w:t>{it}</w:t></w:r></w:p>" for it in words)
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": _relations(
                f'<Relationship Id="m" Type="{_OFFICE}/officeDocument" '
                'Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _relations(links),
            "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">'
            f"<w:body>{text}{body}</w:body></w:document>",
            **more,
        }
    )


def spying_docx(address: str, picture: str, text: str) -> bytes:
    """Return a DOCX that wants a remote picture, template and text, a picture of the
    server and a text of the server."""
    remote = [("p", "image", f"{address}/p.png"), ("f", "image", picture)]
    remote += [("t", "attachedTemplate", f"{address}/t.dotm")]
    links = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
        for id, kind, target in remote
    )
    fields = (
        f'INCLUDETEXT "{text}"',
        f'INCLUDETEXT "{address}/i.docx"',
        f'INCLUDEPICTURE "{address}/q.png" \\d',
    )
    body = _picture("p") + _picture("f") + "".join(map(_field, fields))
    return docx("Honest words", body=body, links=links)


def odt(*words: str, body: str = "") -> bytes:
    """Return an ODT with paragraphs, and more in its body."""
    text = "".join(f"<text:p>{it}</text:p>" for it in words)
    return package(
        {
            "mimetype": ODT_TYPE,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OASIS}:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{ODT_TYPE}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
            "</m:manifest>",
            "content.xml": f'<office:document-content office:version="1.2" '
            f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0" '
            f'xmlns:draw="{_OASIS}:drawing:1.0" '
            f'xmlns:svg="{_OASIS}:svg-compatible:1.0" '
            'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
            f"{text}{body}</office:text></office:body></office:document-content>",
        }
    )


def spying_odt(address: str, picture: str, text: str) -> bytes:
    """Return an ODT that wants the same in the ways of its own kind."""
    frames = "".join(
        f'<text:p><draw:frame draw:name="f{number}" text:anchor-type="as-char" '
        f'svg:width="4cm" svg:height="4cm"><draw:{kind} xlink:href="{target}" '
        'xlink:actuate="onLoad"/></draw:frame></text:p>'
        for number, (kind, target) in enumerate(
            (
                ("image", f"{address}/p.png"),
                ("image", picture),
                ("image", f"vnd.sun.star.expand:{picture}"),
                ("object", f"{address}/o.odt"),
                ("floating-frame", text),
            )
        )
    )
    sections = "".join(
        f'<text:section text:name="s{number}"><text:section-source '
        f'xlink:href="{target}"/><text:p>old</text:p></text:section>'
        for number, target in enumerate((text, f"{address}/s.odt"))
    )
    return odt("Honest words", body=frames + sections)


def spying_rtf(address: str, picture: str, text: str) -> bytes:
    """Return an RTF that wants the same."""
    fields = "".join(
        r"{\field{\*\fldinst " + it + r"}{\fldrslt old}}\par "
        for it in (
            f'INCLUDEPICTURE "{address}/r.png" \\\\d',
            f'INCLUDEPICTURE "{picture}" \\\\d',
            f'INCLUDETEXT "{text}"',
        )
    )
    start = r"{\rtf1\ansi{\*\template " + address + r"/t.dotm}Honest words\par "
    return (start + fields + "}").encode()


def old_file(*names: str) -> bytes:
    """Return the beginning of an old document, with names from its directory."""
    entries = b"".join(it.encode("utf-16-le").ljust(64, b"\0") for it in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries


def _relations(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _picture(link: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/'
        'drawingml/2006/wordprocessingDrawing"><wp:extent cx="999999" cy="999999"/>'
        f'<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><p:pic xmlns:p="{_DRAWING}/picture">'
        '<p:nvPicPr><p:cNvPr id="1" name="x"/><p:cNvPicPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:link="{link}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="999999" cy="999999"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></p:spPr></p:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def _field(instruction: str) -> str:
    kinds = ("begin", "separate", "end")
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{it}"/></w:r>' for it in kinds
    )
    return (
        f'<w:p>{begin}<w:r><w:instrText xml:space="preserve"> {instruction} '
        f"</w:instrText></w:r>{separate}<w:r><w:t>old</w:t></w:r>{end}</w:p>"
    )

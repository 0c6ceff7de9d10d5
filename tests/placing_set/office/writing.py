"""Writes documents for LibreOffice as flat ODF, plainly or with every place coloured.

Texts may hold places: `{date/us/Datum|______}` is a blank, `{>date/us/Datum|Datum:}` a label
with free paper after it, `{.checkbox/-/Ja|☐}` a glyph to tick. A cell `{=date/us/Datum}` is
to be filled, with its small label after the brace, and `{^signature/us/Name}` is signed
above its upper border. `&` joins the wants of a place that several share.
"""

import re
from xml.sax.saxutils import escape

_PLACE = re.compile(r"\{([>.=^]?)([^|}]+)(?:\|([^}]*))?\}")
_BAR = re.compile(r"\|(?![^{]*\})")
_SIZES = {"a4": (21.0, 29.7), "letter": (21.59, 27.94), "a3": (29.7, 42.0)}


class Writing:
    """One document; `places` tells mode and wants of each place, in order."""

    def __init__(
        self,
        *,
        font: str = "Liberation Sans",
        points: float = 11,
        size: str = "a4",
        landscape: bool = False,
        margins: tuple[float, float] = (2.5, 2.0),
        header: str = "",
        footer: str = "",
        marked: bool = False,
    ) -> None:
        """Begin a document; margins (left and right, top and bottom) are in cm."""
        self.font, self.points, self.margins = font, points, margins
        self.size = _SIZES[size][::-1] if landscape else _SIZES[size]
        self.header, self.footer, self.marked = header, footer, marked
        self.places: list[tuple[str, str]] = []
        self._styles: dict[str, str] = {}
        self._body: list[str] = []

    def p(
        self,
        text: str = "",
        *,
        bold: bool = False,
        points: float = 0,
        align: str = "start",
        before: float = 0,
        after: float = 4,
        tabs: str = "",
        rule: bool = False,
        page: bool = False,
    ) -> None:
        """Add a paragraph. `tabs` are like `8_ 9 16_`: cm, and the leader of each."""
        style = _paragraph(align, before, after, tabs, rule, page)
        self._body.append(self._paragraph(text, style, _type(bold, points)))

    def table(
        self,
        text: str,
        widths: str,
        *,
        border: str = "0.5pt solid #000000",
        height: float = 0.6,
        head: str = "",
        points: float = 0,
    ) -> None:
        """Add a table: a line of text per row, cells between bars; sizes in cm."""
        columns = "".join(self._column(wide) for wide in widths.split())
        least = f'<style:table-row-properties style:min-row-height="{height}cm"/>'
        row = self._style("table-row", least)
        total = sum(float(wide) for wide in widths.split())
        style = self._style(
            "table",
            f'<style:table-properties style:width="{total}cm" table:align="left"/>',
        )
        lines = []
        for number, line in enumerate(text.split("\n")):
            fill = head if number == 0 else ""
            cells = "".join(
                self._cell(cell, border, fill, points) for cell in _BAR.split(line)
            )
            lines.append(
                f'<table:table-row table:style-name="{row}">{cells}</table:table-row>'
            )
        self._body.append(
            f'<table:table table:style-name="{style}">{columns}{"".join(lines)}</table:table>'
        )
        self.p(points=4, after=0)

    def ellipse(
        self, want: str, x: float, y: float, wide: float, high: float, shape: str = ""
    ) -> None:
        """Draw a circle, or a `rect`, at so many cm from the last paragraph."""
        colour = self._place("shape", want)
        fill = (
            f'draw:fill="solid" draw:fill-color="{colour}"'
            if colour
            else 'draw:fill="none"'
        )
        style = self._style(
            "graphic",
            f'<style:graphic-properties {fill} svg:stroke-color="#444444" style:run-through="background" style:wrap="run-through" style:vertical-pos="from-top" style:vertical-rel="paragraph" style:horizontal-pos="from-left" style:horizontal-rel="paragraph"/>',
        )
        tag = shape or "ellipse"
        self._body.append(
            f'<text:p><draw:{tag} text:anchor-type="paragraph" draw:style-name="{style}" svg:x="{x}cm" svg:y="{y}cm" svg:width="{wide}cm" svg:height="{high}cm"/></text:p>'
        )

    def xml(self) -> str:
        """Return the document as flat ODF."""
        width, height = self.size
        side, end = self.margins
        header = self._paragraph(self.header, _paragraph("end"), _type(points=8))
        footer = self._paragraph(self.footer, _paragraph("center"), _type(points=7))
        header_style = '<style:header-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.5cm"/></style:header-style>'
        footer_style = '<style:footer-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.5cm"/></style:footer-style>'
        default = f'<style:default-style style:family="paragraph"><style:paragraph-properties style:tab-stop-distance="1.25cm"/><style:text-properties style:font-name="{self.font}" fo:font-family="{self.font}" fo:font-size="{self.points}pt" fo:language="none" fo:country="none"/></style:default-style>'
        layout = f'<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin-left="{side}cm" fo:margin-right="{side}cm" fo:margin-top="{end}cm" fo:margin-bottom="{end}cm"/>{header_style if self.header else ""}{footer_style if self.footer else ""}</style:page-layout>'
        head = f"<style:header>{header}</style:header>" if self.header else ""
        foot = f"<style:footer>{footer}</style:footer>" if self.footer else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:styles>{default}</office:styles>"
            f"<office:automatic-styles>{''.join(self._styles.values())}{layout}</office:automatic-styles>"
            f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{head}{foot}</style:master-page></office:master-styles>'
            f"<office:body><office:text>{''.join(self._body)}</office:text></office:body></office:document>"
        )

    def _column(self, wide: str) -> str:
        width = f'<style:table-column-properties style:column-width="{wide}cm"/>'
        style = self._style("table-column", width)
        return f'<table:table-column table:style-name="{style}"/>'

    def _cell(self, text: str, border: str, fill: str, points: float) -> str:
        edges = f'fo:border="{border}"' if border else 'fo:border="none"'
        found = _PLACE.match(text)
        if found and found.group(1) in ("=", "^"):
            mode = "cell" if found.group(1) == "=" else "above"
            fill = self._place(mode, found.group(2)) or fill
            text = text[found.end() :]
            if mode == "above":
                edges = 'fo:border="none" fo:border-top="0.7pt solid #000000"'
        colour = f' fo:background-color="{fill}"' if fill else ""
        style = self._style(
            "table-cell",
            f'<style:table-cell-properties {edges} fo:padding="0.07cm"{colour}/>',
        )
        inner = self._paragraph(text, _paragraph(after=0), _type(points=points))
        return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inner}</table:table-cell>'

    def _paragraph(self, text: str, style: str, kind: str) -> str:
        name = self._style("paragraph", style + kind)
        return f'<text:p text:style-name="{name}">{self._inline(text)}</text:p>'

    def _inline(self, text: str) -> str:
        parts, at = [], 0
        for found in _PLACE.finditer(text):
            parts.append(_plain(text[at : found.start()]))
            at = found.end()
            mode = {">": "after", ".": "glyph"}.get(found.group(1), "run")
            colour = self._place(mode, found.group(2))
            inner = _plain(found.group(3))
            # a colour of its own in both, so that both break lines alike
            back = f' fo:background-color="{colour}"' if colour else ""
            kind = f'<style:text-properties fo:color="#000001"{back}/>'
            style = self._style("text", kind)
            parts.append(f'<text:span text:style-name="{style}">{inner}</text:span>')
        return "".join([*parts, _plain(text[at:])])

    def _place(self, mode: str, wants: str) -> str:
        """Note a place, and return the colour that marks it, if it is to be marked."""
        self.places.append((mode, wants))
        return colour_of(len(self.places) - 1) if self.marked else ""

    def _style(self, family: str, properties: str) -> str:
        key = family + properties
        name = f"S{len(self._styles) + 1}"
        if key in self._styles:
            return self._styles[key].split('"')[1]
        self._styles[key] = (
            f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
        )
        return name


def colour_of(number: int) -> str:
    """Return the colour that marks a place."""
    return f"#{number:02x}c8fa"


def _paragraph(
    align: str = "start",
    before: float = 0,
    after: float = 0,
    tabs: str = "",
    rule: bool = False,
    page: bool = False,
) -> str:
    stops = "".join(_stop(tab) for tab in tabs.split())
    border = ' fo:border-bottom="0.7pt solid #000000"' if rule else ""
    broken = ' fo:break-before="page"' if page else ""
    return f'<style:paragraph-properties fo:text-align="{align}" fo:margin-top="{before}pt" fo:margin-bottom="{after}pt"{border}{broken}><style:tab-stops>{stops}</style:tab-stops></style:paragraph-properties>'


def _stop(tab: str) -> str:
    position = tab.rstrip("_.")
    leader = tab[len(position) :]
    style = (
        f' style:leader-style="solid" style:leader-text="{leader}"' if leader else ""
    )
    return f'<style:tab-stop style:position="{position}cm"{style}/>'


def _type(bold: bool = False, points: float = 0) -> str:
    weight = ' fo:font-weight="bold"' if bold else ""
    size = f' fo:font-size="{points}pt"' if points else ""
    return f"<style:text-properties{weight}{size}/>"


def _plain(text: str) -> str:
    escaped = (
        escape(text).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    )
    return re.sub("  +", lambda it: f'<text:s text:c="{len(it.group())}"/>', escaped)


_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)

"""Documents with an AcroForm, each also with the form left out of account."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.pagesizes import A4, LETTER, landscape

from bot.domain.fields import Kind

from .fonts import SERIF, WORLD
from .letterhead import letterhead
from .parts import caption, cells, labelled, rows, tick
from .place import Document
from .sheet import Sheet
from .widgets import Widget, widgets_at, with_widgets

_Form = tuple[str, Sheet, str, list[Widget]]
"""Language and name, the page, what the fields at its places are, and more fields."""


def forms() -> Iterator[Document]:
    """Yield every form twice: as it is, and to be located with `ignore_form`."""
    for make in (_german, _english, _french, _spanish, _turned, _half):
        name, sheet, fields, more = make()
        data, places = sheet.finish()
        widgets = [*widgets_at(places, fields), *more]
        whole = Document(
            name=name,
            language=name[:2],
            group="form",
            data=with_widgets(data, widgets),
            places=places,
        )
        yield whole
        # a list to choose from is but a line when printed
        printed = tuple(
            replace(it, optional=it.optional or it.kind == Kind.CHOICE) for it in places
        )
        yield replace(
            whole,
            name=f"{name}_ignored",
            group="form ignored",
            places=printed,
            ignore_form=True,
        )


def _german() -> _Form:
    """Speaking names; the signatures are text fields."""
    s = Sheet(points=10, margins=(60, 60))
    letterhead(s, "Sparverein Morgenrot e. V.", "Beitrittserklärung", logo="#ee7711")
    rows(
        s,
        "Name > text/customer | Anschrift > text/customer | Geburtsdatum > date/customer | IBAN > bank/customer | Kreditinstitut > bank/customer",
        s.left,
        s.right,
        indent=90,
        step=26,
    )
    tick(s, "Ich möchte den Rundbrief erhalten.", "checkbox/customer", s.left, s.y)
    s.y -= 70
    caption(s, "Ort, Datum", "date/customer", s.left, s.left + 160, s.y)
    caption(
        s, "Unterschrift Mitglied", "signature/customer", s.left + 200, s.right, s.y
    )
    s.y -= 70
    caption(
        s,
        "Für den Verein: Unterschrift Vorstand",
        "signature/us",
        s.left + 200,
        s.right,
        s.y,
    )
    return (
        "de_membership_form",
        s,
        "text Name | text Anschrift | text Geburtsdatum | text IBAN | text Kreditinstitut | tick Rundbrief | text Ort_Datum | text Unterschrift Mitglied | text Unterschrift Vorstand",
        [],
    )


def _english() -> _Form:
    """Names that say nothing, signature fields, and a prefilled country."""
    s = Sheet(size=LETTER, points=9.5, margins=(50, 50))
    s.heading("Vendor Registration", points=15)
    cells(
        s,
        "Legal name > text/- * 60 | Tax ID > text/- * 40\nAddress > text/- * 70 | Country > text?/- * 30\nBank name > bank/- * 40 | Routing number > bank/- * 25 | Account number > bank/- * 35\nContact e-mail > text/- * 60 | Number of employees > number/- * 40",
        height=34,
    )
    s.y -= 20
    tick(s, "We accept the code of conduct.", "checkbox/-", s.left, s.y)
    s.y -= 20
    cells(
        s,
        "Authorized signature of vendor > signature/- * 65 | Date > date/- * 35",
        height=46,
    )
    fields = "text Text1 | text Text2 | text Text3 | filled Text4 = USA | text Text5 | text Text6 | text Text7 | text Text8 | text Text9 | tick Check Box10 | signature Signature11 | text Text12"
    return "en_vendor_form", s, fields, []


def _french() -> _Form:
    """A list to choose from, a round choice, a button, and fields that nobody fills."""
    s = Sheet(points=10, face=SERIF, margins=(60, 60))
    letterhead(s, "Mutuelle des Alpes", "Bulletin d'adhésion", logo="#4477aa")
    rows(
        s,
        "Civilité > choice/customer | Nom et prénom > text/customer | Date de naissance > date/customer | Téléphone > text/customer | IBAN > bank/customer",
        s.left,
        s.left + 380,
        indent=110,
        step=28,
    )
    tick(s, "J'accepte les conditions générales.", "checkbox/customer", s.left, s.y)
    s.y -= 60
    labelled(s, "Fait le", "date/customer", s.left, s.left + 160, s.y)
    labelled(
        s, "Signature de l'adhérent", "signature/customer", s.left + 180, s.right, s.y
    )
    more = [
        Widget(type="button", name="Imprimer", box=(0.8, 0.05, 0.92, 0.08)),
        Widget(
            type="text",
            name="Numéro",
            box=(0.75, 0.8, 0.92, 0.82),
            value="A-118",
            read_only=True,
        ),
        Widget(type="text", name="interne", box=(0.75, 0.7, 0.92, 0.72), hidden=True),
    ]
    return (
        "fr_insurance_form",
        s,
        "combo civilite = Civilité | text nom = Nom et prénom | text naissance = Date de naissance | text tel = Téléphone | text iban = IBAN | tick cgv = Conditions | text date = Date | signature signature = Signature de l'adhérent",
        more,
    )


def _spanish() -> _Form:
    """Names of both parties in the fields; two pages."""
    s = Sheet(points=10, margins=(64, 64))
    s.heading("Contrato de mantenimiento")
    s.paragraph(
        "Contratista: Ascensores Vega S.L. Los datos del Cliente y las firmas figuran en la segunda página."
    )
    s.next_page()
    rows(
        s,
        "Cliente: > text/customer | NIF: > text/customer | Número de ascensores: > number/customer | Fecha de inicio: > date/- | Cuenta (IBAN): > bank/customer",
        s.left,
        s.left + 360,
        indent=130,
        step=28,
    )
    s.y -= 60
    caption(s, "Firma del Contratista", "signature/us", s.left, s.left + 200, s.y)
    caption(s, "Firma del Cliente", "signature/customer", s.left + 240, s.right, s.y)
    return (
        "es_maintenance_form",
        s,
        "text cliente | text nif | text num_ascensores | text fecha_inicio | text iban_cliente | signature firma_contratista | signature firma_cliente",
        [],
    )


def _turned() -> _Form:
    """A form on a page that is turned and cropped."""
    s = Sheet(
        size=landscape(A4),
        rotate=90,
        bleed=(20, 30, 10, 15),
        face=WORLD,
        points=9,
        margins=(50, 50),
    )
    s.heading("Prüfprotokoll Brandmeldeanlage")
    cells(
        s,
        "Objekt > text/- * 50 | Prüfdatum > date/- * 25 | Anzahl Melder > number/- * 25",
        height=36,
    )
    s.y -= 80
    caption(
        s,
        "Unterschrift Prüfer (Auftragnehmer)",
        "signature/us",
        s.left,
        s.left + 220,
        s.y,
    )
    caption(
        s,
        "Unterschrift Betreiber (Auftraggeber)",
        "signature/customer",
        s.left + 300,
        s.left + 520,
        s.y,
    )
    return (
        "de_inspection_form",
        s,
        "text Objekt | text Prüfdatum | text Anzahl Melder | signature Unterschrift_Auftragnehmer | signature Unterschrift_Auftraggeber",
        [],
    )


def _half() -> _Form:
    """Fields for the data only; the lines to sign on are printed."""
    s = Sheet(points=10, face=SERIF, margins=(70, 70))
    s.heading("Storage unit rental")
    rows(
        s,
        "Tenant name > text/customer | Unit number > text/- | Start date > date/- | Monthly rent > number/-",
        s.left,
        s.left + 340,
        indent=90,
        step=26,
    )
    s.paragraph(
        "The tenant has read the house rules of Keep Safe Storage Ltd (the landlord)."
    )
    s.y -= 60
    caption(s, "Signature of tenant", "signature/customer", s.left, s.left + 200, s.y)
    caption(s, "Signature of landlord", "signature/us", s.left + 240, s.right, s.y)
    return (
        "en_storage_form",
        s,
        "text TenantName | text UnitNumber | text StartDate | text MonthlyRent | - | -",
        [],
    )

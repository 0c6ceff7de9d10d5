"""Documents in French."""

from .drawing import draws
from .fonts import SERIF
from .letterhead import address, facts, footer, letterhead
from .parts import caption, cell, comb, grid, labelled, shared, tick
from .prose import clauses
from .sheet import Sheet


@draws("fr")
def quote_to_accept() -> Sheet:
    """A box at the right: good for agreement, date, signature and stamp."""
    s = Sheet(points=10, margins=(55, 55))
    letterhead(
        s,
        "Menuiserie Lacroix SARL",
        "14 rue des Tilleuls · 35000 Rennes",
        logo="#226688",
    )
    facts(
        s, ("Devis n°", "D-2026-418"), ("Date", "24/11/2026"), ("Validité", "30 jours")
    )
    address(s, "Mme Hélène Garnier", "3 place du Marché", "35400 Saint-Malo", "")
    s.heading("Devis")
    grid(
        s,
        "Désignation|Qté|Prix unitaire|Total HT\nFenêtre chêne double vitrage|4|620,00 €|2 480,00 €\nPose et finitions|1|540,00 €|540,00 €\nTotal HT|||3 020,00 €",
        (230, 45, 100, 110),
    )
    s.paragraph("Acompte de 30 % à la commande. TVA 10 % sur justificatif.")
    x, top = s.left + 230, s.y - 10
    s.frame((x, top - 130, s.right, top))
    s.text(x + 8, top - 15, "Bon pour accord – le client", bold=True)
    labelled(s, "Date :", "date/customer", x + 8, s.right - 90, top - 42)
    s.text(x + 8, top - 64, "Signature et cachet :")
    s.mark("signature/customer/Signature", (x + 8, top - 124, x + 130, top - 70))
    s.mark("stamp/customer/Cachet", (x + 130, top - 124, s.right - 6, top - 70))
    footer(
        s,
        ("Menuiserie Lacroix SARL", "RCS Rennes 512 345 678"),
        ("Crédit Mutuel de Bretagne", "IBAN FR76 1558 9351 0001 2345 6789 043"),
    )
    return s


@draws("fr")
def lease() -> Sheet:
    """Sentences with blanks, and the closing formula with place and date."""
    s = Sheet(face=SERIF, points=11, leading=1.6, margins=(70, 70))
    s.heading("Contrat de location meublée", points=16)
    s.paragraph(
        "Entre {text/us/Bailleur|34}, ci-après le bailleur, et {text/customer/Locataire|34}, ci-après le locataire, il est convenu ce qui suit."
    )
    s.paragraph(
        "Le logement est situé {text/-/Adresse|40}. La location prend effet le {date/-/Date d'effet|14}. Le loyer mensuel est de {number/-/Loyer|8} € et le dépôt de garantie de {number/-/Dépôt|8} €."
    )
    clauses(s, "fr", 1, 4, sign="Article ")
    s.y -= 24
    end = s.text(s.left, s.y, "Fait à ")
    s.blank("text/-/Fait à", end, end + 120, s.y, leader="under")
    end = s.text(end + 124, s.y, ", le ")
    s.blank("date/-/le", end, end + 100, s.y, leader="under")
    s.text(end + 104, s.y, "en deux exemplaires.")
    s.y -= 40
    for x, who, name in (
        (s.left, "us", "Le bailleur"),
        (s.left + 240, "customer", "Le locataire"),
    ):
        s.text(x, s.y, name, bold=True)
        s.text(x, s.y - 14, "(signature précédée de « lu et approuvé »)", points=8)
        s.blank(f"signature/{who}/{name}", x, x + 200, s.y - 64)
    return s


@draws("fr")
def sepa_mandate() -> Sheet:
    """A mandate with combs and dotted lines."""
    s = Sheet(points=9.5, margins=(52, 52), leader="dots")
    letterhead(s, "Énergies du Littoral", "Mandat de prélèvement SEPA", logo="#dd8800")
    s.paragraph(
        "En signant ce formulaire de mandat, vous autorisez Énergies du Littoral à envoyer des instructions à votre banque pour débiter votre compte. Identifiant créancier : FR12ZZZ123456."
    )
    for text in ("Nom du débiteur", "Adresse", "Code postal et ville"):
        labelled(s, text, "text/customer", s.left, s.right, s.y, indent=110)
        s.y -= 24
    s.text(s.left, s.y, "IBAN")
    comb(s, "bank/customer/IBAN", s.left + 50, s.y - 4, (4, 4, 4, 4, 4, 4, 3), wide=12)
    s.text(s.left, s.y - 28, "BIC")
    comb(s, "bank/customer/BIC", s.left + 50, s.y - 32, (11,), wide=12)
    s.y -= 60
    end = tick(s, "Paiement récurrent", "checkbox/customer", s.left, s.y)
    tick(s, "Paiement ponctuel", "checkbox/customer", end + 30, s.y)
    s.y -= 60
    caption(s, "Lieu et date", "date/customer", s.left, s.left + 190, s.y)
    caption(
        s, "Signature du débiteur", "signature/customer", s.left + 230, s.right, s.y
    )
    return s


@draws("fr")
def site_acceptance() -> Sheet:
    """Acceptance of works: three columns that sign in cells."""
    s = Sheet(points=10, margins=(50, 50))
    s.heading("Procès-verbal de réception des travaux")
    s.paragraph(
        "Chantier : extension de l'école Jules-Ferry. Entreprise : Bâti Ouest SAS. Maître d'ouvrage : commune de Plérin."
    )
    labelled(s, "Date de réception :", "date/-", s.left, s.left + 250, s.y)
    s.y -= 26
    for text in (
        "La réception est prononcée sans réserve.",
        "La réception est prononcée avec réserves.",
        "La réception est refusée.",
    ):
        tick(s, text, "checkbox/-", s.left, s.y, style="bracket")
        s.y -= 18
    cell(s, "Réserves", "text/-", (s.left, s.y - 90, s.right, s.y))
    top, wide = s.y - 120, (s.right - s.left) / 3
    for at, (name, who) in enumerate(
        (
            ("L'entreprise", "us"),
            ("Le maître d'ouvrage", "customer"),
            ("Le maître d'œuvre", "other"),
        )
    ):
        x = s.left + at * wide
        s.text(x + 4, top, name, bold=True)
        cell(s, "Nom", f"text/{who}", (x, top - 34, x + wide, top - 6))
        cell(s, "Signature", f"signature/{who}", (x, top - 90, x + wide, top - 34))
    s.y = top - 140
    shared(
        s,
        "Date et signature du garant",
        "date/other signature/other",
        s.left,
        s.left + 260,
        s.y - 20,
    )
    return s

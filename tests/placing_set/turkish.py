"""Documents in Turkish."""

from .drawing import draws
from .fonts import WORLD
from .letterhead import letterhead
from .parts import caption, cells, grid, labelled, rows, shared, tick
from .prose import clauses
from .sheet import Sheet


@draws("tr")
def service_contract() -> Sheet:
    """Two columns, name first, stamp and signature on one line."""
    s = Sheet(face=WORLD, points=10, margins=(68, 60))
    s.text(297, s.y, "HİZMET SÖZLEŞMESİ", bold=True, points=14, align="center")
    s.y -= 30
    s.paragraph(
        "Bir tarafta Yıldız Yazılım A.Ş. (Yüklenici) ile diğer tarafta {text/customer/Müşteri|34} (Müşteri) aşağıdaki hususlarda anlaşmışlardır."
    )
    clauses(s, "tr", 0, 3, sign="Madde ")
    s.y -= 20
    top = s.y
    for x, who, name in (
        (s.left, "us", "YÜKLENİCİ"),
        (s.left + 245, "customer", "MÜŞTERİ"),
    ):
        s.y = top
        s.text(x, s.y, name, bold=True)
        s.y -= 28
        rows(
            s,
            f"Ad Soyad: > text/{who} | Tarih: > date/{who}",
            x,
            x + 215,
            indent=62,
            step=26,
        )
        shared(s, "Kaşe ve imza", f"stamp/{who} signature/{who}", x, x + 215, s.y - 54)
    return s


@draws("tr")
def handover_record() -> Sheet:
    """Who delivers and who receives, in a table."""
    s = Sheet(face=WORLD, points=9.5, margins=(54, 54))
    letterhead(s, "Ege Makina San. Ltd. Şti.", "Teslim tutanağı", logo="#336644")
    s.paragraph(
        "Aşağıda belirtilen malzemeler eksiksiz ve hasarsız olarak teslim edilmiştir."
    )
    grid(
        s,
        "Sıra|Malzeme|Miktar\n1|Kompresör EK-200|1\n2|Bağlantı seti|4",
        (50, 330, 107),
    )
    lines = ["|Adı Soyadı|Tarih|İmza"]
    for name, who in (("Teslim eden", "us"), ("Teslim alan", "customer")):
        lines.append(
            f"{name}|{{text/{who}/Adı Soyadı}}|{{date/{who}/Tarih}}|{{signature/{who}/İmza}}"
        )
    grid(s, "\n".join(lines), (90, 150, 90, 157), height=36)
    return s


@draws("tr")
def customer_form() -> Sheet:
    """A form of cells with consent to tick."""
    s = Sheet(face=WORLD, points=9, margins=(46, 46), weight=0.5)
    letterhead(s, "Marmara Bankası", "Müşteri bilgi formu", logo="#990033")
    cells(
        s,
        "Adı Soyadı > text/customer * 60 | Doğum tarihi > date/customer * 40\nAdres > text/customer * 100\nTelefon > text/customer * 40 | E-posta > text/customer * 60\nIBAN > bank/customer * 70 | Banka > bank/customer * 30\nAylık gelir (TL) > number/customer * 50 | Meslek > text/customer * 50",
        height=32,
        fill="#fbf4f6",
    )
    s.y -= 24
    tick(
        s,
        "Kişisel verilerimin işlenmesini kabul ediyorum.",
        "checkbox/customer",
        s.left,
        s.y,
        style="ballot",
    )
    tick(
        s,
        "Elektronik ileti almak istiyorum.",
        "checkbox/customer",
        s.left,
        s.y - 18,
        style="ballot",
    )
    s.y -= 80
    labelled(s, "Tarih:", "date/customer", s.left, s.left + 150, s.y, leader="dots")
    caption(
        s,
        "Müşterinin imzası",
        "signature/customer",
        s.right - 200,
        s.right,
        s.y,
        align="center",
    )
    return s

"""Alice sends somebody else's PDF; the bot proposes where who signs."""

import pytest

from bot.domain.company import Company
from bot.domain.fields import Kind
from bot.pdf.intake.order_reader import read_order_file
from bot.pdf.making.generate import generate
from bot.pdf.placing.locate import Want
from tests.pdf.forms import ALL, BOTH, SAMPLES, SENDER_BANK, page, points, proposed


def test_a_contract_gets_its_signatures_on_the_lines_meant() -> None:
    data = (SAMPLES / "contract.pdf").read_bytes()

    fields = proposed(
        data,
        *(want for want in ALL if want.kind is not Kind.TEXT),
        SENDER_BANK,
    )

    assert {field.page for field in fields.values()} == {1}
    for kind in ("signature", "stamp", "date"):
        ours, theirs = (fields[f"{role}-{kind}"] for role in ("director", "customer"))
        assert ours.box[2] < 0.5 < theirs.box[0]
        assert ours.box[1] == pytest.approx(theirs.box[1], abs=0.01)


@pytest.mark.parametrize(
    ("ours", "theirs", "signature", "when"),
    [
        ("Auftragnehmer", "Auftraggeber", "Unterschrift", "Ort, Datum"),
        ("For the company", "Customer", "Signature", "Date"),
        ("Verkäufer", "Käuferin", "Unterschrift", "Datum"),
        ("Lessor", "Lessee", "Signed by", "Place, date"),
    ],
)
def test_headings_tell_whose_column_it_is(
    ours: str, theirs: str, signature: str, when: str
) -> None:
    """The customer's column stands left here, so the sides cannot help."""
    fields = proposed(
        page(
            (70, 300, theirs), (320, 300, ours), (70, 208, when), (320, 208, when),
            (70, 128, signature), (320, 128, signature),
            lines=((70, 250, 220), (320, 500, 220), (70, 250, 140), (320, 500, 140)),
        ),
        *ALL,
    )  # fmt: skip

    left = points(fields["customer-signature"])
    assert left[:2] == pytest.approx((70, 141), abs=2)
    right = points(fields["director-signature"])
    assert right[:2] == pytest.approx((320, 141), abs=2)
    assert points(fields["customer-date"])[1] == pytest.approx(221, abs=2)
    assert fields["customer-stamp"].page == 1


def test_words_in_the_label_tell_whose_it_is() -> None:
    fields = proposed(
        page(
            (70, 500, "Unterschrift Kunde: ______________________"),
            (70, 400, "Signature of the managing director: ________________"),
            (70, 300, "IBAN: ......................................"),
        ),
        *BOTH,
        SENDER_BANK,
    )

    assert points(fields["customer-signature"])[1] == pytest.approx(500, abs=4)
    assert points(fields["director-signature"])[1] == pytest.approx(400, abs=4)
    assert points(fields["sender-bank"])[1] == pytest.approx(300, abs=4)


def test_without_any_hint_the_left_one_is_ours() -> None:
    fields = proposed(
        page((70, 128, "Signature"), (320, 128, "Signature"),
             lines=((70, 250, 140), (320, 500, 140))),
        *reversed(BOTH),
    )  # fmt: skip

    assert fields["director-signature"].box[0] < fields["customer-signature"].box[0]


def test_a_label_with_the_right_name_beats_a_handier_one() -> None:
    fields = proposed(
        page(
            (70, 300, "Unterschrift: ______________________"),
            (70, 600, "Unterschrift Geschäftsführer"),
        ),
        BOTH[0],
    )

    assert points(fields["director-signature"])[1] > 590


def test_nobody_signs_at_the_others_place() -> None:
    data = page((70, 300, "Customer signature: ______________________"))

    assert proposed(data, BOTH[0])["director-signature"].page == 1


def test_two_words_share_their_line() -> None:
    fields = proposed(
        page((70, 128, "Ort, Datum, Unterschrift"), lines=((70, 330, 140),)),
        Want(kind=Kind.DATE, role="customer"),
        BOTH[1],
    )

    date, signature = (points(fields[f"customer-{k}"]) for k in ("date", "signature"))
    assert date[0] == pytest.approx(70, abs=2)
    assert date[2] < signature[0] < signature[2] <= 332


def test_prose_and_answered_labels_are_left_alone() -> None:
    data = page(
        (70, 700, "The date of the last signature counts, as does the stamp."),
        (70, 650, "Datum der Unterschrift ist der Beginn."),
        (70, 600, "Date: 24.11.2026"),
        (70, 550, "IBAN: DE89 3704 0044 0532 0130 00"),
        (70, 520, "Date"),
        (70, 509, "24.11.2026"),
        pages=3,
    )

    fields = proposed(data, *ALL, SENDER_BANK)

    assert {field.page for field in fields.values()} == {3}


@pytest.mark.parametrize("name", ["order.json", "order.csv"])
def test_our_own_delivery_note_is_understood(name: str) -> None:
    order = read_order_file(name, (SAMPLES / name).read_bytes())
    company = Company(name="Nordwind Möbel GmbH", address=("20457 Hamburg",))
    note = generate(order, company, "en")
    own = {
        field.id: field for field in note.fields
        if field.kind in (Kind.SIGNATURE, Kind.STAMP)
    }  # fmt: skip

    fields = proposed(note.pdf, *(Want(kind=f.kind, role=f.role) for f in own.values()))

    for field in fields.values():
        x1, y1, x2, y2 = own[field.id].box
        middle = ((field.box[0] + field.box[2]) / 2, (field.box[1] + field.box[3]) / 2)
        assert x1 < middle[0] < x2
        assert y1 < middle[1] < y2

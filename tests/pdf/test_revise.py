"""A signing act: values, pictures and a signature in one update that judges accept."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import numpy as np
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from bot.domain.fields import CUSTOMER, Field, Kind
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import preview
from tests.pdf.chain import (
    CHARLIE,
    FIELDS,
    NOW,
    bobs_act,
    box_of,
    charlies_act,
    document,
    evidence,
    plan,
    sample_keys,
    scrawl,
    sealed_sample,
    sign,
    stamp,
)
from tests.pdf.judges import (
    changed_outside,
    ink_in,
    part_of,
    pixels,
    pyhanko,
    run,
    text_in,
)

CHARLIES = tuple(field.id for field in FIELDS if field.role == CUSTOMER)


def value_of(data: bytes, name: str) -> object:
    """Return a field's value as pyHanko reads it."""
    fields = PdfFileReader(BytesIO(data)).root["/AcroForm"]["/Fields"]
    for field in (reference.get_object() for reference in fields):
        if field["/T"] == name:
            return field.get("/V")
    raise KeyError(name)


def test_pyhanko_accepts_each_signature_and_names_the_signers() -> None:
    stages = sealed_sample()
    authorities = stages.keys.authority_certificates
    for data, signers in (
        (stages.director, {"director-signature": "Bob Direktor"}),
        (
            stages.customer,
            {
                "director-signature": "Bob Direktor",
                "customer-signature": "Charlie Customer",
            },
        ),
    ):
        judged = pyhanko(data, authorities)
        assert all(status.bottom_line for _, status in judged.values())
        assert {
            name: signature.signer_cert.subject.native["common_name"]
            for name, (signature, _) in judged.items()
        } == signers


def test_the_first_signature_certifies_with_p_2_and_no_other_does() -> None:
    stages = sealed_sample()
    judged = pyhanko(stages.customer, stages.keys.authority_certificates)
    levels = {name: signature.docmdp_level for name, (signature, _) in judged.items()}
    assert levels == {
        "director-signature": MDPPerm.FILL_FORMS,
        "customer-signature": None,
    }
    root = PdfFileReader(BytesIO(stages.customer)).root
    certifying = root["/Perms"].raw_get("/DocMDP").reference
    assert certifying == judged["director-signature"][0].sig_object.container_ref


def test_whoever_signs_first_certifies() -> None:
    first = sign(sealed_sample().prepared, charlies_act())
    second = sign(first, bobs_act(at=NOW + timedelta(hours=3)))
    judged = pyhanko(second, sample_keys().authority_certificates)
    assert all(status.bottom_line for _, status in judged.values())
    assert judged["customer-signature"][0].docmdp_level is MDPPerm.FILL_FORMS
    assert judged["director-signature"][0].docmdp_level is None


def test_poppler_mupdf_and_qpdf_accept_it() -> None:
    data = sign(sealed_sample().prepared, bobs_act())
    data = sign(data, charlies_act())
    # It asks whether certificates are valid today, and not when they were used.
    poppler = run("pdfsig", "{}", data=data)
    assert "expired" not in poppler
    assert poppler.count("Signature Validation: Signature is Valid.") == 2
    assert "Certificate Common Name: Bob Direktor" in poppler
    assert "Certificate Common Name: Charlie Customer" in poppler
    assert "Certificate Validation: Certificate issuer isn't Trusted." in poppler
    mupdf = run("mutool", "sign", "-v", "{}", data=data)
    assert mupdf.count("The document is unchanged since signing.") == 1
    assert mupdf.count("The signature is valid but there have been edits") == 1
    assert "No syntax or stream encoding errors" in run(
        "qpdf", "--check", "{}", data=data
    )


def test_earlier_bytes_are_never_touched() -> None:
    stages = sealed_sample()
    assert stages.director.startswith(stages.prepared)
    assert stages.customer.startswith(stages.director)


def test_it_is_a_pades_signature_with_its_commitment() -> None:
    stages = sealed_sample()
    judged = pyhanko(stages.customer, stages.keys.authority_certificates)
    for signature, _ in judged.values():
        placed = signature.sig_object
        assert placed["/SubFilter"] == "/ETSI.CAdES.detached"
        assert "/M" in placed
        assert "/Reason" not in placed
        info: cms.SignerInfo = signature.signer_info
        assert info["digest_algorithm"]["algorithm"].native == "sha256"
        assert info["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
        encoded = [attribute.dump() for attribute in info["signed_attrs"]]
        assert encoded == sorted(encoded)
        attributes = {a["type"].native: a["values"][0] for a in info["signed_attrs"]}
        assert set(attributes) == {
            "content_type",
            "message_digest",
            "signing_certificate_v2",
            "cms_algorithm_protection",
            "commitment_type",
        }
        commitment = attributes["commitment_type"]["commitment_type_id"].native
        assert commitment == "proof_of_approval"
    assert signature.self_reported_timestamp == charlies_act().at


def test_values_and_pictures_stand_inside_their_boxes_and_nowhere_else() -> None:
    stages = sealed_sample()
    boxes = [box_of(name) for name in ("director-signature", "director-stamp")]
    assert all(ink_in(stages.director, 1, box) > 200 for box in boxes)
    assert changed_outside(stages.prepared, stages.director, 1, boxes) == 0
    assert changed_outside(stages.prepared, stages.director, 0, []) == 0
    boxes = [box_of(name) for name in CHARLIES]
    assert all(ink_in(stages.customer, 1, box) > 20 for box in boxes)
    assert changed_outside(stages.director, stages.customer, 1, boxes) == 0


def test_values_are_printed_as_they_were_given_in_every_script() -> None:
    data = sealed_sample().customer
    name = "Charlie Müller-Σωκράτης Дмитрий"
    assert text_in(data, 1, box_of("customer-name")) == name
    assert text_in(data, 1, box_of("customer-date")) == "24.11.2026"
    assert text_in(data, 1, box_of("customer-condition")) == "Good"
    poppler = " ".join(
        run("pdftotext", "-f", "2", "-l", "2", "{}", "-", data=data).split()
    )
    assert name in poppler
    assert "Two chairs were left at the neighbour's, as agreed" in poppler
    assert value_of(data, "customer-name") == name
    assert value_of(data, "customer-received") == "/Yes"


def test_the_evidence_row_tells_what_was_recorded() -> None:
    data = sealed_sample().customer
    page = " ".join(run("pdftotext", "-f", "3", "{}", "-", data=data).split())
    for line in evidence("Bob Direktor", NOW):
        label, _, value = line.partition(": ")
        assert label in page
        assert "".join(value.split()) in "".join(page.split())


def test_a_picture_is_never_distorted_and_stays_in_the_middle() -> None:
    box = (0.1, 0.1, 0.6, 0.2)
    wide = Field(id="s", kind=Kind.SIGNATURE, role=CUSTOMER, page=0, box=box)
    prepared = prepare(document(1), plan(fields=(wide,), signers=(CHARLIE,), values={}))
    act = charlies_act(values={}, pictures={"s": stamp()})
    shown = part_of(pixels(sign(prepared, act), 0), box) < 200
    rows, columns = np.nonzero(shown)
    assert abs((columns.max() - columns.min()) - (rows.max() - rows.min())) <= 2
    middle = (columns.max() + columns.min()) / 2
    assert abs(middle - shown.shape[1] / 2) <= 2


def test_further_places_for_a_signature_show_the_same_picture() -> None:
    boxes = {"one": (0.1, 0.1, 0.4, 0.16), "two": (0.5, 0.1, 0.8, 0.16)}
    fields = tuple(
        Field(id=name, kind=Kind.SIGNATURE, role=CUSTOMER, page=0, box=box)
        for name, box in boxes.items()
    )
    prepared = prepare(document(1), plan(fields=fields, signers=(CHARLIE,), values={}))
    data = sign(prepared, charlies_act(values={}, pictures={"one": scrawl()}))
    assert [*pyhanko(data, sample_keys().authority_certificates)] == ["one"]
    shown = pixels(data, 0)
    inks = [(part_of(shown, box) < 200).sum() for box in boxes.values()]
    assert min(inks) > 200
    assert abs(inks[0] - inks[1]) < 0.1 * inks[0]
    assert len(data) - len(prepared) < 14_000


def test_what_stays_empty_is_locked_too() -> None:
    values = {k: v for k, v in charlies_act().values.items() if k != "customer-note"}
    data = sign(sealed_sample().director, charlies_act(values=values))
    assert value_of(data, "customer-note") == ""
    judged = pyhanko(data, sample_keys().authority_certificates)
    assert all(status.bottom_line for _, status in judged.values())


def test_the_preview_looks_like_the_signed_page_and_is_not_signed() -> None:
    stages = sealed_sample()
    shown = preview(stages.director, charlies_act())
    assert (pixels(shown, 1) == pixels(stages.customer, 1)).all()
    assert [*pyhanko(shown, stages.keys.authority_certificates)] == [
        "director-signature"
    ]
    assert shown.startswith(stages.director)


def test_signing_again_from_the_same_revision_forks_harmlessly() -> None:
    """Two windows at once: both files are sound, only one can be kept."""
    stages = sealed_sample()
    one, other = (sign(stages.director, charlies_act()) for _ in range(2))
    assert one != other
    for data in (one, other):
        judged = pyhanko(data, stages.keys.authority_certificates)
        assert all(status.bottom_line for _, status in judged.values())


def test_an_act_shows_no_pictures_when_printed() -> None:
    assert "PNG" not in repr(bobs_act())
    assert replace(bobs_act(), name="Olivia").name == "Olivia"

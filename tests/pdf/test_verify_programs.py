"""What other programs signed, and what others signed before and after us."""

from bot.pdf.verifying.verdict import Integrity, Level, Origin, SignatureKind
from bot.pdf.verifying.verify import verify
from tests.pdf import judges, programs
from tests.pdf.pades import assert_good, levels, signed, stamped
from tests.pdf.signed_files import authorities, good


def test_what_poppler_signed_is_intact() -> None:
    once, twice = programs.poppler()
    for times, data in enumerate((once, twice), start=1):
        verdict = verify(data)
        assert (verdict.integrity, verdict.origin) == (Integrity.INTACT, Origin.OTHER)
        assert levels(verdict) == [None] * times
        assert {each.signer for each in verdict.signatures} == {"Trudy"}
        said = judges.run("pdfsig", "-nocert", "{}", data=data)
        assert said.count("Signature is Valid") == times


def test_what_pdfbox_signed_is_intact() -> None:
    once, twice, alone = programs.pdfbox()
    for data, expected in (
        (once, [None]),
        (twice, [None, Level.B_B]),
        (alone, [Level.B_B]),
    ):
        assert_good(data, *expected)
        said = judges.run("pdfsig", "-nocert", "{}", data=data)
        assert said.count("Signature is Valid") == len(expected)


def test_others_sign_after_pdfbox() -> None:
    _, twice, _ = programs.pdfbox()
    data = signed("alone", Level.B_B, data=twice, field="Victor")
    assert_good(data, None, Level.B_B, Level.B_B)


# Together with ours


def test_a_stranger_who_signs_after_us_takes_nothing_away() -> None:
    verdict = verify(signed("p256", data=good("unsealed")), authorities())
    assert verdict.integrity in {Integrity.EXTENDED, Integrity.UNFINISHED}
    assert verdict.signatures[0].trusted
    assert not verdict.signatures[-1].trusted


def test_nobody_signs_after_the_seal() -> None:
    verdict = verify(signed("p256", data=good("sealed")), authorities())
    assert verdict.integrity is Integrity.ALTERED


def test_our_sealed_file_with_a_strangers_timestamp_stays_ours() -> None:
    verdict = verify(stamped(good("sealed")), authorities())
    assert (verdict.integrity, verdict.origin) == (
        Integrity.INTACT,
        Origin.THIS_SERVICE,
    )
    assert verdict.signatures[-1].kind is SignatureKind.TIMESTAMP

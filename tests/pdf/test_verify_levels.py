"""Files that others signed well, at every level of PAdES, and what is said of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from asn1crypto import cms, tsp

from bot.pdf.verifying.raw import traces
from bot.pdf.verifying.verdict import (
    Integrity,
    Level,
    SignatureKind,
    in_english,
)
from bot.pdf.verifying.verify import verify
from tests.pdf import foreign, judges, pki
from tests.pdf.pades import (
    assert_good,
    keys_of,
    levels,
    signed,
    stamped,
    with_store,
    without_store,
)

B_B, B_T, B_LT, B_LTA = Level

Store = dict[str, Any]


def everything() -> Store:
    """What a store needs that makes Trudy's signature checkable for long."""
    return {
        "certificates": tuple(map(pki.certificate, ("ca", "root", "tsa"))),
        "lists": tuple(map(pki.revocation_list, ("ca", "root"))),
    }


@pytest.mark.parametrize(
    ("key", "pss", "algorithm"),
    [
        ("rsa", False, "RSA 2048, SHA-256"),
        ("rsa", True, "RSA-PSS 2048, SHA-256"),
        ("p256", False, "ECDSA P-256, SHA-256"),
        ("p384", False, "ECDSA P-384, SHA-384"),
        ("p521", False, "ECDSA P-521, SHA-512"),
        ("brainpool", False, "ECDSA brainpoolP256r1, SHA-256"),
        ("ed25519", False, "Ed25519, SHA-512"),
        ("ed448", False, "Ed448, SHAKE256"),
    ],
)
def test_keys_of_all_kinds(key: str, pss: bool, algorithm: str) -> None:
    verdict = assert_good(signed(key, pss=pss), B_B)
    (signature,) = verdict.signatures
    assert (signature.signer, signature.algorithm) == ("Trudy", algorithm)
    assert keys_of(verdict) == {"not-identified"}
    assert "“Trudy”: PAdES B-B." in verdict.as_json("")["notices"]  # type: ignore[operator]


def test_plain_ecdsa_is_unsupported_and_not_broken() -> None:
    data = signed("p256")
    (trace,) = traces(data)
    content = cms.ContentInfo.load(trace.contents)
    (info,) = content["content"]["signer_infos"]
    info["signature_algorithm"] = {"algorithm": "0.4.0.127.0.7.1.1.4.1.3"}
    _, start, end, _ = trace.byte_range
    contents = content.dump(force=True).hex().encode().ljust(end - start - 2, b"0")
    verdict = verify(data[:start] + b"<" + contents + b">" + data[end:])
    assert verdict.integrity is Integrity.UNREADABLE
    assert verdict.reason_key == "unsupported"


@pytest.mark.parametrize("key", ["rsa", "p256", "p384", "p521"])
def test_poppler_agrees_where_it_knows_the_key(key: str) -> None:
    said = judges.run("pdfsig", "-nocert", "{}", data=signed(key))
    assert "Signature is Valid" in said


@pytest.mark.parametrize("level", Level)
def test_each_level_is_named(level: Level) -> None:
    data = signed("p256", level)
    verdict = assert_good(data, level)
    assert f"“Trudy”: PAdES {level}." in verdict.as_json("")["notices"]  # type: ignore[operator]
    stamps = verdict.signatures[1:]
    assert len(stamps) == {B_B: 0, B_T: 1, B_LT: 1, B_LTA: 2}[level]
    for stamp in stamps:
        assert (stamp.kind, stamp.signer) == (
            SignatureKind.TIMESTAMP,
            "Timestamp Authority",
        )
        assert (stamp.integrity, stamp.level) == (Integrity.INTACT, None)
        assert stamp.signed_at is not None
    said = judges.run("pdfsig", "-nocert", "{}", data=data)
    assert "Signature is Valid" in said


def test_answers_of_ocsp_make_it_long_term_as_well() -> None:
    assert_good(signed("p256", B_LT, answers=("p256",)), B_LT)


def test_a_document_timestamp_proves_the_time_as_well() -> None:
    data = stamped(signed("p256"))
    assert_good(data, B_T)
    data = with_store(data, **everything())
    assert_good(data, B_LT)
    assert_good(stamped(data), B_LTA)


def test_more_for_later_years_changes_nothing() -> None:
    data = signed("p256", B_LTA)
    data = stamped(with_store(data, answers=(pki.revocation_answer("p256"),)))
    assert len(assert_good(data, B_LTA).signatures) == 4


def test_two_signers_have_a_level_each() -> None:
    first = signed("rsa", B_LTA)
    data = signed("alone", B_T, data=first, field="Victor")
    assert_good(data, B_LTA, B_T)
    assert_good(stamped(data), B_LTA, B_T)


def test_what_is_stored_for_one_signer_serves_another_of_the_same_authority() -> None:
    data = signed("ed25519", B_T, data=signed("rsa", B_LTA), field="Victor")
    assert_good(data, B_LTA, B_LT)
    assert_good(stamped(data), B_LTA, B_LTA)


def test_plain_cms_has_no_level() -> None:
    data = foreign.sign(foreign.form(), "Trudy", stamped=True)
    verdict = assert_good(data, None)
    assert not any("PAdES" in str(line) for line in verdict.as_json("").values())


class Careless(pki.Stamper):
    """An authority that stamps something else than it was asked to."""

    async def async_request_tsa_response(
        self, req: tsp.TimeStampReq
    ) -> tsp.TimeStampResp:
        other = req.copy()
        other["message_imprint"]["hashed_message"] = bytes(32)
        return await super().async_request_tsa_response(other)


@pytest.mark.parametrize("level", [B_T, B_LTA])
def test_a_timestamp_of_something_else_proves_nothing(level: Level) -> None:
    data = with_store(signed("p256", B_T, stamper=Careless()), **everything())
    data = stamped(data) if level is B_LTA else data
    verdict = verify(data)
    assert verdict.integrity is Integrity.INTACT
    assert levels(verdict) == [B_B]
    assert "bad-timestamp" in keys_of(verdict)
    assert verdict.signatures[1].integrity is Integrity.BROKEN


def test_a_broken_document_timestamp_keeps_nothing() -> None:
    data = signed("p256", B_LTA)
    _, start, end, _ = traces(data)[-1].byte_range
    place = start + len(data[start : end - 1].rstrip(b"0")) - 20
    verdict = verify(
        data[:place]
        + b"%x" % (int(data[place : place + 1], 16) ^ 1)
        + data[place + 1 :]
    )
    assert verdict.integrity is Integrity.BROKEN
    assert levels(verdict) == [B_LT]


def test_a_timestamp_by_somebody_who_stamps_no_time() -> None:
    data = signed("p256", B_T, stamper=foreign.stamper())
    assert_good(data, B_B)


def test_a_store_that_was_removed_lowers_the_level() -> None:
    verdict = verify(without_store(signed("p256", B_LT)))
    assert levels(verdict) in ([B_T], [None])
    assert verdict.integrity is not Integrity.INTACT


def of_others() -> Store:
    answers = (pki.revocation_answer("rsa"),)
    return {"certificates": everything()["certificates"], "answers": answers}


def faked() -> Store:
    """All of it by somebody who calls himself like the authorities."""
    return {
        "certificates": tuple(pki.certificate(n, pki.FAKE) for n in ("ca", "root")),
        "lists": tuple(pki.revocation_list(n, pki.FAKE) for n in ("ca", "root")),
    }


@pytest.mark.parametrize(
    "store",
    [
        lambda: {**everything(), "lists": ()},
        lambda: {**everything(), "certificates": ()},
        lambda: {**everything(), "lists": everything()["lists"][:1]},
        lambda: {**everything(), "lists": everything()["lists"][1:]},
        of_others,
        faked,
    ],
    ids=[
        "no lists",
        "no root",
        "no root's list",
        "only root's list",
        "other's",
        "fake",
    ],
)
def test_a_store_that_lacks_something_is_not_long_term(
    store: Callable[[], Store],
) -> None:
    assert_good(with_store(signed("p256", B_T), **store()), B_T)


def test_an_outdated_certificate_is_named() -> None:
    verdict = assert_good(signed("expired"), B_B)
    assert "The certificate of Trudy was not valid at that time." in (
        notice.text(in_english) for notice in verdict.notices
    )
    early = pki.Stamper(at=datetime(2020, 6, 1, tzinfo=UTC))
    verdict = assert_good(signed("expired", B_T, stamper=early), B_T)
    assert "out-of-date" not in keys_of(verdict)


def test_a_revoked_certificate_is_named() -> None:
    late = with_store(signed("revoked", B_T), **everything())
    assert "revoked-before" in keys_of(assert_good(late, B_LT))
    early = pki.Stamper(at=datetime(2021, 6, 1, tzinfo=UTC))
    data = with_store(signed("revoked", B_T, stamper=early), **everything())
    assert not {"revoked", "revoked-before"} & keys_of(assert_good(data, B_LT))


def test_a_certificate_of_ones_own_is_named() -> None:
    assert "self-signed" in keys_of(assert_good(signed("alone"), B_B))
    assert "self-signed" not in keys_of(assert_good(signed("p256"), B_B))

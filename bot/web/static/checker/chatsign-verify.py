#!/usr/bin/env python3
"""Check PDFs that were sealed with Chatsign, without Chatsign.

    python3 chatsign-verify.py [--ca authority.pem] [--json] FILE...

Needs Python 3.10 or newer and the package "cryptography", nothing else: no network, no
PDF library, nothing of the service but its authority's certificate. It answers one
question: is this the file that the company's seal closed, with nothing changed or
added since? The seal signs every byte of the file but its own value, all earlier
signatures included, so the answer needs no understanding of PDF (README.md tells more).

Exit code, the worst of all files: 0 intact, 1 unfinished, 2 altered or broken,
3 unsigned, 4 not readable or not to be judged here.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MOST_BYTES = 200 << 20
LONGEST_SIGNATURE = 1 << 20
EXIT_CODES = {
    "intact": 0,
    "unfinished": 1,
    "altered": 2,
    "broken": 2,
    "unsigned": 3,
    "unreadable": 4,
}

# ISO 32000-1, 12.8.1: a signature dictionary names the bytes that it signs, which are
# all but its own /Contents, a string in hexadecimal.
BYTE_RANGE = re.compile(
    rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]"
)
MENTIONED = re.compile(rb"/ByteRange\b")
GAP = re.compile(rb"<[0-9A-Fa-f\s]*>")
DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z")
WHITE = b"\0\t\n\f\r "

DATA, SIGNED_DATA = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
NO_REVOCATION = "2.5.29.56"
WHOLE_NAME = "2.5.4.41"
DIGESTS = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}
SCHEMES = {
    "1.2.840.10045.4.3.2": hashes.SHA256,
    "1.2.840.10045.4.3.3": hashes.SHA384,
    "1.2.840.10045.4.3.4": hashes.SHA512,
    "1.2.840.113549.1.1.11": hashes.SHA256,
    "1.2.840.113549.1.1.12": hashes.SHA384,
    "1.2.840.113549.1.1.13": hashes.SHA512,
}

# What the 128 codes above ASCII mean in PDFDocEncoding (ISO 32000-1, D.2), where it is
# not Latin-1.
DOC_ENCODING = dict(
    zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=False)
)
DOC_ENCODING.update(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜", strict=False))
DOC_ENCODING[0xA0] = "€"


class Broken(Exception):
    """A signature does not fit the file or contradicts itself."""


class Unknown(Broken):
    """A signature may be good, but is of a kind that cannot be checked here."""


class Node:
    """One element of DER (X.690): definite lengths and short tags only."""

    def __init__(self, data, start, limit):
        if start + 2 > limit or data[start] & 0x1F == 0x1F:
            raise Broken("not DER")
        self.data, self.start, self.tag = data, start, data[start]
        size, self.begin = data[start + 1], start + 2
        if size & 0x80:
            count = size & 0x7F
            if not 1 <= count <= 4 or self.begin + count > limit:
                raise Broken("not DER")
            size = int.from_bytes(data[self.begin : self.begin + count], "big")
            self.begin += count
        self.end = self.begin + size
        if self.end > limit:
            raise Broken("not DER")

    @property
    def whole(self):
        """The bytes with tag and length."""
        return self.data[self.start : self.end]

    @property
    def content(self):
        """The bytes without them."""
        return self.data[self.begin : self.end]

    def parts(self):
        """The elements inside."""
        found, at = [], self.begin
        while at < self.end:
            found.append(Node(self.data, at, self.end))
            at = found[-1].end
        return found

    def insist(self, tag):
        """Return itself if it is what it should be."""
        if self.tag != tag:
            raise Broken("not the structure of a signature")
        return self

    @property
    def oid(self):
        """An object identifier in dotted form."""
        octets = self.insist(0x06).content
        numbers, value = [], 0
        for octet in octets:
            value = value << 7 | octet & 0x7F
            if not octet & 0x80:
                numbers.append(value)
                value = 0
        if not numbers or octets[-1] & 0x80 or len(octets) > 32:
            raise Broken("not an identifier")
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))


class Signature:
    """A signature whose bytes stand where it says they do."""

    def __init__(self, match):
        before, self.again, rest = (int(number) for number in match.groups())
        self.before, self.end, self.match = before, self.again + rest, match
        self.problem, self.is_known, self.trusted = "", True, False
        self.certificate, self.others = None, []

    def stands(self, data):
        """Say whether it encloses itself, its value and nothing else.

        What only looks like a signature, such as one in a file attached to this one,
        names places of another file.
        """
        if not self.match.end() < self.again < self.end <= len(data) and not (
            self.before < self.again <= self.match.start() < self.end <= len(data)
        ):
            return False
        # Text and value are of one object, and the value is its /Contents: nobody can
        # move the place of the value without changing signed bytes.
        opened = data.rfind(b" obj", 0, self.before)
        closed = data.find(b"endobj", self.again)
        own = data[opened : self.before] + data[self.again : closed]
        near = opened < self.match.start() < closed and len(own) < 1 << 16
        size = self.again - self.before
        return (
            near
            and opened >= 0
            and 2 < size <= 2 * LONGEST_SIGNATURE
            and GAP.fullmatch(data, self.before, self.again) is not None
            and data[opened : self.before].rstrip(WHITE).endswith(b"/Contents")
            and own.count(b"/Contents") == own.count(b"/ByteRange") == 1
        )

    def check(self, data):
        """Verify it (RFC 5652, 5.4 to 5.6, and EN 319 142-1). Raises `Broken`."""
        digits = data[self.before + 1 : self.again - 1].translate(None, WHITE)
        value = bytes.fromhex(digits.decode("ascii") + "0" * (len(digits) % 2))
        outer = Node(value, 0, len(value))
        if value[outer.end :].strip(b"\0"):
            raise Broken("something follows the signature's value")
        kind, tagged = outer.insist(0x30).parts()[:2]
        if kind.oid != SIGNED_DATA:
            raise Broken("no signed data")
        signed = tagged.insist(0xA0).parts()[0].insist(0x30).parts()
        encapsulated = signed[2].insist(0x30).parts()
        if encapsulated[0].oid != DATA or len(encapsulated) > 1:
            raise Broken("it signs something else than the file")
        certificates = [n for part in signed if part.tag == 0xA0 for n in part.parts()]
        infos = signed[-1].insist(0x31).parts()
        if len(infos) != 1:
            raise Broken("not exactly one signer")
        self._check_signer(infos[0].insist(0x30).parts(), certificates, data)

    def _check_signer(self, info, certificates, data):
        attributes = {}
        for each in info[3].insist(0xA0).parts():
            name, values = each.insist(0x30).parts()
            if name.oid in attributes or len(values.parts()) != 1:
                raise Broken("an attribute twice")
            attributes[name.oid] = values.parts()[0]
        digest = DIGESTS.get(info[2].parts()[0].oid)
        if digest is None or not {CONTENT_TYPE, MESSAGE_DIGEST} <= set(attributes):
            raise Unknown("a digest that is not known here")
        state = hashes.Hash(digest())
        state.update(memoryview(data)[: self.before])
        state.update(memoryview(data)[self.again : self.end])
        if attributes[MESSAGE_DIGEST].insist(0x04).content != state.finalize():
            raise Broken("the file is not what was signed")
        if attributes[CONTENT_TYPE].oid != DATA:
            raise Broken("it signs something else than the file")
        self._choose(info[1].insist(0x30).parts(), certificates)
        self._insist_on_certificate(attributes)
        # What is signed are the attributes as a SET, whatever their tag (5.4).
        signed = b"\x31" + info[3].whole[1:]
        self._verify(info[4].parts()[0].oid, info[5].insist(0x04).content, signed)

    def _choose(self, issuer_and_serial, certificates):
        issuer, serial = (node.whole for node in issuer_and_serial)
        for node in certificates:
            parts = node.insist(0x30).parts()[0].insist(0x30).parts()
            at = 1 if parts[0].tag == 0xA0 else 0
            try:
                loaded = x509.load_der_x509_certificate(bytes(node.whole))
            except ValueError as error:
                raise Broken("a damaged certificate") from error
            if (parts[at + 2].whole, parts[at].whole) == (issuer, serial):
                self.certificate = loaded
            self.others.append(loaded)
        if self.certificate is None:
            raise Broken("the signer's certificate is missing")

    def _insist_on_certificate(self, attributes):
        # RFC 5035, 5.4.1: SHA-256 of the certificate, unless another hash is named.
        if CERTIFICATE_V2 not in attributes:
            raise Broken("it does not name its certificate")
        named = attributes[CERTIFICATE_V2].insist(0x30).parts()[0].parts()[0].parts()
        of = self.certificate.public_bytes(Encoding.DER)
        if named[0].tag != 0x04 or named[0].content != hashlib.sha256(of).digest():
            raise Broken("it names another certificate")

    def _verify(self, scheme, value, signed):
        key, digest = self.certificate.public_key(), SCHEMES.get(scheme)
        try:
            if (
                digest
                and "10045" in scheme
                and isinstance(key, ec.EllipticCurvePublicKey)
            ):
                key.verify(value, signed, ec.ECDSA(digest()))
            elif digest and "113549" in scheme and isinstance(key, rsa.RSAPublicKey):
                key.verify(value, signed, padding.PKCS1v15(), digest())
            else:
                raise Unknown("a kind of signature that is not known here")
        except InvalidSignature as error:
            raise Broken("the signature's value is wrong") from error

    @property
    def signer(self):
        """Whom the certificate names."""
        for oid in (WHOLE_NAME, "2.5.4.3", "2.5.4.10"):
            names = self.certificate.subject.get_attributes_for_oid(
                x509.ObjectIdentifier(oid)
            )
            if names:
                return str(names[0].value)
        return self.certificate.subject.rfc4514_string()

    @property
    def is_act(self):
        """Say whether the key was made for one act of a person and thrown away.

        Its certificate says that it is never revoked (RFC 9608); a seal's does not.
        """
        return any(
            each.oid.dotted_string == NO_REVOCATION
            for each in self.certificate.extensions
        )

    def signed_at(self, data):
        """The time that the signature dictionary names, as ISO 8601, or None."""
        opened = data.rfind(b" obj", 0, self.before)
        closed = data.find(b"endobj", self.again)
        for part in (data[opened : self.before], data[self.again : closed]):
            at = part.find(b"/M (")
            found = DATE.search(text_at(part, at + 3)) if at >= 0 else None
            if found:
                return "{}-{}-{}T{}:{}:{}Z".format(*found.groups())
        return None


def issued(authority, certificate):
    """Say whether an authority signed a certificate."""
    try:
        basic = authority.extensions.get_extension_for_class(x509.BasicConstraints)
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return basic.value.ca


def key_of(certificate):
    """The public key, which is what an authority is known by: never by its name."""
    return certificate.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )


def vouched(certificate, others, pinned, steps=3):
    """Say whether a certificate leads to one of those that are trusted."""
    if any(key_of(certificate) == key_of(each) for each in pinned):
        return True
    if any(issued(each, certificate) for each in pinned):
        return True
    return steps > 1 and any(
        issued(each, certificate) and vouched(each, others, pinned, steps - 1)
        for each in others
        if each != certificate
    )


def text_at(data, at):
    """Read a PDF string in parentheses (ISO 32000-1, 7.3.4.2), empty without one."""
    simple = {ord(a): ord(b) for a, b in zip("nrtbf", "\n\r\t\b\f", strict=False)}
    found, depth = bytearray(), 0
    while at < len(data):
        char = data[at]
        at += 1
        if char == 0x5C and depth:
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                found.append(int(octal[0], 8) & 0xFF)
                at = octal.end()
            elif at < len(data):
                if data[at] not in b"\r\n":
                    found.append(simple.get(data[at], data[at]))
                at += 1
            continue
        depth += (char == 0x28) - (char == 0x29)
        if depth and not (char == 0x28 and depth == 1):
            found.append(char)
        elif char == 0x29:
            break
        elif not depth and char not in WHITE:
            return ""
    if found.startswith(b"\xfe\xff"):
        return found[2:].decode("utf-16-be", "replace")
    return "".join(DOC_ENCODING.get(char, chr(char)) for char in found)


def journal(data, start):
    """The records of the audit trail that the seal put into the file, or None."""
    at = data.find(b"/T (journal)", start)
    end = data.find(b"endobj", at)
    value = data.find(b"/V ", at, end)
    if at < 0 or value < 0:
        return None
    try:
        records = json.loads(text_at(data[:end], value + 3))
        return records if isinstance(records, list) and records else None
    except (ValueError, RecursionError):
        return None


def holds(records):
    """Say whether each record follows from the one before it."""
    last, envelopes = "0" * 64, set()
    for record in records:
        if not isinstance(record, dict) or record.get("prev_hash") != last:
            return False
        kept = {k: v for k, v in record.items() if k not in ("prev_hash", "hash")}
        text = json.dumps(
            kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        last = hashlib.sha256((last + text).encode("utf-8", "replace")).hexdigest()
        if record.get("hash") != last:
            return False
        envelopes.add(str(record.get("envelope")))
    return len(envelopes) == 1


def judge(data, pinned):
    """Return integrity, origin, a sentence, the signatures, and the envelope's id."""
    if b"%PDF-" not in data[:1024]:
        return "unreadable", "none", "This is not a PDF.", [], None
    if b"startxref" not in data:
        return "unreadable", "none", "This file is damaged or incomplete.", [], None
    matches = list(BYTE_RANGE.finditer(data))
    found = [each for each in map(Signature, matches) if each.stands(data)]
    found.sort(key=lambda each: each.end)
    if not found:
        if MENTIONED.search(data):
            sentence = (
                "It holds remains of a signature that does not fit it (any more)."
            )
            return "altered", "none", sentence, [], None
        return "unsigned", "none", "This file carries no signature.", [], None
    for each in found:
        try:
            each.check(data)
            each.trusted = vouched(each.certificate, each.others, pinned)
        except (Broken, IndexError, ValueError, TypeError) as error:
            each.problem = str(error) or "damaged"
            each.is_known = not isinstance(error, Unknown)
    return _answer(data, found, pinned)


def _answer(data, found, pinned):
    last = found[-1]
    bad = [each for each in found if each.problem]
    if bad and not any(each.is_known for each in bad):
        sentence = "A signature cannot be checked here: " + bad[-1].problem + "."
        return "unreadable", "none", sentence, found, None
    if bad:
        bad = [each for each in bad if each.is_known]
        sentence = "A signature does not match this file: " + bad[-1].problem + "."
        return "broken", "none", sentence, found, None
    if not last.trusted:
        sentence = "Signed, but not under this authority: it cannot be judged here."
        return "unreadable", "other", sentence, found, None
    extra = len(data.rstrip(WHITE)) - last.end
    if extra > 0:
        sentence = f"{extra} bytes were added after the last signature."
        return "altered", "this-service", sentence, found, None
    if last.is_act:
        sentence = (
            "Nothing was changed since the last signature, but the seal is missing."
        )
        return "unfinished", "this-service", sentence, found, None
    records = journal(data, found[-2].end if len(found) > 1 else 0)
    if records is None or not holds(records):
        sentence = "The journal inside this file does not hold together."
        return "altered", "this-service", sentence, found, None
    sentence = "This is the sealed original; nothing was changed since."
    return "intact", "this-service", sentence, found, records[0]["envelope"]


def report(file, data, pinned):
    """Return the answer about one file in the form of `chatsign verify --json`."""
    integrity, origin, sentence, found, envelope = judge(data, pinned)
    signatures = [
        {
            "field": None,
            "kind": "signature" if each.is_act else "seal",
            "signer": each.signer,
            "signed_at": each.signed_at(data),
            "integrity": "intact",
            "covers": "file" if each.end == len(data) else "revision",
            "trusted": each.trusted,
            "algorithm": each.certificate.signature_hash_algorithm.name,
        }
        for each in found
        if not each.problem
    ]
    return {
        "file": file,
        "integrity": integrity,
        "origin": origin,
        "envelope": envelope,
        "reason": sentence,
        "signatures": signatures,
        "changes": [],
        "notices": [],
    }


def look(file, pinned):
    """Read and judge a file, whatever it holds."""
    unreadable = {"file": file, "integrity": "unreadable", "origin": "none"}
    unreadable.update(envelope=None, signatures=[], changes=[], notices=[])
    try:
        if Path(file).stat().st_size > MOST_BYTES:
            return {**unreadable, "reason": "This file is too large."}
        return report(file, Path(file).read_bytes(), pinned)
    except OSError as error:
        return {**unreadable, "reason": f"It cannot be opened: {error.strerror}."}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes of us
        return {**unreadable, "reason": f"It cannot be read ({type(error).__name__})."}


def main():
    """Print the answers and return the exit code."""
    here = Path(__file__).resolve().parent / "authority.pem"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ca", type=Path, default=here, help="certificates, PEM")
    parser.add_argument("--json", action="store_true", help="one object a file")
    parser.add_argument("files", nargs="+", metavar="FILE")
    wish = parser.parse_args()
    try:
        pinned = x509.load_pem_x509_certificates(wish.ca.read_bytes())
    except (OSError, ValueError):
        parser.error(f"no certificates in {wish.ca}: get authority.pem of the service")
    worst = 0
    for file in wish.files:
        answer = look(file, pinned)
        worst = max(worst, EXIT_CODES[answer["integrity"]])
        if wish.json:
            print(json.dumps(answer))
            continue
        print(f"{answer['integrity'].upper()}: {answer['reason']}\n  {file}")
        for each in answer["signatures"]:
            mark = "✓" if each["trusted"] else "?"
            print(f"  {mark} {each['kind']} of {each['signer']}, {each['signed_at']}")
    return worst


if __name__ == "__main__":
    sys.exit(main())

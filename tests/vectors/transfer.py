"""A case that goes from one centre to another: the dossier, the words about it, and both as they travel. Run by read.py."""

import json
import struct
import uuid

from bundle import open_parcel, strings
from layout2 import read_header, statement, unhex
from primitives import KEYED, blake3, derive_key, ed25519_verify, xchacha20poly1305_seal
from read import CHUNK, HERE, cbor, need, padme, read_body, texts

WORDS = {1: "accepted", 2: "declined", 3: "revoked"}


def read_event(given, org, device, member):
    """One event as it is given, with both signatures checked. Returns its id and what its body says."""
    raw, sig, member_sig, body = given
    need(len(sig) == len(member_sig) == 64, "a signature has 64 bytes")
    header, aad = read_header(raw)
    need(header["org"] == org, "an event of another centre")
    event_id = blake3(b"pana/event/1" + raw)
    ed25519_verify(device, b"pana/event/1" + event_id, sig)
    signed = blake3(b"pana/body/1" + len(aad).to_bytes(4, "little") + aad + body)
    ed25519_verify(member, b"pana/body/1" + signed, member_sig)
    return event_id, read_body(body)


def root_of(blob, key, content):
    """The root under which a file lies that is sealed under this key."""
    length, hashes = len(content), b""
    content = content.ljust(padme(max(length, 256)), b"\0")
    count = -(-len(content) // CHUNK)
    for number in range(count):
        aad = b"pana/blob/1" + blob + length.to_bytes(8, "big") + bytes([number + 1 == count])
        nonce = bytes(16) + number.to_bytes(8, "big")
        hashes += blake3(xchacha20poly1305_seal(key, nonce, aad, content[number * CHUNK : (number + 1) * CHUNK]))
    return derive_key("pana/blob root/1", hashes)


def read_transfer(plain, vector):
    """Every check of a reader who has compared the root and knows the giver's device and seat."""
    (_, dossier), (_, sig), *files = strings(plain)
    org, transfer, to, root, device, member = unhex(
        vector, "org", "transfer", "to", "root", "device_public", "member_public"
    )
    items = cbor(dossier)
    need(items[0] == 1 and len(items) >= 10, "not a dossier of version 1")
    need(items[1:5] == [org, root, transfer, to], "another centre or handing over")
    need(items[9][:32] == member and len(items[9]) == 64, "another seat")
    ed25519_verify(member, statement("pana/transfer/1", dossier), sig)
    events = dict(read_event(given, org, device, member) for given in items[6])
    need(items[5] in events, "the proposal lacks")
    proposal = events[items[5]]
    ((path, kind, value, over),) = proposal["ops"]
    need(path == f"transfer/{uuid.UUID(bytes=transfer)}/proposal" and (kind, over) == (0, []), "no proposal")
    said = [each["bytes"] if isinstance(each, dict) else each for each in value["list"]]
    need(dict(zip(("to", "root", "name", "consent", "reads_on"), said)) == vector["proposal"], "another proposal")
    need(texts(items[7]) == vector["left"], "other events are left out")
    named = {event[:16].hex() for event in events} | {event for event, _ in vector["left"]}
    need(all(past in named for past in proposal["past"]), "something of its past lacks")
    need(texts(items[8]) == vector["forms"], "other questionnaires")
    for _, file in files:
        blob, file_root, key, content = cbor(file)
        need(content.hex() == vector["content"], "another content")
        need(root_of(blob, key, content) == file_root, "another file")
    need(len(files) == 1, "another number of files")


def transfer(vector):
    plain = bytes.fromhex(vector["plain"])
    read_transfer(plain, vector)
    # Of no byte of what is signed another one would do.
    for at in (40, 200, len(plain) - 1):
        changed = bytearray(plain)
        changed[at] ^= 1
        try:
            read_transfer(bytes(changed), vector)
        except (ValueError, KeyError, IndexError, TypeError):
            continue
        raise ValueError("a changed one was read")


def read_word(plain):
    need(plain[:9] == b"PANAWORD\x01", "no word")
    said = {"transfer": plain[9:25].hex(), "from": plain[25:41].hex(), "to": plain[41:57].hex()}
    said["word"], said["at_ms"] = WORDS[plain[57]], struct.unpack(">Q", plain[58:66])[0]
    at = 66
    for name in ("number", "words", "by"):
        end = at + 2 + int.from_bytes(plain[at : at + 2], "big")
        said[name], at = plain[at + 2 : end].decode(), end
    said["seat"] = plain[at : at + 64].hex()
    need(len(plain) == at + 128, "another length")
    ed25519_verify(plain[at : at + 32], statement("pana/transfer word/1", plain[: at + 64]), plain[at + 64 :])
    return said


def word(vector):
    said = read_word(bytes.fromhex(vector["plain"]))
    need(all(vector[name] == value for name, value in said.items()), "it says something else")


def sealed(vector):
    plain, many = open_parcel(*unhex(vector, "sealed", "sealing_secret"))
    of = json.loads((HERE / f"{vector['of']}.json").read_text(encoding="utf-8"))
    need(many & (many - 1) == 0, "as many recipients as it has")
    need(plain.hex() == of["plain"], "another content")
    KINDS[of["kind"]](of)


KINDS = {"transfer": transfer, "transfer-word": word, "transfer-sealed": sealed}

"""The second layout of everything that is sealed, as read.py reads the first. Run by read.py."""

import unicodedata

from primitives import argon2id, blake3, derive_key, ed25519_public, ed25519_verify, hpke_open, x25519
from primitives import xchacha20poly1305_open
from read import Cbor, MAX_ENVELOPE, MAX_PAYLOAD, WIDTHS, cbor, encode_head, keyed, need, open_box, padme, sheet
from unzstd import decompress

NAMES = ("version", "org", "stream", "dev", "dseq", "prev", "epoch", "addr", "nonce", "ct_len", "ct_hash")
SHEETS = b"\xff" * 16


def unhex(vector, *names):
    return [bytes.fromhex(vector[name]) for name in names]


# --- events ---


def read_header(data):
    """The header's parts, and what the body is bound to: the header without `ct_len` and `ct_hash`."""
    values = cbor(data)
    need(len(values) >= len(NAMES) and values[0] == 2, "not a header of version 2")
    header = dict(zip(NAMES, values))
    for name, width in WIDTHS.items():
        need(isinstance(header[name], bytes) and len(header[name]) == width, name)
    reader, cuts = Cbor(data), []
    reader.at = 1
    for _ in NAMES:
        cuts.append(reader.at)
        reader.item()
    return header, encode_head(4, len(values) - 2) + data[cuts[0] : cuts[9]] + data[reader.at :]


def padded(length, stream):
    """The length that a body of `length` is padded to."""
    if stream == "protected" and length <= 16 * 1024:
        return next(step for step in (1024, 4 * 1024, 16 * 1024) if length <= step)
    return padme(max(length, 256))


def read_body(plain, stream, subject_key):
    """Signature and body out of what the seal held."""
    need(plain[:16] == derive_key("pana/subject/commitment/1", subject_key, 16), "the commitment does not hold")
    need(plain[16] == 0, "a dictionary")
    length = int.from_bytes(plain[17:21], "little")
    end = 21 + length
    need(end <= len(plain) and not any(plain[end:]), "padding")
    need(len(plain) == padded(end, stream), "padded to another length")
    return decompress(plain[21:end], MAX_PAYLOAD)


def read_event(vector):
    """Every check of a reader, in order. Returns the body, or `None` when it was erased."""
    envelope, keys = bytes.fromhex(vector["envelope"]), {k: bytes.fromhex(v) for k, v in vector["keys"].items()}
    need(len(envelope) <= MAX_ENVELOPE, "too long")
    raw, sig, ct = cbor(envelope)
    need(len(sig) == 64, "a signature has 64 bytes")
    header, aad = read_header(raw)
    event_id = blake3(b"pana/event/1" + raw)
    ed25519_verify(keys["device_public"], b"pana/event/1" + event_id, sig)
    need(event_id.hex() == vector["event_id"], "another event id")
    need(header["dseq"] == vector["dseq"] and header["prev"].hex() == vector["prev"], "another place in the chain")
    need(header["org"].hex() == vector["centre"] and header["epoch"] == keys["epoch"], "another centre or epoch")
    stream = blake3(b"pana/stream/1" + header["org"] + vector["stream"].encode(), 16)
    need(header["stream"] == stream, "another stream")

    address_key = derive_key("pana/epoch/address key/1", keys["epoch_key"])
    need(read_address(header, address_key).hex() == vector["subject"], "another subject")
    if ct is None:
        return None
    need(len(ct) == header["ct_len"] and blake3(ct) == header["ct_hash"], "not the body that the header names")
    plain = xchacha20poly1305_open(derive_key("pana/subject/body key/1", keys["subject_key"]), header["nonce"], aad, ct)
    payload = read_body(plain, vector["stream"], keys["subject_key"])
    member_sig, body = payload[:64], payload[64:]
    signed = blake3(b"pana/body/1" + len(aad).to_bytes(4, "little") + aad + body)
    ed25519_verify(keys["member_public"], b"pana/body/1" + signed, member_sig)
    return body


def read_address(header, address_key):
    place = b"pana/addr/1" + header["stream"] + header["dev"] + header["dseq"].to_bytes(8, "big")
    return xchacha20poly1305_open(address_key, header["nonce"], place, header["addr"])


def event(vector):
    body = read_event(vector)
    need((body and body.hex()) == vector["body"], "another body")


def fault(vector):
    try:
        read_event(vector)
    except ValueError:
        return
    raise ValueError("a fault was accepted")


# --- epochs, generations, slots ---


def wrap_key(epoch_key):
    return derive_key("pana/epoch/wrap key/2", epoch_key)


def generation(vector):
    stream, gen, epoch, epoch_key = unhex(vector, "stream", "generation", "epoch", "epoch_key")
    need(len(vector["boxes"]) > 0, "no boxes")
    for box in vector["boxes"]:
        aad = b"pana/bucket/2" + stream + gen + box["number"].to_bytes(2, "big") + epoch
        need(open_box(wrap_key(epoch_key), aad, bytes.fromhex(box["wrapped"])).hex() == box["key"], "another key")
    slot_ids = next(bytes.fromhex(box["key"]) for box in vector["boxes"] if box["number"] == 256)
    need(keyed(slot_ids, bytes.fromhex(vector["subject"])).hex() == vector["slot_id"], "another slot id")


def slot(vector):
    stream, gen, slot_id, key_id = unhex(vector, "stream", "generation", "slot_id", "key_id")
    bucket_key, wrapped = unhex(vector, "bucket_key", "wrapped")
    aad = b"pana/slot/2" + stream + slot_id + key_id + gen + slot_id[:1]
    key = open_box(bucket_key, aad, wrapped)
    need(derive_key("pana/subject/key id/1", key, 16) == key_id, "the row names another key")
    need(key.hex() == vector["subject_key"], "another key")


def address_key(vector):
    stream, older, newer, newer_key = unhex(vector, "stream", "older", "newer", "newer_key")
    key = open_box(wrap_key(newer_key), b"pana/address key/2" + stream + older + newer, bytes.fromhex(vector["sealed"]))
    header, _ = read_header(cbor(bytes.fromhex(vector["envelope"]))[0])
    need(header["epoch"] == older and read_address(header, key).hex() == vector["subject"], "another subject")


# --- seats and grants ---


def seat_id(centre, member, device, keys):
    return blake3(b"pana/seat/1" + centre + member + device + keys, 16)


def seat(vector):
    centre, member, keys, device_keys = unhex(vector, "centre", "member", "keys", "device_keys")
    device = blake3(b"pana/device/1" + centre + device_keys, 16)
    need(device.hex() == vector["device"], "another device")
    need(seat_id(centre, member, device, keys).hex() == vector["seat"], "another seat")


def grant(vector):
    whom, secret, sealed = unhex(vector, "seat", "sealing_secret", "sealed")
    aad = b"".join(unhex(vector, "centre", "stream", "epoch")) + whom
    key = hpke_open(secret, b"pana/grant/2", aad, sealed)
    need(key.hex() == vector["epoch_key"], "another key")
    need(derive_key("pana/epoch/commitment/1", key).hex() == vector["commitment"], "another commitment")


def recovery_grant(vector):
    need(bytes.fromhex(vector["seat"]) == SHEETS, "not for the sheets")
    grant(vector)


# --- the keyring ---


def statement(context, text):
    context = context.encode()
    hashed = blake3(b"pana/statement/1" + len(context).to_bytes(4, "little") + context + text)
    return b"pana/statement/1" + hashed


def keyring(vector):
    file, passphrase = vector["keyring"], unicodedata.normalize("NFKC", vector["passphrase"]).encode()
    halves = sheet(vector["sheet_a"], "A"), sheet(vector["sheet_b"], "B")
    recovery = bytes(a ^ b for a, b in zip(*halves))
    verify = ed25519_public(derive_key("pana/recovery/sign/1", recovery))
    said = {"public": x25519(recovery).hex(), "sign": verify.hex()}
    need(file["version"] == 2 and file["recovery"] == said, "the sheets are of another keyring")
    ed25519_verify(verify, statement("pana/sheets/1", bytes.fromhex(vector["statement"])), *unhex(vector, "signature"))
    uuid = lambda text: bytes.fromhex(text.replace("-", ""))
    for member in file["members"]:
        place = uuid(file["centre"]) + uuid(member["id"])
        key = argon2id(passphrase, bytes.fromhex(member["salt"]), **member["params"])
        bundle = open_box(key, b"pana/member slot/1" + place, bytes.fromhex(member["sealed"]))
        need(len(bundle) == 177 and bundle[0] == 2, "not a bundle of version 2")
        sign, seal, device, root = bundle[1:33], bundle[33:65], bundle[65:81], bundle[81:113]
        public = {"sign": ed25519_public(sign).hex(), "seal": x25519(seal).hex()}
        need(public == member["public"], "other keys of the seat")
        need(device.hex() == vector["device"] and root.hex() == vector["root"], "another device or root")
        need({"public": bundle[113:145].hex(), "sign": bundle[145:].hex()} == said, "another recovery key")
        open_db = lambda box: hpke_open(seal, b"pana/db key/2", place, bytes.fromhex(box)).hex()
        need([open_db(box) for box in member["db_key"]] == vector["db_keys"], "other database keys")
        open_sheets = lambda box: hpke_open(recovery, b"pana/recovery/2", place, bytes.fromhex(box))
        said_there = [b"\2" + bytes.fromhex(db_key) + root for db_key in vector["db_keys"]]
        need([open_sheets(box) for box in member["sealed_for_recovery"]] == said_there, "else is sealed for recovery")
        seen = open_box(derive_key("pana/seen heads/1", seal), place, bytes.fromhex(member["seen"]))
        need(seen.hex() == vector["seen"], "something else was seen")


KINDS = {
    "event2": event,
    "fault2": fault,
    "generation": generation,
    "slot2": slot,
    "address-key": address_key,
    "seat": seat,
    "grant2": grant,
    "grant2-recovery": recovery_grant,
    "keyring2": keyring,
}

"""A second writer of events, independent of the Rust code.

    python3 tests/vectors/write.py < what.json

Reads one JSON object, bytes as hexadecimal:

    layout       1 or 2
    org, stream, dev, dseq, prev        the event's place; `stream` is a name
    epoch, epoch_key, subject_key       the keys that seal it
    member_sign, device_sign            the secret halves that sign it
    body                                the body's bytes, whatever they say
    subject      optional: which subject the address says; else the one in the body
    nonce        optional: 24 bytes; else random
    seen         optional, layout 1: [number, hash]
    dictionary   optional, layout 2: what stands in place of the byte for "none"
    frame        optional: what stands in place of the packed signature and body

and prints one with `header`, `sig`, `ct`, `event_id` and `envelope`. The body is stored and not compressed, which zstd
allows. Nothing is checked: this also makes events that no reader may accept.
"""

import json
import os
import sys

sys.dont_write_bytecode = True

from layout2 import padded
from primitives import blake3, derive_key, ed25519_sign, xchacha20poly1305_seal
from read import cbor, encode, encode_head, padme

BLOCK = 128 * 1024


def store(data):
    """A zstd frame that states its size and stores its content in raw blocks."""
    frame = bytes.fromhex("28b52ffda0") + len(data).to_bytes(4, "little")
    for at in range(0, len(data), BLOCK) or [0]:
        part = data[at : at + BLOCK]
        last = at + BLOCK >= len(data)
        frame += (len(part) << 3 | last).to_bytes(3, "little") + part
    return frame


def array(*parts):
    """An array of items that are encoded already."""
    return encode_head(4, len(parts)) + b"".join(parts)


def write(what):
    get = lambda name: bytes.fromhex(what[name])
    layout, stream_name, body = what["layout"], what["stream"], get("body")
    nonce = get("nonce") if "nonce" in what else os.urandom(24)
    subject = get("subject") if "subject" in what else cbor(body)[1]
    stream = blake3(b"pana/stream/1" + get("org") + stream_name.encode(), 16)
    place = b"pana/addr/1" + stream + get("dev") + what["dseq"].to_bytes(8, "big")
    addr = xchacha20poly1305_seal(derive_key("pana/epoch/address key/1", get("epoch_key")), nonce, place, subject)

    before = [layout, get("org"), stream, get("dev"), what["dseq"], get("prev"), get("epoch"), addr, nonce]
    after = []
    if layout == 1:
        after = [what.get("seen") and [what["seen"][0], bytes.fromhex(what["seen"][1])]]
    before, after = [encode(item) for item in before], [encode(item) for item in after]
    aad = array(*before, *after)
    signed = blake3(b"pana/body/1" + len(aad).to_bytes(4, "little") + aad + body)
    payload = ed25519_sign(get("member_sign"), b"pana/body/1" + signed) + body

    packed = get("frame") if "frame" in what else store(payload)
    plain = derive_key("pana/subject/commitment/1", get("subject_key"), 16)
    if layout == 2:
        plain += bytes.fromhex(what.get("dictionary", "00"))
    plain += len(packed).to_bytes(4, "little") + packed
    whole = padme(max(len(plain), 256)) if layout == 1 else padded(len(plain), stream_name)
    key = derive_key("pana/subject/body key/1", get("subject_key"))
    ct = xchacha20poly1305_seal(key, nonce, aad, plain.ljust(whole, b"\0"))

    header = array(*before, encode(len(ct)), encode(blake3(ct)), *after)
    event_id = blake3(b"pana/event/1" + header)
    sig = ed25519_sign(get("device_sign"), b"pana/event/1" + event_id)
    made = {"header": header, "sig": sig, "ct": ct, "event_id": event_id, "envelope": encode([header, sig, ct])}
    return {name: value.hex() for name, value in made.items()}


if __name__ == "__main__":
    json.dump(write(json.load(sys.stdin)), sys.stdout)
    print()

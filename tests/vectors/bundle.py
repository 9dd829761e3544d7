"""Parts of bundles: what is inside, and the parcel around it. Run by read.py."""

import base64
import hashlib
import hmac

from layout2 import statement, unhex
from primitives import blake3, chacha20poly1305_open, ed25519_verify, x25519
from read import MAX_ENVELOPE, cbor, need

MAX_CHUNK, MAX_SOURCE, PIECE = 1024 * 1024 + 16, 64 * 1024 * 1024, 64 * 1024
HEAD = ("version", "org", "bundle", "part", "parts", "before", "root", "device", "written_ms", "holds")
# Of each kind its name, its elements after the number (a width, int or a type), and the length of its last one.
KINDS_OF_ITEM = {
    1: ("event", (bytes,), MAX_ENVELOPE),
    2: ("grant", (16, 16, 16, 80), 80),
    3: ("key-box", (16, 16, int, 16, 72), 72),
    4: ("slot", (16, 16, 16, 16, 72), 72),
    5: ("source", (int, str, 32, bytes), MAX_SOURCE),
    6: ("chunk", (bytes, int, 16, 16, int, bytes), MAX_CHUNK),
}


def strings(data):
    """The byte strings of a CBOR sequence, each with where it begins."""
    at = 0
    while at < len(data):
        need(data[at] >> 5 == 2, "no byte string")
        info, width = data[at] & 31, 0
        if info >= 24:
            need(info <= 27, "no length")
            width = 1 << info - 24
        end = at + 1 + width + (int.from_bytes(data[at + 1 : at + 1 + width], "big") if width else info)
        need(end <= len(data), "cut short")
        yield at, cbor(data[at:end])
        at = end


def read_item(data):
    """One item as its name and its elements; None of a kind that is not known."""
    kind, *elements = cbor(data)
    if kind not in KINDS_OF_ITEM or kind == 5 and elements[0] not in (1, 2, 3):
        return None
    name, shapes, longest = KINDS_OF_ITEM[kind]
    need(len(elements) >= len(shapes), "too few elements")
    for element, shape in zip(elements, shapes):
        fits = isinstance(element, shape) if isinstance(shape, type) else len(element) == shape
        need(fits, f"an element of a {name}")
    elements = elements[: len(shapes)]
    need(len(elements[-1]) <= longest, "too long")
    need(kind != 3 or elements[2] <= 256, "no such box")
    # A questionnaire's hash is over its sheets.
    need(kind != 5 or elements[0] == 1 or blake3(elements[3]) == elements[2], "another source")
    if kind == 6:
        need(0 < len(elements[0]) <= 64 * 32 and len(elements[0]) % 32 == 0, "not the hashes of chunks")
        at = elements[1]
        need(0 <= at < len(elements[0]) // 32 and 1 <= elements[4] <= 1 << 48, "no such chunk")
        need(blake3(elements[5]) == elements[0][32 * at : 32 * at + 32], "another chunk")
    return name, elements


def read_lacks(more):
    """The roots of files that the writer lacks, in their one order; none where it does not say."""
    if not more:
        return []
    need(0 < len(more[0]) <= 2048 * 32 and len(more[0]) % 32 == 0, "not the roots of files")
    roots = [more[0][at : at + 32] for at in range(0, len(more[0]), 32)]
    need(roots == sorted(set(roots)), "not in their order")
    return roots


def read_have(item):
    """The ends of chains, in their one order."""
    ends = [(stream, *held) for stream, chains in item for held in chains]
    need(all(chains for _, chains in item), "a stream without chains")
    need(ends == sorted(set(ends)) and [s for s, _ in item] == sorted({s for s, _ in item}), "not in their order")
    need(all(1 <= number <= 1 << 48 for _, _, number, _ in ends), "no chain has that number")
    return ends


def read_part(plain, device):
    """Every check of a reader. Returns the head, the items, and what the writer has and lacks."""
    (_, head), *items, (end_at, end) = strings(plain)
    head = dict(zip(HEAD, cbor(head)))
    need(head["version"] == 1, "not a part of version 1")
    need(1 <= head["part"] <= head["parts"] == len(head["holds"]) <= 4096, "no such part")
    need((head["part"] == 1) == (head["before"] == bytes(32)), "the first alone has none before it")
    number, signed, sig = cbor(end)
    need(number == 0 and len(sig) == 64, "no end")
    count, digest, have, *more = cbor(signed)
    need(count == len(items), "another number of items")
    need(digest == blake3(b"pana/bundle part/1" + plain[:end_at]), "other content")
    ed25519_verify(device, statement("pana/bundle part/1", signed), sig)
    items = [read_item(item) for _, item in items]
    held = [sum(item is not None and item[0] == name for item in items) for name in ("event", "chunk")]
    need(held == head["holds"][head["part"] - 1], "it holds something else")
    return head, items, read_have(have), read_lacks(more)


def written(value):
    """As it stands in a vector: bytes as hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    return [written(each) for each in value] if isinstance(value, (list, tuple)) else value


def part(vector):
    head, items, have, lacks = read_part(*unhex(vector, "plain", "device_public"))
    need({name: written(value) for name, value in head.items()} == vector["head"], "another head")
    need([written(item) for item in items] == vector["items"], "other items")
    need(written(have) == vector["have"], "the writer has something else")
    need(written(lacks) == vector["lacks"], "the writer lacks something else")


def fault(vector):
    try:
        read_part(*unhex(vector, "plain", "device_public"))
    except ValueError:
        return
    raise ValueError("a fault was read")


# --- age, version 1, X25519 recipients ---


def hkdf(salt, info, key):
    prk = hmac.new(salt, key, hashlib.sha256).digest()
    return hmac.new(prk, info + b"\1", hashlib.sha256).digest()


def unpad64(text):
    need("=" not in text, "base64 with padding")
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def open_parcel(data, secret):
    """What is sealed in an age file to one of its X25519 recipients, and how many of those it has."""
    end = data.index(b"\n--- ")
    lines, mac = data[:end].decode().split("\n"), unpad64(data[end + 5 : end + 48].decode())
    need(lines[0] == "age-encryption.org/v1" and data[end + 48 : end + 49] == b"\n", "not an age file")
    public, file_keys, many = x25519(secret), [], 0
    for at, line in enumerate(lines):
        if not line.startswith("-> X25519 "):
            continue
        many += 1
        share = unpad64(line.removeprefix("-> X25519 "))
        key = hkdf(share + public, b"age-encryption.org/v1/X25519", x25519(secret, share))
        try:
            file_keys.append(chacha20poly1305_open(key, bytes(12), b"", unpad64(lines[at + 1])))
        except ValueError:
            pass  # of another recipient
    need(len(file_keys) == 1, "not one recipient has this key")
    need(hmac.new(hkdf(b"", b"header", file_keys[0]), data[: end + 4], hashlib.sha256).digest() == mac, "the header")
    nonce, sealed = data[end + 49 : end + 65], data[end + 65 :]
    key, out = hkdf(nonce, b"payload", file_keys[0]), b""
    pieces = [sealed[at : at + PIECE + 16] for at in range(0, len(sealed), PIECE + 16)]
    for number, piece in enumerate(pieces, 1):
        last = number == len(pieces)
        out += chacha20poly1305_open(key, (number - 1).to_bytes(11, "big") + bytes([last]), b"", piece)
    return out, many


def parcel(vector):
    text, many = open_parcel(*unhex(vector, "sealed", "sealing_secret"))
    need(blake3(text).hex() == vector["hash"] and len(text) == vector["length"], "another content")
    need(many == vector["recipients"], "another number of recipients")


KINDS = {"part": part, "fault-part": fault, "parcel": parcel}

"""A laptop joins on line: the letters of a mailbox, what was committed to, and the digits. What words lead to takes Argon2id at
its full cost, which takes too long here: the vector gives the mailbox."""

import struct

from layout2 import statement
from primitives import derive_key, ed25519_verify
from read import need, open_box


def text(data):
    length = struct.unpack(">H", data[:2])[0]
    return data[2 : 2 + length], data[2 + length :]


def part(data):
    return struct.pack("<I", len(data)) + data


def join(vector):
    mailbox = bytes.fromhex(vector["mailbox"])
    at, key = mailbox[:16], mailbox[16:]
    contents = []
    for place, letter in enumerate(vector["letters"]):
        inside = open_box(key, b"pana/join/letter/1" + at + bytes([place]), bytes.fromhex(letter))
        length = struct.unpack("<I", inside[:4])[0]
        need(len(inside) % 1024 == 0 and not any(inside[4 + length :]), "a letter's padding")
        contents.append(inside[4 : 4 + length])
    invites, commitment, nonce, opening = contents
    need(invites[:9] == b"PANALINE\x01" and len(nonce) == 32, "what invites")
    _, invite = text(invites[41:])
    need(invite[:8] == b"PANAINV\x01", "no invite")
    invite_id, secret = invite[56:72], invite[72:88]
    need(derive_key("pana/join/commitment/1", invite_id + opening) == commitment, "another commitment")
    all_parts = b"".join(part(one) for one in (invites, commitment, nonce, opening))
    number = int.from_bytes(derive_key("pana/join/digits/1", all_parts)[:16], "big")
    need(f"{number % 10**6:06}" == vector["digits"], "other digits")
    request = opening[32:]
    need(request[:9] == b"PANAJOIN\x01" and request[9:25] == invite_id, "no request to it")
    box_key = derive_key("pana/join/box/1", secret + bytes(16))
    inside = open_box(box_key, b"pana/join/1" + invite_id, request[25:])
    need(inside[:128].hex() == vector["device"] + vector["seat"], "other keys")
    _, signatures = text(inside[128:])
    transcript = derive_key("pana/join/transcript/1", part(invite) + inside[: len(inside) - 128])
    for context, keys, signature in (
        ("pana/join/device/1", inside[:32], signatures[:64]),
        ("pana/join/seat/1", inside[64:96], signatures[64:]),
    ):
        ed25519_verify(keys, statement(context, transcript), signature)


KINDS = {"join": join}

"""A second reader of everything Pana seals, signs and writes down, independent of the Rust code.

    python3 tests/vectors/read.py

It opens every vector beside it with nothing but Python's standard library, prints each one's name, and exits with 1 if
any does not read as it should. Vectors of kind `fault` must be refused. The format is described in docs/PROTOCOL.md.
What is sealed in layout 2 is read in layout2.py, bundles in bundle.py; write.py beside it is a second writer of events.
"""

import json
import pathlib
import struct
import sys
import unicodedata
import uuid

sys.dont_write_bytecode = True

from primitives import KEYED, argon2id, blake3, derive_key, ed25519_public, ed25519_verify, hpke_open, x25519
from primitives import xchacha20poly1305_open, xchacha20poly1305_seal
from unzstd import decompress

HERE = pathlib.Path(__file__).parent
MAX_ENVELOPE, MAX_PAYLOAD = 256 * 1024, 1024 * 1024 + 64


def need(truth, what):
    if not truth:
        raise ValueError(what)


# --- CBOR: integers, bytes, texts, arrays, booleans, null; shortest form; nothing else ---


class Cbor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        part = self.data[self.at : self.at + count]
        need(len(part) == count, "CBOR cut short")
        self.at += count
        return part

    def item(self):
        head = self.take(1)[0]
        major, info = head >> 5, head & 31
        if major == 7:
            need(info in (20, 21, 22), "CBOR of a kind not used")
            return {20: False, 21: True, 22: None}[info]
        need(major <= 4 and info <= 27, "CBOR of a kind not used")
        number = info
        if info >= 24:
            width = 1 << info - 24
            number = int.from_bytes(self.take(width), "big")
            need(number >= {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[width], "CBOR not in its shortest form")
        if major == 0:
            return number
        if major == 1:
            return -1 - number
        if major == 2:
            return self.take(number)
        if major == 3:
            return self.take(number).decode()
        return [self.item() for _ in range(number)]


def cbor(data):
    reader = Cbor(data)
    value = reader.item()
    need(reader.at == len(data), "bytes after the end")
    return value


def encode_head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    width = max(1, 1 << ((number.bit_length() + 7) // 8 - 1).bit_length())
    return bytes([major << 5 | 23 + width.bit_length()]) + number.to_bytes(width, "big")


def encode(item):
    """The one spelling of what `cbor` returned."""
    if item is None or isinstance(item, bool):
        return bytes([{False: 0xF4, True: 0xF5, None: 0xF6}[item]])
    if isinstance(item, int):
        return encode_head(0, item) if item >= 0 else encode_head(1, -1 - item)
    if isinstance(item, bytes):
        return encode_head(2, len(item)) + item
    if isinstance(item, str):
        return encode_head(3, len(item.encode())) + item.encode()
    return encode_head(4, len(item)) + b"".join(encode(inner) for inner in item)


# --- the envelope ---

WIDTHS = {"org": 16, "stream": 16, "dev": 16, "prev": 32, "epoch": 16, "addr": 32, "nonce": 24, "ct_hash": 32}
NAMES = ("version", "org", "stream", "dev", "dseq", "prev", "epoch", "addr", "nonce", "ct_len", "ct_hash", "seen")


def read_header(data):
    """The header's parts, and what the body is bound to: the header without `ct_len` and `ct_hash`."""
    values = cbor(data)
    need(len(values) >= len(NAMES) and values[0] == 1, "not a header of version 1")
    header = dict(zip(NAMES, values))
    for name, width in WIDTHS.items():
        need(isinstance(header[name], bytes) and len(header[name]) == width, name)
    reader, cuts = Cbor(data), []
    reader.at = 1
    for _ in range(11):
        cuts.append(reader.at)
        reader.item()
    return header, encode_head(4, len(values) - 2) + data[cuts[0] : cuts[9]] + data[reader.at :]


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
    place = b"pana/addr/1" + header["stream"] + header["dev"] + header["dseq"].to_bytes(8, "big")
    subject = xchacha20poly1305_open(address_key, header["nonce"], place, header["addr"])
    need(subject.hex() == vector["subject"], "another subject")
    if ct is None:
        return None
    need(len(ct) == header["ct_len"] and blake3(ct) == header["ct_hash"], "not the body that the header names")

    plain = xchacha20poly1305_open(derive_key("pana/subject/body key/1", keys["subject_key"]), header["nonce"], aad, ct)
    need(len(plain) == padme(len(plain)) and len(plain) >= 256, "not padded")
    need(plain[:16] == derive_key("pana/subject/commitment/1", keys["subject_key"], 16), "the commitment does not hold")
    length = int.from_bytes(plain[16:20], "little")
    need(20 + length <= len(plain) and not any(plain[20 + length :]), "padding")
    payload = decompress(plain[20 : 20 + length], MAX_PAYLOAD)
    member_sig, body = payload[:64], payload[64:]
    signed = blake3(b"pana/body/1" + len(aad).to_bytes(4, "little") + aad + body)
    ed25519_verify(keys["member_public"], b"pana/body/1" + signed, member_sig)
    return body


def padme(length):
    exponent = length.bit_length() - 1
    mask = (1 << exponent - exponent.bit_length()) - 1
    return length + mask & ~mask


def event(vector):
    body = read_event(vector)
    need((body and body.hex()) == vector["body"], "another body")


def fault(vector):
    try:
        read_event(vector)
    except ValueError:
        return
    raise ValueError("a fault was accepted")


# --- the body and the merge rule ---


def value(item):
    if isinstance(item, bytes):
        return {"bytes": item.hex()}
    if isinstance(item, list):
        if len(item) == 2 and item[0] == 0:
            return {"state": item[1]}
        if len(item) == 2 and item[0] == 1:
            return {"list": [value(inner) for inner in item[1]]}
        return {"unknown": encode(item).hex()}
    return item


BEFORE, OPS = ("v", "subject", "hlc", "member"), ("form_id", "form_hash", "kind", "ops")
BODY_NAMES = {
    1: (*BEFORE, *OPS, "deps", "note"),
    2: (*BEFORE, "seat", *OPS, "past", "ctl", "seen", "flags", "note"),
}
SET, INSTANCE_REMOVE = 0, 4
MAX_OPS, MAX_OVER, MAX_OVER_OF_EVENT, MAX_PAST = 8192, 1024, 4096, 1024


def texts(item):
    """The same with every byte string in hexadecimal."""
    if isinstance(item, list):
        return [texts(inner) for inner in item]
    return item.hex() if isinstance(item, bytes) else item


def read_body(data):
    """What a body says, byte strings in hexadecimal but for those in the operations' values."""
    items = cbor(data)
    need(items[0] in BODY_NAMES and len(items) >= len(BODY_NAMES[items[0]]), "not a body of a known layout")
    said = dict(zip(BODY_NAMES[items[0]], items))
    over = [len(named) for _, _, _, named in said["ops"]]
    need(len(over) <= MAX_OPS and max(over, default=0) <= MAX_OVER and sum(over) <= MAX_OVER_OF_EVENT, "too large")
    sets = [path for path, op_kind, _, _ in said["ops"] if op_kind == SET]
    need(len(sets) == len(set(sets)), "a path is set twice")
    for known in (said.get("past", []), said.get("ctl", [])):
        need(known == sorted(set(known)) and len(known) <= MAX_PAST, "what was known is not in order")
    need(encode(items) == data, "another spelling")
    says = {name: texts(item) for name, item in said.items() if name != "ops"}
    says["ops"] = [[path, op_kind, value(item), texts(named)] for path, op_kind, item, named in said["ops"]]
    return says


def body(vector):
    need(read_body(bytes.fromhex(vector["bytes"])) == vector["says"], "the body says something else")


WITNESS, LAST_NUMBER = 11, 1 << 48
MAY_NAME = {"centre": ("control", "centre"), "protected": ("protected",)}


def witness(vector):
    """The last events of chains that a witness names, and that it names none of a stream which is not its to name."""
    says, names = read_body(bytes.fromhex(vector["bytes"])), []
    need(says["kind"] == WITNESS and says["ops"], "no witness")
    for path, op_kind, named, over in says["ops"]:
        word, stream, device = path.split("/")
        need(word == "witness" and op_kind == SET and not over, "not what a witness says")
        need(stream in MAY_NAME[vector["lies_in"]], "a stream that is not its to name")
        seq, event = named["list"]
        device, event = uuid.UUID(device), event["bytes"]
        need(path == f"witness/{stream}/{device}", "another spelling")
        need(1 <= seq <= LAST_NUMBER and len(event) == 64, "no event of a chain")
        names.append([stream, device.hex, seq, event])
    need(names == vector["names"], "the witness names something else")


REFER, CONSENT, DECIDE, APPEND = 5, 6, 12, 5
RANK = (
    "withdrawn closed_completed completed in_service cancelled accepted waitlisted closed_otherwise declined unreachable "
    "acknowledged sent closed_informed ready draft"
).split()
ANSWERS = ["withdrawn", "refused", "not_asked", "given"]
KIND_OF = {"need": (DECIDE, SET), "consent": (CONSENT, SET), "referral": (REFER, APPEND)}


def referral(vector):
    """What was decided, agreed and referred: all of these count, and what they replace is named."""
    replaced, needs, consents, steps = set(), {}, {}, {}
    for event in vector["events"]:
        says = read_body(bytes.fromhex(event["bytes"]))
        for number, (path, op_kind, held, over) in enumerate(says["ops"]):
            room, name, *rest = path.split("/")
            need((says["kind"], op_kind) == KIND_OF[room], "written by an event of another kind")
            replaced |= {tuple(dot) for dot in over}
            dot = (event["id"], number)
            if room == "need":
                needs[dot] = (name, held["list"][0] if held else None)
            elif room == "consent":
                consents[dot] = (name, held["list"][0], {field for field in held["list"][3]["list"]})
            elif rest == ["step"]:
                word, to, seen, _, _ = held["list"]
                steps.setdefault(name, {})[event["id"]] = (to, {last["bytes"] for last in seen["list"]})
    said = {"needs": {}, "consents": {}, "referrals": {}}
    for dot, (code, decision) in needs.items():
        if dot not in replaced and decision:
            said["needs"].setdefault(code, []).append(decision)
    for dot, (name, answer, fields) in consents.items():
        if dot not in replaced:
            least, both = said["consents"].get(name, (answer, sorted(fields)))
            said["consents"][name] = [min(least, answer, key=ANSWERS.index), sorted(fields & set(both))]
    for name, made in steps.items():
        named = set().union(*(seen for _, seen in made.values()))
        last = sorted((to for event, (to, _) in made.items() if event not in named), key=RANK.index)
        said["referrals"][name] = last
    need(said == vector["says"], f"it says {said}")


STATUS, ASSIGN = 13, 14


def standing(vector):
    """Whether a case is closed, and whose it is: a closing holds while it names all that is there and nothing is planned."""
    writes, begun = {}, set()
    for event in vector["events"]:
        says = read_body(bytes.fromhex(event["bytes"]))
        for number, (path, op_kind, held, over) in enumerate(says["ops"]):
            if path.startswith("referral/"):
                begun.add(uuid.UUID(path.split("/")[1]).hex)
                continue
            kinds = {"case/status": {STATUS}, "case/follow_up": {DECIDE, STATUS}}.get(path, {ASSIGN})
            need(says["kind"] in kinds and op_kind == SET, "written by an event of another kind")
            writes[(event["id"], number)] = (path, held, {tuple(dot) for dot in over})
    heads = lambda path: {
        dot: held
        for dot, (at, held, _) in writes.items()
        if at == path and not any(dot in over for other, _, over in writes.values() if other == path)
    }
    closings = [held["list"] for held in heads("case/status").values()]
    named = {last["bytes"] for closing in closings for last in closing[5]["list"] if closing[0] == "closed"}
    planned = any(held is not None for held in heads("case/follow_up").values())
    closed = bool(closings) and all(each[0] == "closed" for each in closings) and begun <= named and not planned
    reasons = {each[1] for each in closings}
    reason = ("deceased" if "deceased" in reasons else min(reasons)) if closed else None
    hands = {dot: held["list"] for dot, held in heads("case/worker").items()}
    strongest = min(["given", "taken"].index(hand[0]) for hand in hands.values())
    workers = {hand[1]["bytes"] for hand in hands.values() if ["given", "taken"].index(hand[0]) == strongest}
    lost = {each["list"][0]["bytes"] for hand in hands.values() for each in hand[3]["list"]}
    former = (lost | {hand[1]["bytes"] for hand in hands.values()}) - workers
    said = {"closed": reason, "workers": sorted(workers), "former": sorted(former)}
    need(said == vector["says"], f"it says {said}")


def reaches(write, path):
    """Where the `over` of a write counts: at its path, and within the instance that it ends."""
    if path == write["path"]:
        return True
    if write.get("kind") != INSTANCE_REMOVE or not isinstance(write["value"], dict):
        return False
    instance = write["value"].get("bytes", "")
    ending = "[" + "-".join(instance[a:b] for a, b in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))) + "]"
    return len(instance) == 32 and any(segment.endswith(ending) for segment in path.split("/"))


def by_path(writes, replaced):
    heads = {}
    for dot in sorted(set(writes) - replaced):
        heads.setdefault(writes[dot]["path"], []).append(list(dot))
    return heads


def merge(vector):
    writes = {tuple(write["dot"]): write for write in vector["writes"]}
    named = [(write, tuple(dot)) for write in writes.values() for dot in write["over"]]
    replaced = {dot for write, dot in named if dot in writes and reaches(write, writes[dot]["path"])}
    need(by_path(writes, replaced) == vector["heads"], "other heads")
    need(len({dot for _, dot in named} - set(writes)) == vector["waiting"], "another number of dots waited for")


def merge_of_layout_1(vector):
    """In layout 1 a write was named by device, number and place, and `over` reached every path. Each name stands for an
    event now, and what only writes at other paths had named stands again; the rest of the file is read as it was."""
    event = lambda dot: [dot[0] + f"{dot[1]:016x}", dot[2]]
    writes = [dict(w, dot=event(w["dot"]), over=[event(dot) for dot in w["over"]]) for w in vector["writes"]]
    heads = {path: [event(dot) for dot in dots] for path, dots in vector["heads"].items()}
    at = {tuple(write["dot"]): write["path"] for write in writes}
    named = {(tuple(dot), write["path"]) for write in writes for dot in write["over"]}
    need(by_path({tuple(w["dot"]): w for w in writes}, {dot for dot, _ in named}) == heads, "other heads in layout 1")
    for dot in sorted({dot for dot, _ in named if dot in at and (dot, at[dot]) not in named}):
        heads.setdefault(at[dot], []).append(list(dot))
    merge(dict(vector, writes=writes, heads={path: sorted(dots) for path, dots in heads.items()}))


# --- keys ---


def open_box(key, aad, sealed):
    return xchacha20poly1305_open(key, sealed[:24], aad, sealed[24:])


def slot(vector):
    v = {name: bytes.fromhex(vector[name]) for name in ("slot", "subject", "epoch", "epoch_key", "wrapped")}
    aad = b"pana/slot/1" + v["slot"] + v["subject"] + v["epoch"]
    key = open_box(derive_key("pana/epoch/wrap key/1", v["epoch_key"]), aad, v["wrapped"])
    need(key.hex() == vector["subject_key"], "another key")


def grant(vector):
    aad = b"".join(bytes.fromhex(vector[name]) for name in ("centre", "stream", "epoch", "member"))
    secret, sealed = bytes.fromhex(vector["member_sealing_secret"]), bytes.fromhex(vector["sealed"])
    need(hpke_open(secret, b"pana/grant/1", aad, sealed).hex() == vector["epoch_key"], "another key")


def local_row(vector):
    key = derive_key("pana/subject/local key/1", bytes.fromhex(vector["subject_key"]))
    row = open_box(key, b"pana/local/1" + bytes.fromhex(vector["place"]), bytes.fromhex(vector["sealed"]))
    length = int.from_bytes(row[:4], "little")
    need(len(row) % 64 == 0 and not any(row[4 + length :]), "a row's padding")
    need(row[4 : 4 + length].hex() == vector["row"], "another row")
    id_key = derive_key("pana/subject/row id key/1", bytes.fromhex(vector["subject_key"]))
    need(keyed(id_key, bytes.fromhex(vector["place"])).hex() == vector["row_id"], "another row id")


def keyed(key, about):
    return blake3(about, 16, struct.unpack("<8I", key), KEYED)


def hidden_subject(vector):
    epoch_key, subject = bytes.fromhex(vector["epoch_key"]), bytes.fromhex(vector["subject"])
    slot_id = keyed(derive_key("pana/epoch/slot id key/1", epoch_key), subject)
    need(slot_id.hex() == vector["slot_id"], "another slot id")
    key = derive_key("pana/epoch/local subject key/1", epoch_key)
    opened = open_box(key, bytes.fromhex(vector["place"]), bytes.fromhex(vector["sealed"]))
    need(opened == subject, "another subject")


def lease(vector):
    place = b"".join(bytes.fromhex(vector[name]) for name in ("subject_key", "org", "dev"))
    for what, number, bits in (("challenge", vector["renewals"], 35), ("code", vector["challenge"], 45)):
        drawn = derive_key(f"pana/lease/{what}/1", place + struct.pack(">Q", number))
        need(struct.unpack(">Q", drawn[:8])[0] >> (64 - bits) == vector[what], f"another {what}")


CHUNK = 1024 * 1024


def blob(vector):
    """Seals what the file is anew and compares; the first chunk of a long one only by its hash, which takes long here."""
    blob_id, length = bytes.fromhex(vector["id"]), vector["length"]
    from_key = derive_key("pana/subject/blob key/1", bytes.fromhex(vector["subject_key"]))
    key = blake3(blob_id, 32, struct.unpack("<8I", from_key), KEYED)
    content = bytes(n % 251 for n in range(length)).ljust(padme(max(length, 256)), b"\0")
    hashes, count = b"", -(-len(content) // CHUNK)
    need(len(vector["chunks"]) == count, "another number of chunks")
    for number, said in enumerate(vector["chunks"]):
        if isinstance(said, dict) and number + 1 < count:
            hashes += bytes.fromhex(said["hash"])
            continue
        aad = b"pana/blob/1" + blob_id + length.to_bytes(8, "big") + bytes([number + 1 == count])
        plain = content[number * CHUNK : (number + 1) * CHUNK]
        sealed = xchacha20poly1305_seal(key, bytes(16) + number.to_bytes(8, "big"), aad, plain)
        if isinstance(said, dict):
            need(said == {"length": len(sealed), "hash": blake3(sealed).hex(), "tag": sealed[-16:].hex()}, "another chunk")
        else:
            need(said == sealed.hex(), "another chunk")
        hashes += blake3(sealed)
    need(derive_key("pana/blob root/1", hashes).hex() == vector["root"], "another root")


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sheet(text, letter):
    digits = [ALPHABET.index(c) for c in text.replace("-", "")]
    number = 0
    for digit in digits:
        number = number * 32 + digit
    need(len(digits) == 55 and number % 1021 == 0, "a sheet's check characters")
    need(ALPHABET[digits[0]] == letter and digits[1] < 2, "a sheet's letter or version")
    return (number >> 10 & (1 << 256) - 1).to_bytes(32, "big")


def keyring(vector):
    file, passphrase = vector["keyring"], unicodedata.normalize("NFKC", vector["passphrase"]).encode()
    halves = sheet(vector["sheet_a"], "A"), sheet(vector["sheet_b"], "B")
    recovery = bytes(a ^ b for a, b in zip(*halves))
    need(x25519(recovery).hex() == file["recovery"]["public"], "the sheets are of another keyring")
    for member in file["members"]:
        uuid = lambda text: bytes.fromhex(text.replace("-", ""))
        aad = b"pana/member slot/1" + uuid(file["centre"]) + uuid(member["id"])
        key = argon2id(passphrase, bytes.fromhex(member["salt"]), **member["params"])
        by_passphrase = open_box(key, aad, bytes.fromhex(member["sealed"]))
        by_sheets = hpke_open(recovery, b"pana/recovery/1", aad, bytes.fromhex(member["sealed_for_recovery"]))
        need(by_passphrase == by_sheets and len(by_sheets) == 129 and by_sheets[0] == 1, "not the same bundle")
        db_key, sign, seal, public = (by_sheets[at : at + 32] for at in (1, 33, 65, 97))
        need(db_key.hex() == vector["db_key"], "another database key")
        need(ed25519_public(sign).hex() == member["public"]["sign"], "another signing key")
        need(x25519(seal).hex() == member["public"]["seal"], "another sealing key")
        need(public.hex() == file["recovery"]["public"], "another recovery key")


KINDS = {
    "body": body,
    "witness": witness,
    "referral": referral,
    "standing": standing,
    "merge": merge_of_layout_1,
    "merge2": merge,
    "event": event,
    "fault": fault,
    "slot": slot,
    "grant": grant,
    "local-row": local_row,
    "blob": blob,
    "hidden-subject": hidden_subject,
    "lease": lease,
    "keyring": keyring,
}


def main():
    import bundle
    import hub
    import join
    import layout2  # all use what stands above
    import transfer

    kinds = KINDS | layout2.KINDS | bundle.KINDS | hub.KINDS | join.KINDS | transfer.KINDS
    files, bad = sorted(HERE.glob("*.json")), 0
    for file in files:
        vector = json.loads(file.read_text(encoding="utf-8"))
        try:
            kinds[vector["kind"]](vector)
            print(f"{file.stem}: ok")
        except Exception as error:  # any failure is this vector's
            bad += 1
            print(f"{file.stem}: {type(error).__name__}: {error}")
    print(f"{len(files) - bad} of {len(files)} vectors read as they should")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main())

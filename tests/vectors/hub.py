"""What a hub and devices say to each other. Run by read.py."""

from bundle import read_item, strings
from layout2 import statement
from primitives import blake3, derive_key, ed25519_verify
from read import cbor, encode, need


def unhex(text):
    return bytes.fromhex(text)


def signed_heads(org, incarnation, heads, sig, hub):
    ed25519_verify(hub, statement("pana/hub heads/1", encode([1, org, incarnation, heads])), sig)


def entry_id(entry):
    """What it is, and its id."""
    kind, *elements = cbor(entry)
    name = blake3(b"pana/hub item/1" + entry)
    if kind == 0:
        return "gone", elements[0]
    if kind == 7:
        return "sealed-source", name
    return read_item(entry)[0], name


def run_items(entry):
    """The items of an entry: of a run those that it stands for."""
    kind, *elements = cbor(entry)
    if kind == 8:
        org, stream, dev, dseq, prev, epoch, pieces = elements
        for piece in pieces:
            addr, nonce, sig, ct = piece[:32], piece[32:56], piece[56:120], piece[120:]
            header = encode([2, org, stream, dev, dseq, prev, epoch, addr, nonce, len(ct), blake3(ct)])
            prev, dseq = blake3(b"pana/event/1" + header), dseq + 1
            yield encode([1, encode([header, sig, ct])])
    elif kind == 9:
        stream, generation, slots = elements
        for slot in (slots[at : at + 104] for at in range(0, len(slots), 104)):
            yield encode([4, stream, slot[:16], slot[16:32], generation, slot[32:]])
    else:
        yield entry


def hub_run(vector):
    entries = [entry for _, entry in strings(unhex(vector["bytes"]))]
    ids = [entry_id(item)[1] for entry in entries for item in run_items(entry)]
    need(ids == [unhex(name) for name in vector["ids"]], "other items")
    need(len(entries) < len(ids), "nothing was put together")


def hub_page(vector):
    org, hub, stream, place, data = (unhex(vector[key]) for key in ("org", "hub", "stream", "hash", "bytes"))
    (_, head), *entries = strings(data)
    version, incarnation, seq, to, sig, *_ = cbor(head)
    need(version == 1, "not of version 1")
    # Each string begins with its own length: what stands alone is the entry.
    found = [entry_id(item) for _, entry in entries for item in run_items(entry)]
    for _, name in found:
        place = blake3(b"pana/hub list/1" + place + name)
    need(place == to and seq == vector["seq"] + len(found), "another list")
    signed_heads(org, incarnation, [[stream, seq, to]], sig, hub)
    need([name for name, _ in found] == vector["entries"], "other entries")


def hub_deed(vector):
    version, signed, sig, *_ = cbor(unhex(vector["bytes"]))
    need(version == 1, "not of version 1")
    need(blake3(b"pana/deed/1" + signed) == unhex(vector["id"]), "another id")
    ed25519_verify(unhex(vector["by"]), statement("pana/deed/1", signed), sig)
    version, org, by, past, acts, *_ = cbor(signed)
    need(version == 1 and len(org) == len(by) == 16 and past == sorted(set(past)), "not a deed")
    shapes = {1: (16, 32, int), 2: (16,), 3: (32,), 5: (16, 16), 7: (16, 16)} | dict.fromkeys((4, 6, 8, 9), (16, 32))
    for kind, *elements in acts:
        for element, shape in zip(elements, shapes[kind], strict=True):
            need(element in (0, 1) if shape is int else len(element) == shape, "not an act")


def hub_meet(vector):
    org, hub, device, data = (unhex(vector[key]) for key in ("org", "hub", "device", "bytes"))
    version, incarnation, _, heads, deeds, differ, said_head, said, sig, *_ = cbor(data)
    need(version == 1 and len(deeds) == 32 and all(len(stream) == 16 for stream in differ), "not a reply")
    signed_heads(org, incarnation, heads, sig, hub)
    need(said_head >= len(said), "more was said than its number tells")
    for one in said:
        version, words, sig, *_ = cbor(one)
        ed25519_verify(device, statement("pana/hub said/1", words), sig)
        need(cbor(words)[:4] == [1, org, hub, incarnation], "said of something else")


def hub_file(vector):
    about, held, piece, asked, given = (cbor(unhex(vector[key])) for key in ("about", "held", "piece", "asked", "given"))
    root, chunk = unhex(vector["root"]), unhex(vector["chunk"])
    need(all(words[0] == 1 for words in (about, held, piece, asked, given)), "not of version 1")
    need(len(about[1]) % 32 == 0 and len(held[1]) == len(about[1]) // 32, "about other files")
    hashes, chunks = held[1][1]
    need(held[1][0] is None and about[1][32:] == root, "another file")
    need(derive_key("pana/blob root/1", hashes) == root, "hashes that give another root")
    need(len(chunks) == len(hashes) // 32 and all(whole in (0, 1) for _, whole in chunks), "other chunks")
    _, of, number, length, at, more = piece
    need(of == hashes and length == len(chunk) and chunk[at : at + len(more)] == more, "another piece")
    need(blake3(chunk) == hashes[32 * number : 32 * number + 32], "another chunk")
    need(asked[1:4] == [root, number, at] and given[1] == chunk[at : at + asked[4]], "another piece was given")


def hub_room(vector):
    org, key, by, data = (unhex(vector[name]) for name in ("org", "key", "by", "bytes"))
    version, sig = cbor(data)
    need(version == 1 and len(data) == 68, "not of version 1")
    ed25519_verify(by, statement("pana/room/1", org + key), sig)


KINDS = {"hub-room": hub_room, "hub-file": hub_file, "hub-page": hub_page, "hub-deed": hub_deed, "hub-meet": hub_meet, "hub-run": hub_run}

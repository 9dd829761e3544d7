"""Makes an event as someone would who has the database open, but only their own secrets.

    python3 forge.py < what.jsonl

Reads a JSON object a line and answers with one, bytes as hexadecimal: all that `write.py` beside the vectors reads but for `epoch_key`, where it is not
given, and `subject_key`. These are opened first, as every member's program does: the epoch's key out of the grant that was
sealed to a seat, the generation's keys out of their boxes, the subject's key out of its slot.

    seat, seal, grant      the seat, the secret half that opens its grants, and the sealed grant
    boxes                  [generation, number, sealed] of the boxes under the epoch
    slots                  [slot, key, sealed] of the stream's slots
    subject                whose key is wanted

In place of `seat`, `boxes` and `slots`, a store of layout 1 has

    member, wrapped        the member whose grant it is, and the subject's sealed key

A subject that has no slot gets a key that nobody else has.
"""

import sys

# It runs, so it holds no file of the program that started it: until then it does, also locks that were let go meanwhile.
print(flush=True)

import json
import os
import pathlib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "tests" / "vectors"))

from layout2 import wrap_key
from primitives import blake3, derive_key, hpke_open
from read import keyed, open_box
from write import write


def open_first_layout(what):
    get = lambda name: bytes.fromhex(what[name])
    stream = blake3(b"pana/stream/1" + get("org") + what["stream"].encode(), 16)
    aad = get("org") + stream + get("epoch") + get("member")
    epoch_key = hpke_open(get("seal"), b"pana/grant/1", aad, get("grant"))
    aad = b"pana/slot/1" + get("subject") + get("subject") + get("epoch")
    return epoch_key, open_box(derive_key("pana/epoch/wrap key/1", epoch_key), aad, get("wrapped"))


def open_subject_key(what, epoch_key):
    get = lambda name: bytes.fromhex(what[name])
    stream = blake3(b"pana/stream/1" + get("org") + what["stream"].encode(), 16)
    boxes = [(bytes.fromhex(gen), number, bytes.fromhex(sealed)) for gen, number, sealed in what["boxes"]]

    def boxed(gen, number):
        aad = b"pana/bucket/2" + stream + gen + number.to_bytes(2, "big") + get("epoch")
        sealed = next(sealed for of, at, sealed in boxes if (of, at) == (gen, number))
        return open_box(wrap_key(epoch_key), aad, sealed)

    for gen in sorted({gen for gen, _, _ in boxes}, reverse=True):
        slot = keyed(boxed(gen, 256), get("subject"))
        for slot_id, key_id, wrapped in what["slots"]:
            if slot_id == slot.hex():
                aad = b"pana/slot/2" + stream + slot + bytes.fromhex(key_id) + gen + slot[:1]
                return open_box(boxed(gen, slot[0]), aad, bytes.fromhex(wrapped))
    return os.urandom(32)


def forge(what):
    get = lambda name: bytes.fromhex(what[name])
    if "member" in what:
        keys = open_first_layout(what)
        what["epoch_key"], what["subject_key"] = (key.hex() for key in keys)
    if "epoch_key" not in what:
        stream = blake3(b"pana/stream/1" + get("org") + what["stream"].encode(), 16)
        aad = get("org") + stream + get("epoch") + get("seat")
        what["epoch_key"] = hpke_open(get("seal"), b"pana/grant/2", aad, get("grant")).hex()
    if "subject_key" not in what:
        what["subject_key"] = open_subject_key(what, get("epoch_key")).hex()
    return write(what)


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(forge(json.loads(line))), flush=True)

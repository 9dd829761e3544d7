"""Makes a member's slot of layout 1, as the first program wrote it, for sheets that the caller has.

    python3 old_slot.py < what.jsonl

Reads a JSON object a line and answers with one, bytes as hexadecimal: `centre` and `member`, the passphrase's `key`, the `db_key`, the member's
`secrets` (signing, sealing), and the texts of `sheet_a` and `sheet_b`. Writes `sealed`, `sealed_for_recovery`, and the
recovery key's `public` half.
"""

# It runs, so it holds no file of the program that started it: until then it does, also locks that were let go meanwhile.
print(flush=True)

import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[4] / "tests" / "vectors"))

from primitives import hpke_seal, x25519, xchacha20poly1305_seal
from read import sheet


def make(what):
    get = lambda name: bytes.fromhex(what[name])
    halves = sheet(what["sheet_a"], "A"), sheet(what["sheet_b"], "B")
    public = x25519(bytes(a ^ b for a, b in zip(*halves)))
    bundle = b"\1" + get("db_key") + get("secrets") + public
    aad = b"pana/member slot/1" + get("centre") + get("member")
    nonce = os.urandom(24)
    return {
        "sealed": (nonce + xchacha20poly1305_seal(get("key"), nonce, aad, bundle)).hex(),
        "sealed_for_recovery": hpke_seal(public, b"pana/recovery/1", aad, bundle, os.urandom(32)).hex(),
        "public": public.hex(),
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(make(json.loads(line))), flush=True)

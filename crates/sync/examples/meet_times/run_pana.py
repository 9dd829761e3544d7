"""Measures a laptop and its hub as `drive` measures other programs: run.py HUB LAPTOP, in a folder that holds `drive.py`,
`proxy.js` and `records.jsonl`. Prints a line for each step and writes `res_pana.json`.

A laptop is one process for each step, as with the others. `cpu_ms` and `ms` are of the meeting alone: the store was opened
before, which asks for a passphrase and is no part of a meeting."""

import sys

from drive import *

HUB, LAPTOP = sys.argv[1:3]
REAL, SEEN = 17470, 17471
res = {"push": [], "repush": [], "live": [], "pull": []}
for i in range(3):
    work = B + "/pana"
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    a, b, hub = work + "/a", work + "/b", work + "/hub"
    loaded = client([LAPTOP, "load", a, B + "/records.jsonl"])
    token = subprocess.check_output([HUB, "--data", hub, "token"], text=True).strip()
    key = token.rsplit("-", 1)[1]
    s = Svc([HUB, "--data", hub, "serve", "--listen", f"127.0.0.1:{REAL}"], REAL, SEEN, log=work + "/hub.log")
    client([LAPTOP, "register", a, f"127.0.0.1:{SEEN}", key, token])
    client([LAPTOP, "join", b, a])
    res["push"].append(step(s, [LAPTOP, "meet", a]))
    res["repush"].append(step(s, [LAPTOP, "meet", a]))
    # The second of two meetings of one process: a session that is open, as the app has it.
    once, twice = step(s, [LAPTOP, "meet", a]), step(s, [LAPTOP, "meet", a, "2"])
    res["live"].append({**twice, "up": twice["up"] - once["up"], "down": twice["down"] - once["down"]})
    r = step(s, [LAPTOP, "meet", b])
    assert r["people"] == loaded["people"], r
    r["srv_disk"] = sum(os.path.getsize(f"{hub}/{f}") for f in os.listdir(hub))
    res["pull"].append(r)
    s.stop()
    print("run", i, loaded, flush=True)
json.dump({k: med(v, "pana " + k) for k, v in res.items()}, open(B + "/res_pana.json", "w"), indent=1)

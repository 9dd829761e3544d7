"""A thousand laptops on one hub, at the rate at which a server of CouchDB's protocol can do no more: run_crowd.py HUB LAPTOP, in the
folder of `run_pana.py`. Prints one line for each rate, with the most memory that the server had."""

import sys

from drive import *

HUB, LAPTOP = sys.argv[1:3]
SECONDS, CENTRES = 20, 50


def pouch():
    shutil.rmtree(B + "/pw/crowd", ignore_errors=True)
    os.makedirs(B + "/pw/crowd")
    s = Svc(["node", B + "/pouch/server.js", "5984", B + "/pw/crowd/"], 5984, 5985, log=B + "/pouch/server.log")
    before = cpu(s.p.pid)
    r = client(["node", B + "/crowd.js", "127.0.0.1:5984", str(SECONDS)])
    r.update(server_cpu=round(cpu(s.p.pid) - before, 2), server_rss_mb=rss(s.p.pid))
    s.stop()
    return r


def pana(rate):
    work = B + "/crowd"
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    hub = [HUB, "--data", work]
    tokens = [subprocess.check_output(hub + ["token"], text=True).strip() for _ in range(CENTRES)]
    key = tokens[0].rsplit("-", 1)[1]
    s = Svc(hub + ["serve", "--listen", "127.0.0.1:17480"], 17480, 17481, log=work + "/hub.log")
    before = cpu(s.p.pid)
    r = client([LAPTOP, "crowd", "127.0.0.1:17480", key, str(rate), str(SECONDS)] + tokens)
    r.update(server_cpu=round(cpu(s.p.pid) - before, 2), server_rss_mb=rss(s.p.pid))
    s.stop()
    return r


peer = pouch()
print("PouchDB", json.dumps(peer), flush=True)
for rate in (peer["a_second"], 2 * peer["a_second"], 4 * peer["a_second"]):
    print("Pana", json.dumps(pana(round(rate, 1))), flush=True)

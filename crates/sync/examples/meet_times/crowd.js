// crowd.js ADDRESS SECONDS: how many replications of one small change a second a server of CouchDB's protocol bears, asked by as
// many laptops at once as it answers. A replication asks for its checkpoint, for what differs, gives the change, and writes
// its checkpoint.
const http = require("http");
const crypto = require("crypto");
const [address, seconds] = [process.argv[2], Number(process.argv[3])];
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const LAPTOPS = 64;

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const request = http.request(`http://${address}${path}`, { method, agent, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() }));
    });
    request.on("error", reject);
    request.end(text);
  });
}

const took = [];
const end = Date.now() + seconds * 1000;
async function laptop(number) {
  let rev;
  while (Date.now() < end) {
    const begun = performance.now();
    await ask("GET", `/db/_local/laptop${number}`);
    const [id, hash] = [crypto.randomUUID(), crypto.randomBytes(16).toString("hex")];
    const differs = await ask("POST", "/db/_revs_diff", { [id]: [`1-${hash}`] });
    if (differs.status !== 200) throw new Error(differs.body);
    const docs = [{ _id: id, _rev: `1-${hash}`, _revisions: { start: 1, ids: [hash] }, text: crypto.randomBytes(650).toString("hex") }];
    const given = await ask("POST", "/db/_bulk_docs", { new_edits: false, docs });
    if (given.status !== 201) throw new Error(given.body);
    const noted = await ask("PUT", `/db/_local/laptop${number}`, { _id: `_local/laptop${number}`, ...(rev ? { _rev: rev } : {}), at: id });
    rev = JSON.parse(noted.body).rev;
    took.push(performance.now() - begun);
  }
}

(async () => {
  await ask("PUT", "/db");
  const begun = Date.now();
  await Promise.all(Array.from({ length: LAPTOPS }, (_, number) => laptop(number)));
  took.sort((a, b) => a - b);
  const of = (share) => took[Math.floor((took.length * share) / 1000)];
  const a_second = (took.length / (Date.now() - begun)) * 1000;
  console.log(JSON.stringify({ pushes: took.length, a_second, p50_ms: of(500), p99_ms: of(990), most_ms: took.at(-1) }));
  process.exit(0);
})();

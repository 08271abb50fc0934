// 20,000 links of a page: what each is, by Baton's engine in one crossing, and whether each is on a host of
// a scheduling system, by one regular expression of all their hosts. Seeded; the addresses are those of
// the corpus, among strangers. Then what the engine finds in a page that has many links to book by.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const LINKS = 20_000;
const BOOKING_LINKS = 5_000;
const ROUNDS = 30;
const [, , corpus, module] = process.argv;

const rows = readFileSync(corpus, "utf8").trim().split("\n").slice(1);
const known = rows.map((row) => row.split("\t")[0]);
let seed = 7;
const random = (below) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return (seed >>> 8) % below;
};
// On a page most links lead somewhere else.
const links = Array.from({ length: LINKS }, (_, at) =>
  random(10) === 0
    ? known[random(known.length)]
    : `https://www.site${random(500)}.example/articles/${at}/what-we-learned?ref=${random(1000)}`,
);

const hosts = new Set();
for (const row of rows) {
  const [url, label] = row.split("\t");
  if (label !== "not" && URL.canParse(url)) hosts.add(new URL(url).hostname);
}
const escaped = [...hosts].map((host) => host.replaceAll(".", "\\."));
const anyHost = new RegExp(`^https?://(?:[^/?#]*@)?(?:[\\w-]+\\.)*(?:${escaped.join("|")})(?::\\d+)?(?:[/?#]|$)`, "i");

const glue = await import(pathToFileURL(join(module, "bench.js")));
glue.initSync({ module: new WebAssembly.Module(readFileSync(join(module, "bench_bg.wasm"))) });
const encoder = new TextEncoder();

const ask = (bytes) => glue.link_labels(bytes).reduce((sum, it) => sum + (it < 3), 0);
const encoded = encoder.encode(links.join("\n"));
const page = Array.from({ length: BOOKING_LINKS }, (_, at) => ({
  link: { text: `https://calendly.com/acme-${at}/30min`, stated: null, within: null },
}));
const snapshot = JSON.stringify({ url: "https://www.acme.example/", documents: [page], cut: false });

const ways = {
  baton: () => ask(encoder.encode(links.join("\n"))),
  wasm: () => ask(encoded),
  survey: () => glue.found_in_page(snapshot),
  regex: () => links.reduce((sum, link) => sum + anyHost.test(link), 0),
};
const answer = { links: LINKS, booking_links: BOOKING_LINKS };
for (const [name, way] of Object.entries(ways)) {
  const times = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    found = way();
    times.push(performance.now() - from);
  }
  times.sort((one, other) => one - other);
  answer[name] = { found, p50: times[ROUNDS / 2], best: times[0] };
}
console.log(JSON.stringify(answer));

// FlexSearch: an index in JavaScript; by beginnings, without typos or phrases, its answers unranked by
// how often a word stands.
import { Document } from "flexsearch";
import { heap, measure, plain, version } from "./measure.mjs";

const make = () =>
  new Document({ tokenize: "forward", document: { id: "id", index: ["title", "tags", "person", "body"] } });
let index = make();
const stored = new Map();

await measure({
  name: "FlexSearch",
  version: version("flexsearch"),
  start() {},
  read: (lines) => lines.map((line) => ({ ...JSON.parse(line), tags: JSON.parse(line).tags.join(" ") })),
  add: (notes) => notes.forEach((note) => index.add(note)),
  done() {},
  search(kind, typed) {
    if (kind === "phrase" || kind === "typo") return undefined;
    const found = index.search(plain(typed), { limit: 20 });
    return new Set(found.flatMap(({ result }) => result)).size;
  },
  memory: heap,
  async store() {
    await index.export((key, data) => void stored.set(key, data));
    let bytes = 0;
    for (const data of stored.values()) bytes += Buffer.byteLength(data ?? "");
    return bytes;
  },
  async wake() {
    index = make();
    for (const [key, data] of stored) await index.import(key, data);
  },
});

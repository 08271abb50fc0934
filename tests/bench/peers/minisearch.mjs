// MiniSearch: an index in JavaScript, with beginnings and typos.
import MiniSearch from "minisearch";
import { heap, measure, plain, version } from "./measure.mjs";

const settings = { fields: ["title", "tags", "person", "body"], storeFields: [] };
const boost = { title: 5, tags: 3, person: 3 };
let index = new MiniSearch(settings);
let stored;

await measure({
  name: "MiniSearch",
  version: version("minisearch"),
  start() {},
  read: (lines) => lines.map((line) => ({ ...JSON.parse(line), tags: JSON.parse(line).tags.join(" ") })),
  add: (notes) => index.addAll(notes),
  done() {},
  search(kind, typed) {
    if (kind === "phrase") return undefined;
    const prefix = kind === "beginning" || kind === "one letter";
    const fuzzy = kind === "typo" ? 1 : false;
    return index.search(plain(typed), { boost, prefix, fuzzy, combineWith: "AND" }).length;
  },
  memory: heap,
  store() {
    stored = JSON.stringify(index);
    return Buffer.byteLength(stored);
  },
  wake() {
    index = MiniSearch.loadJSON(stored, settings);
  },
});

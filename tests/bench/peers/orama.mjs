// Orama: an index in JavaScript, with beginnings and typos.
import { create, insertMultiple, load, save, search } from "@orama/orama";
import { heap, measure, plain, version } from "./measure.mjs";

const schema = { title: "string", tags: "string", person: "string", body: "string" };
const boost = { title: 5, tags: 3, person: 3 };
let index = create({ schema });
let stored;

await measure({
  name: "Orama",
  version: version("@orama/orama"),
  start() {},
  read: (lines) =>
    lines.map((line) => {
      const { id, title, tags, person, body } = JSON.parse(line);
      return { id, title, tags: tags.join(" "), person, body };
    }),
  add: (notes) => insertMultiple(index, notes, notes.length),
  done() {},
  async search(kind, typed) {
    if (kind === "phrase") return undefined;
    const exact = kind === "one word" || kind === "two words";
    const tolerance = kind === "typo" ? 1 : 0;
    const asked = { term: plain(typed), limit: 20, boost, exact, tolerance, threshold: 0 };
    return (await search(index, asked)).count;
  },
  memory: heap,
  store() {
    stored = JSON.stringify(save(index));
    return Buffer.byteLength(stored);
  },
  wake() {
    index = create({ schema });
    load(index, JSON.parse(stored));
  },
});

// SQLite's FTS5 in Wasm: beginnings and phrases, no typos. It keeps no texts of its own.
import start from "@sqlite.org/sqlite-wasm";
import { measure, plain, version } from "./measure.mjs";

let sqlite;
let db;
let stored;
let insert;
let ask;
let at = 0;

function open() {
  insert = db.prepare("INSERT INTO notes(rowid, title, tags, person, body) VALUES (?, ?, ?, ?, ?)");
  ask = db.prepare(
    "SELECT rowid FROM notes WHERE notes MATCH ? ORDER BY bm25(notes, 5, 3, 3, 1) LIMIT 20",
  );
}

function close() {
  insert.finalize();
  ask.finalize();
  db.close();
}

const quoted = (word) => `"${word}"`;
const queries = {
  "one word": quoted,
  "two words": (typed) => typed.split(" ").map(quoted).join(" "),
  beginning: (typed) => `${quoted(typed)}*`,
  "one letter": (typed) => `${quoted(typed)}*`,
  phrase: quoted,
};

await measure({
  name: "SQLite FTS5",
  version: version("@sqlite.org/sqlite-wasm"),
  async start() {
    sqlite = await start();
    db = new sqlite.oo1.DB(":memory:");
    db.exec(
      "CREATE VIRTUAL TABLE notes USING fts5(title, tags, person, body, content='', prefix='1 2 3')",
    );
    open();
  },
  read: (lines) => lines.map((line) => JSON.parse(line)),
  add: (notes) =>
    db.transaction(() => {
      for (const { title, tags, person, body } of notes) {
        at += 1;
        insert.bind([at, title, tags.join(" "), person, body]).stepReset();
      }
    }),
  done: () => db.exec("INSERT INTO notes(notes) VALUES ('optimize')"),
  search(kind, typed) {
    if (!queries[kind]) return undefined;
    ask.bind([queries[kind](plain(typed))]);
    let found = 0;
    while (ask.step()) found += 1;
    ask.reset();
    return found;
  },
  memory: () => sqlite.wasm.heap8u().byteLength,
  store() {
    stored = sqlite.capi.sqlite3_js_db_export(db);
    return stored.byteLength;
  },
  wake() {
    close();
    const { capi, wasm } = sqlite;
    db = new sqlite.oo1.DB();
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
    const bytes = wasm.allocFromTypedArray(stored);
    const length = stored.byteLength;
    db.checkRc(capi.sqlite3_deserialize(db.pointer, "main", bytes, length, length, flags));
    open();
  },
});

// Baton's own index, as a module in Wasm that keeps its pieces outside.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { measure } from "./measure.mjs";

const [, , , module] = process.argv;
const glue = await import(pathToFileURL(join(module, "bench.js")));
const compiled = new WebAssembly.Module(readFileSync(join(module, "bench_bg.wasm")));

const pieces = new Map();
let manifest;
const key = (segment, part) => segment * 65_536 + part;
const store = {
  take: (segment, part) => pieces.get(key(segment, part)) ?? new Uint8Array(),
  put: (segment, part, bytes) => pieces.set(key(segment, part), bytes.slice()),
  drop: (segment, part) => pieces.delete(key(segment, part)),
  head: (bytes) => {
    manifest = bytes.slice();
  },
};
let exports;
let engine;
const slices = [];

await measure({
  name: "Baton",
  version: "this tree",
  start() {
    exports = glue.initSync({ module: compiled });
    engine = new glue.Engine(store);
  },
  read: (lines) => engine.read(lines.join("\n")),
  add: () => engine.add(),
  done() {
    for (;;) {
      const from = process.cpuUsage();
      if (!engine.merge()) break;
      slices.push(process.cpuUsage(from).user / 1_000);
    }
  },
  search: (_, typed) => engine.search(typed),
  related: (line) => engine.related(line),
  memory: () => exports.memory.buffer.byteLength,
  store: () => [...pieces.values()].reduce((sum, piece) => sum + piece.length, manifest.length),
  wake() {
    engine.free();
    engine = glue.Engine.open(store, manifest);
  },
  more: () => ({
    segments: engine.segments(),
    slices: slices.length,
    longest: Math.max(0, ...slices),
  }),
});

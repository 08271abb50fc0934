// Times one engine: `node ENGINE.mjs FOLDER …` prints one line of JSON with what was measured.
// Each engine runs in a process of its own, over the corpus in FOLDER.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [, , folder] = process.argv;
const lines = (name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
const queries = JSON.parse(readFileSync(join(folder, "queries.json"), "utf8"));
/** Each query is asked so often, and its quickest answer counts: the rest measures the machine. */
const TIMES = 5;
/** One kind of query is asked for so long at most, in milliseconds of processor time. */
const PATIENCE = 10_000;
/** How many notes are put in at once. */
const CHUNK = 4_096;

const now = () => performance.now();
const round = (ms) => Math.round(ms * 10_000) / 10_000;

function shares(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { p50: at(0.5), p99: at(0.99) };
}

/** What the same work costs at different moments: the slowest tenth beside the median. */
function noise() {
  const once = () => {
    const from = now();
    let sum = 0;
    for (let at = 0; at < 2_000_000; at += 1) sum = (sum * 31 + at) | 0;
    return now() - from + (sum === 1 ? 1 : 0);
  };
  const times = Array.from({ length: 60 }, once).toSorted((a, b) => a - b);
  return round(times[54] / times[30]);
}

/**
 * Milliseconds a piece of work takes, by the processor or by the clock, whichever is less: on a busy
 * machine a long run is interrupted often, and a collector may run beside the work.
 */
async function timed(work) {
  const from = now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return Math.min(now() - from, (user + system) / 1_000);
}

/**
 * An engine has `name`, `version`, `start()`, `read(lines)` (what it is given, made ready without
 * being timed), `add(ready)`, `done()`, `search(kind, typed)` (how many it found, or nothing when it
 * has no such query), perhaps `related(line)` (how many notes are like the one in a line), `memory()`
 * in bytes, `store()` (what is stored, in bytes) and `wake()` (a new instance over what was stored).
 */
export async function measure(engine) {
  const result = { name: engine.name, version: engine.version, kinds: {} };
  await engine.start();
  const before = [noise()];
  globalThis.gc();
  const empty = engine.memory();
  let build = 0;
  const notes = lines("notes.jsonl");
  for (let at = 0; at < notes.length; at += CHUNK) {
    const ready = await engine.read(notes.slice(at, at + CHUNK));
    build += await timed(() => engine.add(ready));
  }
  build += await timed(() => engine.done());
  result.notes = notes.length;
  result.build = round(build);
  const asked = { ...queries };
  if (engine.related) asked.related = lines("more.jsonl");
  for (const [kind, all] of Object.entries(asked)) {
    const times = [];
    let found = 0;
    let spent = 0;
    for (const typed of all) {
      if (spent > PATIENCE) break;
      let best = Infinity;
      let count;
      for (let time = 0; time < TIMES; time += 1) {
        const took = await timed(async () => {
          count = await (kind === "related" ? engine.related(typed) : engine.search(kind, typed));
        });
        best = Math.min(best, took);
        spent += took;
      }
      if (count === undefined) break;
      found += count;
      times.push(best);
    }
    if (times.length > 0) {
      result.kinds[kind] = { ...shares(times), found: Math.round(found / times.length), asked: times.length };
    }
  }
  globalThis.gc();
  result.memory = engine.memory() - empty;
  result.stored = await engine.store();
  const waking = [];
  for (const typed of queries["two words"].slice(0, 5)) {
    waking.push(await timed(async () => {
      await engine.wake();
      await engine.search("two words", typed);
    }));
  }
  result.cold = shares(waking).p50;
  const adding = [];
  for (const line of lines("more.jsonl")) {
    const ready = await engine.read([line]);
    adding.push(await timed(() => engine.add(ready)));
  }
  result.adding = shares(adding);
  Object.assign(result, engine.more?.());
  result.noise = Math.max(before[0], noise());
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** The memory of a process that keeps everything in JavaScript's heap. */
export function heap() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The version of an installed package. */
export function version(name) {
  const about = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(about, "utf8")).version;
}

/** The words of a query without its quotation marks. */
export const plain = (typed) => typed.replaceAll('"', "").trim();

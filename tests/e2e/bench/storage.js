// Storage as a page of the extension sees it: Baton's background beside Dexie and plain IndexedDB.
// The body of an async function; `args` are what is to be done and with how many notes.
const [what, count, like] = args;
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const written = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
const timed = async (work) => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};
const times = async (often, work) => {
  const all = [];
  for (let at = 0; at < often; at += 1) all.push(await timed(() => work(at)));
  return all;
};
const bytes = (text) => new TextEncoder().encode(text);
const number = (value) => new Uint8Array(new BigUint64Array([BigInt(value)]).buffer);
const table = Uint32Array.from({ length: 256 }, (_, at) => {
  let sum = at;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});
const crc = (parts) => {
  let sum = 0xffffffff;
  for (const part of parts) for (const byte of part) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
};
const id = (at) => `01900000-0000-7000-8000-${at.toString(16).padStart(12, "0")}`;
const homes = async () => {
  const bucket = await navigator.storageBuckets.open("baton-b");
  // A bucket whose object is gone stops answering.
  globalThis.homes = [indexedDB, bucket.indexedDB];
  return [
    { database: await done(indexedDB.open("baton-a")) },
    { database: await done(bucket.indexedDB.open("baton-b")) },
  ];
};
/** The stored note that the others are made like. */
async function sample(database) {
  const records = database.transaction("records").objectStore("records");
  const keys = await done(records.getAllKeys());
  const key = keys.find((key) => key.endsWith(like) && !key.includes("version"));
  const record = await done(database.transaction("records").objectStore("records").get(key));
  const [, batch, ...rest] = record.split(" ");
  return { key, batch, text: rest.join(" "), length: record.length };
}

const works = {
  // So many notes like the one that is there, sealed as the store seals a record, in one
  // transaction of each copy.
  async fill() {
    const copies = await homes();
    const { key, batch, text, length } = await sample(copies[0].database);
    const made = Array.from({ length: count }, (_, at) => {
      const own = key.replace(like, id(at));
      const body = text.replaceAll(like, id(at));
      const sum = crc([number(bytes(own).length), bytes(own), number(batch), bytes(body)]);
      return [own, `${sum} ${batch} ${body}`];
    });
    const all = [];
    for (const { database } of copies) {
      all.push(
        await timed(async () => {
          const transaction = database.transaction("records", "readwrite", { durability: "strict" });
          const records = transaction.objectStore("records");
          for (const [key, record] of made) records.put(record, key);
          // The next list has the index made anew.
          records.delete("unindexed");
          await written(transaction);
        }),
      );
      database.close();
    }
    return { all, bytes: length };
  },
  // The same notes as objects, as Dexie keeps them.
  async dexie() {
    const { Dexie } = await import(browser.runtime.getURL("dexie.mjs"));
    const copies = await homes();
    const { text } = await sample(copies[0].database);
    for (const { database } of copies) database.close();
    const make = (_, at) => ({ ...JSON.parse(text), key: id(at), written: at });
    const notes = Array.from({ length: count }, make);
    const database = new Dexie("beside");
    database.version(1).stores({ notes: "key, written" });
    await database.open();
    const bulk = await timed(() => database.notes.bulkAdd(notes));
    const newest = () => database.notes.orderBy("written").reverse().limit(50).toArray();
    const screens = await times(15, newest);
    const saves = await times(50, (at) => database.notes.put({ ...notes[at], again: at }));
    database.close();
    return { bulk, screens, saves };
  },
  // One record at a time, waiting for the disk.
  async strict() {
    const opening = indexedDB.open("plain", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("records");
    const database = await done(opening);
    const text = "x".repeat(count);
    const saves = await times(50, async (at) => {
      const transaction = database.transaction("records", "readwrite", { durability: "strict" });
      transaction.objectStore("records").put(`${at}${text}`, id(at));
      await written(transaction);
    });
    database.close();
    return saves;
  },
  async screen() {
    const list = { own: { list: { filter: "", limit: 50 } } };
    const answer = await browser.runtime.sendMessage(list);
    const all = await times(15, () => browser.runtime.sendMessage(list));
    return { all, answer };
  },
  async save() {
    return times(50, (at) =>
      browser.runtime.sendMessage({
        own: { change: { id: like, change: { tag: { [at % 2 ? "remove" : "add"]: ["often"] } } } },
      }),
    );
  },
};
return await works[what]();

//! A profile with very many notes, put into the store by hand: nobody can wait until they are
//! written one by one.

use serde_json::json;

use crate::Trouble;
use crate::browser::Browser;

/// Words in the made-up language of these notes.
pub const VOCABULARY: u32 = 40_000;

/// Notes written by one script: a driver does not wait longer than half a minute for it.
const AT_ONCE: u32 = 2_000;

/// Writes the notes `args[0]` to `args[1]` into both copies, sealed as the store seals records and copies
/// (`crates/store/src/{envelope,meta}.rs`), from the seed `args[2]`. A note has 60 to 120 words, the
/// n-th word of the vocabulary as often as 1/n says (Zipf), a person, a tag and a state.
const FILL: &str = "
    const [first, end, seed, vocabulary] = args;
    let state = (seed + first) >>> 0;
    const random = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    const syllables = ['ba', 'do', 'fe', 'ga', 'hu', 'jo', 'ki', 'lu', 'ma', 'ne', 'po', 'ru', 'sa',
      'ti', 'vo', 'zu'];
    const word = (number) => {
      let text = '';
      for (let rest = number + 16; rest > 0; rest >>>= 4) text += syllables[rest & 15];
      return text;
    };
    const anyWord = () => word(Math.floor(vocabulary ** random()) - 1);
    const words = (many) => Array.from({ length: many }, anyWord).join(' ');
    const table = Array.from({ length: 256 }, (_, byte) => {
      let sum = byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
      return sum >>> 0;
    });
    const encoder = new TextEncoder();
    const number = (value) => new Uint8Array(new BigUint64Array([BigInt(value)]).buffer);
    const seal = (key, text) => {
      let sum = 0xffffffff;
      const bytes = encoder.encode(key);
      for (const part of [number(bytes.length), bytes, number(1), encoder.encode(text)]) {
        for (const byte of part) sum = (sum >>> 8) ^ table[(sum ^ byte) & 255];
      }
      return `${((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')} 1 ${text}`;
    };
    const hex = (digits) => Array.from({ length: digits },
      () => Math.floor(random() * 16).toString(16)).join('');
    const states = ['draft', 'sent', 'booked'];
    const begun = 1_700_000_000_000;
    const answers = { contributors: null, done_when: '', follow_up: '', invited: null, minutes: null,
      needed_by: null, points: [], purpose: null, rounds: null, same_minute: null, tried: '',
      written_where: '' };
    const note = (place) => {
      const at = begun + place * 60_000;
      const time = at.toString(16).padStart(12, '0');
      const id = `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
      const person = `${word(place % 97)} sample`;
      const brief = { template: 'ask', ask: words(6), needed_by: null, if_no_reply: '', owner: person,
        links: [], fields: { context: { text: words(54 + Math.floor(random() * 60)) } } };
      return [`note/${id}`, JSON.stringify({ schema: 2, id, revision: 1, created: at, updated: at,
        written: at, deleted: null, answers, brief, verdict: null, state: states[place % 3],
        source: { provider: 'calendly', target: `https://calendly.com/n${place}/call`, person,
          event: null, minutes: 30, slot: null },
        history: place % 3 ? [{ at, by: null, from: 'prompt', state: states[place % 3] }] : [],
        deliveries: [], tags: [`t${place % 13}`], people: [], links: [], attachments: [],
        comments: [], comment_draft: { score: null, text: '' } })];
    };
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const complete = (transaction) => new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const copies = [];
    // A database in a bucket stops answering once the bucket's factory is collected.
    const homes = globalThis.homes = [];
    for (const name of ['baton-a', 'baton-b']) {
      const home = navigator.storageBuckets && name === 'baton-b'
        ? (await navigator.storageBuckets.open(name)).indexedDB : indexedDB;
      homes.push(home);
      copies.push(await done(home.open(name)));
    }
    const meta = seal('copy', JSON.stringify(
      { schema: 1, sequence: 1, rebuilt: null, both_lost: null, damaged: 0 }));
    const records = [];
    for (let place = first; place < end; place += 1) {
      const [key, text] = note(place);
      records.push([key, seal(key, text)]);
    }
    await Promise.all(copies.map((copy) => {
      const transaction = copy.transaction(['records', 'meta'], 'readwrite',
        { durability: 'relaxed' });
      const store = transaction.objectStore('records');
      for (const [key, sealed] of records) store.put(sealed, key);
      transaction.objectStore('meta').put(meta, 'copy');
      return complete(transaction);
    }));
    copies.forEach((copy) => copy.close());";

impl Browser {
    /// Fills the store with `count` made-up notes while the background is stopped. The store must
    /// have been opened before and be empty; the frame entered must be one of Baton's own pages.
    ///
    /// # Errors
    /// What the driver or the page's database says.
    pub async fn fill_store(&mut self, count: u32, seed: u32) -> Result<(), Trouble> {
        self.stop_worker().await?;
        for first in (0..count).step_by(AT_ONCE as usize) {
            let end = count.min(first + AT_ONCE);
            let args = [json!(first), json!(end), json!(seed), json!(VOCABULARY)];
            self.script_async(FILL, &args).await?;
        }
        Ok(())
    }
}

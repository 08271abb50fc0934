//! Accidents in the store: a record that another hand wrote, sound to the store and perhaps
//! unreadable to everybody else; one that is gone; and one that is torn in one copy.

use serde_json::json;

use crate::Trouble;
use crate::browser::Browser;

/// Writes `args[1]` under the key `args[0]` into both copies, sealed as the store seals a record
/// (`crates/store/src/envelope.rs`): checksum, number of the copy's last batch, text. Takes it away
/// where there is no `args[1]`.
const WRITE: &str = "
    const [key, text] = args;
    const bytes = (text) => new TextEncoder().encode(text);
    const number = (value) => new Uint8Array(new BigUint64Array([BigInt(value)]).buffer);
    const crc = (parts) => {
      let sum = 0xffffffff;
      for (const part of parts) for (const byte of part) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
      }
      return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
    };
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('still in use'));
    });
    for (const name of ['baton-a', 'baton-b']) {
      // Where there are buckets, the second copy has one.
      const home = navigator.storageBuckets && name === 'baton-b'
        ? (await navigator.storageBuckets.open(name)).indexedDB : indexedDB;
      const database = await done(home.open(name));
      const transaction = database.transaction(['records', 'meta'], 'readwrite');
      const records = transaction.objectStore('records');
      const batch = (await done(transaction.objectStore('meta').get('copy'))).split(' ', 2)[1];
      const sum = crc([number(bytes(key).length), bytes(key), number(batch), bytes(text ?? '')]);
      await done(text === null ? records.delete(key) : records.put(`${sum} ${batch} ${text}`, key));
      database.close();
    }";

/// Makes what the second copy has stored under the key `args[0]` unreadable.
const TEAR: &str = "
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const home = navigator.storageBuckets
      ? (await navigator.storageBuckets.open('baton-b')).indexedDB : indexedDB;
    const database = await done(home.open('baton-b'));
    const records = database.transaction('records', 'readwrite').objectStore('records');
    const stored = await done(records.get(args[0]));
    await done(records.put(stored.slice(0, -1), args[0]));
    database.close();";

impl Browser {
    /// Puts `text` into both copies as the record `key`, in place of what is stored there, while the
    /// background is stopped. The frame entered must be one of Baton's own pages.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] before anything was ever stored, or what the driver says.
    pub async fn plant_record(&mut self, key: &str, text: &str) -> Result<(), Trouble> {
        self.stop_worker().await?;
        self.script_async(WRITE, &[json!(key), json!(text)]).await?;
        Ok(())
    }

    /// Takes the record `key` out of both copies, as [`Browser::plant_record`] puts one in.
    ///
    /// # Errors
    /// As there.
    pub async fn lose_record(&mut self, key: &str) -> Result<(), Trouble> {
        self.stop_worker().await?;
        self.script_async(WRITE, &[json!(key), json!(null)]).await?;
        Ok(())
    }

    /// Cuts off the end of the record `key` in the second copy; otherwise as [`Browser::plant_record`].
    ///
    /// # Errors
    /// As there.
    pub async fn tear_record(&mut self, key: &str) -> Result<(), Trouble> {
        self.stop_worker().await?;
        self.script_async(TEAR, &[json!(key)]).await?;
        Ok(())
    }
}

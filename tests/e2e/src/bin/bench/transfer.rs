//! What it costs to take all notes away and to bring them back, in Chromium, beside the pure work natively:
//! the same crates without a browser, from records in memory to the bytes of a file, and from the bytes of a
//! file to records. *By hand* is what it costs a script to read all notes out of one copy, and to write as many
//! into both, with nothing that points to them: what could be had at best.
//!
//! And how long it takes to refuse files that are none of ours, most of them as large as any that is read.
//!
//! Memory is that of the page's module, which never gives any back, and the most that scripts in the page had
//! at once; the longest task is how long the page could not answer a press.

use std::path::Path;
use std::time::{Duration, Instant};

use baton_e2e::refused::refused_files;
use baton_e2e::{Browser, Kind, Options, Scene, Trouble, places, wait};
use baton_exchange::{
    CsvWriter, Deleted, Entry, Item, JsonReader, JsonWriter, MarkdownArchive, Paths, Setting,
    Writer, plan,
};
use baton_locale::Catalogue;
use baton_notes::decode;
use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};

const SEED: u32 = 20_260_312;
/// The longest an export or an import may take before the benchmark gives up.
const PATIENCE: Duration = Duration::from_secs(1_800);

const WATCH: &str = "window.longest = 0;
    window.heap = 0;
    setInterval(() => { window.heap = Math.max(window.heap, performance.memory.usedJSHeapSize); }, 100);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ entryTypes: ['longtask'] });";
const WATCHED: &str = "return [window.longest, window.heap];";
/// Milliseconds to read all notes, as many at once as Baton reads.
const READ: &str = "const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const bucket = globalThis.bucket = await navigator.storageBuckets.open('baton-b');
    const copy = await done(bucket.indexedDB.open('baton-b'));
    const begun = performance.now();
    for (let last = 'note/'; last !== undefined;) {
      const records = copy.transaction('records').objectStore('records');
      const range = IDBKeyRange.bound(last, 'note/\\uffff', true);
      const keys = records.getAllKeys(range, 250);
      await done(records.getAll(range, 250));
      last = keys.result.at(-1);
    }
    copy.close();
    return [performance.now() - begun];";

struct UtcOnly;

impl Zones for UtcOnly {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Err(ZoneError::UnknownZone)
    }
}

pub(crate) async fn measure(count: u32) -> Result<(), Trouble> {
    let options = Options::new(places::baton(Kind::Chromium)?);
    let mut scene = Scene::start(Kind::Chromium, options).await?;
    let browser = &mut scene.browser;
    browser.open_extension_page("popup.html").await?;
    browser.see("#empty").await?;
    let begun = Instant::now();
    browser.fill_store(count, SEED).await?;
    let by_hand = begun.elapsed().as_secs_f64();
    // The index is made when notes are first counted: no part of an export.
    let health = serde_json::json!({ "own": "health" });
    browser.ask_as_own_page(health).await?;
    let read_by_hand = crate::numbers(&browser.script_async(READ, &[]).await?);
    println!("{count} notes; times in s, beside the pure work natively");
    let mut json = None;
    let mut exported = Vec::new();
    for format in ["json", "csv", "markdown"] {
        open(browser).await?;
        browser.click(&format!("#format-{format}")).await?;
        let begun = Instant::now();
        browser.click("#export-now").await?;
        see(browser, "[data-notes]").await?;
        let took = begun.elapsed().as_secs_f64();
        let size = "return document.querySelector('[data-notes] .file-name').textContent";
        let name = browser.script(size, &[]).await?;
        let name = name.as_str().unwrap_or_default();
        let path = browser.downloads().join(name);
        exported.push((format, took, watched(browser).await?));
        if format == "json" {
            json = Some(path);
        }
    }
    let json = json.unwrap_or_default();
    saved(&json).await?;
    open(browser).await?;
    browser.click("#erase-ask").await?;
    browser.click("#erase-all").await?;
    see(browser, "#erased").await?;
    open(browser).await?;
    let begun = Instant::now();
    let field = browser.find("#import-files").await?;
    field.send_keys(json.to_string_lossy().as_ref()).await?;
    see(browser, "#looked").await?;
    let looked = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    browser.click("#import-now").await?;
    see(browser, "#imported").await?;
    let imported = begun.elapsed().as_secs_f64();
    let on_import = watched(browser).await?;
    let refusals = refusals(browser).await?;
    browser.close().await;

    let Pure { written, read } = natively(&json)?;
    for ((format, took, (longest, memory, heap)), pure) in exported.iter().zip(&written) {
        println!(
            "  export {format:<9} {took:7.1}   native {pure:6.2}   ratio {:6.1} (goal 3)   longest task \
             {longest:4.0} ms   memory {memory:4.0} MB, {heap:.0} MB",
            took / pure
        );
    }
    let (longest, memory, heap) = on_import;
    let read_by_hand = read_by_hand.first().unwrap_or(&f64::NAN) / 1e3;
    println!(
        "  dry run          {looked:7.1}   native {read:6.2}   ratio {:6.1}\n  import           \
         {imported:7.1}   both  {:7.1}   ratio {:6.1} (goal 5)   longest task {longest:4.0} ms   memory \
         {memory:4.0} MB, {heap:.0} MB\n  read by hand     {read_by_hand:7.1}\n  written by hand  \
         {by_hand:7.1}   the import beside it {:.1}",
        looked / read,
        looked + imported,
        (looked + imported) / read,
        imported / by_hand
    );
    for (name, took, memory) in refusals {
        println!("  refused {name:<15} {took:7.2} (goal 2)   memory {memory:4.0} MB (goal 256)");
    }
    Ok(())
}

/// Of each file that is refused: its name, how long that took, in seconds, and the memory of the module, in MB.
async fn refusals(browser: &mut Browser) -> Result<Vec<(&'static str, f64, f64)>, Trouble> {
    let mut all = Vec::new();
    for file in refused_files()? {
        open(browser).await?;
        let path = browser.write_download(&file)?;
        let begun = Instant::now();
        browser.give(&path).await?;
        browser.see_why_refused(&file).await?;
        let took = begun.elapsed().as_secs_f64();
        all.push((file.name, took, browser.module_memory().await? / 1e6));
    }
    Ok(all)
}

async fn open(browser: &mut Browser) -> Result<(), Trouble> {
    let page = browser.extension_url("transfer.html");
    browser.goto("about:blank").await?;
    browser.goto(&page).await?;
    browser.see("#export-now").await?;
    browser.script(WATCH, &[]).await?;
    Ok(())
}

async fn see(browser: &Browser, css: &str) -> Result<(), Trouble> {
    wait::until_within(PATIENCE, css, async || {
        Ok(browser.has(css).await?.then_some(()))
    })
    .await
}

async fn saved(path: &Path) -> Result<(), Trouble> {
    wait::until("the saved file", async || Ok(path.exists().then_some(()))).await
}

/// The longest task, in milliseconds, and the memory of the module and of scripts, in MB.
async fn watched(browser: &Browser) -> Result<(f64, f64, f64), Trouble> {
    let numbers = crate::numbers(&browser.script(WATCHED, &[]).await?);
    let at = |place: usize| numbers.get(place).copied().unwrap_or(f64::NAN);
    Ok((at(0), browser.module_memory().await? / 1e6, at(1) / 1e6))
}

/// The pure work, in seconds.
struct Pure {
    /// From the records to a file, in each format.
    written: Vec<f64>,
    /// From a file to the records.
    read: f64,
}

fn natively(path: &Path) -> Result<Pure, Trouble> {
    let bytes = std::fs::read(path).map_err(|error| Trouble::file(path, error))?;
    let wrong = |error: &dyn std::fmt::Debug| Trouble::Unexpected(format!("{error:?}"));
    let now = UtcMillis(1_773_923_400_000);
    let begun = Instant::now();
    let mut reader = JsonReader::new();
    let mut records: Vec<String> = Vec::new();
    let mut take = |items: Vec<baton_exchange::Read>| {
        for item in items {
            if let Ok(Item::Note(entry)) = item
                && let Ok(planned) = plan(&entry, None, Deleted::Stay, now)
                && let Some((record, _)) = planned.then
            {
                records.push(record);
            }
        }
    };
    for piece in bytes.chunks(1_000_000) {
        take(reader.read(piece).map_err(|error| wrong(&error))?);
    }
    take(reader.finish().map_err(|error| wrong(&error))?);
    let read = begun.elapsed().as_secs_f64();

    let words = Catalogue::english();
    let setting = Setting {
        now,
        zone: &ZoneName::utc(),
        zones: &UtcOnly,
        messages: &words,
    };
    let writers: [Box<dyn Writer>; 3] = [
        Box::new(JsonWriter::new(setting.now)),
        Box::new(CsvWriter::new()),
        Box::new(MarkdownArchive::new(Paths::new())),
    ];
    let mut written = Vec::new();
    for mut writer in writers {
        let begun = Instant::now();
        for record in &records {
            let note = decode(record).map_err(|error| wrong(&error))?;
            writer.add(&Entry::alone(note), &setting);
            std::hint::black_box(writer.take());
        }
        std::hint::black_box(writer.finish(&setting));
        std::hint::black_box(writer.take());
        written.push(begun.elapsed().as_secs_f64());
    }
    Ok(Pure { written, read })
}

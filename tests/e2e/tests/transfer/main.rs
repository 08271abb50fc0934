//! Notes leave in every format and come back, looked at first; backups; and erasing everything.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod setup;

use baton_e2e::case::{Extension, play_with};
use baton_e2e::refused::{MOST_MEMORY, refused_files};
use baton_e2e::{Altered, Browser, Kind, Outcome, Scene, Trouble, wait};
use serde_json::{Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ASKS: [&str; 3] = [
    "Which plan for Q3?",
    "Who takes over?",
    "größte Frage 🎉 \u{5e9}\u{5dc}",
];
/// Chromium's alarms need half a minute.
const ALARM: Duration = Duration::from_secs(90);
/// The text of the file that is kept with the first note.
const PLAN: &str = "Plan A, in three steps.";
/// The same in Base64, as Baton keeps it.
const PLAN_TEXT: &str = "UGxhbiBBLCBpbiB0aHJlZSBzdGVwcy4=";

/// Remembers which notes the page asks the background for.
const LISTEN: &str = "window.asked = [];
    window.send ??= browser.runtime.sendMessage.bind(browser.runtime);
    browser.runtime.sendMessage = (message) => {
      window.asked.push(...Object.keys(Object(message.transfer)).filter((ask) => ask.startsWith('take')));
      return window.send(message);
    };
    return browser.runtime.sendMessage !== window.send;";

async fn asked_for_notes(browser: &Browser) -> Result<Value, Trouble> {
    browser.script("return window.asked", &[]).await
}

/// Keeps three briefs: the first with a file and a tag, the second linked to it, the third deleted.
async fn keep_three(browser: &mut Browser) -> Outcome {
    browser
        .in_own_page("write.html", async |page| {
            let mut ids = Vec::new();
            for ask in ASKS {
                let begun = page
                    .ask(json!({ "write": { "begin": { "note": null } } }))
                    .await?;
                let note = begun["done"]["view"]["note"].clone();
                let brief = json!({ "template": "ask", "ask": ask });
                let what = json!({ "text": { "answers": {}, "brief": brief }, "was": [] });
                let save = json!({ "write": { "save_draft": { "note": note, "what": what } } });
                let kept = page.ask(save).await?;
                assert!(kept["done"].is_object(), "{kept}");
                ids.push(note);
            }
            Ok(ids)
        })
        .await
        .map(drop)?;
    let listed = browser
        .ask_as_own_page(json!({ "own": { "ids": { "order": "oldest", "limit": 9 } } }))
        .await?;
    let ids = listed["done"]["ids"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    assert_eq!(ids.len(), 3, "{listed}");
    for (id, change) in [
        (&ids[0], json!({ "tag": { "add": ["q3"], "remove": [] } })),
        (
            &ids[0],
            json!({ "attach": { "name": "plan.txt", "media_type": "text/plain", "content": PLAN_TEXT } }),
        ),
        (
            &ids[1],
            json!({ "link": { "kind": "follows", "note": ids[0] } }),
        ),
        (&ids[2], json!("delete")),
    ] {
        let ask = json!({ "own": { "change": { "id": id, "change": change } } });
        let changed = browser.ask_as_own_page(ask).await?;
        assert_eq!(changed["done"], "ok", "{changed}");
    }
    Ok(())
}

async fn open(browser: &mut Browser) -> Outcome {
    browser.open_extension_page("transfer.html").await?;
    browser.see("#export-now").await
}

async fn export(browser: &Browser, format: &str) -> Result<PathBuf, Trouble> {
    browser.click(&format!("#format-{format}")).await?;
    browser.download_path("#export-now").await
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The entries of a JSON export, which differs from another only by its moment.
fn entries(path: &Path) -> Value {
    let file: Value = serde_json::from_str(&text_of(path)).unwrap_or_default();
    file["entries"].clone()
}

async fn erase(browser: &Browser) -> Outcome {
    browser.click("#erase-ask").await?;
    browser.click("#erase-leave").await?;
    browser.click("#erase-ask").await?;
    browser.click("#erase-all").await?;
    browser.see("#erased").await
}

/// How many notes an import would touch, by what becomes of them.
async fn see_looked(browser: &Browser, expected: Value) -> Outcome {
    browser.see("#looked").await?;
    let counts = "return Object.fromEntries([...document.querySelectorAll('[data-count]')]
        .map((row) => [row.dataset.count, Number(row.querySelector('dd').textContent)]))";
    assert_eq!(browser.script(counts, &[]).await?, expected);
    Ok(())
}

async fn import(browser: &Browser) -> Outcome {
    browser.click("#import-now").await?;
    browser.see("#imported").await
}

/// Every record of notes, as they stand.
async fn records(browser: &Browser) -> Result<Value, Trouble> {
    let taken = browser
        .ask(json!({ "transfer": { "take_all": { "after": null } } }))
        .await?;
    Ok(taken["done"]["taken"]["notes"].clone())
}

/// The hash of a note's first file.
fn hash_of(note: &Value) -> String {
    let record = note["record"].as_str().unwrap_or_default();
    let note: Value = serde_json::from_str(record).unwrap_or_default();
    let hash = note["attachments"][0]["sha256"].as_str();
    hash.unwrap_or_default().to_owned()
}

async fn file_of(browser: &mut Browser, note: &Value) -> Result<Value, Trouble> {
    let ask = json!({ "id": note["id"], "sha256": hash_of(note) });
    browser
        .ask_as_own_page(json!({ "own": { "attachment": ask } }))
        .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn everything_leaves_as_json_is_erased_and_comes_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        browser.is_accessible().await?;
        let before = records(browser).await?;
        let path = export(browser, "json").await?;
        // The deleted one and the file are in it.
        let left = entries(&path);
        assert_eq!(left.as_array().map(Vec::len), Some(4), "{left}");
        browser.see("[data-notes='3']").await?;

        erase(browser).await?;
        assert_eq!(records(browser).await?, json!([]));
        browser.give(&path).await?;
        see_looked(browser, json!({ "new": 3 })).await?;
        // Nothing has changed yet.
        assert_eq!(records(browser).await?, json!([]));
        browser.is_accessible().await?;
        import(browser).await?;
        assert_eq!(records(browser).await?, before);

        browser.give(&path).await?;
        browser.see("#nothing-to-import").await?;
        see_looked(browser, json!({ "same": 3 })).await?;
        browser.click("#leave").await?;
        let again = export(browser, "json").await?;
        assert_eq!(entries(&again), left);

        // What was deleted since the backup comes back where that is wanted.
        let delete = json!({ "own": { "change": { "id": before[1]["id"], "change": "delete" } } });
        assert_eq!(browser.ask(delete).await?["done"], "ok");
        browser.give(&path).await?;
        see_looked(browser, json!({ "same": 2, "deleted": 1 })).await?;
        browser.is_accessible().await?;
        browser.click("#come-back").await?;
        browser.see("[data-count='changed']").await?;
        see_looked(browser, json!({ "same": 2, "changed": 1 })).await?;
        import(browser).await?;
        browser.open_extension_page("notes.html").await?;
        browser.see_notes(&["Who takes over?", "Which plan for Q3?"]).await
    }

    async fn the_page_reads_notes_itself_and_asks_where_it_cannot(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        browser.script(LISTEN, &[]).await?;
        let before = entries(&export(browser, "json").await?);
        assert_eq!(asked_for_notes(browser).await?, json!([]));
        let notes = records(browser).await?;
        let torn = format!("note/{}", notes[1]["id"].as_str().unwrap_or_default());
        browser.tear_record(&torn).await?;
        browser.script(LISTEN, &[]).await?;
        assert_eq!(entries(&export(browser, "json").await?), before);
        // It asks for the rest, too.
        assert_eq!(asked_for_notes(browser).await?, json!(["take_all", "take_all"]));
        // It was repaired.
        browser.script(LISTEN, &[]).await?;
        assert_eq!(entries(&export(browser, "json").await?), before);
        assert_eq!(asked_for_notes(browser).await?, json!([]));
        Ok(())
    }

    async fn of_many_files_the_whole_ones_come_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        let before = records(browser).await?;
        let whole = export(browser, "json").await?;
        let text = text_of(&whole);
        let half = browser.downloads().join("half.json");
        let first_half = text.get(..text.len() / 2).unwrap_or_default();
        std::fs::write(&half, first_half).map_err(|error| Trouble::file(&half, error))?;
        erase(browser).await?;
        let both = format!("{}\n{}", half.display(), whole.display());
        browser.find("#import-files").await?.send_keys(both).await?;
        browser.see("#looked").await?;
        // The torn one is named, and nothing of it is counted among the notes of the other.
        browser.click("#refused > summary").await?;
        browser.see_text("half.json").await?;
        see_looked(browser, json!({ "new": 3, "refused": 1 })).await?;
        import(browser).await?;
        assert_eq!(records(browser).await?, before);
        Ok(())
    }

    async fn everything_leaves_as_markdown_and_comes_back(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        let before = records(browser).await?;
        let path = export(browser, "markdown").await?;
        let bytes = std::fs::File::open(&path).map_err(|error| Trouble::file(&path, error))?;
        let mut archive = zip::ZipArchive::new(bytes).expect("a zip");
        let mut names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
        names.sort();
        assert_eq!(names.len(), 4, "a README, two notes and a file: {names:?}");
        let mut plan = String::new();
        let at = names.iter().find(|name| name.starts_with("files/")).expect("the file");
        archive.by_name(at).expect("the file").read_to_string(&mut plan).expect("text");
        assert_eq!(plan, PLAN);

        erase(browser).await?;
        browser.give(&path).await?;
        see_looked(browser, json!({ "new": 2 })).await?;
        import(browser).await?;
        let kept = before.as_array().cloned().unwrap_or_default();
        assert_eq!(records(browser).await?, json!(kept[..2]));
        // The file is there, too.
        assert_eq!(file_of(browser, &kept[0]).await?["done"]["attachment"]["content"], PLAN_TEXT);

        // Lost since, it comes back with a note that stands as it did.
        let key = format!("attachment/{}", hash_of(&kept[0]));
        browser.lose_record(&key).await?;
        assert_eq!(file_of(browser, &kept[0]).await?["failed"], "no_such_file");
        open(browser).await?;
        browser.give(&path).await?;
        see_looked(browser, json!({ "changed": 1, "same": 1 })).await?;
        import(browser).await?;
        assert_eq!(file_of(browser, &kept[0]).await?["done"]["attachment"]["content"], PLAN_TEXT);
        assert_eq!(records(browser).await?, json!(kept[..2]));
        Ok(())
    }

    async fn a_backup_that_is_due_is_told_where_it_cannot_be_saved(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        browser.open_extension_page("popup.html").await?;
        browser.see_text(ASKS[0]).await?;
        assert!(!browser.has("#backup-due").await?);
        let record = json!({ "every_days": 1, "last": null, "since": 1 }).to_string();
        let set = json!({ "transfer": { "set_backup": { "record": record } } });
        browser.ask_as_own_page(set).await?;
        browser.open_extension_page("popup.html").await?;
        browser.see("#backup-due").await?;
        browser.is_accessible().await?;
        open(browser).await?;
        browser.click("#back-up").await?;
        browser.see("[data-notes]").await?;
        wait::until("a backup that is not due any more", async || {
            let waiting = browser.ask(json!({ "own": "waiting" })).await?;
            Ok((waiting["done"]["waiting"]["is_backup_due"] == false).then_some(()))
        })
        .await
    }

    async fn a_table_and_pages_to_read_are_written(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        let table = text_of(&export(browser, "csv").await?);
        assert_eq!(table.trim_end().lines().count(), 3, "{table}");
        // Only those that fit.
        browser.click("#scope-narrowed").await?;
        browser.type_into("#topic", "q3").await?;
        let page = export(browser, "handoff").await?;
        browser.see("[data-notes='1']").await?;
        // The browser that opens it is not Baton.
        let address = format!("file://{}", page.display());
        browser.goto(&address).await?;
        browser.see_text("Which plan for Q3?").await?;
        assert!(!browser.script("return document.body.innerText", &[]).await?.to_string().contains("Who takes over?"));
        let reports = "return document.querySelectorAll('script').length";
        assert_eq!(browser.script(reports, &[]).await?, 1);
        browser.is_accessible().await
    }

    async fn a_spreadsheets_table_is_imported_once_its_columns_are_named(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open(browser).await?;
        let path = browser.downloads().join("from elsewhere.csv");
        let table = "Betreff;Wer;Notiz;Farbe\r\n\"Plan; neu\";Kim Sample;Mehr dazu;rot\r\n;;;\r\nZweite;;;\r\n";
        std::fs::write(&path, table).map_err(|error| Trouble::file(&path, error))?;
        browser.give(&path).await?;
        browser.see("#columns").await?;
        browser.is_accessible().await?;
        let first = "return document.querySelector('select[data-column=\"0\"]').value";
        assert_eq!(browser.script(first, &[]).await?, "title");
        browser.click("#look").await?;
        browser.see("#looked").await?;
        import(browser).await?;
        browser.open_extension_page("notes.html").await?;
        browser.see_text("Plan; neu").await?;
        // The same table again is the same.
        open(browser).await?;
        browser.give(&path).await?;
        browser.see("#columns").await?;
        browser.click("#look").await?;
        browser.see("#nothing-to-import").await
    }

    async fn a_table_in_the_letters_of_a_country_is_read(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        open(browser).await?;
        let path = browser.downloads().join("windows.csv");
        let table = b"Betreff;Wer\r\nGr\xf6\xdfe;Kim Sample\r\n";
        std::fs::write(&path, table).map_err(|error| Trouble::file(&path, error))?;
        browser.give(&path).await?;
        browser.see_text("Größe").await?;
        browser.is_accessible().await?;
        browser.click("#letters option[value=windows-1251]").await?;
        browser.see_text("GrцЯe").await?;
        browser.click("#letters option[value=windows-1252]").await?;
        browser.see_text("Größe").await?;
        browser.click("#look").await?;
        see_looked(browser, json!({ "new": 1 })).await?;
        import(browser).await?;
        browser.open_extension_page("notes.html").await?;
        browser.see_notes(&["Größe"]).await
    }

    async fn what_cannot_be_read_changes_nothing_and_says_why(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        keep_three(browser).await?;
        open(browser).await?;
        let before = records(browser).await?;
        for file in refused_files()? {
            browser.give(&browser.write_download(&file)?).await?;
            browser.see_why_refused(&file).await?;
            let memory = browser.module_memory().await?;
            assert!(memory <= MOST_MEMORY, "{}: {memory} bytes", file.name);
        }
        // Of the archive it says what it would take: nothing.
        browser.click("#leave").await?;
        assert_eq!(records(browser).await?, before);
        // And a text that is pasted.
        browser.type_into("#import-paste", "# A pasted note").await?;
        browser.click("#paste-look").await?;
        see_looked(browser, json!({ "new": 1 })).await?;
        browser.click("#leave").await?;
        assert_eq!(records(browser).await?, before);
        Ok(())
    }
}

/// May save files, as if the person had allowed it.
fn saving(copy: Altered) -> Result<Altered, Trouble> {
    copy.replace("manifest.json", "\"alarms\"", "\"alarms\",\"downloads\"")
}

async fn a_backup_that_is_due_is_saved_by_itself(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    keep_three(browser).await?;
    open(browser).await?;
    let record = json!({ "every_days": 1, "last": null, "since": 1 }).to_string();
    let folder = browser.downloads().join("Baton");
    let set = json!({ "transfer": { "set_backup": { "record": record } } });
    browser.ask(set).await?;
    let path = wait::until_within(ALARM, "the backup", async || {
        let Ok(files) = std::fs::read_dir(&folder) else {
            return Ok(None);
        };
        let whole = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
        Ok(files
            .flatten()
            .map(|file| file.path())
            .find(|path| whole(path) && !entries(path).is_null()))
    })
    .await?;
    assert_eq!(entries(&path).as_array().map(Vec::len), Some(4));
    // What was saved is what comes back: restored from the file, everything is as it was.
    let before = records(browser).await?;
    wait::until("the record of it", async || {
        let kept = browser.ask(json!({ "transfer": "backup" })).await?;
        let kept = kept["done"]["backup"]["record"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
        Ok(kept["last"].is_i64().then_some(()))
    })
    .await?;
    erase(browser).await?;
    browser.give(&path).await?;
    see_looked(browser, json!({ "new": 3 })).await?;
    import(browser).await?;
    assert_eq!(records(browser).await?, before);
    Ok(())
}

baton_e2e::in_both_altered! {
    a_due_backup_is_saved_and_everything_comes_back_from_it: saving, a_backup_that_is_due_is_saved_by_itself;
}

/// A folder that is dropped, as Chromium tells what is in it: some at a time.
const DROP_FOLDER: &str = "
    const file = (fullPath, text) => ({ isDirectory: false, isFile: true, fullPath,
      file: (came) => came(new File([text], fullPath.split('/').pop())) });
    const folder = (fullPath, ...inside) => ({ isDirectory: true, isFile: false, fullPath,
      createReader: () => {
        const told = [...inside.map((entry) => [entry]), []];
        return { readEntries: (came) => came(told.shift()) };
      } });
    DataTransferItem.prototype.webkitGetAsEntry = () => folder('/vault',
      file('/vault/One.md', '# One'), file('/vault/.hidden/No.md', '# No'),
      folder('/vault/inside', file('/vault/inside/Two.md', '# Two')));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([''], 'vault'));
    for (const name of ['dragenter', 'dragover', 'drop']) {
      document.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
    }";

/// In Chromium alone: no driver can drop a folder, and in Firefox none can stand in for one.
#[test]
fn a_dropped_folder_is_read_with_all_that_is_in_it() {
    let name = "a_dropped_folder_is_read_with_all_that_is_in_it";
    play_with(
        Kind::Chromium,
        Extension::Baton,
        name,
        |_| {},
        async |scene| {
            let browser = &mut scene.browser;
            open(browser).await?;
            browser.script(DROP_FOLDER, &[]).await?;
            see_looked(browser, json!({ "new": 2, "passed_over": 1 })).await?;
            import(browser).await?;
            browser.open_extension_page("notes.html").await?;
            browser.see_text("One").await?;
            browser.see_text("Two").await
        },
    );
}

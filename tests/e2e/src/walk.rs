//! The whole job played once, with a picture of each step: what `cargo xtask run --headless` shows.

use std::path::{Path, PathBuf};

use crate::browser::{Browser, Microphone, Options};
use crate::example::{ANSWERS, BOOKING, TITLE};
use crate::popup::Download;
use crate::{Trouble, notes_in, wait};

/// A message with a link in a redirect, a shortened one and one that books nothing.
const LINKS: &str = "Pick a time: https://www.google.com/url?q=https%3A%2F%2Fcal.com%2Fkim-sample%2Fintro \
    or https://bit.ly/3xample (not https://calendly.com/pricing)";

/// What the walk needs of a browser.
pub fn prepare(options: &mut Options) {
    options.microphone = Some(Microphone::Made);
}

/// Plays gate → brief → copy → note → export, sets a person and a template, and leaves the pictures
/// and the exported files in `out`, emptied first of what an earlier walk left there.
///
/// # Errors
/// At the first step that does not do what it should, with a sentence about it.
pub async fn walk(browser: &mut Browser, out: &Path) -> Result<(), Trouble> {
    let steps = Steps::begin(out)?;

    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.see_question("purpose").await?;
    browser
        .choose(&format!("purpose-{}", ANSWERS.purpose))
        .await?;
    browser.see_saved().await?;
    steps
        .picture(browser, "1-gate", "Baton asks before a booking")
        .await?;

    // The purpose is chosen already, and choosing it again would take it back.
    let rest = crate::prompt::Answers {
        purpose: "",
        ..ANSWERS
    };
    browser.answer(&rest).await?;
    browser.see("#verdict[data-rule=R8]").await?;
    browser.see_saved().await?;
    steps
        .picture(browser, "2-verdict", "the verdict, with its rule")
        .await?;

    browser.click("#write-instead").await?;
    browser.see("#brief-form").await?;
    browser.complete_the_brief().await?;
    steps
        .picture(browser, "3-brief", "the brief, nearly written")
        .await?;

    browser.press_until("#copy", "#sent").await?;
    steps
        .picture(browser, "4-sent", "copied, ready to paste")
        .await?;
    let copied = browser.clipboard().await?;
    must(
        copied.plain.contains(TITLE),
        "the brief is not on the clipboard",
    )?;

    browser.open_popup().await?;
    browser.see_notes(&[TITLE]).await?;
    steps
        .picture(browser, "5-popup", "the note in the popup")
        .await?;
    browser.open_note(TITLE).await?;
    steps.picture(browser, "6-note", "the note, opened").await?;

    let markdown = browser.download("#export-note-markdown").await?;
    must(
        markdown.content.starts_with("---\n"),
        "the Markdown has no front matter",
    )?;
    steps.keep(&markdown)?;
    let json = browser.download("#export-note-json").await?;
    let exported: serde_json::Value = serde_json::from_str(&json.content)
        .map_err(|error| Trouble::Unexpected(format!("the JSON does not parse: {error}")))?;
    must(
        notes_in(&exported)
            .first()
            .is_some_and(|note| note["brief"]["ask"] == TITLE),
        "the JSON lacks the brief",
    )?;
    steps.keep(&json)?;

    browser.open_extension_page("options.html").await?;
    browser.see("#own-name").await?;
    steps.picture(browser, "7-settings", "the settings").await?;
    set_a_person(browser).await?;
    steps
        .picture(browser, "8-people", "somebody's hours and their way")
        .await?;
    write_a_template(browser).await?;
    steps
        .picture(browser, "9-template", "a template of one's own")
        .await?;
    change_the_note(browser, &steps).await?;
    keep_in_order(browser).await?;
    steps
        .picture(browser, "12-notes", "the notes page, narrowed to a view")
        .await?;
    browser.open_links_of(LINKS).await?;
    browser.see("#links").await?;
    steps
        .picture(browser, "13-links", "what links really are")
        .await?;
    record_a_voice(browser).await?;
    steps
        .picture(browser, "14-recording", "a voice note, in a pause")
        .await
}

/// Records some seconds with a made microphone, and pauses.
async fn record_a_voice(browser: &mut Browser) -> Result<(), Trouble> {
    browser.open_extension_page("notes.html").await?;
    browser.open_note(TITLE).await?;
    browser.click("#record-note").await?;
    browser.click("#record").await?;
    browser.see("#clock").await?;
    wait::until_true("some seconds", async || {
        Ok(browser.text_of("#clock").await?.as_str() >= "0:05")
    })
    .await?;
    browser.click("#pause").await
}

/// Changes the brief that was sent, and looks at the two texts side by side.
async fn change_the_note(browser: &mut Browser, steps: &Steps) -> Result<(), Trouble> {
    browser.open_extension_page("notes.html").await?;
    browser.open_note(TITLE).await?;
    browser.click("#edit").await?;
    browser.see("#brief-form").await?;
    browser
        .rewrite("#brief-owner", "Alex Example books the hall")
        .await?;
    browser.see_saved().await?;
    steps
        .picture(browser, "10-write", "the brief, changed after it was sent")
        .await?;
    browser.click("#done").await?;
    browser.click("#earlier summary").await?;
    browser.click("#earlier .compare").await?;
    browser.see("#compared").await?;
    steps
        .picture(browser, "11-texts", "two texts of one note")
        .await
}

/// Narrows the list, keeps that as a view, and says what the note has to do with others.
async fn keep_in_order(browser: &mut Browser) -> Result<(), Trouble> {
    browser.open_extension_page("notes.html").await?;
    browser.open_note(TITLE).await?;
    browser.type_into("#tags", "offsite, hall,").await?;
    browser.type_into("#people", "Kim Sample,").await?;
    browser.see("#people-list").await?;
    browser.rewrite("#search", "state:sent person:alex").await?;
    browser.see("#filter-tokens").await?;
    browser.click("#filters summary").await?;
    browser.type_into("#view-name", "Waiting for Alex").await?;
    browser.click("#view-keep").await?;
    browser.see("#views .chip").await?;
    browser.click("#filters summary").await?;
    browser.click("#notes .select input").await?;
    browser.see("#selected").await?;
    to_the_top(browser, ".reading-pane section:has(#tags)").await
}

/// Adds somebody who lives elsewhere.
async fn set_a_person(browser: &Browser) -> Result<(), Trouble> {
    browser.click("#add-person").await?;
    browser.type_into("#person-name", "Alex Example").await?;
    browser
        .type_into("#person-mail", "alex@mail.example")
        .await?;
    browser.rewrite("#person-zone", "America/New_York").await?;
    browser.see("#kept[data-kept=saved]").await?;
    to_the_top(browser, "[data-person]").await
}

/// Changes a copy of a template, and waits for what it makes.
async fn write_a_template(browser: &Browser) -> Result<(), Trouble> {
    browser.click("#person-close").await?;
    browser.click("#duplicate-template").await?;
    browser.rewrite("#template-name", "One question").await?;
    browser.click("#field-context").await?;
    let text = "Asked by {{provider}} for {{first_name}}";
    browser.type_into("#field-default", text).await?;
    wait::until_true("what the template makes", async || {
        let made = browser.text_of("#template-preview").await?;
        Ok(made.contains("Asked by Calendly for Alex"))
    })
    .await?;
    browser.see("#kept[data-kept=saved]").await?;
    to_the_top(browser, "[data-template]").await
}

/// Scrolls so that an element stands first below the page's head.
async fn to_the_top(browser: &Browser, css: &str) -> Result<(), Trouble> {
    let scroll = "document.querySelector(arguments[0]).scrollIntoView({ behavior: 'instant' })";
    browser.script(scroll, &[css.into()]).await?;
    Ok(())
}

fn must(holds: bool, otherwise: &str) -> Result<(), Trouble> {
    if holds {
        return Ok(());
    }
    Err(Trouble::Unexpected(otherwise.to_owned()))
}

/// Leaves what each step shows, and says so.
struct Steps {
    out: PathBuf,
}

impl Steps {
    /// Removes what an earlier walk left. Other files stay: the folder may be anybody's.
    fn begin(out: &Path) -> Result<Self, Trouble> {
        std::fs::create_dir_all(out).map_err(|error| Trouble::file(out, error))?;
        let files = std::fs::read_dir(out).map_err(|error| Trouble::file(out, error))?;
        for file in files.flatten() {
            let path = file.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if matches!(ending, Some("png" | "md" | "json")) && path.is_file() {
                std::fs::remove_file(&path).map_err(|error| Trouble::file(&path, error))?;
            }
        }
        Ok(Self {
            out: out.to_path_buf(),
        })
    }

    async fn picture(&self, browser: &Browser, name: &str, shows: &str) -> Result<(), Trouble> {
        browser.see_still().await?;
        let file = self.out.join(format!("{name}.png"));
        browser.screenshot(&file).await?;
        println!("{}: {shows}", file.display());
        Ok(())
    }

    fn keep(&self, file: &Download) -> Result<(), Trouble> {
        let path = self.out.join(&file.name);
        std::fs::write(&path, &file.content).map_err(|error| Trouble::file(&path, error))?;
        println!("{}: exported", path.display());
        Ok(())
    }
}

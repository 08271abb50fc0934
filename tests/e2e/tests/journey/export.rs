//! The notes as files.

use baton_e2e::example::{ANSWERS, BOOKING, TITLE};
use baton_e2e::{Browser, Outcome, Trouble, notes_in};
use serde_json::{Value, json};

/// Signs joined to one, text that runs backwards, scripts without blanks, planes beyond the first, a
/// letter in two parts.
const UNUSUAL: &str = "👩‍👩‍👧 \u{202e}txt.exe\u{202c} 会議の記録 บันทึก 𝔘𐀀 cafe\u{301} \u{200f}שלום";

/// Writes and copies the example's brief.
async fn write_example(browser: &mut Browser) -> Outcome {
    browser.goto(BOOKING).await?;
    browser.enter_prompt().await?;
    browser.answer(&ANSWERS).await?;
    browser.click("#write-instead").await?;
    browser.see("#brief-form").await?;
    browser.complete_the_brief().await?;
    browser.press_until("#copy", "#sent").await?;
    browser.leave().await
}

fn parsed(text: &str) -> Result<Value, Trouble> {
    serde_json::from_str(text).map_err(|error| Trouble::Unexpected(format!("{error}: {text}")))
}

baton_e2e::in_both_browsers! { Baton:
    async fn one_note_or_all_as_markdown_and_as_json_that_loses_nothing(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        write_example(browser).await?;
        browser.goto("https://cal.com/kim-sample/intro").await?;
        browser.enter_prompt().await?;
        browser.choose("purpose-review").await?;
        browser.see_saved().await?;

        browser.open_popup().await?;
        browser.open_note(TITLE).await?;
        let file = browser.download("#export-note-markdown").await?;
        assert!(file.name.ends_with(".md") && file.name.contains("decide-the-spring-workshop"), "{}", file.name);
        let text = &file.content;
        assert!(text.starts_with("---\n"), "{text}");
        for part in [
            "source: \"https://calendly.com/alex-example/30min\"",
            "rule: \"R8\"",
            "state: \"sent\"",
            TITLE,
            "The large hall holds 90 and costs 300 more a day, 600 in all",
            "Brief copied",
            ANSWERS.tried,
            ANSWERS.follow_up,
            ANSWERS.written_where,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }

        let file = browser.download("#export-note-json").await?;
        assert!(file.name.ends_with(".json"), "{}", file.name);
        let one = parsed(&file.content)?;
        assert_eq!(one["format"], "baton-notes");
        let notes = notes_in(&one);
        assert_eq!(notes.len(), 1);
        let note = &notes[0];
        for field in [
            "schema", "id", "revision", "created", "updated", "deleted", "source", "answers", "verdict",
            "brief", "state", "history", "deliveries", "tags", "people", "links", "attachments", "comments",
        ] {
            assert!(note.get(field).is_some(), "{field} in {note}");
        }
        assert_eq!(note["schema"], 2);
        assert_eq!(note["source"]["person"], "Alex Example");
        assert_eq!(note["source"]["target"], BOOKING);
        assert_eq!(note["answers"]["purpose"], "decide");
        assert_eq!(note["answers"]["done_when"], ANSWERS.done_when);
        assert_eq!(note["answers"]["points"], json!(ANSWERS.points.split('\n').collect::<Vec<_>>()));
        assert_eq!(note["answers"]["rounds"], "one");
        assert_eq!(note["answers"]["same_minute"], false);
        assert_eq!(note["verdict"]["rule"], "R8");
        assert_eq!(note["brief"]["ask"], TITLE);
        assert_eq!(note["brief"]["template"], "decide");
        assert_eq!(note["state"], "sent");
        assert_eq!(note["deliveries"][0]["how"], "copied");

        // What stands in no usual text comes through letter by letter.
        let type_it = "const field = document.getElementById('comment');
            field.value = arguments[0];
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
        browser.script(type_it, &[json!(UNUSUAL)]).await?;
        browser.click("#add-comment").await?;
        browser.see("#comments .said").await?;
        assert_eq!(browser.exact_text("#comments .said").await?, UNUSUAL);
        let file = browser.download("#export-note-json").await?;
        let one = parsed(&file.content)?;
        let notes = notes_in(&one);
        let note = &notes[0];
        assert_eq!(note["comments"][0]["text"], UNUSUAL);

        browser.click("#back").await?;
        let file = browser.download("#export-all-json").await?;
        let all = parsed(&file.content)?;
        let all = notes_in(&all);
        assert_eq!(all.len(), 2);
        assert!(all.contains(note), "the same record");
        let file = browser.download("#export-all-markdown").await?;
        assert!(file.content.contains(TITLE) && file.content.contains("https://cal.com/kim-sample/intro"), "{}", file.content);
        Ok(())
    }
}

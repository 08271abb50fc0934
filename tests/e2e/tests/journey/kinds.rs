//! A brief of each kind: written with all its fields, delivered, and found again in the popup.

use super::brief::{begin, book, pick_template, previews};
use super::ways::unfold;
use baton_e2e::{Browser, Outcome, Trouble, wait};
use mail_parser::MessageParser;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// How a brief leaves. Each way is taken by one kind at least.
#[derive(Debug, Clone, Copy)]
enum Way {
    Copy,
    CopyPlain,
    CopyMarkdown,
    Mail,
    MailFile,
    Gmail,
    Outlook,
    Print,
    Booking,
}

/// A kind of brief, and what one of it is about.
struct Kind {
    template: &'static str,
    /// The document's title.
    name: &'static str,
    /// How many fields its form has.
    fields: usize,
    way: Way,
    ask: &'static str,
    /// Three letters that only this ask has.
    letters: &'static str,
}

#[rustfmt::skip]
const KINDS: [Kind; 13] = [
    Kind { template: "ask", name: "Question", fields: 10, way: Way::Copy,
        ask: "Which lamp goes into the hall?", letters: "lam" },
    Kind { template: "decide", name: "Decision", fields: 16, way: Way::CopyPlain,
        ask: "Do we buy an oven or mend the old one?", letters: "ove" },
    Kind { template: "status", name: "Status", fields: 14, way: Way::CopyMarkdown,
        ask: "The greenhouse is half glazed", letters: "gla" },
    Kind { template: "review", name: "Review", fields: 13, way: Way::Mail,
        ask: "Please read the menu for June", letters: "jun" },
    Kind { template: "handoff", name: "Handoff", fields: 16, way: Way::MailFile,
        ask: "The kiln still has to cool down", letters: "kil" },
    Kind { template: "sbar", name: "Escalation", fields: 11, way: Way::Gmail,
        ask: "The cellar pump has failed twice", letters: "pum" },
    Kind { template: "meet", name: "Meeting", fields: 16, way: Way::Booking,
        ask: "How do we seat eighty guests?", letters: "gue" },
    Kind { template: "intro", name: "Introduction", fields: 14, way: Way::Outlook,
        ask: "May I photograph your orchard?", letters: "orc" },
    Kind { template: "reply_to_link", name: "Reply to an invitation", fields: 12, way: Way::Copy,
        ask: "I can tell you about the ferry now", letters: "fer" },
    Kind { template: "batch", name: "Many questions", fields: 9, way: Way::Mail,
        ask: "Five things about the raft", letters: "raf" },
    Kind { template: "video", name: "Video", fields: 12, way: Way::Gmail,
        ask: "See how the loom is threaded", letters: "loo" },
    Kind { template: "record", name: "Record", fields: 18, way: Way::Print,
        ask: "We planted beech instead of oak", letters: "bee" },
    Kind { template: "close", name: "Closing", fields: 13, way: Way::CopyMarkdown,
        ask: "The bakery now opens on Mondays", letters: "bak" },
];

/// Every field of the brief's form: id and kind.
async fn fields(browser: &Browser) -> Result<Vec<(String, String)>, Trouble> {
    let list = "return [...document.querySelectorAll(
            '#brief-form :is(input, textarea, select, [role=radio][id$=-yes])')]
        .filter((field) => field.id !== 'template')
        .map((field) => [field.id, field.type])";
    let found = browser.script(list, &[]).await?;
    serde_json::from_value(found).map_err(|error| Trouble::Unexpected(error.to_string()))
}

/// Fills in one field and gives what the brief must show because of it.
async fn fill_in(browser: &Browser, id: &str, kind: &str) -> Result<String, Trouble> {
    let css = format!("#{id}");
    match kind {
        "select-one" => {
            let choose = "const field = document.getElementById(arguments[0]);
                field.selectedIndex = 1;
                field.dispatchEvent(new Event('change', { bubbles: true }));
                return field.selectedOptions[0].text";
            let chosen = browser.script(choose, &[json!(id)]).await?;
            Ok(chosen.as_str().unwrap_or_default().to_owned())
        }
        "datetime-local" => {
            let set = "const field = document.getElementById(arguments[0]);
                field.value = '2027-03-04T15:30';
                field.dispatchEvent(new Event('change', { bubbles: true }))";
            browser.script(set, &[json!(id)]).await?;
            Ok("4 March 2027, 15:30".into())
        }
        "button" => {
            browser.choose(id).await?;
            Ok("Yes".into())
        }
        "number" if id == "field-score" => {
            browser.rewrite(&css, "5").await?;
            Ok("5 of 5".into())
        }
        "number" => {
            browser.rewrite(&css, "50").await?;
            Ok("50 min".into())
        }
        _ => {
            let text = format!("Words for {}", id.replace('-', " "));
            browser.rewrite(&css, &text).await?;
            Ok(text)
        }
    }
}

/// Writes a brief with all its fields on a booking page. Gives what it must show.
async fn write(browser: &mut Browser, url: &str, kind: &Kind) -> Result<Vec<String>, Trouble> {
    begin(browser, url, kind.ask).await?;
    pick_template(browser, &format!("brief_{}", kind.template)).await?;
    wait::until_true(kind.name, async || {
        Ok(browser.text_of("#preview .brief-title").await? == kind.name)
    })
    .await?;
    let all = fields(browser).await?;
    assert_eq!(all.len(), kind.fields, "{}: {all:?}", kind.name);
    let mut shown = vec![kind.name.to_owned(), kind.ask.to_owned()];
    for (id, what) in all.iter().filter(|(id, _)| id != "brief-ask") {
        shown.push(fill_in(browser, id, what).await?);
    }
    previews(browser, &shown).await?;
    browser.see_saved().await?;
    Ok(shown)
}

/// A text as it stands in a link.
async fn in_a_link(browser: &Browser, text: &str) -> Result<String, Trouble> {
    let encode = "return encodeURIComponent(arguments[0])";
    let encoded = browser.script(encode, &[json!(text)]).await?;
    Ok(encoded.as_str().unwrap_or_default().to_owned())
}

/// Presses a link to a mail page and gives the address of the tab it opens. That tab is closed.
async fn open_mail_page(browser: &mut Browser, link: &str) -> Result<String, Trouble> {
    let before = browser.web().windows().await?;
    let first = browser.web().window().await?;
    browser.press_until(link, "#sent").await?;
    let opened = wait::until("the mail page's tab", async || {
        let now = browser.web().windows().await?;
        Ok(now.into_iter().find(|window| !before.contains(window)))
    })
    .await?;
    browser.switch_to(opened).await?;
    let address = wait::until("the mail page's address", async || {
        let address = browser.url().await?;
        Ok(address.starts_with("https://").then_some(address))
    })
    .await?;
    browser.close_tab(first).await?;
    Ok(address)
}

/// Delivers the brief that is being written, and looks at what arrives.
async fn deliver(browser: &mut Browser, kind: &Kind) -> Outcome {
    let ask = kind.ask;
    match kind.way {
        Way::Copy => {
            browser.press_until("#copy", "#sent").await?;
            let copied = browser.clipboard().await?;
            assert!(
                copied.plain.contains(&format!("Ask: {ask}")),
                "{}",
                copied.plain
            );
            assert!(copied.html.contains(ask), "{}", copied.html);
        }
        Way::CopyPlain => {
            unfold(browser).await?;
            browser.press_until("#copy-plain", "#sent").await?;
            let copied = browser.clipboard().await?;
            assert!(
                copied.plain.contains(&format!("Ask: {ask}")),
                "{}",
                copied.plain
            );
            assert_eq!(copied.html, "");
        }
        Way::CopyMarkdown => {
            unfold(browser).await?;
            browser.press_until("#copy-markdown", "#sent").await?;
            let copied = browser.clipboard().await?;
            assert!(
                copied.plain.contains(&format!("**Ask:** {ask}")),
                "{}",
                copied.plain
            );
        }
        Way::Mail => {
            let link = browser.find("#mail").await?.attr("href").await?;
            let link = link.unwrap_or_default();
            let start = format!("mailto:?subject={}", in_a_link(browser, ask).await?);
            assert!(link.starts_with(&start), "{link}");
            browser.press_until("#mail", "#sent").await?;
        }
        Way::MailFile => {
            unfold(browser).await?;
            let file = browser.download("#mail-file").await?;
            let mail = MessageParser::default().parse(&file.content);
            let mail = mail.ok_or(Trouble::Unexpected(file.content.clone()))?;
            assert_eq!(mail.subject(), Some(ask));
            let text = mail.body_text(0).unwrap_or_default();
            assert!(text.contains(&format!("Ask: {ask}")), "{text}");
            browser.see("#sent").await?;
        }
        Way::Gmail | Way::Outlook => {
            let ask = in_a_link(browser, ask).await?;
            let (link, start) = match kind.way {
                Way::Gmail => (
                    "#gmail",
                    "https://mail.google.com/mail/?view=cm&fs=1&to=&su=",
                ),
                _ => (
                    "#outlook",
                    "https://outlook.office.com/mail/deeplink/compose?to=&subject=",
                ),
            };
            unfold(browser).await?;
            let address = open_mail_page(browser, link).await?;
            assert!(address.starts_with(&format!("{start}{ask}")), "{address}");
        }
        Way::Print => {
            unfold(browser).await?;
            let stand_in = "window.print = () => { window.__printed = true; }";
            browser.script(stand_in, &[]).await?;
            browser.press_until("#print", "#sent").await?;
            assert_eq!(browser.script("return window.__printed", &[]).await?, true);
        }
        Way::Booking => {
            let shown = book(browser).await?;
            assert!(shown.contains(ask), "{shown}");
            browser.see_value("[name=note]", &shown).await?;
        }
    }
    browser.leave().await
}

/// How the popup says that a brief left so, and where its note stands then.
fn said_of(way: Way) -> (&'static str, &'static str) {
    match way {
        Way::Copy => ("Copied", "Sent"),
        Way::CopyPlain => ("Copied as plain text", "Sent"),
        Way::CopyMarkdown => ("Copied as Markdown", "Sent"),
        Way::Mail => ("Opened in the mail program", "Sent"),
        Way::MailFile => ("Saved as a mail in a file", "Sent"),
        Way::Gmail => ("Opened in Gmail", "Sent"),
        Way::Outlook => ("Opened in Outlook", "Sent"),
        Way::Print => ("Printed", "Sent"),
        Way::Booking => ("Put into the booking", "Booked"),
    }
}

/// The moment in the milliseconds Baton keeps.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// Finds the note by three letters in the popup, and looks at all it says.
async fn find_again(
    browser: &Browser,
    kind: &Kind,
    shown: &[String],
    (from, until): (i64, i64),
) -> Outcome {
    browser.rewrite("#search", kind.letters).await?;
    browser.see_notes(&[kind.ask]).await?;
    browser.open_note(kind.ask).await?;
    let (way, state) = said_of(kind.way);
    assert_eq!(browser.text_of("#detail .state").await?, state);
    let brief = browser.text_of("#brief-text").await?;
    for text in shown {
        assert!(
            brief.contains(text),
            "{}: no “{text}” in {brief}",
            kind.name
        );
    }

    // How, for whom, and when, as it is said and as it is kept.
    let deliveries = browser.text_of("#deliveries").await?;
    assert!(
        deliveries.starts_with(&format!("{way}, for Alex Example")),
        "{deliveries}"
    );
    let id = browser.find("#detail").await?.attr("data-note").await?;
    let open = json!({ "show": { "note": { "id": id } } });
    let kept = browser.ask(open).await?["done"]["note"]["deliveries"].clone();
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "{kept}");
    let at = kept[0]["at"].as_i64().unwrap_or_default();
    assert!((from..=until).contains(&at), "{at} within {from}..={until}");
    let in_words = "const words = new Intl.DateTimeFormat(
            'en', { hour: '2-digit', minute: '2-digit', timeZone: arguments[1] });
        return words.format(arguments[0])";
    let zone = browser
        .script(
            "return Intl.DateTimeFormat().resolvedOptions().timeZone",
            &[],
        )
        .await?;
    let at: Value = browser.script(in_words, &[json!(at), zone]).await?;
    let at = at.as_str().unwrap_or_default();
    assert!(deliveries.contains(at), "{at} in {deliveries}");
    browser.click("#back").await?;
    browser.see("#search").await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_brief_of_each_kind_is_written_delivered_and_found_again(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let mut written = Vec::new();
        for (place, kind) in KINDS.iter().enumerate() {
            let url = format!("https://calendly.com/alex-example/talk-{place}");
            let shown = write(browser, &url, kind).await?;
            let before = now();
            deliver(browser, kind).await?;
            written.push((kind, shown, (before, now())));
        }
        browser.open_popup().await?;
        wait::until_true("a note of each", async || {
            Ok(browser.text_of("#count").await? == format!("{} notes", KINDS.len()))
        })
        .await?;
        for (kind, shown, moments) in &written {
            find_again(browser, kind, shown, *moments).await?;
        }
        Ok(())
    }
}

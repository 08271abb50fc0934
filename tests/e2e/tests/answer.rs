//! An answer that came back, pasted on its page: the messy replies of `tests/fixtures/replies`, each read as
//! it was meant, and one kept with its note.

use baton_e2e::{Browser, Outcome, Trouble, places, wait};
use serde_json::{Value, json};
use thirtyfour::Key;

/// A note that was sent: the brief which the English replies answer. Gives its id.
async fn sent_note(browser: &mut Browser) -> Result<String, Trouble> {
    let brief = json!({
        "template": "ask",
        "ask": "Answer wanted: we know whether the second licence is still needed",
        "owner": "Alex Example",
        "links": ["https://calendly.com/alex-example/intro", "https://acme.example/licences"],
        "fields": {
            "context": { "text": "The licence renews by itself on 1 December.\n\nIt costs 40 a month." },
            "questions": { "list": ["Does anybody use the second licence?", "May I cancel it?"] },
            "tried": { "text": "Asked in the team chat in October; nobody knew." },
            "answer_kind": { "choice": "yes_no" },
            "written_where": { "text": "the licence list" },
        },
    });
    let begin = json!({ "write": { "begin": { "note": null } } });
    browser
        .in_own_page("write.html", async |page| {
            let begun = page.ask(begin).await?;
            let note = begun["done"]["view"]["note"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let what = json!({ "text": { "answers": {}, "brief": brief }, "was": [] });
            let told = json!({ "note": note, "what": what, "how": "copied" });
            let kept = page.ask(json!({ "write": { "delivered": told } })).await?;
            assert!(kept["done"].is_object(), "{kept}");
            Ok(note)
        })
        .await
}

/// Puts a text on the clipboard as a mail program would, and pastes it over what stands in the field.
async fn paste(browser: &Browser, media_type: &str, content: &str) -> Outcome {
    let copier = "document.querySelector('#copier')?.remove();
        const copier = document.body.appendChild(document.createElement('button'));
        copier.id = 'copier';
        copier.textContent = 'Copy';
        copier.style.cssText = 'position: fixed; inset: 0 auto auto 0';
        const [type, content] = arguments;
        copier.addEventListener('click', () => {
          document.addEventListener('copy', (event) => {
            event.preventDefault();
            event.clipboardData.setData(type, content);
          }, { once: true });
          document.execCommand('copy');
        });";
    browser
        .script(copier, &[json!(media_type), json!(content)])
        .await?;
    browser.click("#copier").await?;
    let field = browser.find("#pasted").await?;
    let key = if cfg!(target_os = "macos") {
        Key::Meta
    } else {
        Key::Control
    };
    for pressed in ["a", "v"] {
        field.send_keys(key.clone() + pressed).await?;
    }
    Ok(())
}

/// What the page says it read, without what could not be placed: copies of the brief are known there by its
/// exact text, and its dates are those of this run.
async fn parts(browser: &Browser) -> Result<Value, Trouble> {
    let script = "const said = (css) => document.querySelector(css)?.textContent ?? null;
        return {
          restate: said('#restate'),
          answers: [...document.querySelectorAll('#parts [data-number]')].map((one) =>
            ({ number: Number(one.dataset.number), text: one.textContent })),
          answer: said('#one'),
          score: said('#score') === null ? null : Number(said('#score')),
        }";
    browser.script(script, &[]).await
}

/// The replies to that brief: name, media type, content, what is read of it.
fn replies() -> Result<Vec<(String, &'static str, String, Value)>, Trouble> {
    let folder = places::pages().join("../replies");
    let read = |name: String| {
        let file = folder.join(name);
        std::fs::read_to_string(&file).map_err(|error| Trouble::file(&file, error))
    };
    let parse = |text: String| {
        serde_json::from_str::<Value>(&text).map_err(|error| Trouble::Unexpected(error.to_string()))
    };
    let all = parse(read("sent.json".to_owned())?)?;
    let mut replies = Vec::new();
    for (name, answered) in all.as_object().into_iter().flatten() {
        if answered["brief"] != "brief/ask.txt" {
            continue;
        }
        let mut expected = parse(read(format!("{name}.expected.json"))?)?;
        if let Some(expected) = expected.as_object_mut() {
            expected.remove("rest");
        }
        let (media_type, content) = match read(format!("{name}.html")) {
            Ok(html) => ("text/html", html),
            Err(_) => ("text/plain", read(format!("{name}.txt"))?),
        };
        replies.push((name.clone(), media_type, content, expected));
    }
    Ok(replies)
}

baton_e2e::in_both_browsers! { Baton:
    async fn messy_replies_are_read_as_they_were_meant(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let note = sent_note(browser).await?;
        browser.open_extension_page(&format!("answer.html#{note}")).await?;
        browser.see_text("we know whether the second licence").await?;
        let replies = replies()?;
        assert!(replies.len() >= 10, "{}", replies.len());
        for (name, media_type, content, expected) in replies {
            paste(browser, media_type, &content).await?;
            wait::until(&format!("what `{name}` says"), async || {
                let read = parts(browser).await?;
                match read == expected {
                    true => Ok(Some(())),
                    false => Err(Trouble::Unexpected(read.to_string())),
                }
            })
            .await?;
        }
        // Nothing of a hostile mail's came alive.
        assert_eq!(browser.script("return document.scripts.length", &[]).await?, json!(1));
        Ok(())
    }

    async fn an_answer_is_kept_with_its_note_which_then_is_answered(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let note = sent_note(browser).await?;
        let from = browser.open_extension_page(&format!("answer.html#{note}")).await?;
        browser.see_text("we know whether the second licence").await?;
        browser.is_accessible().await?;
        assert!(browser.has("#keep:disabled").await?);
        paste(browser, "text/html", "<p>Hello!</p><ol><li>Nobody does.</li><li>Yes, cancel it.</li></ol>\
            <p>Was writing enough, from 1 (no) to 5 (yes): 5</p>").await?;
        browser.see("#parts [data-number='2']").await?;
        browser.type_into("#by", "Kim Sample").await?;
        browser.is_accessible().await?;
        browser.click("#keep").await?;
        browser.see("#kept").await?;
        browser.close_tab(from).await?;

        browser.open_popup().await?;
        browser.open_note("Answer wanted: we know whether the second licence is still needed").await?;
        browser.see_text("Nobody does.").await?;
        let comments = browser.text_of("#comments").await?;
        assert!(comments.contains("2. Yes, cancel it.") && comments.contains("Hello!"), "{comments}");
        assert!(comments.contains("Kim Sample"), "{comments}");
        let notes = browser.stored_notes().await?;
        assert_eq!(notes[0]["state"], "answered", "{notes:?}");
        let leads = browser.find("#answer-came").await?.attr("href").await?.unwrap_or_default();
        assert!(leads.ends_with(&format!("answer.html#{note}")), "{leads}");
        Ok(())
    }

    async fn what_is_no_note_is_said(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("answer.html#nothing").await?;
        browser.see(".notice").await?;
        assert!(browser.has("#keep:disabled").await?);
        Ok(())
    }
}

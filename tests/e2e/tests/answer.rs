//! An answer that came back, pasted on its page: the messy replies of `tests/fixtures/replies`, each read as
//! it was meant, and one kept with its note. And the other ways in: chosen in a page, pasted beside a note.

use baton_e2e::{Browser, Outcome, Scene, Trouble, places, wait};
use serde_json::{Value, json};
use thirtyfour::Key;

const LICENCE: &str = "Answer wanted: we know whether the second licence is still needed";
const HALL: &str = "Which hall do we rent?";
const INBOX: &str = "https://mail.acme.example/inbox";

/// A note that was sent: the brief which the English replies answer. Gives its id.
async fn sent_note(browser: &mut Browser) -> Result<String, Trouble> {
    sent_note_about(browser, LICENCE).await
}

async fn sent_note_about(browser: &mut Browser, ask: &str) -> Result<String, Trouble> {
    let brief = json!({
        "template": "ask",
        "ask": ask,
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

/// Puts a text on the clipboard as a mail program would.
async fn copy(browser: &Browser, media_type: &str, content: &str) -> Outcome {
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
    browser.click("#copier").await
}

/// The key that shortcuts are pressed with.
const fn shortcut() -> Key {
    if cfg!(target_os = "macos") {
        Key::Meta
    } else {
        Key::Control
    }
}

/// Copies a text, and pastes it over what stands in the field.
async fn paste(browser: &Browser, media_type: &str, content: &str) -> Outcome {
    copy(browser, media_type, content).await?;
    let field = browser.find("#pasted").await?;
    for pressed in ["a", "v"] {
        field.send_keys(shortcut() + pressed).await?;
    }
    Ok(())
}

/// Pastes where the focus is, in a field or not.
async fn paste_here(browser: &Browser) -> Outcome {
    let press = browser.web().action_chain().key_down(shortcut());
    Ok(press.send_keys("v").key_up(shortcut()).perform().await?)
}

/// The titles of the notes that are offered, and whether each is said to be quoted.
async fn see_offered(browser: &Browser, expected: &[(&str, bool)]) -> Outcome {
    let read = "return [...document.querySelectorAll('#offered li')].map((line) =>
        [line.querySelector('.title').textContent, line.querySelector('.quoted') !== null])";
    let expected = json!(expected);
    wait::until("the notes to choose from", async || {
        let offered = browser.script(read, &[]).await?;
        match offered == expected {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(offered.to_string())),
        }
    })
    .await
}

/// A fixture of a reply.
fn reply(name: &str) -> Result<String, Trouble> {
    let file = places::pages().join("../replies").join(name);
    std::fs::read_to_string(&file).map_err(|error| Trouble::file(&file, error))
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

    async fn what_is_no_note_is_said_and_one_is_chosen(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        sent_note(browser).await?;
        browser.open_extension_page("answer.html#nothing").await?;
        browser.see(".notice").await?;
        browser.see("#offered .open").await?;
        assert!(!browser.has("#keep").await?);
        browser.type_into("#pasted", "2: yes").await?;
        browser.click("#offered .open").await?;
        browser.see("#parts [data-number='2']").await?;
        assert!(!browser.has(".notice").await?);
        Ok(())
    }

    async fn a_chosen_answer_finds_the_note_whose_brief_it_quotes(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let note = sent_note(browser).await?;
        sent_note_about(browser, HALL).await?;
        browser.hand_over("answer.html#chosen=text/1", &reply("thread.txt")?).await?;
        see_offered(browser, &[(LICENCE, true), (HALL, false)]).await?;
        browser.is_accessible().await?;

        // By keyboard: look for it, take the first.
        browser.type_into("#look", "wanted lic").await?;
        see_offered(browser, &[(LICENCE, false)]).await?;
        browser.type_into("#look", "nowhere").await?;
        browser.see("#none").await?;
        browser.rewrite("#look", "hall").await?;
        see_offered(browser, &[(HALL, false)]).await?;
        browser.find("#look").await?.send_keys(Key::Enter).await?;
        browser.see("#read").await?;
        browser.see_text(HALL).await?;

        // It was the wrong one; nothing is lost.
        browser.click("#another").await?;
        browser.rewrite("#look", " ").await?;
        see_offered(browser, &[(LICENCE, true), (HALL, false)]).await?;
        browser.click("#offered .open").await?;
        browser.see("#parts [data-number='2']").await?;
        let expected = json!([{ "number": 1, "text": "no" }, { "number": 2, "text": "yes" }]);
        assert_eq!(parts(browser).await?["answers"], expected);
        browser.is_accessible().await?;

        // What is not kept yet is there when the page is loaded anew.
        let address = browser.url().await?;
        assert!(address.contains(&format!("answer.html#{note}")), "{address}");
        browser.web().refresh().await?;
        browser.see("#parts [data-number='2']").await?;
        assert_eq!(parts(browser).await?["answers"], expected);
        browser.click("#keep").await?;
        browser.see("#kept").await?;
        browser.web().refresh().await?;
        browser.see_text(LICENCE).await?;
        assert_eq!(browser.value_of("#pasted").await?, "");
        assert!(!browser.has("#gone").await?);
        let notes = browser.stored_notes().await?;
        let states: Vec<&Value> = notes.iter().map(|note| &note["state"]).collect();
        assert_eq!(states, ["answered", "sent"], "{notes:?}");
        Ok(())
    }

    async fn what_comes_from_a_private_window_is_not_stored(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.hand_over("answer.html#private=text/1", "1: The chair").await?;
        browser.see_text("No note waits for an answer").await?;
        browser.see_value("#pasted", "1: The chair").await?;
        browser.type_into("#pasted", " and the treasurer").await?;
        let remembered = "return JSON.stringify([{ ...sessionStorage }, { ...localStorage },
            await browser.storage.session.get()])";
        let remembered = browser.script_async(remembered, &[]).await?.to_string();
        assert!(!remembered.contains("The chair"), "{remembered}");
        // It was handed over once.
        browser.web().refresh().await?;
        browser.see("#gone").await?;
        browser.is_accessible().await?;
        browser.type_into("#pasted", "1: Yes").await?;
        wait::until_true("it to be said no more", async || Ok(!browser.has("#gone").await?)).await
    }

    async fn a_chosen_text_that_cannot_be_an_answer_is_taken_as_it_is(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let note = sent_note(browser).await?;
        browser.hand_over("answer.html#chosen=text/empty", "").await?;
        see_offered(browser, &[(LICENCE, false)]).await?;
        assert!(!browser.has("#gone").await? && !browser.has("#fault").await?);

        let endless = "1: yes and no\n".repeat(80_000);
        browser.hand_over("answer.html#chosen=text/endless", &endless).await?;
        browser.see("#fault").await?;
        browser.click("#offered .open").await?;
        browser.see("#keep:disabled").await?;
        browser.see("#fault").await?;

        let hostile = reply("hostile.html")?;
        browser.hand_over(&format!("answer.html#{note}&chosen=html/hostile"), &hostile).await?;
        browser.see("#parts dd").await?;
        assert_eq!(browser.script("return document.scripts.length", &[]).await?, json!(1));
        Ok(())
    }

    async fn an_answer_is_pasted_beside_its_note(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let note = sent_note(browser).await?;
        for page in ["popup.html", "notes.html"] {
            browser.open_extension_page(page).await?;
            browser.open_note(LICENCE).await?;
            browser.see("#answer-came").await?;
            // Chromium's driver does not tell of tabs that the extension opens.
            let catch = "Object.defineProperty(browser.tabs, 'create', {
                value: async ({ url }) => { window.opened = url; } })";
            browser.script(catch, &[]).await?;

            // What is pasted into a field is the field's.
            copy(browser, "text/plain", "in a field").await?;
            browser.click("#comment").await?;
            paste_here(browser).await?;
            wait::until_true("the comment", async || {
                Ok(browser.value_of("#comment").await?.ends_with("in a field"))
            })
            .await?;
            assert_eq!(browser.script("return window.opened ?? null", &[]).await?, Value::Null);

            copy(browser, "text/html", "<p>Hello!</p><ol><li>Nobody does.</li><li>Yes.</li></ol>").await?;
            browser.click("#note-title").await?;
            paste_here(browser).await?;
            let opened = wait::until("the page of answers", async || {
                let opened = browser.script("return window.opened ?? null", &[]).await?;
                Ok(opened.as_str().map(str::to_owned))
            })
            .await?;
            assert!(opened.contains(&format!("answer.html#{note}&chosen=html/")), "{opened}");
            browser.goto("about:blank").await?;
            browser.goto(&opened).await?;
            browser.see("#parts [data-number='2']").await?;
            assert_eq!(browser.text_of("#parts [data-number='1']").await?, "Nobody does.");
        }
        Ok(())
    }
}

/// A background whose context menu a test presses: the browser's own cannot be opened by a driver.
const MENU: &str = "
    const real = globalThis.browser ?? globalThis.chrome;
    let press;
    let opened;
    Object.defineProperty(real, 'contextMenus', { configurable: true, value: {
      onClicked: { addListener: (listener) => { press = listener; } },
      removeAll() {}, create() {} } });
    Object.defineProperty(real.tabs, 'create', { value: async ({ url }) => opened(url) });
    globalThis.hear = (message, answer) => {
      if (!message?.pressed) return false;
      opened = answer;
      // Half of a character, as an emoji that was cut in the middle.
      const half = (key, value) => (typeof value === 'string' ? value.replace('HALF', '\\ud83d') : value);
      const pressed = JSON.parse(JSON.stringify(message.pressed), half);
      real.tabs.query({}).then((tabs) =>
        press(pressed, tabs.find(({ url }) => url?.startsWith(message.at))));
      return true;
    };";

/// Where the background hears of a message.
const LISTENER: &str = "api.runtime.onMessage.addListener((message, sender, sendResponse) => {";

/// Presses an entry of the context menu in the tab that shows `at`, and goes where it leads.
async fn press_menu(browser: &mut Browser, at: &str, pressed: Value) -> Outcome {
    let press = json!({ "pressed": pressed, "at": at });
    let opened = browser.ask_as_own_page(press).await?;
    let opened = opened.as_str().unwrap_or_default().to_owned();
    let page = opened.rsplit('/').collect::<Vec<_>>();
    let [id, kind, ..] = page.as_slice() else {
        return Err(Trouble::Unexpected(opened));
    };
    browser.open_extension_page(&format!("{kind}/{id}")).await?;
    Ok(())
}

/// The lines of what is chosen come from the page: Chromium's menu tells it without them.
async fn a_text_chosen_in_a_page_is_an_answer(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    sent_note(browser).await?;
    browser.goto(INBOX).await?;
    let choose = "document.body.innerHTML = '<div id=mail>1: yes<br>2: no</div>';
        getSelection().selectAllChildren(document.getElementById('mail'))";
    browser.script(choose, &[]).await?;
    let chosen = json!({ "menuItemId": "answer", "selectionText": "1: yes 2: no", "frameId": 0 });
    press_menu(browser, INBOX, chosen).await?;
    see_offered(browser, &[(LICENCE, false)]).await?;
    browser.click("#offered .open").await?;
    browser.see("#parts [data-number='2']").await?;
    assert_eq!(browser.text_of("#parts [data-number='1']").await?, "yes");

    // A page that cannot be asked: what the menu tells will do, whatever is wrong with it.
    let chosen = json!({
        "menuItemId": "invited",
        "selectionText": "A meeting HALF?",
        "linkUrl": "https://cal.com/kim-sample/30min",
        "frameId": 404,
    });
    press_menu(browser, INBOX, chosen).await?;
    browser
        .see_value("#link", "https://cal.com/kim-sample/30min")
        .await?;
    let came = browser.value_of("#came").await?;
    assert!(came.starts_with("A meeting \u{fffd}?\n"), "{came}");
    Ok(())
}

baton_e2e::in_both_altered! {
    what_is_chosen_in_the_context_menu_is_handed_over:
        |copy| copy.allowed_everywhere()?.prepend("background.js", MENU)?.replace(
            "background.js",
            LISTENER,
            &format!("{LISTENER} if (globalThis.hear(message, sendResponse)) return true;"),
        ),
        a_text_chosen_in_a_page_is_an_answer;
}

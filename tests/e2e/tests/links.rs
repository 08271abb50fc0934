//! Links that somebody sent, wherever they stand, and sites on which a person allowed something. The
//! browser's own question is answered by a copy of Baton that may look into every page already.

use baton_e2e::{Altered, Browser, Outcome, Scene, Trouble, wait};
use serde_json::json;
use thirtyfour::{Key, WindowHandle};

const INBOX: &str = "https://mail.acme.example/inbox";
const CHANNEL: &str = "https://chat.acme.example/channel";
const OWN_HOST: &str = "https://cloud.acme.example/apps/calendar/appointment/aB3dE5gH7jK9";
const UNTOLD_HOST: &str = "https://meet.acme.example/alex-example/30min";
const CALENDAR: &str = "https://calendar.google.com/calendar/u/0/r/week";

fn allowed(copy: Altered) -> Result<Altered, Trouble> {
    copy.allowed_everywhere()
}

/// Opens the page of links about the tab that shows `url`, and stays there.
async fn open_links(browser: &mut Browser, url: &str) -> Result<WindowHandle, Trouble> {
    let tab = browser.tab_id(url).await?;
    let from = browser
        .open_extension_page(&format!("links.html#tab={tab}"))
        .await?;
    browser.see("#site").await?;
    Ok(from)
}

/// Nothing is asked on the page of this tab: the time a prompt takes has passed for another page.
async fn nothing_is_asked(browser: &mut Browser) -> Outcome {
    let here = browser.web().window().await?;
    browser.open_tab().await?;
    browser.goto("https://cal.com/kim-sample/intro").await?;
    browser
        .in_prompt(async |prompt| prompt.see_question("purpose").await)
        .await?;
    browser.close_tab(here).await?;
    assert_eq!(browser.count_prompts().await?, 0);
    Ok(())
}

/// Allows something on the site of the tab that shows `url`, and goes back there.
async fn allow(browser: &mut Browser, url: &str, what: &str) -> Outcome {
    let from = open_links(browser, url).await?;
    browser.click(&format!("#allow-{what}")).await?;
    browser.see(&format!("#forget-{what}")).await?;
    browser.close_tab(from).await
}

/// The ids of the links beside which a mark stands, in the page's order.
async fn marked(browser: &Browser) -> Result<Vec<String>, Trouble> {
    let ids = "return [...document.querySelectorAll('a')]
        .filter((link) => link.nextElementSibling?.matches('[data-baton-mark]'))
        .map((link) => link.id)";
    let ids = browser.script(ids, &[]).await?;
    serde_json::from_value(ids).map_err(|error| Trouble::Unexpected(error.to_string()))
}

/// Takes back what was allowed on the site of the tab that shows `url`, and goes back there.
async fn forget(browser: &mut Browser, url: &str, what: &str) -> Outcome {
    let from = open_links(browser, url).await?;
    browser.click(&format!("#forget-{what}")).await?;
    browser.see(&format!("#allow-{what}")).await?;
    browser.close_tab(from).await
}

async fn see_marked(browser: &Browser, expected: &[&str]) -> Outcome {
    wait::until("the marks", async || {
        let ids = marked(browser).await?;
        match ids == expected {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(format!("{ids:?}"))),
        }
    })
    .await
}

/// Waits until so many marks stand in what a selector finds, beside links or not.
async fn see_marks_in(browser: &Browser, css: &str, expected: u64) -> Outcome {
    let count = "return document.querySelectorAll(`${arguments[0]} [data-baton-mark]`).length";
    wait::until(&format!("{expected} marks in `{css}`"), async || {
        let there = browser.script(count, &[json!(css)]).await?;
        match there.as_u64() == Some(expected) {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(there.to_string())),
        }
    })
    .await
}

/// Waits until the card of the mark beside a link is shown below it, above everything else, or is not. It
/// is in a shadow that nobody looks into: a point in it belongs to the mark.
async fn see_card(browser: &Browser, link: &str, shown: bool) -> Outcome {
    let covers = "const mark = document.querySelector(`${arguments[0]} + [data-baton-mark]`);
        const { left, bottom } = mark.getBoundingClientRect();
        return document.elementFromPoint(left + 20, bottom + 48) === mark";
    wait::until_true(&format!("the card of `{link}`: {shown}"), async || {
        Ok(browser.script(covers, &[json!(link)]).await? == shown)
    })
    .await
}

async fn hover(browser: &Browser, css: &str) -> Outcome {
    let element = browser.find(css).await?;
    let chain = browser.web().action_chain();
    Ok(chain.move_to_element_center(&element).perform().await?)
}

/// Goes to the page that was opened to write about a link. Chromium's driver does not tell of tabs that
/// the extension opens, so its address is opened once more.
async fn enter_write_page(browser: &mut Browser) -> Outcome {
    let query = "return (await browser.tabs.query({})).map(({ url, pendingUrl }) => url || pendingUrl || '')";
    let url = browser.in_own_page("popup.html", async |page| {
        wait::until("the write page", async || {
            let urls = page.script_async(query, &[]).await?;
            let urls: Vec<String> = serde_json::from_value(urls).unwrap_or_default();
            Ok(urls
                .into_iter()
                .find(|url| url.contains("/write.html#about=")))
        })
        .await
    });
    let url = url.await?;
    let page = url.rsplit('/').next().unwrap_or_default().to_owned();
    browser.open_extension_page(&page).await?;
    browser.see("#brief-ask").await
}

/// Presses keys, wherever the focus is: a mark is in a shadow that no driver looks into.
async fn press_keys(browser: &Browser, keys: &[Key]) -> Outcome {
    let mut pressing = browser.web().action_chain();
    for key in keys {
        pressing = pressing.key_down(key.clone()).key_up(key.clone());
    }
    Ok(pressing.perform().await?)
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_text_without_links_says_so(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_links_of("nothing here").await?;
        browser.see("#none").await
    }

    /// Without a press on the toolbar button Baton cannot look into a page it does not know.
    async fn a_page_that_was_not_allowed_stays_closed(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(INBOX).await?;
        let from = browser.open_extension_page("popup.html").await?;
        let tabs = browser.script_async("return await browser.tabs.query({})", &[]).await?;
        let own = browser.extension_url("");
        let tabs = tabs.as_array().cloned().unwrap_or_default();
        let tab = tabs.iter().find(|tab| !tab["url"].as_str().is_some_and(|url| url.starts_with(&own)));
        let tab = tab.and_then(|tab| tab["id"].as_u64()).unwrap_or_default();
        browser.close_tab(from).await?;
        browser.open_extension_page(&format!("links.html#tab={tab}")).await?;
        browser.see_text("may not look into this page").await?;
        assert!(!browser.has("#site").await?);
        Ok(())
    }
}

/// What the context menu opens for a text that was chosen in a page.
async fn a_text_with_links_is_looked_at(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    let text = "Pick a time: https://www.google.com/url?q=https%3A%2F%2Fcal.com%2Falex-example%2F30min \
                and https://bit.ly/3xample";
    browser.open_links_of(text).await?;
    browser.see("#links").await?;
    assert_eq!(
        browser.text_of(".link h2").await?,
        "Asks for a time: Cal.com"
    );
    assert_eq!(
        browser.text_of(".address").await?,
        "https://cal.com/alex-example/30min"
    );
    assert_eq!(browser.text_of(".address b").await?, "cal.com");
    assert_eq!(
        browser.text_of(".through").await?,
        "It leads there through Google."
    );
    browser
        .see_text("Leads to a place only its keeper knows")
        .await?;

    browser.click(".link .write").await?;
    enter_write_page(browser).await?;
    let about = browser.text_of("#about").await?;
    assert!(
        about.contains("alex-example") && about.contains("Cal.com"),
        "{about}"
    );
    browser
        .type_into("#brief-ask", "Which plan for Q3?")
        .await?;
    browser.see_saved().await?;
    let list = json!({ "own": { "list": { "limit": 5 } } });
    let notes = browser.ask_as_own_page(list).await?;
    let note = &notes["done"]["notes"]["notes"][0];
    assert_eq!(note["provider_name"], "Cal.com", "{notes}");
    Ok(())
}

/// A page like a mail program's: links, wrapped ones, one that comes later, one in a draft.
async fn links_in_mail_are_marked(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(INBOX).await?;
    let links = browser.web().window().await?;
    allow(browser, INBOX, "marks").await?;
    browser.switch_to(links).await?;
    // At once, without a load; the look-alike, the prices and the person's own draft are left alone.
    see_marked(browser, &["direct", "wrapped"]).await?;
    browser.click("#fetch").await?;
    see_marked(browser, &["direct", "wrapped", "late"]).await?;

    // By keyboard: to the mark, open it, to the button in it.
    let direct = browser.find("#direct").await?;
    direct.focus().await?;
    press_keys(browser, &[Key::Tab, Key::Enter, Key::Tab]).await?;
    let mail = browser.web().window().await?;
    press_keys(browser, &[Key::Enter]).await?;
    enter_write_page(browser).await?;
    let about = browser.text_of("#about").await?;
    assert!(about.contains("Cal.com"), "{about}");
    browser.close_tab(mail).await?;

    // By mouse; the row of the mail hears nothing.
    browser.click("#wrapped + [data-baton-mark]").await?;
    let heard = browser.script("return window.heard.rows", &[]).await?;
    assert_eq!(heard, 0);
    Ok(())
}

/// A card that came without being asked for goes when it is told to, and the page hears nothing of it.
async fn a_card_is_closed_by_escape(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(INBOX).await?;
    let height = "return document.querySelector('#second p').offsetHeight";
    let before = browser.script(height, &[]).await?;
    allow(browser, INBOX, "marks").await?;
    see_marked(browser, &["direct", "wrapped"]).await?;
    assert_eq!(browser.script(height, &[]).await?, before);
    let reach = "const mark = document.querySelector('#wrapped + [data-baton-mark]');
        const { left, right, top, bottom } = mark.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        return [[x - 11, y], [x + 11, y], [x, y - 11], [x, y + 11]]
          .every(([x, y]) => document.elementFromPoint(x, y) === mark)";
    assert_eq!(browser.script(reach, &[]).await?, true, "24 px to press");

    hover(browser, "#wrapped + [data-baton-mark]").await?;
    see_card(browser, "#wrapped", true).await?;
    press_keys(browser, &[Key::Escape]).await?;
    see_card(browser, "#wrapped", false).await?;
    let heard = browser.script("return window.heard.keys", &[]).await?;
    assert_eq!(heard, 0);
    Ok(())
}

/// A mark in a text that is being written would be sent with it.
async fn what_is_written_stays_free_of_marks(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(INBOX).await?;
    allow(browser, INBOX, "marks").await?;
    see_marked(browser, &["direct", "wrapped"]).await?;
    let write_in = "document.getElementById('first').contentEditable = arguments[0]";
    browser.script(write_in, &[json!("true")]).await?;
    see_marked(browser, &["wrapped"]).await?;
    see_marks_in(browser, "#first", 0).await?;
    browser.script(write_in, &[json!("inherit")]).await?;
    see_marked(browser, &["direct", "wrapped"]).await?;

    // An answer that quotes a message.
    let quote = "const copy = document.getElementById('first').cloneNode(true);
        document.getElementById('draft').append(copy);
        return copy.querySelectorAll('[data-baton-mark]').length";
    assert_eq!(browser.script(quote, &[]).await?, 1);
    see_marks_in(browser, "#draft", 0).await?;
    // What leaves the draft is marked as elsewhere.
    let send = "document.body.append(document.getElementById('chip'))";
    browser.script(send, &[]).await?;
    see_marked(browser, &["direct", "wrapped", "chip"]).await
}

/// In the open page, and in every one that is opened later.
async fn marks_that_are_stopped_go(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(INBOX).await?;
    let mail = browser.web().window().await?;
    for _ in 0..2 {
        allow(browser, INBOX, "marks").await?;
        see_marked(browser, &["direct", "wrapped"]).await?;
        forget(browser, INBOX, "marks").await?;
        see_marks_in(browser, "body", 0).await?;
    }
    browser.goto(INBOX).await?;
    browser.click("#fetch").await?;
    browser.see("#late").await?;
    // Marks in a page that was opened later: here they would have come by now.
    browser.open_tab().await?;
    browser.goto(CHANNEL).await?;
    allow(browser, CHANNEL, "marks").await?;
    browser.goto(CHANNEL).await?;
    see_marked(browser, &["one"]).await?;
    browser.switch_to(mail).await?;
    see_marks_in(browser, "body", 0).await
}

/// Answers wait for the page where it has the attribute `data-hold`, and each says so once: what waits
/// earlier is still told when the next waits too.
fn held(copy: Altered) -> Result<Altered, Trouble> {
    let answered = "const reply = await ask({ look: { links } });";
    let hold = format!(
        "{answered}
        const {{ dataset }} = root();
        if (dataset.hold) dataset.held = `${{dataset.held ?? ''}} ${{links}}`;
        while (dataset.hold) {{
          await new Promise((go) => setTimeout(go, 10));
        }}"
    );
    copy.allowed_everywhere()?
        .replace("marks.js", answered, &hold)
}

/// What was found about one address says nothing about the next.
async fn a_link_that_turns_is_not_marked(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(INBOX).await?;
    allow(browser, INBOX, "marks").await?;
    see_marked(browser, &["direct", "wrapped"]).await?;
    let lure = "document.documentElement.dataset.hold = 'yes';
        document.body.insertAdjacentHTML('beforeend', `
          <p><a id='turning' href='https://calendly.com/kim-sample/intro'>kim</a>
          <a id='steady' href='https://calendly.com/kim-sample/intro'>kim</a></p>`)";
    browser.script(lure, &[]).await?;
    browser.find("html[data-held*='kim-sample']").await?;
    let turn = "document.getElementById('turning').href = 'https://evil.example/'";
    browser.script(turn, &[]).await?;
    // Asked about after the new address was looked at.
    browser.click("#fetch").await?;
    browser.find("html[data-held*='savvycal']").await?;
    let release = "delete document.documentElement.dataset.hold";
    browser.script(release, &[]).await?;
    see_marked(browser, &["direct", "wrapped", "steady", "late"]).await
}

/// A page like a chat's: messages that are drawn anew, a link that changes, thousands of lines at once.
async fn links_in_a_chat_are_marked(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(CHANNEL).await?;
    allow(browser, CHANNEL, "marks").await?;
    see_marked(browser, &["one"]).await?;
    browser.click("#change").await?;
    see_marked(browser, &["one", "two"]).await?;
    browser.script("draw()", &[]).await?;
    see_marked(browser, &["one"]).await?;
    browser.click("#storm").await?;
    see_marked(browser, &["one", "last"]).await?;
    // A mark goes with its link.
    browser
        .script("document.getElementById('one').remove()", &[])
        .await?;
    see_marks_in(browser, "#messages", 1).await?;
    // More in all than stand in a page at a time.
    for _ in 0..6 {
        browser.script("crowd(100)", &[]).await?;
        see_marks_in(browser, "#messages", 100).await?;
    }
    Ok(())
}

/// A scheduling system on a host of somebody's own.
async fn a_booking_page_on_an_own_host_is_allowed(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(OWN_HOST).await?;
    let from = open_links(browser, OWN_HOST).await?;
    browser.see_text("Asks for a time: Nextcloud").await?;
    browser.click("#allow-booking").await?;
    browser.see("#forget-booking").await?;
    browser.close_tab(from).await?;
    browser
        .in_prompt(async |prompt| prompt.see_question("purpose").await)
        .await?;
    // And from then on.
    browser.goto(OWN_HOST).await?;
    browser
        .in_prompt(async |prompt| prompt.see_question("purpose").await)
        .await?;
    assert_eq!(browser.count_prompts().await?, 1);

    let options = browser.open_extension_page("options.html#sites").await?;
    browser.see_text("cloud.acme.example").await?;
    browser.click("#sites .remove").await?;
    browser.see("#sites-none").await?;
    browser.close_tab(options).await?;
    browser.goto(OWN_HOST).await?;
    nothing_is_asked(browser).await
}

/// A page that does not show what it is: the person says so, and from then on it is as on the system's own
/// host, up to the confirmation.
async fn a_system_on_an_own_host_is_named(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(UNTOLD_HOST).await?;
    let from = open_links(browser, UNTOLD_HOST).await?;
    browser.see("#name-system").await?;
    browser.click("#name-system summary").await?;
    browser.click("#system option[value=calcom]").await?;
    browser.click("#allow-booking").await?;
    browser.see("#forget-booking").await?;
    assert!(!browser.has("#name-system").await?);
    browser.close_tab(from).await?;
    browser
        .in_prompt(async |prompt| {
            prompt.see_question("purpose").await?;
            prompt.click("#write-instead").await?;
            prompt.rewrite("#brief-ask", "Which date?").await?;
            prompt.see_saved().await
        })
        .await?;
    let list = json!({ "own": { "list": { "limit": 5 } } });
    let notes = browser.ask_as_own_page(list).await?;
    let note = &notes["done"]["notes"]["notes"][0];
    assert_eq!(note["provider_name"], "Cal.com", "{notes}");
    Ok(())
}

/// The same gate from the organiser's side.
async fn an_event_with_guests_is_asked_about(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    browser.goto(CALENDAR).await?;
    allow(browser, CALENDAR, "forms").await?;
    nothing_is_asked(browser).await?;
    browser.click("#create").await?;
    browser.type_into("#xTiIn", "Budget").await?;
    browser.type_into("#guest", "alex@acme.example").await?;
    browser.click("#add").await?;
    browser
        .in_prompt(async |prompt| prompt.see_question("purpose").await)
        .await?;
    // The form goes on working, and the prompt leaves with it.
    browser.click("#save").await?;
    browser.see_text("Saved: Budget").await?;
    wait::until_true("the prompt to leave", async || {
        Ok(browser.count_prompts().await? == 0)
    })
    .await
}

baton_e2e::in_both_altered! {
    the_links_in_a_text_are_told_as_what_they_are_and_one_is_written_about: allowed, a_text_with_links_is_looked_at;
    in_mail_links_are_marked_once_it_is_allowed: allowed, links_in_mail_are_marked;
    in_mail_a_card_that_came_by_hover_is_closed_by_escape: allowed, a_card_is_closed_by_escape;
    in_mail_a_text_that_is_being_written_gets_no_mark: allowed, what_is_written_stays_free_of_marks;
    in_mail_a_link_whose_address_changes_gets_no_foreign_mark: held, a_link_that_turns_is_not_marked;
    in_mail_marks_go_once_they_are_stopped: allowed, marks_that_are_stopped_go;
    in_a_chat_links_are_marked_once_it_is_allowed: allowed, links_in_a_chat_are_marked;
    a_booking_page_on_an_own_host_asks_once_it_is_allowed: allowed, a_booking_page_on_an_own_host_is_allowed;
    a_system_on_an_own_host_is_named_by_a_person: allowed, a_system_on_an_own_host_is_named;
    a_calendars_form_asks_once_it_is_allowed: allowed, an_event_with_guests_is_asked_about;
}

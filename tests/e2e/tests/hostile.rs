//! Pages that listen, click, disguise, break, forge and forbid: what they can make of Baton.

use baton_e2e::booking::book_as_usual;
use baton_e2e::case::{Extension, Outcome, play};
use baton_e2e::messages::own_requests;
use baton_e2e::{Browser, Kind, Trouble, wait};
use serde_json::{Value, json};
use thirtyfour::By;

fn hostile(attack: &str) -> String {
    format!("https://calendly.com/hostile/{attack}")
}

/// Answers two questions and writes a brief, as a person does. The prompt is entered already.
async fn write_a_brief(prompt: &Browser) -> Outcome {
    prompt.click("#purpose-answer").await?;
    prompt.click("#next").await?;
    prompt.type_into("#done-when", "The date is agreed").await?;
    prompt.click("#write-instead").await?;
    prompt.type_into("#brief-owner", "Kim Sample").await?;
    prompt
        .type_into("#brief-if-no-reply", "We take the first")
        .await?;
    prompt.see("#saved").await
}

/// Waits until a global of the page is at least `least`.
async fn counts(browser: &Browser, name: &str, least: u64) -> Outcome {
    wait::until_true(&format!("`{name}` to reach {least}"), async || {
        let count = browser
            .script(&format!("return window.{name}"), &[])
            .await?;
        Ok(count.as_u64().is_some_and(|count| count >= least))
    })
    .await
}

async fn global(browser: &Browser, name: &str) -> Result<Value, Trouble> {
    browser.script(&format!("return window.{name}"), &[]).await
}

baton_e2e::in_both_browsers! { Baton:
    async fn a_page_sees_no_key_that_is_typed_into_the_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(&hostile("keys")).await?;
        browser.in_prompt(async |prompt| write_a_brief(prompt).await).await?;
        assert_eq!(global(browser, "__seen").await?, json!([]));
        let notes = browser.stored_notes().await?;
        assert_eq!(notes.len(), 1, "{notes:?}");
        // The page does listen.
        browser.in_prompt(async |prompt| prompt.click("#fold").await).await?;
        browser.click(".month button:enabled").await?;
        browser.press("10:30").await?;
        browser.type_into("[name=name]", "K").await?;
        assert!(global(browser, "__seen").await?.to_string().contains("keydown:K"));
        Ok(())
    }

    async fn clicks_by_script_change_nothing(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(&hostile("clicks")).await?;
        browser.in_prompt(async |prompt| prompt.see("#question").await).await?;
        let before = global(browser, "__clicked").await?.as_u64().unwrap_or_default();
        counts(browser, "__clicked", before + 200).await?;
        browser.in_prompt(async |prompt| {
            assert!(prompt.has("#question[data-step=purpose]").await?);
            assert!(!prompt.has("[aria-checked=true]").await?);
            // Even inside the frame, what has consequences needs a person.
            for pressed in ["#not-now", "#copy", "#mail", "#confirm-booking"] {
                if pressed == "#copy" {
                    prompt.click("#purpose-answer").await?;
                    prompt.click("#write-instead").await?;
                    prompt.see("#copy").await?;
                }
                if pressed == "#confirm-booking" {
                    prompt.click("#book-with-brief").await?;
                    prompt.see("#confirm-booking:enabled").await?;
                }
                let click = "const at = document.querySelector(arguments[0]);
                    at.click();
                    at.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));";
                prompt.script(click, &[json!(pressed)]).await?;
                assert!(!prompt.has("#sent, #stepping-aside").await?, "{pressed}");
            }
            prompt.see("#saved").await
        }).await?;
        assert!(browser.url().await?.starts_with(&hostile("clicks")));
        assert_eq!(browser.count_prompts().await?, 1);
        let notes = browser.stored_notes().await?;
        let state = notes.first().map(|note| note["state"].clone());
        assert_eq!(state, Some(json!("draft")), "nothing was delivered or booked: {notes:?}");
        Ok(())
    }

    async fn a_page_that_removes_the_prompt_is_left_alone_and_can_be_booked(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(&hostile("remover")).await?;
        book_as_usual(browser).await?;
        assert_eq!(browser.count_prompts().await?, 0);
        let errors = browser.console_errors().await?;
        assert!(errors.iter().all(|error| !error.contains("extension:")), "{errors:?}");
        Ok(())
    }

    /// Chromium's driver stumbles over such a page itself and never looks at it: the page is
    /// opened beside, and asked about in Baton's own.
    async fn baton_works_on_a_page_that_shadows_every_name(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("popup.html").await?;
        browser.see("#search").await?;
        let open = "await browser.tabs.create({ url: args[0], active: false });";
        browser.script_async(open, &[json!(hostile("clobber"))]).await?;
        wait::until_true("the prompt to stand in the page", async || {
            let prompts = browser.script_async(
                "return Object.keys(await browser.storage.session.get())
                   .filter((key) => key.startsWith('prompt/')).length;", &[]).await?;
            Ok(prompts == 1)
        }).await
    }

    /// In Chromium the extension API could be put on what the page calls so.
    async fn baton_works_where_a_form_is_called_like_the_api(scene: &mut Scene) -> Outcome {
        works_and_lets_book(&mut scene.browser, "browser").await
    }

    async fn baton_works_where_a_frame_is_called_like_the_api(scene: &mut Scene) -> Outcome {
        works_and_lets_book(&mut scene.browser, "browser?frame").await
    }

    async fn baton_works_on_a_page_that_poisons_its_prototypes(scene: &mut Scene) -> Outcome {
        works_and_lets_book(&mut scene.browser, "pollute").await?;
        let noted = global(&scene.browser, "__poisoned").await?.to_string();
        for ours in ["extension:", "attachShadow", "chrome.runtime"] {
            assert!(!noted.contains(ours), "the page saw Baton at work: {noted}");
        }
        Ok(())
    }

    async fn baton_works_on_a_page_that_never_stands_still(scene: &mut Scene) -> Outcome {
        works_and_lets_book(&mut scene.browser, "storm").await
    }

    async fn forged_messages_get_no_answer(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(&hostile("forge")).await?;
        browser.in_prompt(async |prompt| write_a_brief(prompt).await).await?;
        counts(browser, "__forged", 40).await?;
        assert_eq!(global(browser, "__answers").await?, json!([]));
        assert_eq!(browser.url().await?, hostile("forge"), "nobody went anywhere");
        browser.in_prompt(async |prompt| {
            let width = prompt.script("return innerWidth", &[]).await?;
            assert!(width.as_u64() > Some(200), "nobody resized it: {width}");
            let owner = prompt.value_of("#brief-owner").await?;
            assert!(owner.ends_with("Kim Sample"), "{owner}");
            Ok(())
        }).await?;
        assert_eq!(browser.stored_notes().await?.len(), 1);
        Ok(())
    }

    async fn a_prompt_cannot_ask_what_only_our_own_pages_may(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/alex-example/30min").await?;
        browser.enter_prompt().await?;
        browser.see("#question").await?;
        for request in own_requests() {
            let answer = browser.ask(request.clone()).await?;
            assert_eq!(answer, json!({ "failed": "refused" }), "{request}");
        }
        let seen = json!({ "page": { "seen": {
            "url": "https://calendly.com/alex-example/30min", "title": "", "can_prompt": true } } });
        assert_eq!(browser.ask(seen).await?, json!({ "failed": "refused" }));
        for rubbish in [json!(null), json!(7), json!([]), json!({}), json!({ "own": {} }), json!("own"),
            json!({ "prompt": { "redeem": {} } }), json!({ "own": { "list": { "filter": 7 } } })] {
            assert_eq!(browser.ask(rubbish.clone()).await?, json!({ "failed": "malformed" }), "{rubbish}");
        }
        Ok(())
    }

    async fn the_strictest_pages_get_a_working_prompt_and_no_report(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for page in ["strict", "closed"] {
            browser.console_errors().await?;
            browser.goto(&format!("https://calendly.com/{page}/30min")).await?;
            let own = browser.console_errors().await?;
            browser.in_prompt(async |prompt| write_a_brief(prompt).await).await?;
            if page == "strict" {
                assert_eq!(global(browser, "__reports").await?, json!([]));
            }
            let errors = browser.console_errors().await?;
            let ours = |error: &String| error.contains("extension:") || error.contains("content.js");
            assert!(!own.iter().chain(&errors).any(ours), "{page}: {own:?} {errors:?}");
            assert_eq!(errors, Vec::<String>::new(), "{page}");
        }
        Ok(())
    }

    async fn an_isolated_page_gets_a_working_prompt(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/isolated/30min").await?;
        browser.in_prompt(async |prompt| write_a_brief(prompt).await).await?;
        assert_eq!(browser.console_errors().await?, Vec::<String>::new());
        Ok(())
    }

    async fn a_sandboxed_page_gets_a_badge_and_no_frame(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for page in ["sandboxed", "sandboxed-scripts", "sandboxed-same-origin"] {
            let url = format!("https://calendly.com/{page}/30min");
            browser.goto(&url).await?;
            let tab = browser.tab_id(&url).await?;
            let activity = json!({ "own": { "activity": { "tab": tab } } });
            wait::until(&format!("{page} to be known as unable to prompt"), async || {
                let answer = browser.ask_as_own_page(activity.clone()).await?;
                if answer["done"]["activity"]["activity"] == "cannot_prompt" {
                    return Ok(Some(()));
                }
                Err(Trouble::Unexpected(answer.to_string()))
            }).await?;
            assert_eq!(browser.count_prompts().await?, 0, "{page}");
            let badge = browser.in_own_page("popup.html", async |popup| {
                popup.script_async("return await browser.action.getBadgeText({ tabId: args[0] });", &[json!(tab)]).await
            }).await?;
            assert!(badge.as_str().is_some_and(|text| !text.is_empty()), "{page}: {badge}");
        }
        Ok(())
    }

    async fn a_brief_can_be_copied_where_the_page_forbids_the_clipboard(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto("https://calendly.com/no-clipboard/30min").await?;
        let copied = browser.in_prompt(async |prompt| {
            write_a_brief(prompt).await?;
            press_until_it_counts(prompt, "#copy", "#sent, #by-hand").await?;
            prompt.has("#sent").await
        }).await?;
        if copied {
            let text = browser.clipboard().await?.plain;
            assert!(text.contains("We take the first"), "{text}");
        } else {
            browser.in_prompt(async |prompt| {
                let text = prompt.value_of("#by-hand").await?;
                assert!(text.contains("We take the first"), "{text}");
                Ok(())
            }).await?;
        }
        Ok(())
    }

    async fn a_press_on_a_disguised_prompt_is_refused_or_asks_twice(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        for attack in ["fade", "clip", "cover?bait=through", "shrink"] {
            browser.goto(&hostile(attack)).await?;
            browser.enter_prompt().await?;
            browser.see("#question").await?;
            if browser.kind() == Kind::Chromium {
                let pressed = press_where_it_is(browser, "#not-now").await;
                // What is shrunk to a few pixels cannot even be hit.
                if attack != "shrink" {
                    pressed.map_err(|trouble| Trouble::Unexpected(format!("{attack}: {trouble}")))?;
                    browser.see("#refused").await?;
                }
                assert!(browser.has("#question").await?, "{attack}");
            }
            browser.leave().await?;
            assert_eq!(browser.count_prompts().await?, 1, "{attack}: still there");
            assert!(browser.stored_notes().await?.is_empty(), "{attack}");
        }
        // Everywhere, a booking is shown first and confirmed by a second press.
        browser.goto(&hostile("fade")).await?;
        let url = browser.url().await?;
        browser.enter_prompt().await?;
        browser.click("#book-with-brief").await?;
        browser.see("#confirm-booking").await?;
        assert!(!browser.has("#sent, #stepping-aside").await?);
        browser.leave().await?;
        assert_eq!(browser.url().await?, url);
        assert!(browser.stored_notes().await?.is_empty());
        Ok(())
    }
}

async fn works_and_lets_book(browser: &mut Browser, attack: &str) -> Outcome {
    browser.goto(&hostile(attack)).await?;
    browser
        .in_prompt(async |prompt| write_a_brief(prompt).await)
        .await?;
    assert_eq!(browser.count_prompts().await?, 1);
    browser
        .in_prompt(async |prompt| {
            let owner = prompt.value_of("#brief-owner").await?;
            assert!(owner.ends_with("Kim Sample"), "{owner}");
            Ok(())
        })
        .await?;
    book_as_usual(browser).await?;
    let errors = browser.console_errors().await?;
    assert!(
        errors.iter().all(|error| !error.contains("extension:")),
        "{errors:?}"
    );
    // Last, because looking opens a page of ours and leaves it in the middle of its questions.
    assert_eq!(browser.stored_notes().await?.len(), 1);
    Ok(())
}

/// Presses again and again until the press has counted: it does once the card was in sight.
async fn press_until_it_counts(prompt: &Browser, css: &str, awaited: &str) -> Outcome {
    wait::until_true(&format!("{awaited} after a press on {css}"), async || {
        if prompt.has(awaited).await? {
            return Ok(true);
        }
        // No waiting for what the press before may have taken away.
        prompt.web().find(By::Css(css)).await?.click().await?;
        prompt.has(awaited).await
    })
    .await
}

/// A mouse press at the middle of an element of the frame entered, whatever lies over it.
async fn press_where_it_is(browser: &Browser, css: &str) -> Outcome {
    let element = browser.find(css).await?;
    browser
        .web()
        .action_chain()
        .move_to_element_center(&element)
        .click()
        .perform()
        .await?;
    Ok(())
}

/// Only Chromium tells pages about long tasks.
#[test]
fn the_page_is_never_held_up_while_a_brief_is_written() {
    play(
        Kind::Chromium,
        Extension::Baton,
        "long_tasks",
        async |scene| {
            let browser = &mut scene.browser;
            browser
                .goto("https://calendly.com/alex-example/30min")
                .await?;
            browser.enter_prompt().await?;
            browser.see("#question").await?;
            browser.leave().await?;
            let watch = "window.__long = [];
            new PerformanceObserver((list) => {
              for (const task of list.getEntries()) window.__long.push(Math.round(task.duration));
            }).observe({ type: 'longtask' });";
            browser.script(watch, &[]).await?;
            browser
                .in_prompt(async |prompt| write_a_brief(prompt).await)
                .await?;
            assert_eq!(
                global(browser, "__long").await?,
                json!([]),
                "milliseconds the page stood still"
            );
            Ok(())
        },
    );
}

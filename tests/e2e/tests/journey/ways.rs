//! The ways a brief leaves besides *Copy* and *Mail*, and what the note says about them.

use super::brief::begin;
use baton_e2e::{Browser, Outcome, Trouble};
use serde_json::{Value, json};

const BOOKING: &str = "https://calendly.com/alex-example/30min";

/// The only note's deliveries, as one of Baton's pages reads them.
async fn deliveries(browser: &mut Browser) -> Result<Vec<Value>, Trouble> {
    let notes = browser.stored_notes().await?;
    assert_eq!(notes.len(), 1, "{notes:?}");
    let open = json!({ "show": { "note": { "id": notes[0]["id"] } } });
    let note = browser.ask_as_own_page(open).await?["done"]["note"].clone();
    assert_eq!(note["state"], "sent", "{note}");
    Ok(note["deliveries"].as_array().cloned().unwrap_or_default())
}

/// Whether paper shows what a selector finds: for a moment, the style of print is the style of all.
async fn is_on_paper(browser: &Browser, css: &str) -> Result<bool, Trouble> {
    let look = "const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        const print = rules.filter(({ media }) => media?.mediaText === 'print');
        const turn = (media) => { for (const rule of print) rule.media.mediaText = media; };
        turn('all');
        const isShown = document.querySelector(arguments[0]).checkVisibility();
        turn('print');
        return isShown;";
    Ok(browser.script(look, &[json!(css)]).await? == true)
}

/// Unfolds the seldom ways.
pub(crate) async fn unfold(browser: &Browser) -> Outcome {
    browser.click("#more-ways summary").await?;
    browser.see("#more-ways .row").await
}

baton_e2e::in_both_browsers! { Baton:
    async fn plain_text_and_markdown_are_copied_without_formatting(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which *room* do we rent?").await?;
        unfold(browser).await?;
        browser.press_until("#copy-plain", "#sent").await?;
        let plain = browser.clipboard().await?;
        assert!(plain.plain.contains("Ask: Which *room* do we rent?"), "{}", plain.plain);
        assert_eq!(plain.html, "");

        browser.enter_prompt().await?;
        browser.click("#back").await?;
        unfold(browser).await?;
        browser.press_until("#copy-markdown", "#sent").await?;
        let markdown = browser.clipboard().await?;
        assert!(markdown.plain.contains(r"**Ask:** Which \*room\* do we rent?"), "{}", markdown.plain);
        assert_eq!(markdown.html, "");

        let ways: Vec<Value> = deliveries(browser).await?.iter().map(|one| one["how"].clone()).collect();
        assert_eq!(ways, ["copied_plain", "copied_markdown"]);
        Ok(())
    }

    async fn mail_pages_in_the_browser_get_the_whole_brief(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        for (id, start) in [
            ("gmail", "https://mail.google.com/mail/?view=cm&fs=1&to=&su=Which%20room"),
            ("outlook", "https://outlook.office.com/mail/deeplink/compose?to=&subject=Which%20room"),
        ] {
            let link = browser.find(&format!("#{id}")).await?.attr("href").await?.unwrap_or_default();
            assert!(link.starts_with(start), "{link}");
            assert!(link.contains("Ask%3A%20Which%20room%20do%20we%20rent%3F"), "{link}");
        }
        Ok(())
    }

    async fn a_mail_is_saved_as_a_file_and_the_note_says_so(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        unfold(browser).await?;
        // Until the card has been in sight long enough, a press does not count.
        browser.see_saved().await?;
        let file = browser.download("#mail-file").await?;
        assert_eq!(file.name, "baton-brief.eml");
        assert!(file.content.contains("X-Unsent: 1\r\n"), "{}", file.content);
        browser.see("#sent").await?;
        browser.leave().await?;
        let told = deliveries(browser).await?;
        assert_eq!((&told[0]["how"], &told[0]["to"]), (&json!("mail_file"), &json!("Alex Example")));
        Ok(())
    }

    async fn printing_leaves_the_brief_alone_on_paper(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        begin(browser, BOOKING, "Which room do we rent?").await?;
        unfold(browser).await?;
        browser.script("window.print = () => { window.__printed = true; }", &[]).await?;
        browser.press_until("#print", "#sent").await?;
        assert_eq!(browser.script("return window.__printed", &[]).await?, true);
        browser.leave().await?;
        assert_eq!(deliveries(browser).await?[0]["how"], "printed");
        Ok(())
    }

    async fn a_page_is_printed_without_the_card_unless_a_brief_is_in_it(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.goto(BOOKING).await?;
        browser.enter_prompt().await?;
        browser.see_question("purpose").await?;
        assert!(!is_on_paper(browser, ".card").await?);
        browser.click("#write-instead").await?;
        browser.see("#brief-form").await?;
        assert!(is_on_paper(browser, ".preview").await?);
        assert!(!is_on_paper(browser, "#brief-form").await?);
        browser.click("#fold").await?;
        browser.see("#pill").await?;
        assert!(!is_on_paper(browser, "#pill").await?);
        Ok(())
    }
}

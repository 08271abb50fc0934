//! An invitation that came: read from a calendar file, declined kindly, kept as a draft.

use baton_e2e::{Browser, Outcome, Trouble, wait};
use serde_json::json;

const FILE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@acme.example\r\n\
SUMMARY:Budget round\r\nORGANIZER;CN=Kim Sample:mailto:kim@acme.example\r\n\
ATTENDEE;CN=Alex Example:mailto:alex@acme.example\r\nDTSTART:20261130T100000Z\r\n\
DTEND:20261130T110000Z\r\nRRULE:FREQ=WEEKLY\r\nDESCRIPTION:<script>alert(1)</script>\r\n\
END:VEVENT\r\nEND:VCALENDAR\r\n";

/// A mail in ISO 2022-JP.
const JAPANESE: &str = include_str!("../../fixtures/invitations/mails/japanese.eml");

/// A mail as it is dragged out of a mail program, with a calendar in Base64: of an event called *Intro*.
const MAIL: &str = "From: Kim Sample <kim@acme.example>\r\nSubject: =?utf-8?Q?Intro?=\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=\"=_1\"\r\n\r\n--=_1\r\n\r\nPlease come.\r\n--=_1\r\n\
Content-Type: text/calendar; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n\
QkVHSU46VkNBTEVOREFSCk1FVEhPRDpSRVFVRVNUCkJFR0lOOlZFVkVOVApTVU1NQVJZOkludHJv\r\n\
CkRUU1RBUlQ6MjAyNjEyMDFUMTQwMDAwWgpFTkQ6VkVWRU5UCkVORDpWQ0FMRU5EQVIK\r\n--=_1--\r\n";

/// Holds something over the page, and drops it there. A `file` is the name and content of one.
async fn drop_on(browser: &Browser, css: &str, content: serde_json::Value) -> Outcome {
    let hold = "const [css, { file, size, text }] = arguments;
        const dataTransfer = new DataTransfer();
        if (file) dataTransfer.items.add(new File([size ? 'x'.repeat(size) : text], file));
        else dataTransfer.setData('text/plain', text);
        const told = (name) => new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true });
        window.tell = (name) => !document.querySelector(css).dispatchEvent(told(name));
        return window.tell('dragenter') || window.tell('dragover')";
    let taken = browser.script(hold, &[json!(css), content]).await?;
    if taken == json!(true) {
        browser.see(".dragged").await?;
        let dropped = browser.script("return window.tell('drop')", &[]).await?;
        assert_eq!(dropped, json!(true), "the browser is to open nothing");
    }
    wait::until_true("nothing to be held there", async || {
        Ok(!browser.has(".dragged").await?)
    })
    .await
}

baton_e2e::in_both_browsers! { Baton:
    async fn what_is_dropped_anywhere_on_the_page_is_read(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("invited.html").await?;
        browser.see("#came").await?;
        // A file on the field, which the browser itself would open.
        let file = json!({ "file": "invite.ics", "text": FILE });
        drop_on(browser, "#came", file).await?;
        browser.see_value("#who", "Kim Sample").await?;
        let large = json!({ "file": "large.ics", "size": 2_000_001 });
        drop_on(browser, "h1", large).await?;
        browser.see_text("more than can be read").await?;
        assert_eq!(browser.value_of("#who").await?, "Kim Sample");
        drop_on(browser, "body", json!({ "file": "Intro.eml", "text": MAIL })).await?;
        browser.see_value("#what", "Intro").await?;
        let when = browser.value_of("#when").await?;
        assert!(when.contains("Dec") && when.contains("UTC"), "{when}");
        drop_on(browser, "body", json!({ "file": "japanese.eml", "text": JAPANESE })).await?;
        browser.see_value("#who", "見本 花子").await?;
        let link = json!({ "text": "https://cal.com/kim-sample/30min" });
        drop_on(browser, "body", link).await?;
        browser.see_value("#link", "https://cal.com/kim-sample/30min").await?;
        assert!(!browser.has("#problem").await?);
        // A text that is dropped on a field is the field's.
        drop_on(browser, "#who", json!({ "text": "Alex Example" })).await?;
        assert_eq!(browser.value_of("#link").await?, "https://cal.com/kim-sample/30min");
        Ok(())
    }

    async fn what_was_chosen_in_a_page_is_answered(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let mail = "When: Monday at ten\nPick another: https://cal.com/kim-sample/30min";
        browser.hand_over("invited.html#chosen=text/1", mail).await?;
        browser.see_value("#when", "Monday at ten").await?;
        browser.web().refresh().await?;
        browser.see_value("#link", "https://cal.com/kim-sample/30min").await?;
        browser.open_extension_page("invited.html#chosen=text/1").await?;
        browser.see("#gone").await?;
        browser.is_accessible().await
    }

    async fn what_was_chosen_in_a_private_window_is_declined_and_not_stored(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        let mail = "When: Monday at ten\nhttps://cal.com/kim-sample/secret";
        browser.hand_over("invited.html#private=text/1", mail).await?;
        browser.see_value("#when", "Monday at ten").await?;
        browser.click("#kind-warm").await?;
        browser.click("#write").await?;
        browser.see("#brief-ask").await?;
        browser.see_text("I cannot take part this time").await?;
        browser.see(".save-line[data-saved=private]").await?;
        assert_eq!(browser.stored_notes().await?.len(), 0);
        let remembered = "return JSON.stringify([await browser.storage.session.get(), { ...sessionStorage }])";
        let remembered = browser
            .in_own_page("popup.html", async |page| page.script_async(remembered, &[]).await)
            .await?;
        let remembered = remembered.to_string();
        assert!(!remembered.contains("I cannot take part"), "{remembered}");
        Ok(())
    }

    async fn an_invitation_from_a_calendar_file_is_declined_kindly(scene: &mut Scene) -> Outcome {
        let folder = tempfile::tempdir().map_err(|error| Trouble::file(std::env::temp_dir(), error))?;
        let file = folder.path().join("invite.ics");
        std::fs::write(&file, FILE).map_err(|error| Trouble::file(&file, error))?;
        let browser = &mut scene.browser;
        browser.open_extension_page("write.html").await?;
        browser.click("#invited").await?;
        browser.see("#came").await?;
        browser.is_accessible().await?;
        let field = browser.find("#file").await?;
        field.send_keys(file.display().to_string()).await?;
        browser.see("#repeats").await?;
        assert_eq!(browser.value_of("#who").await?, "Kim Sample");
        assert_eq!(browser.value_of("#what").await?, "Budget round");
        let when = browser.value_of("#when").await?;
        assert!(when.contains("Nov") && when.contains("UTC"), "{when}");
        browser.click("#kind-warm").await?;
        browser.is_accessible().await?;
        browser.click("#write").await?;

        browser.see("#brief-ask").await?;
        assert!(browser.value_of("#brief-ask").await?.contains("Budget round"));
        browser.see_text("I cannot take part this time").await?;
        let notes = browser.stored_notes().await?;
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert_eq!(notes[0]["state"], "draft");
        assert_eq!(notes[0]["person"], "Kim Sample");
        Ok(())
    }

    async fn a_scheduling_link_is_answered_in_writing_first(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("invited.html").await?;
        browser.type_into("#came", "Pick a time: https://calendly.com/alex-example/30min").await?;
        browser.see_value("#link", "https://calendly.com/alex-example/30min").await?;
        browser.type_into("#who", "Alex Example").await?;
        browser.click("#write").await?;
        browser.see("#brief-ask").await?;
        let notes = browser.stored_notes().await?;
        assert_eq!(notes[0]["provider_name"], "Calendly", "{notes:?}");
        Ok(())
    }

    async fn what_cannot_be_read_is_said(scene: &mut Scene) -> Outcome {
        let browser = &mut scene.browser;
        browser.open_extension_page("invited.html").await?;
        browser.type_into("#came", "BEGIN:VCALENDAR").await?;
        browser.see_text("There is no event").await
    }
}

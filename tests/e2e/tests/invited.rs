//! An invitation that came: read from a calendar file, declined kindly, kept as a draft.

use baton_e2e::Trouble;

const FILE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@acme.example\r\n\
SUMMARY:Budget round\r\nORGANIZER;CN=Kim Sample:mailto:kim@acme.example\r\n\
ATTENDEE;CN=Alex Example:mailto:alex@acme.example\r\nDTSTART:20261130T100000Z\r\n\
DTEND:20261130T110000Z\r\nRRULE:FREQ=WEEKLY\r\nDESCRIPTION:<script>alert(1)</script>\r\n\
END:VEVENT\r\nEND:VCALENDAR\r\n";

baton_e2e::in_both_browsers! { Baton:
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
        assert_eq!(browser.value_of("#when").await?, "2026-11-30T10:00:00Z");
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
        baton_e2e::wait::until_true("the link", async || {
            Ok(browser.value_of("#link").await? == "https://calendly.com/alex-example/30min")
        })
        .await?;
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

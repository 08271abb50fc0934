//! A voice or screen note: recorded, heard, kept, saved. Microphone and screen are the browser's own
//! made ones.

use crate::notes_page::send;
use baton_e2e::case::{Extension, play_with};
use baton_e2e::{Browser, Kind, Microphone, Outcome, Scene, Trouble, wait};
use thirtyfour::WindowHandle;

const ASK: &str = "Which hall do we rent?";

/// Writes a note and goes from it to the page that records.
async fn open_recording(browser: &mut Browser) -> Result<WindowHandle, Trouble> {
    send(browser, ASK).await?;
    let from = browser.open_extension_page("notes.html").await?;
    browser.open_note(ASK).await?;
    browser.click("#record-note").await?;
    browser.see("#record").await?;
    Ok(from)
}

/// How many bytes were recorded so far.
async fn recorded_bytes(browser: &Browser) -> Result<u64, Trouble> {
    let value = "return document.querySelector('.room progress')?.value ?? 0";
    let bytes = browser.script(value, &[]).await?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size in bytes"
    )]
    Ok(bytes.as_f64().unwrap_or_default() as u64)
}

/// Waits until the recording has grown beyond so many bytes.
async fn see_it_grow(browser: &Browser, beyond: u64) -> Outcome {
    wait::until("the recording to grow", async || {
        let bytes = recorded_bytes(browser).await?;
        match bytes > beyond {
            true => Ok(Some(())),
            false => Err(Trouble::Unexpected(format!("{bytes} bytes"))),
        }
    })
    .await
}

/// Whether the browser would ask before the page goes.
async fn asks_before_it_goes(browser: &Browser) -> Result<bool, Trouble> {
    let ask = "const leaving = new Event('beforeunload', { cancelable: true });
        return !window.dispatchEvent(leaving)";
    Ok(browser.script(ask, &[]).await? == true)
}

/// Waits until the browser has played some of the recording. A machine without a loudspeaker plays it
/// unheard, and Firefox then says so as an error: a page that may not play it does not get so far.
async fn hear(browser: &Browser) -> Outcome {
    let play = "await document.querySelector('#heard').play()";
    browser.script_async(play, &[]).await?;
    wait::until_true("some of it to be played", async || {
        let moment = "return document.querySelector('#heard').currentTime > 0";
        Ok(browser.script(moment, &[]).await? == true)
    })
    .await
}

async fn saved(browser: &Browser, css: &str) -> Result<Vec<u8>, Trouble> {
    let path = browser.download_path(css).await?;
    std::fs::read(&path).map_err(|error| Trouble::file(&path, error))
}

async fn a_voice_note_is_recorded(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    let from = open_recording(browser).await?;
    assert!(browser.text_of(".page-head").await?.contains(ASK));
    browser.is_accessible().await?;
    assert!(
        !asks_before_it_goes(browser).await?,
        "nothing is recorded yet"
    );

    browser.click("#record").await?;
    browser.see("#clock").await?;
    see_it_grow(browser, 0).await?;
    browser.is_accessible().await?;
    browser.click("#pause").await?;
    browser.click("#resume").await?;
    // A piece that was under way at the pause comes first.
    let bytes = recorded_bytes(browser).await?;
    see_it_grow(browser, bytes).await?;
    assert!(asks_before_it_goes(browser).await?, "it would be lost");
    browser.click("#stop").await?;
    browser.see("#heard").await?;
    browser.is_accessible().await?;
    hear(browser).await?;

    browser.click("#discard").await?;
    browser.click("#undo").await?;
    let recorded = saved(browser, "#to-disk").await?;
    assert!(
        recorded.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]),
        "{} bytes are no WebM",
        recorded.len()
    );
    assert!(
        asks_before_it_goes(browser).await?,
        "the note has it not yet"
    );
    browser.click("#keep").await?;
    browser.see("#kept-name").await?;
    assert!(!asks_before_it_goes(browser).await?, "the note has it");
    let name = browser.text_of("#kept-name").await?;
    assert!(
        name.starts_with("Voice note 2") && name.ends_with(" s.webm"),
        "{name}"
    );
    browser.is_accessible().await?;

    browser.click("#to-note").await?;
    browser.see("#files .save-file").await?;
    assert!(browser.text_of("#files").await?.contains(&name));
    let kept = saved(browser, "#files .save-file").await?;
    assert!(kept == recorded, "{} bytes came back", kept.len());
    browser.close_tab(from).await
}

async fn a_refusal_is_said(scene: &mut Scene) -> Outcome {
    let browser = &mut scene.browser;
    let from = open_recording(browser).await?;
    browser.click("#record").await?;
    browser.see("#fault").await?;
    let said = browser.text_of("#fault").await?;
    assert!(said.contains("did not give Baton the microphone"), "{said}");
    browser.is_accessible().await?;
    // It can be tried again at once.
    browser.see("#record").await?;
    browser.close_tab(from).await
}

macro_rules! with_a_microphone {
    ($kind:ident) => {
        use super::*;

        #[test]
        fn a_voice_note_comes_back_byte_for_byte() {
            play_with(
                Kind::$kind,
                Extension::Baton,
                "a_voice_note_comes_back_byte_for_byte",
                |options| options.microphone = Some(Microphone::Made),
                a_voice_note_is_recorded,
            );
        }

        #[test]
        fn a_refused_microphone_is_said_with_what_to_do() {
            play_with(
                Kind::$kind,
                Extension::Baton,
                "a_refused_microphone_is_said_with_what_to_do",
                |options| options.microphone = Some(Microphone::Refused),
                a_refusal_is_said,
            );
        }
    };
}

mod chromium {
    with_a_microphone! { Chromium }
}

mod firefox {
    with_a_microphone! { Firefox }
}

//! What a person does on a sample booking page without Baton.

use crate::browser::Browser;
use crate::case::Outcome;

/// Books on the page itself, as if Baton were not there.
///
/// # Errors
/// When the page cannot be driven.
///
/// # Panics
/// When the page does not say that the meeting is scheduled.
pub async fn book_as_usual(browser: &mut Browser) -> Outcome {
    browser.leave().await?;
    let act = "const wait = (test) => new Promise((resolve) => {
          const look = () => (test() ? resolve() : setTimeout(look, 20));
          look();
        });
        const at = (css) => document.querySelector(css);
        await wait(() => at('.month button:enabled'));
        at('.month button:enabled').click();
        [...document.querySelectorAll('.times button')].find((one) => one.textContent === '10:30').click();
        at('#form [name=name]').value = 'Kim Sample';
        at('#form .go').click();
        await wait(() => !at('#done').hidden);
        return at('#done').innerText;";
    let said = browser.script_async(act, &[]).await?;
    assert!(
        said.as_str().is_some_and(|text| text.contains("scheduled")),
        "{said}"
    );
    Ok(())
}

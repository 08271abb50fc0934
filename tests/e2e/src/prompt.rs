//! What a person does in the prompt, once it is entered (see [`crate::frames`]).

use std::time::{Duration, Instant};

use thirtyfour::{By, Key, TypingData};

use crate::browser::Browser;
use crate::{Trouble, wait};

/// How long the effect of a press is awaited before pressing again. A press that comes too early
/// does not count: Baton wants to have been in plain sight first.
const BETWEEN_PRESSES: Duration = Duration::from_millis(1500);

/// What a person answers. A chip is named by the end of its id; what is empty is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers<'a> {
    /// Chip `purpose-…`.
    pub purpose: &'a str,
    /// Chip `needed-…`.
    pub needed: &'a str,
    /// "It is done when …"
    pub done_when: &'a str,
    /// The points to cover, one a line.
    pub points: &'a str,
    /// What was tried.
    pub tried: &'a str,
    /// Chip `contributors-…`.
    pub contributors: &'a str,
    /// Who does what afterwards.
    pub follow_up: &'a str,
    /// Where the result is written down.
    pub written_where: &'a str,
    /// Chip `same-minute-…`, if that question is asked.
    pub same_minute: &'a str,
    /// Chip `rounds-…`, if that question is asked.
    pub rounds: &'a str,
}

impl Browser {
    /// Waits for a question; see `data-step`.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it is not asked.
    pub async fn see_question(&self, step: &str) -> Result<(), Trouble> {
        self.see(&format!("#question[data-step={step}]")).await
    }

    /// Presses a chip and waits until it is chosen.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it is missing or stays unchosen.
    pub async fn choose(&self, chip: &str) -> Result<(), Trouble> {
        let at = format!("#{chip}");
        self.see(&at).await?;
        // A card that is still being given its size moves away from under the mouse.
        self.see_still().await?;
        self.click(&at).await?;
        let chosen = format!("#{chip}[aria-checked=true]");
        wait::until_true(&format!("`{chip}` to be chosen"), async || {
            self.has(&chosen).await
        })
        .await
    }

    /// Goes on to the next question, or to the verdict.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when nothing follows.
    pub async fn next(&self) -> Result<(), Trouble> {
        let before = self.find("#question").await?.attr("data-step").await?;
        self.click("#next").await?;
        wait::until_true("what follows the question", async || {
            if self.has("#verdict").await? {
                return Ok(true);
            }
            let now = self.web().find(By::Css("#question")).await?;
            Ok(now.attr("data-step").await? != before)
        })
        .await
    }

    /// Answers every question that is asked, from the first one to the verdict.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] at the first question that does not appear.
    pub async fn answer(&self, given: &Answers<'_>) -> Result<(), Trouble> {
        self.see_question("purpose").await?;
        self.chip("purpose", given.purpose).await?;
        self.next().await?;
        self.see_question("end").await?;
        self.chip("needed", given.needed).await?;
        self.field("done-when", given.done_when).await?;
        self.next().await?;
        self.see_question("plan").await?;
        self.chip("contributors", given.contributors).await?;
        self.field("points", given.points).await?;
        self.field("tried", given.tried).await?;
        self.next().await?;
        self.see_question("follow_up").await?;
        self.field("follow-up", given.follow_up).await?;
        self.field("written-where", given.written_where).await?;
        self.next().await?;
        if self.has("#question[data-step=live]").await? {
            self.chip("same-minute", given.same_minute).await?;
            self.chip("rounds", given.rounds).await?;
            self.next().await?;
        }
        self.see("#verdict").await
    }

    async fn chip(&self, group: &str, name: &str) -> Result<(), Trouble> {
        match name {
            "" => Ok(()),
            name => self.choose(&format!("{group}-{name}")).await,
        }
    }

    async fn field(&self, id: &str, text: &str) -> Result<(), Trouble> {
        match text {
            "" => Ok(()),
            text => self.type_into(&format!("#{id}"), text).await,
        }
    }

    /// Puts `text` into a field in place of what is there, by keyboard.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is no such field.
    pub async fn rewrite(&self, css: &str, text: &str) -> Result<(), Trouble> {
        let all: TypingData = if cfg!(target_os = "macos") {
            Key::Meta + "a"
        } else {
            Key::Control + "a"
        };
        let field = self.find(css).await?;
        field.send_keys(all).await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Presses with the mouse until `effect` is displayed.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it never is.
    pub async fn press_until(&self, css: &str, effect: &str) -> Result<(), Trouble> {
        self.press_until_true(css, effect, async || {
            Ok(self
                .web()
                .find(By::Css(effect))
                .await?
                .is_displayed()
                .await?)
        })
        .await
    }

    /// Presses with the mouse until the prompt is gone from the page, and comes back to the top
    /// document.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it stays.
    pub async fn press_until_gone(&mut self, css: &str) -> Result<(), Trouble> {
        let gone = self.press_until_true(css, "the prompt to go", async || {
            // Asking a frame that is gone is an error.
            Ok(self.web().find(By::Css("#app")).await.is_err())
        });
        gone.await?;
        self.leave().await
    }

    /// Presses with the mouse until what is pressed is not there any more.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it stays.
    pub async fn press_away(&self, css: &str) -> Result<(), Trouble> {
        self.press_until_true(css, "its own end", async || Ok(!self.has(css).await?))
            .await
    }

    async fn press_until_true(
        &self,
        css: &str,
        effect: &str,
        shows: impl AsyncFn() -> Result<bool, Trouble>,
    ) -> Result<(), Trouble> {
        let mut pressed: Option<Instant> = None;
        wait::until_true(&format!("`{css}` to bring {effect}"), async || {
            if shows().await.unwrap_or(false) {
                return Ok(true);
            }
            if pressed.is_none_or(|at| at.elapsed() > BETWEEN_PRESSES) {
                let button = self.web().find(By::Css(css)).await?;
                button.click().await?;
                pressed = Some(Instant::now());
            }
            Ok(false)
        })
        .await
    }

    /// Waits until everything typed so far is saved.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it is not.
    pub async fn see_saved(&self) -> Result<(), Trouble> {
        self.see("#saved").await
    }

    /// Waits until nothing moves any more and the frame has the size its content asks for: for a
    /// picture. What is folded away does not count: Firefox lets no transition there come to its
    /// end.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it never stands still, with what still moves.
    pub async fn see_still(&self) -> Result<(), Trouble> {
        let look = "const moving = document.getAnimations().filter((one) =>
                one.playState === 'running' && one.effect.target.checkVisibility());
            return [innerWidth, innerHeight, document.body.scrollHeight, moving.length].join()";
        let mut before = String::new();
        wait::until("a still picture", async || {
            let now = self.script(look, &[]).await?.to_string();
            let still = now == before && now.ends_with(",0\"");
            let seen = format!("{now} after {before}");
            before = now;
            if still {
                Ok(Some(()))
            } else {
                Err(Trouble::Unexpected(seen))
            }
        })
        .await
    }

    /// The whole text of an element, with the line ends that are shown.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is no such element.
    pub async fn exact_text(&self, css: &str) -> Result<String, Trouble> {
        self.find(css).await?;
        let read = "return document.querySelector(arguments[0]).textContent";
        let text = self.script(read, &[css.into()]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

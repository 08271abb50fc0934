//! What a person does with a page: go, read, click, type. Every step waits for what it needs.

use std::path::Path;

use serde_json::Value;
use thirtyfour::{By, WebElement, WindowHandle};

use crate::browser::Browser;
use crate::{Trouble, wait};

impl Browser {
    /// Goes to an address in the current tab and waits until it is loaded.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn goto(&mut self, url: &str) -> Result<(), Trouble> {
        self.leave().await?;
        Ok(self.web().goto(url).await?)
    }

    /// The address of the tab (not of the frame entered).
    ///
    /// # Errors
    /// What the driver says.
    pub async fn url(&self) -> Result<String, Trouble> {
        Ok(self.web().current_url().await?.to_string())
    }

    /// Opens an empty tab and switches to it. Gives the tab it came from.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn open_tab(&mut self) -> Result<WindowHandle, Trouble> {
        let from = self.web().window().await?;
        let tab = self.web().new_tab().await?;
        self.switch_to(tab).await?;
        Ok(from)
    }

    /// Switches to a tab, at its top document.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn switch_to(&mut self, tab: WindowHandle) -> Result<(), Trouble> {
        self.web().switch_to_window(tab).await?;
        self.leave().await
    }

    /// Closes the current tab and switches to another one.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn close_tab(&mut self, then: WindowHandle) -> Result<(), Trouble> {
        self.web().close_window().await?;
        self.switch_to(then).await
    }

    /// The first element a selector finds, as soon as there is one.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is none.
    pub async fn find(&self, css: &str) -> Result<WebElement, Trouble> {
        wait::until(&format!("`{css}`"), async || {
            Ok(Some(self.web().find(By::Css(css)).await?))
        })
        .await
    }

    /// Waits until an element is displayed.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it stays away or hidden.
    pub async fn see(&self, css: &str) -> Result<(), Trouble> {
        wait::until_true(&format!("`{css}` to be displayed"), async || {
            Ok(self.web().find(By::Css(css)).await?.is_displayed().await?)
        })
        .await
    }

    /// Waits until the text on the page (of the frame entered) contains `text`.
    ///
    /// The browser itself gives the text: a driver's own reading takes longer than this waits on a
    /// page of tens of thousands of elements (13 s in a quiet Firefox). What is only transparent counts.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`], with the text that was there.
    pub async fn see_text(&self, text: &str) -> Result<(), Trouble> {
        wait::until(&format!("the text “{text}”"), async || {
            let all = self.script("return document.body.innerText", &[]).await?;
            let all = all.as_str().unwrap_or_default();
            if all.contains(text) {
                return Ok(Some(()));
            }
            Err(Trouble::Unexpected(all.to_owned()))
        })
        .await
    }

    /// Whether a selector finds anything now.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn has(&self, css: &str) -> Result<bool, Trouble> {
        Ok(!self.web().find_all(By::Css(css)).await?.is_empty())
    }

    /// The displayed text of an element.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is no such element.
    pub async fn text_of(&self, css: &str) -> Result<String, Trouble> {
        Ok(self.find(css).await?.text().await?)
    }

    /// The value of a field.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is no such element.
    pub async fn value_of(&self, css: &str) -> Result<String, Trouble> {
        Ok(self.find(css).await?.value().await?.unwrap_or_default())
    }

    /// Waits until a field holds `text`, but for space at its end.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`], with what it held.
    pub async fn see_value(&self, css: &str, text: &str) -> Result<(), Trouble> {
        wait::until(&format!("`{css}` to hold “{text}”"), async || {
            let held = self.value_of(css).await?;
            if held.trim_end() == text.trim_end() {
                return Ok(Some(()));
            }
            Err(Trouble::Unexpected(held))
        })
        .await
    }

    /// Clicks with the mouse as soon as that is possible.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when the element is missing, hidden, covered or off.
    pub async fn click(&self, css: &str) -> Result<(), Trouble> {
        self.click_by(By::Css(css), &format!("`{css}`")).await
    }

    /// Clicks the button, link, summary, tab or label whose text is `name`.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is none that can be clicked. The name must not contain
    /// double quotes.
    pub async fn press(&self, name: &str) -> Result<(), Trouble> {
        let path = format!(
            "//*[self::button or self::a or self::summary or self::label or @role='tab' \
             or @role='option' or @role='radio'][normalize-space(.)=\"{name}\"]"
        );
        self.click_by(By::XPath(&path), &format!("“{name}”")).await
    }

    async fn click_by(&self, by: By, what: &str) -> Result<(), Trouble> {
        wait::until(&format!("a click on {what}"), async || {
            let element = self.web().find(by.clone()).await?;
            if !element.is_enabled().await? {
                return Ok(None);
            }
            if let Err(covered) = element.click().await {
                // Something that stays in place may cover it: scroll it to the middle.
                element.scroll_into_view().await?;
                return Err(covered.into());
            }
            Ok(Some(()))
        })
        .await
    }

    /// Types into a field, after what is there.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when the field is missing or cannot take keys.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<(), Trouble> {
        wait::until(&format!("`{css}` to take keys"), async || {
            let field = self.web().find(By::Css(css)).await?;
            Ok(field.is_displayed().await?.then_some(field))
        })
        .await?
        .send_keys(text)
        .await?;
        Ok(())
    }

    /// Runs a script in the frame entered; arguments are in `arguments`.
    ///
    /// # Errors
    /// What the driver says, such as an exception in the script.
    pub async fn script(&self, body: &str, args: &[Value]) -> Result<Value, Trouble> {
        Ok(self
            .web()
            .execute(body, args.to_vec())
            .await?
            .json()
            .clone())
    }

    /// Runs the body of an async function in the frame entered; `args` are in `args`.
    ///
    /// # Errors
    /// What the driver says, or [`Trouble::Unexpected`] with what the script threw.
    pub async fn script_async(&self, body: &str, args: &[Value]) -> Result<Value, Trouble> {
        let script = format!(
            "const args = [...arguments]; const done = args.pop();
             (async () => {{ {body}\n }})().then(
               (value) => done({{ value: value ?? null }}),
               (error) => done({{ error: String(error) }}));"
        );
        let answer = self.web().execute_async(script, args.to_vec()).await?;
        match answer.json().get("error").and_then(Value::as_str) {
            Some(error) => Err(Trouble::Unexpected(format!("script: {error}"))),
            None => Ok(answer.json()["value"].clone()),
        }
    }

    /// Saves a picture of the tab, with all its frames. The frame entered stays entered.
    ///
    /// # Errors
    /// What the driver says, or [`Trouble::File`].
    pub async fn screenshot(&self, file: &Path) -> Result<(), Trouble> {
        // Firefox refuses a picture from inside a cross-origin frame.
        self.web().enter_default_frame().await?;
        let picture = self.web().screenshot_as_png().await;
        self.enter_again().await?;
        save(file, &picture?)
    }

    /// Saves a picture of one element of the frame entered, such as `body` in the prompt.
    ///
    /// # Errors
    /// What the driver says, or [`Trouble::File`].
    pub async fn picture_of(&self, css: &str, file: &Path) -> Result<(), Trouble> {
        save(file, &self.find(css).await?.screenshot_as_png().await?)
    }
}

fn save(file: &Path, picture: &[u8]) -> Result<(), Trouble> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Trouble::file(folder, error))?;
    }
    std::fs::write(file, picture).map_err(|error| Trouble::file(file, error))
}

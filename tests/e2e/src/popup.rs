//! What a person does in the popup, opened in a tab of its own.

use std::path::PathBuf;

use thirtyfour::{By, WebElement, WindowHandle};

use crate::browser::Browser;
use crate::extension::BARE_PAGE;
use crate::{Trouble, wait};

/// The tab used last before this one.
const TAB_BEFORE: &str = "const own = await browser.tabs.getCurrent();
    const others = (await browser.tabs.query({})).filter((tab) => tab.id !== own.id);
    others.sort((a, b) => b.lastAccessed - a.lastAccessed);
    return others[0]?.id ?? null;";

/// A file that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: String,
    /// Where it lies.
    pub path: PathBuf,
}

impl Browser {
    /// Opens the popup, as it speaks about the current tab. Gives that tab.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when the popup does not start.
    pub async fn open_popup(&mut self) -> Result<WindowHandle, Trouble> {
        let from = self.open_extension_page(BARE_PAGE).await?;
        let tab = self.script_async(TAB_BEFORE, &[]).await?;
        let page = self.extension_url(&format!("popup.html?tab={tab}"));
        self.goto(&page).await?;
        self.see("#search").await?;
        self.see("#activity").await?;
        Ok(from)
    }

    /// Closes the popup.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn close_popup(&mut self, back_to: WindowHandle) -> Result<(), Trouble> {
        self.close_tab(back_to).await
    }

    /// Waits until the popup says this about the current tab (see `data-activity`); gives its
    /// sentence.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it says something else.
    pub async fn see_activity(&mut self, activity: &str) -> Result<String, Trouble> {
        let from = self.open_popup().await?;
        // The popup looks once, when it opens: a page that reports later needs another look.
        let page = self.url().await?;
        let said = wait::until(&format!("the popup to say `{activity}`"), async || {
            let shown = self.find("#activity").await?;
            let now = shown.attr("data-activity").await?.unwrap_or_default();
            if now == activity {
                return Ok(Some(shown.text().await?));
            }
            self.web().goto(&page).await?;
            Err(Trouble::Unexpected(now))
        })
        .await;
        self.close_popup(from).await?;
        said
    }

    /// The text on the toolbar button for the current tab.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn badge(&mut self) -> Result<String, Trouble> {
        let from = self.open_extension_page(BARE_PAGE).await?;
        let read = format!(
            "const tabId = await (async () => {{ {TAB_BEFORE} }})();
             return await browser.action.getBadgeText({{ tabId }});"
        );
        let badge = self.script_async(&read, &[]).await;
        self.close_tab(from).await?;
        Ok(badge?.as_str().unwrap_or_default().to_owned())
    }

    /// The titles in the popup's list, first one first.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn note_titles(&self) -> Result<Vec<String>, Trouble> {
        let mut titles = Vec::new();
        for title in self.web().find_all(By::Css("#notes .title")).await? {
            titles.push(whole_text(&title).await?);
        }
        Ok(titles)
    }

    /// Waits until the popup's list has exactly these titles.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`], with the titles that were there.
    pub async fn see_notes(&self, titles: &[&str]) -> Result<(), Trouble> {
        wait::until(&format!("the notes {titles:?}"), async || {
            let now = self.note_titles().await?;
            if now == titles {
                return Ok(Some(()));
            }
            Err(Trouble::Unexpected(format!("{now:?}")))
        })
        .await
    }

    /// Opens the note with this title.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it is not in the list.
    pub async fn open_note(&self, title: &str) -> Result<(), Trouble> {
        wait::until(&format!("the note “{title}”"), async || {
            for row in self.web().find_all(By::Css("#notes .open")).await? {
                let shown = row.find(By::Css(".title")).await?;
                if whole_text(&shown).await? == title {
                    return Ok(Some(row.click().await?));
                }
            }
            Ok(None)
        })
        .await?;
        self.see("#detail").await
    }

    /// Presses what saves a file, and reads the file once the browser has saved it.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when no file appears, [`Trouble::File`] when it cannot be read.
    pub async fn download(&self, css: &str) -> Result<Download, Trouble> {
        let path = self.download_path(css).await?;
        let content =
            std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, error))?;
        let name = path.file_name().unwrap_or_default();
        Ok(Download {
            name: name.to_string_lossy().into_owned(),
            content,
            path,
        })
    }

    /// Presses what saves a file of any kind, and gives where the browser has put it.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when no file appears.
    pub async fn download_path(&self, css: &str) -> Result<PathBuf, Trouble> {
        let folder = self.downloads();
        let before = files(folder)?;
        self.click(css).await?;
        wait::until("a saved file", async || {
            let now = files(folder)?;
            let unfinished = |path: &PathBuf| {
                let ending = path.extension().and_then(|ending| ending.to_str());
                matches!(ending, Some("part" | "crdownload"))
                    || path
                        .file_name()
                        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
                    || std::fs::metadata(path).is_ok_and(|file| file.len() == 0)
            };
            if now.iter().any(unfinished) {
                return Ok(None);
            }
            Ok(now.into_iter().find(|path| !before.contains(path)))
        })
        .await
    }
}

/// The text of an element, with what does not fit into its line.
async fn whole_text(element: &WebElement) -> Result<String, Trouble> {
    Ok(element.prop("textContent").await?.unwrap_or_default())
}

fn files(folder: &std::path::Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = std::fs::read_dir(folder).map_err(|error| Trouble::file(folder, error))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

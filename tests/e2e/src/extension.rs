//! The extension's own pages and its background, the same way in both browsers.

use serde_json::{Value, json};
use thirtyfour::{By, WindowHandle};

use crate::browser::{Browser, Kind};
use crate::{Trouble, wait};

/// A page of the extension's that does nothing by itself, for what any of its pages may do.
pub(crate) const BARE_PAGE: &str = "strict.html";

impl Browser {
    /// The address of a page of the extension, such as `popup.html?tab=3`.
    pub fn extension_url(&self, page: &str) -> String {
        format!("{}/{page}", self.running.extension_origin)
    }

    /// Opens a page of the extension in a new tab and stays there. Gives the tab it came from.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn open_extension_page(&mut self, page: &str) -> Result<WindowHandle, Trouble> {
        let from = self.open_tab().await?;
        let url = self.extension_url(page);
        self.goto(&url).await?;
        Ok(from)
    }

    /// Opens a private window at `url` and stays there. Gives the tab it came from.
    ///
    /// The extension must be allowed there (see [`Options::private_windows`]).
    ///
    /// [`Options::private_windows`]: crate::Options::private_windows
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when no window opens.
    pub async fn open_private_window(&mut self, url: &str) -> Result<WindowHandle, Trouble> {
        let from = self.web().window().await?;
        let before = self.web().windows().await?;
        self.in_own_page(BARE_PAGE, async |page| {
            let open = "await browser.windows.create({ incognito: true, url: args[0] });";
            page.script_async(open, &[url.into()]).await
        })
        .await?;
        let window = wait::until("the private window", async || {
            let now = self.web().windows().await?;
            Ok(now.into_iter().find(|window| !before.contains(window)))
        })
        .await?;
        self.switch_to(window).await?;
        if self.kind() == Kind::Chromium {
            // The driver tells only the ordinary profile where files go.
            let allow = json!({ "behavior": "allow", "downloadPath": self.downloads() });
            self.devtools("Page.setDownloadBehavior", allow).await?;
        }
        Ok(from)
    }

    /// Starts the extension anew, as an update does, from a tab of its own that goes with it. The tab that was open
    /// before stays as it is.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn update_extension(&mut self) -> Result<(), Trouble> {
        let from = self.open_extension_page(BARE_PAGE).await?;
        let update = "setTimeout(() => browser.runtime.reload(), 50)";
        self.script(update, &[]).await?;
        wait::until_true("the extension to go", async || {
            Ok(self.web().find(By::Css("script")).await.is_err())
        })
        .await
        .ok();
        if self.web().windows().await?.len() > 1 {
            self.web().close_window().await.ok();
        }
        self.switch_to(from).await
    }

    /// The browser's number of the tab whose address starts with `url`, as `browser.tabs` gives it.
    ///
    /// Only tabs whose address the extension may see are found.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when there is no such tab.
    pub async fn tab_id(&mut self, url: &str) -> Result<u64, Trouble> {
        let from = self.open_extension_page(BARE_PAGE).await?;
        let found = wait::until("the tab's number", async || {
            let tabs = self
                .script_async("return await browser.tabs.query({});", &[])
                .await?;
            let tabs = tabs.as_array().cloned().unwrap_or_default();
            let mine = |tab: &&Value| tab["url"].as_str().is_some_and(|at| at.starts_with(url));
            Ok(tabs.iter().find(mine).and_then(|tab| tab["id"].as_u64()))
        })
        .await;
        self.close_tab(from).await?;
        found
    }

    /// Whether the background (service worker or event page) runs now.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn worker_runs(&self) -> Result<bool, Trouble> {
        match self.kind() {
            Kind::Chromium => self.chromium_worker_runs().await,
            Kind::Firefox => self.firefox_worker_runs().await,
        }
    }

    /// Stops the background as the browser does when it is idle, and waits until it is stopped.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it keeps running: something wakes it again at once.
    pub async fn stop_worker(&self) -> Result<(), Trouble> {
        wait::until_true("the background to stop", async || {
            // Told each time: one that is just starting does not heed it.
            match self.kind() {
                Kind::Chromium => self.chromium_stop_worker().await?,
                Kind::Firefox => self.firefox_stop_worker().await?,
            }
            Ok(!self.worker_runs().await?)
        })
        .await
    }
}

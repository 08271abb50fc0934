//! A browser with the extension loaded: start, restart on the same profile, kill.

use std::path::{Path, PathBuf};

use hyper::Method;
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebDriver, WebElement};

use crate::process::Driver;
use crate::{Trouble, chromium, firefox, used_profile};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox, driven by geckodriver.
    Firefox,
}

impl Kind {
    /// The name used for folders, test modules and the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// What a page gets that asks for a microphone or a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Microphone {
    /// A made one, without a question.
    Made,
    /// A refusal, without a question.
    Refused,
}

/// How to start a browser.
#[derive(Clone, Debug)]
pub struct Options {
    /// The unpacked extension.
    pub extension: PathBuf,
    /// Without a window on the screen.
    pub headless: bool,
    /// Width and height of the window in CSS pixels, browser frame included.
    pub window: (u32, u32),
    /// What `prefers-color-scheme` says.
    pub dark: bool,
    /// Whether the person has allowed the extension in private windows.
    pub private_windows: bool,
    /// Whether Chromium keeps its databases in SQLite, its newer storage, instead of LevelDB.
    pub sqlite: bool,
    /// How much the browser lets an origin store, in KiB; in Firefox that is all origins together.
    /// `None` leaves it as it is.
    pub grant: Option<u32>,
    /// What a page gets that asks for a microphone; `None` leaves it to the machine, as a person has
    /// it.
    pub microphone: Option<Microphone>,
    /// A profile folder to use and keep; `None` makes a fresh one that goes with the browser.
    pub profile: Option<PathBuf>,
}

impl Options {
    /// Headless, light, 1280 × 860, not in private windows, the browser's usual storage, a fresh
    /// profile.
    pub fn new(extension: PathBuf) -> Self {
        Self {
            extension,
            headless: true,
            window: (1280, 860),
            dark: false,
            private_windows: false,
            sqlite: false,
            grant: None,
            microphone: None,
            profile: None,
        }
    }
}

/// How a browser ends before a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Closed as a person closes it.
    Quit,
    /// The whole process group killed with SIGKILL.
    Kill,
}

/// The folders of one browser.
pub(crate) struct Home {
    pub(crate) profile: PathBuf,
    pub(crate) log: PathBuf,
    /// Where the browser saves files.
    pub(crate) downloads: PathBuf,
    /// Removes logs, and the profile if it is ours, when the browser is dropped.
    _folder: TempDir,
}

/// A started driver with its session.
pub(crate) struct Running {
    pub(crate) web: WebDriver,
    pub(crate) driver: Driver,
    /// `chrome-extension://<id>` or `moz-extension://<uuid>`.
    pub(crate) extension_origin: String,
}

/// A running browser. Dropping it kills it.
pub struct Browser {
    kind: Kind,
    options: Options,
    site_port: u16,
    home: Home,
    pub(crate) running: Running,
    /// The frames entered, outermost first: screenshots leave them and come back.
    pub(crate) entered: Vec<WebElement>,
}

impl Browser {
    /// Starts a browser that sends every request for port 443 to `site_port` on loopback.
    ///
    /// # Errors
    /// [`Trouble::Program`] when driver or browser is missing or does not start.
    pub async fn start(kind: Kind, site_port: u16, options: Options) -> Result<Self, Trouble> {
        let folder = tempfile::Builder::new()
            .prefix("baton-e2e-")
            .tempdir()
            .map_err(|error| Trouble::file(std::env::temp_dir(), error))?;
        let profile = options
            .profile
            .clone()
            .unwrap_or_else(|| folder.path().join("profile"));
        std::fs::create_dir_all(&profile).map_err(|error| Trouble::file(&profile, error))?;
        let home = Home {
            profile,
            log: folder.path().join("log"),
            downloads: folder.path().join("downloads"),
            _folder: folder,
        };
        std::fs::create_dir_all(&home.downloads)
            .map_err(|error| Trouble::file(&home.downloads, error))?;
        if kind == Kind::Firefox && options.profile.is_none() {
            used_profile::copy_to(&home.profile).await?;
        }
        let running = launch(kind, site_port, &options, &home, None).await?;
        let mut browser = Self {
            kind,
            options,
            site_port,
            home,
            running,
            entered: Vec::new(),
        };
        if browser.options.grant.is_some() {
            browser.grant(browser.options.grant).await?;
        }
        Ok(browser)
    }

    /// Changes how much may be stored; see [`Options::grant`]. Chromium heeds it at once, if the
    /// first grant came before the first write; Firefox heeds it from the next start on.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn grant(&mut self, kib: Option<u32>) -> Result<(), Trouble> {
        self.options.grant = kib;
        match self.kind {
            Kind::Chromium => self.chromium_grant(kib).await,
            Kind::Firefox => Ok(()),
        }
    }

    /// Which browser this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The WebDriver session, for what this crate has no word for.
    pub fn web(&self) -> &WebDriver {
        &self.running.web
    }

    /// The profile folder.
    pub fn profile(&self) -> &Path {
        &self.home.profile
    }

    /// The unpacked extension.
    pub fn extension(&self) -> &Path {
        &self.options.extension
    }

    /// The folder the browser saves files in.
    pub fn downloads(&self) -> &Path {
        &self.home.downloads
    }

    /// Kills driver, browser and helpers at once (SIGKILL); only [`Browser::restart`] helps then.
    pub fn kill(&mut self) {
        // Without this, dropping the session would try to close it politely and block.
        self.running.web.clone().leak().ok();
        self.running.driver.kill();
    }

    /// Ends the browser and starts it again on the same profile, with the same extension.
    ///
    /// # Errors
    /// [`Trouble::Program`] when it does not start again.
    pub async fn restart(&mut self, ending: Ending) -> Result<(), Trouble> {
        match ending {
            Ending::Quit => self.close().await,
            Ending::Kill => self.kill(),
        }
        self.entered.clear();
        let origin = self.running.extension_origin.clone();
        self.running = launch(
            self.kind,
            self.site_port,
            &self.options,
            &self.home,
            Some(&origin),
        )
        .await?;
        Ok(())
    }

    /// Closes the browser as a person does and waits until it is gone.
    pub async fn close(&mut self) {
        // A browser that crashed cannot be closed any more, and need not be.
        self.running.web.clone().quit().await.ok();
        self.kill();
    }

    /// What driver and browser printed last.
    pub fn log_tail(&self) -> String {
        self.running.driver.log_tail()
    }

    /// Sends a command the WebDriver client has no method for.
    pub(crate) async fn command(
        &self,
        method: Method,
        path: String,
        body: Option<Value>,
    ) -> Result<Value, Trouble> {
        Ok(self
            .web()
            .cmd(Raw { method, path, body })
            .await?
            .value_json()?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A driver command by its path below the session.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

impl FormatRequestData for Raw {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let request = RequestData::new(
            self.method.clone(),
            format!("/session/{session}/{}", self.path),
        );
        match &self.body {
            Some(body) => request.add_body(body.clone()),
            None => request,
        }
    }
}

async fn launch(
    kind: Kind,
    site_port: u16,
    options: &Options,
    home: &Home,
    origin: Option<&str>,
) -> Result<Running, Trouble> {
    match kind {
        Kind::Chromium => chromium::launch(site_port, options, home, origin).await,
        Kind::Firefox => firefox::launch(site_port, options, home).await,
    }
}

/// Opens a session once the driver answers.
pub(crate) async fn open_session(
    driver: &Driver,
    capabilities: Value,
) -> Result<WebDriver, Trouble> {
    let address = driver.address().await?;
    let capabilities: Capabilities = serde_json::from_value(capabilities)
        .map_err(|error| Trouble::Unexpected(error.to_string()))?;
    WebDriver::new(address, capabilities)
        .await
        .map_err(|error| Trouble::Program {
            name: "the browser".into(),
            cause: format!("{error}\n{}", driver.log_tail()),
        })
}

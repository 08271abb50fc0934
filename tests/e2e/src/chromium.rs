//! What only Chromium needs: switches, DevTools commands, the id of the extension.

use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::browser::{Browser, Home, Microphone, Options, Running, open_session};
use crate::process::Driver;
use crate::{Trouble, places, wait};

/// `origin` is the extension's, where an earlier start in this profile has found it out.
pub(crate) async fn launch(
    site_port: u16,
    options: &Options,
    home: &Home,
    origin: Option<&str>,
) -> Result<Running, Trouble> {
    let program = places::program("BATON_CHROMEDRIVER", &["chromedriver"])?;
    let binary = places::program("BATON_CHROMIUM", &["chromium", "chromium-browser"])?;
    let driver = Driver::start(&program, &[], &home.log)?;
    let (width, height) = options.window;
    let mut args = vec![
        "--no-sandbox".to_owned(),
        "--disable-gpu".into(),
        "--no-first-run".into(),
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-sync".into(),
        "--disable-breakpad".into(),
        "--disable-features=DisableLoadExtensionCommandLineSwitch".into(),
        "--ignore-certificate-errors".into(),
        format!("--host-resolver-rules=MAP *:443 127.0.0.1:{site_port}"),
        format!("--load-extension={}", options.extension.display()),
        format!("--user-data-dir={}", home.profile.display()),
        format!("--window-size={width},{height}"),
    ];
    if options.dark {
        // Reaches every frame, unlike the emulation of one target.
        args.push("--force-dark-mode".into());
    }
    if options.sqlite {
        args.push("--enable-features=IdbSqliteBackingStore".into());
    }
    if let Some(microphone) = options.microphone {
        args.push("--use-fake-device-for-media-stream".into());
        args.push(match microphone {
            Microphone::Made => "--use-fake-ui-for-media-stream".into(),
            Microphone::Refused => "--deny-permission-prompts".into(),
        });
    }
    if options.headless {
        args.push("--headless=new".into());
    }
    let web = open_session(
        &driver,
        json!({
            "browserName": "chrome",
            "acceptInsecureCerts": true,
            "unhandledPromptBehavior": "ignore",
            "goog:chromeOptions": {
                "binary": binary,
                "args": args,
                "prefs": {
                    "download.default_directory": home.downloads,
                    // Else an extension that reloads itself is not loaded again.
                    "extensions.ui.developer_mode": true,
                    // Else the first tab is a New Tab page, whose loading now and then hangs for
                    // ever. After a kill it would open all the same, hence the ending.
                    "profile.exit_type": "Normal",
                    "session.restore_on_startup": 4,
                    "session.startup_urls": ["about:blank"],
                },
            },
        }),
    )
    .await?;
    let mut running = Running {
        web,
        driver,
        extension_origin: String::new(),
    };
    running
        .web
        .set_page_load_timeout(wait::PATIENCE * 2)
        .await?;
    match first_page(&running, options, origin).await {
        Ok(origin) => running.extension_origin = origin,
        Err(hangs) => {
            // Without this, dropping the session would try to close it politely and block.
            running.web.clone().leak().ok();
            running.driver.kill();
            return Err(hangs);
        }
    }
    Ok(running)
}

/// Opens the first page and gives the extension's origin.
async fn first_page(
    running: &Running,
    options: &Options,
    origin: Option<&str>,
) -> Result<String, Trouble> {
    if let Some(known) = origin {
        running.web.goto("about:blank").await?;
        return Ok(known.to_owned());
    }
    let id = extension_id(&options.extension)?;
    let origin = format!("chrome-extension://{id}");
    wait::until_true("the extension to be loaded", async || {
        running.web.goto(format!("{origin}/manifest.json")).await?;
        // Before, an error of the browser stands there, which is a page.
        let kind = running
            .web
            .execute("return document.contentType", vec![])
            .await?;
        Ok(kind.json() == "application/json")
    })
    .await?;
    if options.private_windows {
        running.web.goto("chrome://extensions").await?;
        allow_private_windows(running, &id).await?;
    }
    running.web.goto("about:blank").await?;
    Ok(origin)
}

/// The id Chromium gives an unpacked extension without a key: the first 16 bytes of its path's SHA-256,
/// written in letters from `a` to `p`.
///
/// The extensions page would tell it, too, but to draw that costs as much as all the rest of a start.
fn extension_id(folder: &Path) -> Result<String, Trouble> {
    let path = folder
        .canonicalize()
        .map_err(|error| Trouble::file(folder, error))?;
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let halves = hash.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    Ok(halves.map(|half| char::from(b'a' + half)).collect())
}

/// Turns the switch "Allow in Incognito" of the extensions page on, which loads the extension anew.
async fn allow_private_windows(running: &Running, id: &str) -> Result<(), Trouble> {
    let allow = "const [extensionId, done] = arguments;
        chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true })
          .then(() => done(), (error) => done(String(error)));";
    running.web.execute_async(allow, vec![json!(id)]).await?;
    let look = "const [extensionId, done] = arguments;
        chrome.developerPrivate.getExtensionInfo(extensionId).then(
          ({ state, incognitoAccess }) => done(state === 'ENABLED' && incognitoAccess.isActive),
          () => done(false));";
    wait::until_true(
        "the extension to be allowed in private windows",
        async || {
            let allowed = running.web.execute_async(look, vec![json!(id)]).await?;
            Ok(allowed.json() == true)
        },
    )
    .await
}

impl Browser {
    /// Sends a DevTools command to the tab (Chromium only).
    ///
    /// # Errors
    /// What the driver says.
    pub async fn devtools(&self, method: &str, params: Value) -> Result<Value, Trouble> {
        Ok(self.web().cdp().send_raw(method, params).await?)
    }

    /// Kills the process in which Baton's background, its pages and its frames run (Chromium only), as a lack
    /// of memory would.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] when there is none.
    pub fn kill_extension_process(&self) -> Result<(), Trouble> {
        match self.running.driver.kill_helpers("--extension-process") {
            0 => Err(Trouble::Unexpected("no process of Baton's".to_owned())),
            _ => Ok(()),
        }
    }

    pub(crate) async fn chromium_grant(&self, kib: Option<u32>) -> Result<(), Trouble> {
        let mut quota = json!({ "origin": self.running.extension_origin });
        if let Some(kib) = kib {
            quota["quotaSize"] = json!(u64::from(kib) * 1024);
        }
        self.devtools("Storage.overrideQuotaForOrigin", quota)
            .await?;
        Ok(())
    }

    pub(crate) async fn chromium_worker_runs(&self) -> Result<bool, Trouble> {
        let targets = self.devtools("Target.getTargets", json!({})).await?;
        let infos = targets["targetInfos"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        Ok(infos.iter().any(|info| {
            info["type"] == "service_worker"
                && info["url"]
                    .as_str()
                    .is_some_and(|url| url.starts_with(&self.running.extension_origin))
        }))
    }

    pub(crate) async fn chromium_stop_worker(&self) -> Result<(), Trouble> {
        self.devtools("ServiceWorker.enable", json!({})).await?;
        self.devtools("ServiceWorker.stopAllWorkers", json!({}))
            .await?;
        Ok(())
    }
}

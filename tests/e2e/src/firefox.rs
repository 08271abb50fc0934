//! What only Firefox needs: preferences, the temporary add-on, scripts with system access.

use hyper::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, Home, Microphone, Options, Raw, Running, open_session};
use crate::process::Driver;
use crate::{Trouble, places};

/// The add-on's id in the manifest (`browser_specific_settings.gecko.id`).
pub const ADDON_ID: &str = "baton@baton.example";

/// The add-on's origin is made from this instead of a random number, so that it is known.
const UUID: &str = "b0a70000-0000-4000-8000-000000000001";

pub(crate) async fn launch(
    site_port: u16,
    options: &Options,
    home: &Home,
) -> Result<Running, Trouble> {
    let program = places::program("BATON_GECKODRIVER", &["geckodriver"])?;
    let binary = places::program("BATON_FIREFOX", &["firefox-esr", "firefox"])?;
    // System access lets a test open moz-extension pages and stop the event page.
    let driver = Driver::start(&program, &["--allow-system-access".to_owned()], &home.log)?;
    let mut args = vec!["-profile".to_owned(), home.profile.display().to_string()];
    if options.headless {
        args.push("-headless".into());
    }
    let mut preferences = json!({
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": format!("443={site_port}"),
        "network.stricttransportsecurity.preloadlist": false,
        "extensions.webextensions.uuids": json!({ ADDON_ID: UUID }).to_string(),
        "extensions.webextensions.keepStorageOnUninstall": true,
        "extensions.webextensions.keepUuidOnUninstall": true,
        // 0 is dark, 1 is light.
        "layout.css.prefers-color-scheme.content-override": u8::from(!options.dark),
        // In KiB; -1 is the browser's own reckoning.
        "dom.quotaManager.temporaryStorage.fixedLimit": options.grant.map_or(-1, i64::from),
        // A killed browser would otherwise offer safe mode or its old tabs.
        "toolkit.startup.max_resumed_crashes": -1,
        "browser.sessionstore.resume_from_crash": false,
        "browser.shell.checkDefaultBrowser": false,
        // 2 is the folder named next.
        "browser.download.folderList": 2,
        "browser.download.dir": home.downloads,
        "browser.download.alwaysOpenPanel": false,
        "browser.download.always_ask_before_handling_new_types": false,
        // No question which program opens a mail link.
        "network.protocol-handler.external.mailto": false,
        "network.protocol-handler.warn-external.mailto": false,
    });
    if let Some(microphone) = options.microphone {
        preferences["media.navigator.streams.fake"] = true.into();
        match microphone {
            Microphone::Made => preferences["media.navigator.permission.disabled"] = true.into(),
            // 2 is a refusal.
            Microphone::Refused => preferences["permissions.default.microphone"] = 2.into(),
        }
    }
    let web = open_session(
        &driver,
        json!({
            "browserName": "firefox",
            "acceptInsecureCerts": true,
            "unhandledPromptBehavior": "ignore",
            "moz:firefoxOptions": { "binary": binary, "args": args, "prefs": preferences },
        }),
    )
    .await?;
    let (width, height) = options.window;
    web.set_window_rect(0, 0, width, height).await?;
    web.cmd(Raw {
        method: Method::POST,
        path: "moz/addon/install".into(),
        body: Some(json!({
            "path": options.extension,
            "temporary": true,
            "allowPrivateBrowsing": options.private_windows,
        })),
    })
    .await?;
    Ok(Running {
        web,
        driver,
        extension_origin: format!("moz-extension://{UUID}"),
    })
}

impl Browser {
    /// Runs a script with the browser's own rights and gives what its promise yields (Firefox
    /// only). `extension` is in scope: the add-on as the browser sees it.
    ///
    /// # Errors
    /// What the driver says, or [`Trouble::Unexpected`] with the error the script threw.
    pub async fn system(&self, body: &str) -> Result<Value, Trouble> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const extension = WebExtensionPolicy.getByID('{ADDON_ID}')?.extension;
             (async () => {{ {body} }})().then(
               (value) => done({{ value: value ?? null }}),
               (error) => done({{ error: String(error) }}));"
        );
        self.context("chrome").await?;
        let answer = self.web().execute_async(script, vec![]).await;
        self.context("content").await?;
        let answer = answer?;
        match answer.json().get("error").and_then(Value::as_str) {
            Some(error) => Err(Trouble::Unexpected(format!("system script: {error}"))),
            None => Ok(answer.json()["value"].clone()),
        }
    }

    async fn context(&self, context: &str) -> Result<(), Trouble> {
        let body = json!({ "context": context });
        self.command(Method::POST, "moz/context".into(), Some(body))
            .await?;
        Ok(())
    }

    pub(crate) async fn firefox_worker_runs(&self) -> Result<bool, Trouble> {
        Ok(self.system("return extension.backgroundState;").await? == "running")
    }

    pub(crate) async fn firefox_stop_worker(&self) -> Result<(), Trouble> {
        self.system("await extension.terminateBackground();")
            .await?;
        Ok(())
    }
}

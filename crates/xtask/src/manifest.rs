//! Derives each browser's manifest from the one at the root.
//!
//! The root file holds everything but the version (cargo's) and the match patterns (the provider
//! data's). It names what either browser needs; here each browser loses what only the other knows,
//! so that both load their own without a warning.

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;

/// The two families of browsers a package is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Browser {
    /// Chromium and what is built on it.
    Chromium,
    /// Firefox, on desktop and Android.
    Firefox,
}

impl Browser {
    /// Both, in the order everything is done.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The name used on the command line and for folders.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Keys of the manifest only the other family knows.
    const fn foreign_keys(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["browser_specific_settings", "sidebar_action"],
            Self::Firefox => &["minimum_chrome_version", "side_panel"],
        }
    }

    /// Permissions only the other family knows.
    const fn foreign_permissions(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[],
            Self::Firefox => &["sidePanel"],
        }
    }

    /// How the other family starts the background: a worker, or scripts in a hidden page.
    const fn foreign_background(self) -> &'static str {
        match self {
            Self::Chromium => "scripts",
            Self::Firefox => "service_worker",
        }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Browser {
    type Err = Failure;

    fn from_str(name: &str) -> Outcome<Self> {
        Self::ALL
            .into_iter()
            .find(|browser| browser.name() == name)
            .ok_or_else(|| {
                Failure::Usage(format!(
                    "`{name}` is not a browser Baton knows: chromium or firefox"
                ))
            })
    }
}

/// The match patterns of every provider.
struct Hosts<'a> {
    /// Where the content script runs.
    scripted: Vec<&'a str>,
    /// Where Baton asks for a permission: hosts that serve bookings and nothing else.
    permitted: Vec<&'a str>,
}

impl Hosts<'static> {
    /// What the provider data says.
    fn of_providers() -> Self {
        Self {
            scripted: baton_recognize::match_patterns(),
            permitted: baton_recognize::host_permissions(),
        }
    }
}

/// Reads the root manifest and derives one browser's, as the text that ships.
pub fn derived(workspace: &Workspace, browser: Browser) -> Outcome<String> {
    let path = workspace.root.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let manifest = derive(&text, browser, workspace.version()?, &Hosts::of_providers())?;
    serde_json::to_string_pretty(&manifest).map_err(|error| Failure::content(FILE, error))
}

const FILE: &str = "manifest.json";
const PROVIDERS: &str = "match patterns of the providers";

fn derive(source: &str, browser: Browser, version: &str, hosts: &Hosts<'_>) -> Outcome<Value> {
    let mut manifest: Map<String, Value> =
        serde_json::from_str(source).map_err(|error| Failure::content(FILE, error))?;
    for generated in ["version", "host_permissions"] {
        if manifest.contains_key(generated) {
            return Err(Failure::content(
                FILE,
                format!("`{generated}` is filled in by the build"),
            ));
        }
    }
    let origins: BTreeSet<String> = hosts
        .scripted
        .iter()
        .map(|pattern| origin(pattern))
        .collect::<Outcome<_>>()?;
    if let Some(partial) = hosts
        .permitted
        .iter()
        .find(|pattern| !origins.contains(**pattern))
    {
        let problem = format!("`{partial}` is to be permitted, but no script runs on all of it");
        return Err(Failure::content(PROVIDERS, problem));
    }

    for key in browser.foreign_keys() {
        manifest.remove(*key);
    }
    if let Some(permissions) = manifest
        .get_mut("permissions")
        .and_then(Value::as_array_mut)
    {
        permissions.retain(|permission| {
            !permission
                .as_str()
                .is_some_and(|name| browser.foreign_permissions().contains(&name))
        });
    }
    if let Some(background) = manifest
        .get_mut("background")
        .and_then(Value::as_object_mut)
    {
        background.remove(browser.foreign_background());
    }

    for script in objects(&mut manifest, "content_scripts")? {
        script.insert("matches".to_owned(), json!(hosts.scripted));
    }
    for resource in objects(&mut manifest, "web_accessible_resources")? {
        if browser == Browser::Firefox {
            // There an extension's address is random for each user already.
            resource.remove("use_dynamic_url");
        }
    }
    manifest.insert("host_permissions".to_owned(), json!(hosts.permitted));
    manifest.insert("version".to_owned(), json!(version));
    Ok(Value::Object(manifest))
}

/// The objects of a list the build completes.
fn objects<'a>(
    manifest: &'a mut Map<String, Value>,
    key: &str,
) -> Outcome<Vec<&'a mut Map<String, Value>>> {
    let list = manifest.get_mut(key).and_then(Value::as_array_mut);
    list.and_then(|list| list.iter_mut().map(Value::as_object_mut).collect())
        .ok_or_else(|| Failure::content(FILE, format!("`{key}` must be a list of objects")))
}

/// The pattern for the whole of a pattern's host, whatever part of it the pattern takes in.
fn origin(pattern: &str) -> Outcome<String> {
    let parts = pattern.split_once("://").and_then(|(scheme, rest)| {
        let (host, _) = rest.split_once('/')?;
        // A pattern without a named host would be all of the web.
        let is_named = host.strip_prefix("*.").unwrap_or(host).contains('.');
        (matches!(scheme, "*" | "https") && is_named).then_some((scheme, host))
    });
    let (scheme, host) = parts.ok_or_else(|| {
        let problem = format!("`{pattern}` is not of the form https://host/path");
        Failure::content(PROVIDERS, problem)
    })?;
    Ok(format!("{scheme}://{host}/*"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const ROOT: &str = include_str!("../../../manifest.json");

    fn sample(browser: Browser) -> Value {
        let hosts = Hosts {
            scripted: vec!["*://*.cal.com/*", "https://shared.example/book/*"],
            permitted: vec!["*://*.cal.com/*"],
        };
        derive(ROOT, browser, "1.2.3", &hosts).unwrap()
    }

    fn without_permission(pattern: &str) -> Hosts<'_> {
        Hosts {
            scripted: vec![pattern],
            permitted: Vec::new(),
        }
    }

    fn strings(value: &Value) -> BTreeSet<String> {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s.as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_version_and_the_patterns_are_filled_in() {
        for browser in Browser::ALL {
            let manifest = sample(browser);
            assert_eq!(manifest["version"], "1.2.3");
            let scripts = manifest["content_scripts"].as_array().unwrap();
            assert_eq!(scripts.len(), 2);
            for script in scripts {
                assert_eq!(
                    script["matches"],
                    json!(["*://*.cal.com/*", "https://shared.example/book/*"])
                );
            }
        }
    }

    #[test]
    fn a_shared_host_gets_its_booking_paths_and_no_permission() {
        for browser in Browser::ALL {
            let manifest = sample(browser);
            assert_eq!(manifest["host_permissions"], json!(["*://*.cal.com/*"]));
            // A booking page can stand on a host of somebody's own; and who opens a strict site may have no
            // origin, which only this pattern stands for.
            let framed_by = &manifest["web_accessible_resources"][0]["matches"];
            assert_eq!(*framed_by, json!(["<all_urls>"]));
        }
    }

    #[test]
    fn each_browser_loses_what_only_the_other_knows() {
        let chromium = sample(Browser::Chromium);
        assert_eq!(
            chromium["background"],
            json!({"service_worker": "background.js", "type": "module"})
        );
        assert_eq!(chromium["minimum_chrome_version"], "148");
        assert!(chromium.get("browser_specific_settings").is_none());
        assert_eq!(chromium["side_panel"]["default_path"], "notes.html");
        assert!(chromium.get("sidebar_action").is_none());
        assert_eq!(
            chromium["web_accessible_resources"][0]["use_dynamic_url"],
            true
        );

        let firefox = sample(Browser::Firefox);
        assert_eq!(
            firefox["background"],
            json!({"scripts": ["background.js"], "type": "module"})
        );
        assert_eq!(
            firefox["browser_specific_settings"]["gecko"]["strict_min_version"],
            "140.0"
        );
        assert!(firefox.get("minimum_chrome_version").is_none());
        assert_eq!(firefox["sidebar_action"]["default_panel"], "notes.html");
        assert_eq!(firefox["sidebar_action"]["open_at_install"], false);
        assert!(firefox.get("side_panel").is_none());
        assert!(
            firefox["web_accessible_resources"][0]
                .get("use_dynamic_url")
                .is_none()
        );
    }

    #[test]
    fn what_the_build_fills_in_may_not_be_in_the_source() {
        let source = r#"{"version": "1.0"}"#;
        let refused = derive(source, Browser::Chromium, "1.0", &Hosts::of_providers()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "manifest.json: `version` is filled in by the build"
        );
    }

    #[test]
    fn a_permission_goes_no_further_than_the_script() {
        let hosts = Hosts {
            scripted: vec!["https://shared.example/book/*"],
            permitted: vec!["https://shared.example/book/*"],
        };
        assert!(derive(ROOT, Browser::Chromium, "1.0", &hosts).is_err());
    }

    #[test]
    fn a_pattern_without_a_host_or_over_plain_http_is_refused() {
        for pattern in [
            "<all_urls>",
            "https://*/*",
            "http://cal.com/*",
            "https://cal.com",
        ] {
            let hosts = without_permission(pattern);
            assert!(
                derive(ROOT, Browser::Chromium, "1.0", &hosts).is_err(),
                "{pattern}"
            );
        }
    }

    /// Every permission of `tests/fixtures/permissions.json`, each with the reason it is asked for.
    #[derive(serde::Deserialize)]
    struct Permissions {
        required: BTreeMap<String, String>,
        required_by_chromium_only: BTreeMap<String, String>,
        optional: BTreeMap<String, String>,
        optional_hosts: BTreeMap<String, String>,
        /// One reason for all: which hosts they are stands in the systems' files.
        hosts: String,
    }

    fn keys(reasons: &BTreeMap<String, String>) -> BTreeSet<String> {
        assert!(
            reasons.values().all(|reason| reason.len() > 20),
            "each needs a reason: {reasons:?}"
        );
        reasons.keys().cloned().collect()
    }

    #[test]
    fn the_manifests_ask_for_the_permissions_with_a_reason_and_no_others() {
        let fixture: Permissions =
            serde_json::from_str(include_str!("../../../tests/fixtures/permissions.json")).unwrap();
        for browser in Browser::ALL {
            let manifest = derive(ROOT, browser, "1.0", &Hosts::of_providers()).unwrap();
            let mut required = keys(&fixture.required);
            if browser == Browser::Chromium {
                required.extend(keys(&fixture.required_by_chromium_only));
            }
            assert_eq!(strings(&manifest["permissions"]), required, "{browser}");
            assert_eq!(
                strings(&manifest["optional_permissions"]),
                keys(&fixture.optional)
            );
            let systems = baton_recognize::providers().iter();
            let hosts: BTreeSet<String> = systems
                .flat_map(|system| system.host_permissions())
                .map(|host| (*host).to_owned())
                .collect();
            assert!(fixture.hosts.len() > 20);
            assert_eq!(strings(&manifest["host_permissions"]), hosts, "{browser}");
            assert_eq!(
                strings(&manifest["optional_host_permissions"]),
                keys(&fixture.optional_hosts)
            );
        }
    }

    #[test]
    fn extension_pages_run_their_own_wasm_and_reach_nothing_else() {
        let policy =
            sample(Browser::Chromium)["content_security_policy"]["extension_pages"].clone();
        let policy = policy.as_str().unwrap().to_owned();
        for part in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'"] {
            assert!(policy.contains(part), "{part}");
        }
        // A recording is heard before it is kept, from the page's own memory; no file or site is played.
        assert!(policy.contains("media-src blob:;"), "{policy}");
        // The prompt is framed by booking pages, and no directive may name another origin.
        assert!(!policy.contains("frame-ancestors") && !policy.contains("http"));
    }
}

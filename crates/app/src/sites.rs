//! The sites a person allowed something on, a record that can be made anew: `sites`.
//!
//! The browser keeps the permissions, this record what they are for. Scripts are registered for all of
//! its sites; the browser runs them where the permission is there. [`App::arrange_sites`] can be
//! repeated.

use crate::App;
use crate::made_anew::schema;
use crate::ports::{Browser, Ports, Script};
use baton_protocol::{Failure, MAX_SITES, OwnReply, Site, SiteUse};
use baton_recognize::system;
use serde::{Deserialize, Serialize};

const SITES: &str = "sites";
/// What looks at booking pages, in a page.
const CONTENT: &str = "content.js";

/// The same, and what looks at a calendar's form; the build joins them.
const FORMS: &str = "forms.js";

/// What marks links, in a page.
const MARKS: &str = "marks.js";

#[derive(Default, Serialize, Deserialize)]
struct Record {
    schema: u32,
    sites: Vec<Site>,
}

impl<P: Ports> App<P> {
    /// The sites, in the order in which they were allowed.
    pub(crate) async fn sites(&self) -> Result<Vec<Site>, Failure> {
        let found = self.find_record(SITES).await?;
        Ok(found.read::<Record>().unwrap_or_default().sites)
    }

    /// Keeps a site, or forgets it. With `tab`, Baton begins on the tab the person looks at. The
    /// browser's permission is up to the page that asks.
    pub(crate) async fn change_site(
        &self,
        site: Site,
        is_allowed: bool,
        tab: Option<i32>,
    ) -> Result<OwnReply, Failure> {
        let is_known = match &site.what {
            SiteUse::Booking { provider } => system(provider).is_some(),
            SiteUse::Marks | SiteUse::Forms => true,
        };
        if !(is_known && site.is_one_host()) {
            return Err(Failure::Malformed);
        }
        let (id, file) = script(&site.what);
        {
            let _writing = self.writing.lock().await;
            let found = self.find_record(SITES).await?;
            let read = found.read::<Record>();
            let was_read = read.is_some();
            let mut record = read.unwrap_or_default();
            // One use of a kind on each host: also one system.
            let sites = &mut record.sites;
            sites.retain(|other| !(other.host == site.host && script(&other.what).0 == id));
            if is_allowed {
                if sites.len() >= MAX_SITES {
                    return Err(Failure::ListFull);
                }
                sites.push(site);
            }
            record.schema = schema();
            self.replace_record(SITES, found, was_read, &record).await?;
            self.arrange(&record.sites).await;
        }
        self.arrange_strict().await;
        if let Some(tab) = tab {
            self.ports.browser().run(tab, file).await;
        }
        Ok(OwnReply::Ok)
    }

    /// Has Baton's scripts run on exactly the sites that are kept: an update forgets them.
    pub async fn arrange_sites(&self) {
        let _writing = self.writing.lock().await;
        if let Ok(sites) = self.sites().await {
            self.arrange(&sites).await;
        }
        self.arrange_strict().await;
    }

    /// One at a time, so that the last change is what stands in the browser.
    async fn arrange(&self, sites: &[Site]) {
        let mut scripts: Vec<Script> = Vec::new();
        for site in sites {
            let pattern = site.pattern();
            let (id, file) = script(&site.what);
            match scripts.iter_mut().find(|script| script.id == id) {
                Some(script) => script.matches.push(pattern),
                None => scripts.push(Script {
                    id,
                    file,
                    matches: vec![pattern],
                }),
            }
        }
        self.ports.browser().set_scripts(&scripts).await;
    }

    /// Whether a person allowed this on the site at `origin`.
    pub(crate) async fn is_allowed(&self, origin: &str, what: &SiteUse) -> bool {
        let Some(host) = host(origin) else {
            return false;
        };
        let sites = self.sites().await.unwrap_or_default();
        sites
            .iter()
            .any(|site| site.host == host && site.what == *what)
    }

    /// The scheduling system that a person's site at `origin` runs.
    pub(crate) async fn system_of(&self, origin: &str) -> Option<String> {
        let host = host(origin)?;
        let sites = self.sites().await.ok()?;
        sites.into_iter().find_map(|site| match site.what {
            SiteUse::Booking { provider } if site.host == host => Some(provider),
            _ => None,
        })
    }
}

/// The host of an origin. Its port is left out, as it is of [`Site::host`] and of the browser's pattern, which
/// takes in every port. In a link that somebody wrote, what looks like one may be a password.
fn host(origin: &str) -> Option<&str> {
    let (_, host) = origin.split_once("://")?;
    match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => Some(host),
        _ => Some(host),
    }
}

/// The registration a use belongs to, and the script that does it.
const fn script(what: &SiteUse) -> (&'static str, &'static str) {
    match what {
        SiteUse::Marks => ("marks", MARKS),
        SiteUse::Booking { .. } => ("booking", CONTENT),
        SiteUse::Forms => ("forms", FORMS),
    }
}

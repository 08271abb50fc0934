//! The sites a person allowed something on, a record of their own: `sites`.
//!
//! The browser keeps the permissions, this record what they are for. Scripts are registered for the
//! sites that have both; whatever changes one of the two ends with [`App::arrange_sites`], which can
//! be repeated. A record that cannot be read counts as none, and nothing overwrites it unasked: it is
//! put aside under `sites-damaged/<moment>` when a new one takes its place.

use crate::App;
use crate::ports::{Browser, Ports, Records, Script};
use baton_protocol::{Failure, MAX_SITES, OwnReply, Site, SiteLine, SiteUse};
use baton_recognize::system;
use serde::{Deserialize, Serialize};

const SITES: &str = "sites";
const DAMAGED: &str = "sites-damaged/";

/// The schema this code writes. Sites of a newer one are left alone.
const SCHEMA: u32 = 1;

/// What looks at booking pages, in a page.
const CONTENT: &str = "content.js";

/// What marks links, in a page.
const MARKS: &str = "marks.js";

#[derive(Serialize, Deserialize)]
struct Record {
    schema: u32,
    sites: Vec<Site>,
}

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

impl<P: Ports> App<P> {
    pub(crate) async fn list_sites(&self) -> Result<OwnReply, Failure> {
        let (sites, _) = self.load_sites().await?;
        let mut lines = Vec::with_capacity(sites.len());
        for site in sites {
            lines.push(SiteLine {
                provider_name: match &site.what {
                    SiteUse::Booking { provider } => {
                        system(provider).map(|system| system.name.to_owned())
                    }
                    SiteUse::Marks | SiteUse::Forms => None,
                },
                is_permitted: self.ports.browser().permits(&site.pattern()).await,
                site,
            });
        }
        Ok(OwnReply::Sites(lines))
    }

    /// Keeps a site, and begins on the tab the person looks at.
    pub(crate) async fn allow_site(
        &self,
        site: Site,
        tab: Option<i32>,
    ) -> Result<OwnReply, Failure> {
        let known = match &site.what {
            SiteUse::Booking { provider } => system(provider).is_some(),
            SiteUse::Marks | SiteUse::Forms => true,
        };
        if !(known && site.is_one_host()) {
            return Err(Failure::Malformed);
        }
        if !self.ports.browser().permits(&site.pattern()).await {
            return Err(Failure::NoPermission);
        }
        let file = script(&site.what).1;
        self.change_sites(|sites| {
            // One system a host.
            sites.retain(|other| !(other.host == site.host && same_use(&other.what, &site.what)));
            if sites.len() >= MAX_SITES {
                return Err(Failure::Malformed);
            }
            sites.push(site);
            Ok(())
        })
        .await?;
        self.arrange_sites().await;
        if let Some(tab) = tab {
            self.ports.browser().run(tab, file).await;
        }
        Ok(OwnReply::Ok)
    }

    /// Forgets a site. Taking back the browser's permission is up to the page that asks.
    pub(crate) async fn forget_site(&self, site: &Site) -> Result<OwnReply, Failure> {
        self.change_sites(|sites| {
            sites.retain(|other| other != site);
            Ok(())
        })
        .await?;
        self.arrange_sites().await;
        Ok(OwnReply::Ok)
    }

    /// Has Baton's scripts run on exactly the sites that are allowed: at the start of the browser,
    /// after an update, and whenever a permission came or went.
    pub async fn arrange_sites(&self) {
        let Ok((sites, _)) = self.load_sites().await else {
            return;
        };
        let mut scripts: Vec<Script> = Vec::new();
        for site in sites {
            let pattern = site.pattern();
            if !self.ports.browser().permits(&pattern).await {
                continue;
            }
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

    /// The scheduling system that a person's site at `origin` runs.
    pub(crate) async fn system_of(&self, origin: &str) -> Option<String> {
        let host = origin.split_once("://")?.1;
        let (sites, _) = self.load_sites().await.ok()?;
        sites.into_iter().find_map(|site| match site.what {
            SiteUse::Booking { provider } if site.host == host => Some(provider),
            _ => None,
        })
    }

    async fn change_sites(
        &self,
        change: impl FnOnce(&mut Vec<Site>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let _writing = self.writing.lock().await;
        let (mut sites, damaged) = self.load_sites().await?;
        let before = sites.clone();
        change(&mut sites)?;
        if sites == before {
            return Ok(());
        }
        let record = Record {
            schema: SCHEMA,
            sites,
        };
        let text = serde_json::to_string(&record).map_err(|_| Failure::Malformed)?;
        let mut records = vec![(SITES.to_owned(), text)];
        let key = format!("{DAMAGED}{}", self.ports.now().0);
        records.extend(damaged.map(|text| (key, text)));
        self.ports.records().write(&records).await?;
        Ok(())
    }

    /// The sites, and the record if it cannot be read.
    async fn load_sites(&self) -> Result<(Vec<Site>, Option<String>), Failure> {
        let Some(text) = self.ports.records().read(SITES).await? else {
            return Ok((Vec::new(), None));
        };
        if let Ok(Head { schema }) = baton_json::from_str(&text)
            && schema > SCHEMA
        {
            return Err(Failure::StoreNewer);
        }
        Ok(match baton_json::from_str::<Record>(&text) {
            Ok(record) => (record.sites, None),
            Err(_) => (Vec::new(), Some(text)),
        })
    }
}

/// The registration a use belongs to, and the script that does it.
const fn script(what: &SiteUse) -> (&'static str, &'static str) {
    match what {
        SiteUse::Marks => ("marks", MARKS),
        SiteUse::Booking { .. } => ("booking", CONTENT),
        SiteUse::Forms => ("forms", CONTENT),
    }
}

const fn same_use(one: &SiteUse, other: &SiteUse) -> bool {
    matches!(
        (one, other),
        (SiteUse::Marks, SiteUse::Marks)
            | (SiteUse::Booking { .. }, SiteUse::Booking { .. })
            | (SiteUse::Forms, SiteUse::Forms)
    )
}

//! The page's state, without a browser.

use crate::item::Item;
use baton_app::scout::PageSurvey;
use baton_protocol::{Failure, SeenLink, Site, SiteUse};
use baton_recognize::survey::Kind;
use baton_recognize::{Provider, has_form, providers};
use baton_ui::Chosen;

/// What the page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The links in a text that a person chose.
    Text(Chosen),
    /// The links in the page that this tab shows.
    Tab(i32),
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// The host of the page in the tab, if it may be known, and whether its window is private.
    TabKnown {
        /// The host, with its port.
        host: Option<String>,
        /// Whether its window is private.
        is_private: bool,
    },
    /// The links of the text were looked at; `None` when it is not there any more.
    LinksKnown(Option<Vec<SeenLink>>),
    /// The page in the tab was looked at; it fails where Baton may not look into it.
    Surveyed(Result<PageSurvey, Failure>),
    /// The sites something is allowed on came.
    SitesKnown(Result<Vec<Site>, Failure>),
    /// *Write instead* was pressed at this link.
    Write(usize),
    /// The system with this id is said to run on the site.
    Named(String),
    /// Something was allowed on the site: the person agreed to the browser's question, or did not.
    Granted(SiteUse, bool),
    /// What was allowed on this site is kept, or could not be.
    Allowed(Site, Result<(), Failure>),
    /// It is to end.
    Forget(SiteUse),
    /// It ended, or could not.
    Forgotten(Result<(), Failure>),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Look at the links in this text.
    LookAt(Chosen),
    /// Look at the page in this tab.
    Survey(i32),
    /// Find out about this tab; report [`Event::TabKnown`].
    FindTab(i32),
    /// Open the page to write about a link.
    Write {
        /// The link.
        link: String,
        /// Nothing of it is to be kept.
        is_private: bool,
    },
    /// Ask for the sites something is allowed on; report [`Event::SitesKnown`].
    LoadSites,
    /// Keep what is allowed on this site, and begin in this tab; report [`Event::Allowed`].
    Allow(Site, i32),
    /// Forget it, and report [`Event::Forgotten`].
    Forget(Site),
    /// Give back the browser's permission for this site.
    GiveUp(Site),
}

/// What is known of the links.
#[derive(Debug, Clone, PartialEq)]
pub enum Links {
    /// Nothing yet.
    Awaited,
    /// They cannot be known.
    Failed(Failure),
    /// The text they stand in is not there any more.
    Gone,
    /// These.
    Known {
        /// One by one.
        items: Vec<Item>,
        /// There was more than what was looked at.
        cut: bool,
    },
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    /// What the page is about.
    pub asked: Asked,
    /// The links.
    pub links: Links,
    /// Whether what is looked at stands in a private window.
    pub is_private: bool,
    /// The host that something can be allowed on.
    pub host: Option<String>,
    /// Whether the page stands on a port of its own, where no booking page is known.
    pub has_port: bool,
    /// What is allowed there.
    pub allowed: Vec<Site>,
    /// The id of the system that is said to run there, where the page does not show it.
    pub named: Option<String>,
    /// What did not work, of what was pressed.
    pub failure: Option<Failure>,
}

impl Model {
    /// The page, before it was started.
    #[must_use]
    pub fn new(asked: Asked) -> Self {
        Self {
            is_private: matches!(&asked, Asked::Text(chosen) if chosen.is_private),
            asked,
            links: Links::Awaited,
            host: None,
            has_port: false,
            allowed: Vec::new(),
            named: None,
            failure: None,
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => self.start(),
            Event::TabKnown { host, is_private } => {
                self.is_private = is_private;
                let host = host.unwrap_or_default();
                let (name, port) = host.split_once(':').unwrap_or((&host, ""));
                self.has_port = !port.is_empty();
                let site = Site {
                    host: name.to_owned(),
                    what: SiteUse::Marks,
                };
                self.host = site.is_one_host().then_some(site.host);
                self.host.iter().map(|_| Effect::LoadSites).collect()
            }
            Event::LinksKnown(links) => {
                self.links = match links {
                    Some(links) => Links::Known {
                        items: links.into_iter().map(Item::from).collect(),
                        cut: false,
                    },
                    None => Links::Gone,
                };
                Vec::new()
            }
            Event::Surveyed(survey) => {
                self.links = match survey {
                    Ok(PageSurvey { found, cut }) => Links::Known {
                        items: found.into_iter().map(Item::from).collect(),
                        cut,
                    },
                    Err(failure) => Links::Failed(failure),
                };
                Vec::new()
            }
            Event::SitesKnown(Ok(sites)) => {
                let here = |site: &Site| Some(&site.host) == self.host.as_ref();
                self.allowed = sites.into_iter().filter(here).collect();
                Vec::new()
            }
            Event::SitesKnown(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
            Event::Write(item) => {
                let item = self.items().get(item);
                let url = item.and_then(|item| item.url.clone());
                let is_private = self.is_private;
                url.map(|link| Effect::Write { link, is_private })
                    .into_iter()
                    .collect()
            }
            Event::Named(id) => {
                let mut named = self.nameable().into_iter();
                self.named = named.find(|system| system.id == id).map(|_| id);
                Vec::new()
            }
            Event::Granted(_, false) => {
                self.failure = Some(Failure::NoPermission);
                Vec::new()
            }
            Event::Granted(what, true) => {
                self.failure = None;
                match (self.site(what), &self.asked) {
                    (Some(site), Asked::Tab(tab)) => vec![Effect::Allow(site, *tab)],
                    _ => Vec::new(),
                }
            }
            Event::Allowed(_, Ok(())) => vec![Effect::LoadSites],
            Event::Allowed(site, Err(failure)) => {
                self.failure = Some(failure);
                // A permission that no list shows would be one nobody takes back.
                let is_unused = self.allowed.is_empty();
                is_unused
                    .then_some(Effect::GiveUp(site))
                    .into_iter()
                    .collect()
            }
            Event::Forget(what) => {
                let site = self.site(what);
                site.map(Effect::Forget).into_iter().collect()
            }
            Event::Forgotten(result) => {
                self.failure = result.err();
                vec![Effect::LoadSites]
            }
        }
    }

    fn start(&mut self) -> Vec<Effect> {
        self.links = Links::Awaited;
        match &self.asked {
            Asked::Text(chosen) => vec![Effect::LookAt(chosen.clone())],
            Asked::Tab(tab) => vec![Effect::Survey(*tab), Effect::FindTab(*tab)],
        }
    }

    /// What is known, one by one.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        match &self.links {
            Links::Known { items, .. } => items,
            Links::Awaited | Links::Failed(_) | Links::Gone => &[],
        }
    }

    /// What can be allowed on the site, besides what is allowed already.
    #[must_use]
    pub fn uses(&self) -> Vec<SiteUse> {
        let own = self.items().iter().find(|item| item.is_on_own_host);
        let provider = own.and_then(|item| item.provider.clone());
        let booking = provider.map(|provider| SiteUse::Booking { provider });
        let has_form = self.host.as_deref().is_some_and(has_form);
        let forms = has_form.then_some(SiteUse::Forms);
        let offered = booking.into_iter().chain(forms).chain([SiteUse::Marks]);
        let mut uses: Vec<SiteUse> = offered.collect();
        for site in &self.allowed {
            if !uses.contains(&site.what) {
                uses.push(site.what.clone());
            }
        }
        uses
    }

    /// The systems that may run on the site though its page does not show it: those that people give a
    /// host of their own. None where the page shows what it is, where one was allowed already, or on a port.
    #[must_use]
    pub fn nameable(&self) -> Vec<&'static Provider> {
        let is_told = |item: &Item| item.stands == Some(Kind::Page) && item.provider.is_some();
        let is_booking = |what: &SiteUse| matches!(what, SiteUse::Booking { .. });
        if self.host.is_none()
            || self.has_port
            || self.items().iter().any(is_told)
            || self.uses().iter().any(is_booking)
        {
            return Vec::new();
        }
        let own = providers().iter().filter(|system| system.has_own_hosts());
        own.collect()
    }

    /// The site the page in the tab is on.
    #[must_use]
    pub fn site(&self, what: SiteUse) -> Option<Site> {
        let host = self.host.clone()?;
        Some(Site { host, what })
    }

    /// Whether Baton does something on the site already.
    #[must_use]
    pub fn is_allowed(&self, what: &SiteUse) -> bool {
        let mut uses = self.allowed.iter();
        uses.any(|site| site.what == *what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_app::scout::FoundInPage;
    use baton_protocol::LinkKind;
    use baton_recognize::survey::Kind;

    fn link(url: &str) -> SeenLink {
        SeenLink {
            url: url.to_owned(),
            through: Vec::new(),
            kind: LinkKind::Book,
            provider_name: Some("Cal.com".to_owned()),
            person: None,
            event: None,
            minutes: None,
            evidence: Vec::new(),
        }
    }

    fn on_a_tab() -> Model {
        let mut model = Model::new(Asked::Tab(7));
        assert_eq!(
            model.update(Event::Started),
            [Effect::Survey(7), Effect::FindTab(7)]
        );
        let host = Some("mail.acme.example".to_owned());
        let effects = model.update(Event::TabKnown {
            host,
            is_private: false,
        });
        assert_eq!(effects, [Effect::LoadSites]);
        model
    }

    fn chosen(is_private: bool) -> Chosen {
        let key = "text/1".to_owned();
        Chosen { key, is_private }
    }

    fn of_a_text(is_private: bool) -> Model {
        Model::new(Asked::Text(chosen(is_private)))
    }

    #[test]
    fn the_links_of_a_text_are_looked_at_and_one_is_written_about() {
        for is_private in [false, true] {
            let mut model = of_a_text(is_private);
            let look = Effect::LookAt(chosen(is_private));
            assert_eq!(model.update(Event::Started), [look]);
            let links = vec![link("https://cal.com/a/b")];
            model.update(Event::LinksKnown(Some(links)));
            let link = "https://cal.com/a/b".to_owned();
            let written = Effect::Write { link, is_private };
            assert_eq!(model.update(Event::Write(0)), [written]);
            assert_eq!(model.update(Event::Write(1)), []);
        }
    }

    #[test]
    fn what_is_no_single_host_can_be_allowed_nothing() {
        for host in ["[::1]", "my_host", ""] {
            let mut model = Model::new(Asked::Tab(7));
            let host = Some(host.to_owned());
            let is_private = true;
            assert_eq!(model.update(Event::TabKnown { host, is_private }), []);
            assert_eq!(model.host, None);
        }
    }

    #[test]
    fn a_permission_that_could_not_be_kept_is_given_back() {
        let mut model = on_a_tab();
        let site = model.site(SiteUse::Marks).unwrap();
        let full = Err(Failure::StoreFull);
        let effects = model.update(Event::Allowed(site.clone(), full));
        assert_eq!(effects, [Effect::GiveUp(site)]);
        assert_eq!(model.failure, Some(Failure::StoreFull));
    }

    #[test]
    fn a_failure_stands_in_the_place_of_the_links() {
        let mut model = of_a_text(false);
        model.update(Event::Surveyed(Err(Failure::Page)));
        assert_eq!(model.links, Links::Failed(Failure::Page));
        model.update(Event::Started);
        assert_eq!(model.links, Links::Awaited);
    }

    fn page_of(provider: &str, is_on_own_host: bool) -> PageSurvey {
        let page = FoundInPage {
            provider: Some(provider.to_owned()),
            provider_name: Some(provider.to_owned()),
            stands: Kind::Page,
            kind: LinkKind::Book,
            target: None,
            count: 1,
            through: Vec::new(),
            is_on_own_host,
            evidence: Vec::new(),
        };
        let found = vec![page];
        PageSurvey { found, cut: false }
    }

    #[test]
    fn a_booking_page_on_a_host_of_somebodys_own_can_be_allowed() {
        let mut model = on_a_tab();
        assert_eq!(model.uses(), [SiteUse::Marks]);
        model.update(Event::Surveyed(Ok(page_of("nextcloud", true))));
        let provider = "nextcloud".to_owned();
        assert_eq!(
            model.uses(),
            [SiteUse::Booking { provider }, SiteUse::Marks]
        );
        assert!(model.nameable().is_empty());
    }

    #[test]
    fn on_a_port_marks_can_be_allowed_and_no_system_is_named() {
        let mut model = Model::new(Asked::Tab(7));
        let host = Some("mail.acme.example:2096".to_owned());
        let is_private = false;
        let known = Event::TabKnown { host, is_private };
        assert_eq!(model.update(known), [Effect::LoadSites]);
        assert_eq!(model.host.as_deref(), Some("mail.acme.example"));
        assert_eq!(model.uses(), [SiteUse::Marks]);
        assert!(model.nameable().is_empty());
    }

    #[test]
    fn a_text_that_is_gone_is_no_text_without_links() {
        let mut model = of_a_text(true);
        model.update(Event::LinksKnown(None));
        assert_eq!(model.links, Links::Gone);
        assert!(model.items().is_empty());
    }

    #[test]
    fn where_a_page_does_not_show_its_system_a_person_can_name_it() {
        let mut model = on_a_tab();
        let names: Vec<&str> = model.nameable().iter().map(|system| system.id).collect();
        for id in ["calcom", "rallly", "savvycal"] {
            assert!(names.contains(&id), "{names:?}");
        }
        model.update(Event::Named("calendly".to_owned()));
        assert_eq!(model.named, None, "it gives nobody a host of their own");
        model.update(Event::Named("calcom".to_owned()));
        assert_eq!(model.named.as_deref(), Some("calcom"));

        let provider = "calcom".to_owned();
        let site = model.site(SiteUse::Booking { provider }).unwrap();
        model.update(Event::SitesKnown(Ok(vec![site])));
        assert!(model.nameable().is_empty());
    }

    #[test]
    fn a_page_on_a_host_that_is_known_is_given_no_other_name() {
        let mut model = on_a_tab();
        model.update(Event::Surveyed(Ok(page_of("calendly", false))));
        assert!(model.nameable().is_empty());
    }

    #[test]
    fn marks_are_allowed_after_the_browsers_question_only() {
        let mut model = on_a_tab();
        assert_eq!(model.update(Event::Granted(SiteUse::Marks, false)), []);
        assert_eq!(model.failure, Some(Failure::NoPermission));
        let site = model.site(SiteUse::Marks).unwrap();
        let effects = model.update(Event::Granted(SiteUse::Marks, true));
        assert_eq!(effects, [Effect::Allow(site.clone(), 7)]);
        assert_eq!(model.failure, None);
        let effects = model.update(Event::Allowed(site.clone(), Ok(())));
        assert_eq!(effects, [Effect::LoadSites]);
        let elsewhere = Site {
            host: "chat.acme.example".to_owned(),
            what: SiteUse::Forms,
        };
        model.update(Event::SitesKnown(Ok(vec![site, elsewhere])));
        assert!(model.is_allowed(&SiteUse::Marks));
        assert!(!model.is_allowed(&SiteUse::Forms));
    }

    #[test]
    fn what_is_to_end_is_forgotten_and_the_list_read_anew() {
        let mut model = on_a_tab();
        let marks = model.site(SiteUse::Marks).unwrap();
        model.update(Event::SitesKnown(Ok(vec![marks.clone()])));
        let effects = model.update(Event::Forget(SiteUse::Marks));
        assert_eq!(effects, [Effect::Forget(marks)]);
        let effects = model.update(Event::Forgotten(Ok(())));
        assert_eq!(effects, [Effect::LoadSites]);
        model.update(Event::SitesKnown(Ok(Vec::new())));
        assert!(!model.is_allowed(&SiteUse::Marks));
    }
}

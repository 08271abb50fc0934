//! The page's state, without a browser.

use crate::item::Item;
use baton_app::scout::PageSurvey;
use baton_protocol::{Failure, OwnReply, OwnRequest, SeenLink, Site, SiteUse};
use baton_recognize::has_form;

/// What the page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The links in a text that a person chose.
    Text {
        /// Where the background put it.
        key: String,
        /// It was chosen in a private window.
        is_private: bool,
    },
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
        /// The host.
        host: Option<String>,
        /// Whether its window is private.
        is_private: bool,
    },
    /// The links of the text were looked at.
    LinksKnown(Vec<SeenLink>),
    /// The page in the tab was looked at; it fails where Baton may not look into it.
    Surveyed(Result<PageSurvey, Failure>),
    /// The background answered a question.
    Answered(Box<OwnRequest>, Result<OwnReply, Failure>),
    /// *Write instead* was pressed at this link.
    Write(usize),
    /// Something was allowed on the site: the person agreed to the browser's question, or did not.
    Granted(SiteUse, bool),
    /// It is to end.
    Forget(SiteUse),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the background.
    Ask(OwnRequest),
    /// Look at the links in the text that is kept under this key.
    LookAt(String),
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
    /// Give back the browser's permission for this pattern.
    GiveUp(String),
}

/// What is known of the links.
#[derive(Debug, Clone, PartialEq)]
pub enum Links {
    /// Nothing yet.
    Awaited,
    /// They cannot be known.
    Failed(Failure),
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
    /// What is allowed there.
    pub allowed: Vec<Site>,
    /// What did not work, of what was pressed.
    pub failure: Option<Failure>,
}

impl Model {
    /// The page, before it was started.
    #[must_use]
    pub fn new(asked: Asked) -> Self {
        Self {
            is_private: matches!(
                asked,
                Asked::Text {
                    is_private: true,
                    ..
                }
            ),
            asked,
            links: Links::Awaited,
            host: None,
            allowed: Vec::new(),
            failure: None,
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => self.start(),
            Event::TabKnown { host, is_private } => {
                self.is_private = is_private;
                let site = |host: &String| Site {
                    host: host.clone(),
                    what: SiteUse::Marks,
                };
                self.host = host.filter(|host| site(host).is_one_host());
                self.host
                    .iter()
                    .map(|_| Effect::Ask(OwnRequest::Sites))
                    .collect()
            }
            Event::LinksKnown(links) => {
                self.links = Links::Known {
                    items: links.into_iter().map(Item::from).collect(),
                    cut: false,
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
            Event::Answered(asked, answer) => self.answered(&asked, answer),
            Event::Write(item) => {
                let item = self.items().get(item);
                let url = item.and_then(|item| item.url.clone());
                let is_private = self.is_private;
                url.map(|link| Effect::Write { link, is_private })
                    .into_iter()
                    .collect()
            }
            Event::Granted(_, false) => {
                self.failure = Some(Failure::NoPermission);
                Vec::new()
            }
            Event::Granted(what, true) => {
                self.failure = None;
                let (Some(site), Asked::Tab(tab)) = (self.site(what), &self.asked) else {
                    return Vec::new();
                };
                let tab = Some(*tab);
                vec![Effect::Ask(OwnRequest::ChangeSite {
                    site,
                    is_allowed: true,
                    tab,
                })]
            }
            Event::Forget(what) => {
                self.failure = None;
                let site = self.site(what);
                let forget = site.map(|site| OwnRequest::ChangeSite {
                    site,
                    is_allowed: false,
                    tab: None,
                });
                forget.map(Effect::Ask).into_iter().collect()
            }
        }
    }

    fn start(&mut self) -> Vec<Effect> {
        self.links = Links::Awaited;
        match &self.asked {
            Asked::Text { key, .. } => vec![Effect::LookAt(key.clone())],
            Asked::Tab(tab) => vec![Effect::Survey(*tab), Effect::FindTab(*tab)],
        }
    }

    fn answered(&mut self, asked: &OwnRequest, answer: Result<OwnReply, Failure>) -> Vec<Effect> {
        match (asked, answer) {
            (_, Ok(OwnReply::Sites(sites))) => {
                let here = |site: &Site| Some(&site.host) == self.host.as_ref();
                self.allowed = sites.into_iter().filter(here).collect();
            }
            (
                OwnRequest::ChangeSite {
                    site, is_allowed, ..
                },
                Ok(_),
            ) => {
                // The permission is one for all that is allowed on the site.
                let is_last = !is_allowed && self.allowed.iter().all(|other| other == site);
                let mut effects = vec![Effect::Ask(OwnRequest::Sites)];
                effects.extend(is_last.then(|| Effect::GiveUp(site.pattern())));
                return effects;
            }
            (
                OwnRequest::ChangeSite {
                    site,
                    is_allowed: true,
                    ..
                },
                Err(failure),
            ) => {
                self.failure = Some(failure);
                // A permission that no list shows would be one nobody takes back.
                let is_unused = self.allowed.is_empty();
                return is_unused
                    .then(|| Effect::GiveUp(site.pattern()))
                    .into_iter()
                    .collect();
            }
            (_, Err(failure)) => self.failure = Some(failure),
            (_, Ok(_)) => {}
        }
        Vec::new()
    }

    /// What is known, one by one.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        match &self.links {
            Links::Known { items, .. } => items,
            Links::Awaited | Links::Failed(_) => &[],
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
        assert_eq!(effects, [Effect::Ask(OwnRequest::Sites)]);
        model
    }

    fn answer(model: &mut Model, asked: OwnRequest, reply: OwnReply) -> Vec<Effect> {
        model.update(Event::Answered(Box::new(asked), Ok(reply)))
    }

    fn forgetting(site: &Site) -> OwnRequest {
        OwnRequest::ChangeSite {
            site: site.clone(),
            is_allowed: false,
            tab: None,
        }
    }

    fn of_a_text(is_private: bool) -> Model {
        Model::new(Asked::Text {
            key: "chosen/1".to_owned(),
            is_private,
        })
    }

    #[test]
    fn the_links_of_a_text_are_looked_at_and_one_is_written_about() {
        for is_private in [false, true] {
            let mut model = of_a_text(is_private);
            let look = Effect::LookAt("chosen/1".to_owned());
            assert_eq!(model.update(Event::Started), [look]);
            let links = vec![link("https://cal.com/a/b")];
            model.update(Event::LinksKnown(links));
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
        let pattern = site.pattern();
        let asked = OwnRequest::ChangeSite {
            site,
            is_allowed: true,
            tab: Some(7),
        };
        let full = Err(Failure::StoreFull);
        let effects = model.update(Event::Answered(Box::new(asked), full));
        assert_eq!(effects, [Effect::GiveUp(pattern)]);
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

    #[test]
    fn a_booking_page_on_a_host_of_somebodys_own_can_be_allowed() {
        let mut model = on_a_tab();
        assert_eq!(model.uses(), [SiteUse::Marks]);
        let page = FoundInPage {
            provider: Some("nextcloud".to_owned()),
            provider_name: Some("Nextcloud appointments".to_owned()),
            stands: Kind::Page,
            kind: LinkKind::Book,
            target: None,
            count: 1,
            through: Vec::new(),
            is_on_own_host: true,
            evidence: Vec::new(),
        };
        let found = vec![page];
        model.update(Event::Surveyed(Ok(PageSurvey { found, cut: false })));
        let provider = "nextcloud".to_owned();
        assert_eq!(
            model.uses(),
            [SiteUse::Booking { provider }, SiteUse::Marks]
        );
    }

    #[test]
    fn marks_are_allowed_after_the_browsers_question_only() {
        let mut model = on_a_tab();
        assert_eq!(model.update(Event::Granted(SiteUse::Marks, false)), []);
        assert_eq!(model.failure, Some(Failure::NoPermission));
        let site = model.site(SiteUse::Marks).unwrap();
        let allow = OwnRequest::ChangeSite {
            site: site.clone(),
            is_allowed: true,
            tab: Some(7),
        };
        let effects = model.update(Event::Granted(SiteUse::Marks, true));
        assert_eq!(effects, [Effect::Ask(allow.clone())]);
        assert_eq!(model.failure, None);
        let effects = answer(&mut model, allow, OwnReply::Ok);
        assert_eq!(effects, [Effect::Ask(OwnRequest::Sites)]);
        let elsewhere = Site {
            host: "chat.acme.example".to_owned(),
            what: SiteUse::Forms,
        };
        let sites = OwnReply::Sites(vec![site, elsewhere]);
        answer(&mut model, OwnRequest::Sites, sites);
        assert!(model.is_allowed(&SiteUse::Marks));
        assert!(!model.is_allowed(&SiteUse::Forms));
    }

    #[test]
    fn the_permission_goes_back_with_the_last_use() {
        let mut model = on_a_tab();
        let marks = model.site(SiteUse::Marks).unwrap();
        let forms = model.site(SiteUse::Forms).unwrap();
        let both = OwnReply::Sites(vec![marks.clone(), forms.clone()]);
        answer(&mut model, OwnRequest::Sites, both);
        let forget = forgetting(&marks);
        let asked = model.update(Event::Forget(SiteUse::Marks));
        assert_eq!(asked, [Effect::Ask(forget.clone())]);
        let effects = answer(&mut model, forget, OwnReply::Ok);
        assert_eq!(effects, [Effect::Ask(OwnRequest::Sites)]);
        let left = OwnReply::Sites(vec![forms.clone()]);
        answer(&mut model, OwnRequest::Sites, left);
        let pattern = forms.pattern();
        let forget = forgetting(&forms);
        let effects = answer(&mut model, forget, OwnReply::Ok);
        assert_eq!(effects[1], Effect::GiveUp(pattern));
    }
}

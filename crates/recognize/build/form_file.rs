//! What a form's file may say, and the checks that a file alone can pass or fail.

use serde::Deserialize;

use super::host::HostPattern;
use super::pattern::PathPattern;
use super::provider_file::need_source;

/// One form in which somebody makes an event and asks guests to it, as written in
/// `forms/<id>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormFile {
    pub id: String,
    pub name: String,
    /// Whatever is made here is a meeting with others, named or not.
    #[serde(default)]
    pub is_always_meeting: bool,
    pub site: Site,
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
    #[serde(rename = "fact")]
    pub facts: Vec<Fact>,
    #[serde(rename = "mark")]
    pub marks: Vec<Mark>,
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
}

/// Where the form is, and what a browser is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// In the language of `build/host.rs`.
    pub hosts: Vec<String>,
    /// What the path of the document begins with in which the form opens. Where that is one page for
    /// much, the form comes without a load, so the page has to be watched from its start.
    pub within: String,
    /// Paths over which the form also opens without an address of its own: there its marks alone say
    /// that it is open.
    #[serde(default)]
    pub over: Vec<String>,
    pub source: String,
}

/// The first rule one of whose paths fits decides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub paths: Vec<String>,
    /// `key=value` each: all of them must be there.
    #[serde(default)]
    pub query: Vec<String>,
    pub source: String,
}

/// Where a link or the page says something about the event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub is: What,
    /// Parameters of the link; the first that is there counts.
    #[serde(default)]
    pub query: Vec<String>,
    /// Elements of the page, as CSS selectors; the first that is there counts, of guests all do.
    #[serde(default)]
    pub elements: Vec<String>,
    /// The attribute of the element that says it; without one, its value or its text does.
    pub attribute: Option<String>,
    pub source: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Title,
    Guests,
    /// Start and end in one, with `/` between them.
    Span,
    /// The time zone of moments without one.
    Zone,
    /// In the page, where the time of day stands apart.
    Day,
    Start,
    /// In the page, likewise; an event can end on another day.
    EndDay,
    End,
    Details,
}

/// An element that only the form has, as a CSS selector. Any of them shows that the form is there,
/// so that the page may lose one of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub element: String,
    pub source: String,
}

/// A URL, whether it is this form's, and what it says; the tests read these.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub url: String,
    pub form: bool,
    pub title: Option<String>,
    #[serde(default)]
    pub guests: Vec<String>,
    pub start: Option<String>,
    pub end: Option<String>,
}

impl FormFile {
    /// Parses and checks one file; `stem` is its name without `.toml`.
    pub fn parse(stem: &str, text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if file.id != stem {
            return Err(format!(
                "the file is named {stem:?} but its id is {:?}",
                file.id
            ));
        }
        file.check_site()?;
        file.check_rules()?;
        file.check_facts()?;
        file.check_examples()?;
        Ok(file)
    }

    fn check_site(&self) -> Result<(), String> {
        need_source("site", &self.site.source)?;
        for host in &self.site.hosts {
            if !HostPattern::parse(host)?.can_be_asked_for() {
                return Err(format!("a browser cannot be asked for host {host:?}"));
            }
        }
        for path in &self.site.over {
            PathPattern::parse(path).map_err(|why| format!("site: {path}: {why}"))?;
            if !path.starts_with(&self.site.within) {
                return Err(format!("site: {path} is not within the site"));
            }
        }
        match self.site.within.starts_with('/') && !self.site.hosts.is_empty() {
            true => Ok(()),
            false => Err("site: hosts, and within beginning with /".to_owned()),
        }
    }

    fn check_rules(&self) -> Result<(), String> {
        for (index, rule) in self.rules.iter().enumerate() {
            let place = format!("rule {}", index + 1);
            need_source(&place, &rule.source)?;
            for path in &rule.paths {
                PathPattern::parse(path).map_err(|why| format!("{place}: {path}: {why}"))?;
                if !path.starts_with(&self.site.within) {
                    return Err(format!("{place}: {path} is not within the site"));
                }
            }
            if rule.query.iter().any(|pair| !pair.contains('=')) {
                return Err(format!("{place}: query is key=value"));
            }
        }
        Ok(())
    }

    fn check_facts(&self) -> Result<(), String> {
        for (index, fact) in self.facts.iter().enumerate() {
            let place = format!("fact {:?}", fact.is);
            need_source(&place, &fact.source)?;
            if fact.query.is_empty() && fact.elements.is_empty() {
                return Err(format!("{place}: neither query nor elements"));
            }
            if fact.attribute.is_some() && fact.elements.is_empty() {
                return Err(format!("{place}: an attribute of no element"));
            }
            if self.facts.iter().take(index).any(|it| it.is == fact.is) {
                return Err(format!("{place} is said twice"));
            }
        }
        let marks = &mut self.marks.iter();
        marks.try_for_each(|mark| need_source("mark", &mark.source))
    }

    fn check_examples(&self) -> Result<(), String> {
        for example in self.examples.iter().filter(|example| !example.form) {
            let Example {
                url,
                title,
                guests,
                start,
                end,
                ..
            } = example;
            let said = [title, start, end].iter().any(|text| text.is_some());
            if said || !guests.is_empty() {
                return Err(format!("example {url}: what is no form says nothing"));
            }
        }
        let has = |form| self.examples.iter().any(|example| example.form == form);
        match has(true) && has(false) {
            true => Ok(()),
            false => Err("examples of both kinds are needed".to_owned()),
        }
    }
}

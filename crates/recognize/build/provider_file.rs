//! What a provider's file may say, and the checks that a file alone can pass or fail.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::host::HostPattern;
use super::pattern::{PathPattern, Segment};

/// The tables keep one bit for each, and one for hosts of somebody's own.
const MAX_PAGE_HOSTS: usize = 15;

/// One scheduling system, as written in `providers/<id>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderFile {
    pub id: String,
    pub name: String,
    pub hosts: Hosts,
    #[serde(default)]
    pub reserved: Vec<Reserved>,
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
    #[serde(default)]
    pub query: Query,
    pub prefill: Option<Prefill>,
    #[serde(default)]
    pub title: Title,
    #[serde(default, rename = "embed")]
    pub embeds: Vec<Embed>,
    #[serde(default)]
    pub confirmation: Confirmation,
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
}

/// The hosts of a system and of its company, as `build/host.rs` describes them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// Hosts that carry pages for people who book. None where everybody has a host of their own.
    #[serde(default)]
    pub pages: Vec<String>,
    /// Hosts that show the same pages as the first of `pages`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Hosts that show the same pages as another of `pages`, by that one.
    #[serde(default)]
    pub aliases_of: BTreeMap<String, Vec<String>>,
    /// Hosts of the same company which never carry such pages.
    #[serde(default)]
    pub other: Vec<String>,
    /// Those of the above that serve much else: ask for the booking paths only.
    #[serde(default)]
    pub shared: Vec<String>,
    /// The hosts serve nothing else: a word such as `press` is somebody's name there.
    #[serde(default)]
    pub dedicated: bool,
    /// People also run it on hosts of their own, or give it one.
    #[serde(default)]
    pub own: bool,
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reserved {
    pub words: Vec<String>,
    pub source: String,
}

impl Hosts {
    /// Each alias, and which of `pages` it stands for.
    pub fn all_aliases(&self) -> impl Iterator<Item = (&String, usize)> {
        let of_first = self.aliases.iter().map(|alias| (alias, 0));
        let of_others = self.aliases_of.iter().flat_map(|(home, aliases)| {
            let place = self.pages.iter().position(|page| page == home);
            let place = place.unwrap_or_default();
            aliases.iter().map(move |alias| (alias, place))
        });
        of_first.chain(of_others)
    }

    /// All hosts with pages.
    pub fn shown(&self) -> impl Iterator<Item = &String> {
        let aliases = self.all_aliases().map(|(alias, _)| alias);
        self.pages.iter().chain(aliases)
    }
}

/// The first rule one of whose paths fits decides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub label: Label,
    pub paths: Vec<String>,
    /// One of these parameters must be there; those that are belong to the page's identity.
    #[serde(default)]
    pub query: Vec<String>,
    /// These parameters belong to the page's identity where they are there.
    #[serde(default)]
    pub keep: Vec<String>,
    /// The query begins with one such word, without key: `?{id:digits 6..10}`. It is identity.
    pub bare: Option<String>,
    /// One of these paths must stand behind `#`, with `/` at its start or without; its words and
    /// captures are identity.
    #[serde(default)]
    pub fragment: Vec<String>,
    /// Only on these entries of `hosts.pages`; `own` is a host of somebody's own.
    #[serde(default)]
    pub on: Vec<String>,
    /// A page which a booking ends on.
    #[serde(default)]
    pub confirms: bool,
    pub source: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    Book,
    Listing,
    Manage,
    Not,
}

/// Where a link's parameters say what is being booked; the first that is there counts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    #[serde(default)]
    pub slot: Vec<String>,
    #[serde(default)]
    pub minutes: Vec<String>,
    #[serde(default)]
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prefill {
    pub param: String,
    pub max_chars: u16,
    pub source: String,
}

/// How page titles are put together, from `{event}`, `{person}` and the text between them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    #[serde(default)]
    pub shapes: Vec<String>,
    #[serde(default)]
    pub source: String,
}

/// What a page that shows the system inside of itself has in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Embed {
    pub kind: EmbedKind,
    /// A simple selector: a tag, class, id or attribute, or several of them for one element.
    pub element: Option<String>,
    /// The beginning of a script's address, without its scheme.
    pub script: Option<String>,
    /// The beginning of a call in a script of the page; a quote stands for either kind.
    pub call: Option<String>,
    /// The attribute, or the property of the call's argument, that says what is booked.
    pub target: Option<String>,
    /// What a target that is only a path belongs to; with `script`, in the whole page where no
    /// `origin` says otherwise.
    pub base: Option<String>,
    pub source: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum EmbedKind {
    Inline,
    Popup,
    Badge,
    Floating,
    Button,
    Frame,
    Script,
    /// The system's own page, on whatever host.
    Page,
    /// Says on which host the paths are that the page's widgets name.
    Origin,
}

/// How a page around the system hears that something was booked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// Words in the message, at least one of which says so.
    #[serde(default)]
    pub messages: Vec<String>,
    #[serde(default)]
    pub source: String,
}

/// A URL and what it must be taken for; the tests read these.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub url: String,
    pub label: Label,
    pub target: Option<String>,
}

/// What is reserved on every host, as written in `site-words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteWords {
    pub words: Vec<String>,
    pub vendor_words: Vec<String>,
    pub file_endings: Vec<String>,
}

impl SiteWords {
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| format!("site words: {error}"))?;
        let mut words = file.words.iter().chain(&file.vendor_words);
        words.try_for_each(|word| check_word(word))?;
        match file
            .file_endings
            .iter()
            .find(|ending| !ending.starts_with('.'))
        {
            Some(ending) => Err(format!("site words: file ending {ending:?} lacks its dot")),
            None => Ok(file),
        }
    }
}

impl ProviderFile {
    /// Parses and checks one file; `stem` is its name without `.toml`.
    pub fn parse(stem: &str, text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        file.check(stem)?;
        Ok(file)
    }

    fn check(&self, stem: &str) -> Result<(), String> {
        if self.id != stem {
            return Err(format!(
                "the file is named {stem:?} but its id is {:?}",
                self.id
            ));
        }
        if !self
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        {
            return Err(format!(
                "id {:?}: lower-case letters and digits only",
                self.id
            ));
        }
        if self.name.trim().is_empty() {
            return Err("name is empty".to_owned());
        }
        self.check_hosts()?;
        self.check_rules()?;
        self.check_parameters()?;
        self.check_titles()?;
        self.check_embeds()?;
        self.check_examples()
    }

    fn check_hosts(&self) -> Result<(), String> {
        let hosts = &self.hosts;
        need_source("hosts", &hosts.source)?;
        for host in hosts.shown().chain(&hosts.other) {
            HostPattern::parse(host)?;
        }
        let shown = |host: &&String| hosts.shown().any(|shown| shown == *host);
        if let Some(host) = hosts.shared.iter().find(|host| !shown(host)) {
            return Err(format!(
                "shared host {host:?} is in neither pages nor aliases"
            ));
        }
        if hosts.pages.len() > MAX_PAGE_HOSTS {
            return Err(format!("more than {MAX_PAGE_HOSTS} hosts.pages"));
        }
        for home in hosts.aliases_of.keys() {
            if !hosts.pages.contains(home) || HostPattern::parse(home)?.varies() {
                return Err(format!(
                    "hosts.aliases_of {home:?}: an exact host of hosts.pages"
                ));
            }
        }
        match hosts.pages.first() {
            None if !hosts.own => Err("hosts.pages is empty".to_owned()),
            Some(first) if HostPattern::parse(first)?.varies() && !hosts.aliases.is_empty() => {
                Err("hosts.aliases need an exact first host to stand for".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn check_rules(&self) -> Result<(), String> {
        for reserved in &self.reserved {
            need_source("reserved", &reserved.source)?;
            reserved
                .words
                .iter()
                .try_for_each(|word| check_word(word))?;
        }
        for (index, rule) in self.rules.iter().enumerate() {
            let place = format!("rule {}", index + 1);
            need_source(&place, &rule.source)?;
            if rule.paths.is_empty() {
                return Err(format!("{place}: no paths"));
            }
            for path in &rule.fragment {
                PathPattern::parse_fragment(path)
                    .map_err(|why| format!("{place}: {path}: {why}"))?;
            }
            for path in &rule.paths {
                PathPattern::parse(path).map_err(|why| format!("{place}: {path}: {why}"))?;
                if path.ends_with("/**") && rule.label != Label::Not {
                    return Err(format!(
                        "{place}: {path}: /** is for `not`, it names no page"
                    ));
                }
            }
            if let Some(word) = &rule.bare {
                match Segment::parse(word).map_err(|why| format!("{place}: {word}: {why}"))? {
                    Segment::Literal(_) => return Err(format!("{place}: bare is no capture")),
                    Segment::Capture { .. } => {}
                }
            }
            let own = |host: &String| host == "own" && self.hosts.own;
            let known = |host: &&String| self.hosts.pages.contains(host) || own(host);
            if let Some(host) = rule.on.iter().find(|host| !known(host)) {
                return Err(format!("{place}: {host:?} is not in hosts.pages"));
            }
            if rule.confirms && rule.label != Label::Manage {
                return Err(format!("{place}: only a `manage` page confirms"));
            }
        }
        if self.rules.len() > usize::from(u8::MAX) {
            return Err("more than 255 rules".to_owned());
        }
        Ok(())
    }

    fn check_parameters(&self) -> Result<(), String> {
        if !(self.query.slot.is_empty() && self.query.minutes.is_empty()) {
            need_source("query", &self.query.source)?;
        }
        let Some(prefill) = &self.prefill else {
            return Ok(());
        };
        need_source("prefill", &prefill.source)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        if prefill.param.is_empty() || !prefill.param.bytes().all(plain) {
            return Err(format!(
                "prefill.param {:?}: letters, digits and _-. only",
                prefill.param
            ));
        }
        if prefill.max_chars == 0 {
            return Err("prefill.max_chars is 0: leave the section out instead".to_owned());
        }
        Ok(())
    }

    fn check_titles(&self) -> Result<(), String> {
        if !self.title.shapes.is_empty() {
            need_source("title", &self.title.source)?;
        }
        for shape in &self.title.shapes {
            super::tables::title_pieces(shape)?;
        }
        Ok(())
    }

    fn check_embeds(&self) -> Result<(), String> {
        for embed in &self.embeds {
            need_source("embed", &embed.source)?;
            let marks = [&embed.element, &embed.script, &embed.call];
            if marks.iter().filter(|mark| mark.is_some()).count() != 1 {
                return Err("embed: one of element, script and call".to_owned());
            }
        }
        match self.confirmation.messages.is_empty() {
            true => Ok(()),
            false => need_source("confirmation", &self.confirmation.source),
        }
    }

    /// Examples are what a reader trusts first, so each file has both kinds.
    fn check_examples(&self) -> Result<(), String> {
        for example in &self.examples {
            if (example.label == Label::Not) == example.target.is_some() {
                return Err(format!(
                    "example {}: a target unless it is `not`",
                    example.url
                ));
            }
        }
        // Without a host there is no URL that is a page for sure.
        let needed: &[Label] = match self.hosts.pages.is_empty() {
            true => &[Label::Not],
            false => &[Label::Book, Label::Not],
        };
        for &label in needed {
            if !self.examples.iter().any(|example| example.label == label) {
                return Err(format!("no example labelled {label:?}").to_lowercase());
            }
        }
        Ok(())
    }
}

pub fn need_source(place: &str, source: &str) -> Result<(), String> {
    if source.trim().is_empty() {
        return Err(format!("{place}: says no source"));
    }
    Ok(())
}

/// Reserved words are compared in lower case with at most 32 bytes of a segment.
fn check_word(word: &str) -> Result<(), String> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase() && byte != b'/';
    if word.is_empty() || word.len() > 32 || !word.bytes().all(plain) {
        return Err(format!(
            "reserved word {word:?}: 1 to 32 lower-case ASCII characters"
        ));
    }
    Ok(())
}

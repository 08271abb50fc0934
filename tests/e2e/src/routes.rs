//! Which file answers which address: the description in `tests/fixtures/pages/sites.toml`.
//!
//! A file named like its address needs no entry: `https://H/a/b` is answered by `H/a/b`,
//! `H/a/b.html` or `H/a/b/index.html`. Entries are for the rest, first match wins.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::Trouble;

/// The whole description.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routes {
    /// Host → host whose folder and entries are used. `*.` at the start matches any label.
    #[serde(default)]
    pub alias: BTreeMap<String, String>,
    /// Named sets of response headers.
    #[serde(default)]
    pub headers: BTreeMap<String, BTreeMap<String, String>>,
    /// Pages whose address is a pattern.
    #[serde(default)]
    pub page: Vec<Page>,
}

/// Pages of one shape.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The host, after aliases.
    pub host: String,
    /// Segments: literal, `{name}` for exactly one, `**` at the end for any rest.
    pub path: String,
    /// The file below the pages folder; `{name}` stands for a captured segment.
    pub file: String,
    /// Names of header sets.
    #[serde(default)]
    pub headers: Vec<String>,
    /// A script put first into `<head>`, below the pages folder; `{name}` as in `file`.
    #[serde(default)]
    pub script: Option<String>,
}

/// What to answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// The file below the pages folder.
    pub file: PathBuf,
    /// Response headers beyond the content type.
    pub headers: Vec<(String, String)>,
    /// A script put first into `<head>`.
    pub script: Option<PathBuf>,
    /// Captured segments, as they stood in the path.
    pub captured: BTreeMap<String, String>,
}

impl Routes {
    /// Reads a description.
    ///
    /// # Errors
    /// [`Trouble::Routes`] for text that is no description or names a header set it lacks.
    pub fn parse(text: &str) -> Result<Self, Trouble> {
        let routes: Self =
            toml::from_str(text).map_err(|error| Trouble::Routes(error.to_string()))?;
        for page in &routes.page {
            if let Some(name) = page
                .headers
                .iter()
                .find(|name| !routes.headers.contains_key(*name))
            {
                return Err(Trouble::Routes(format!(
                    "{}: no header set `{name}`",
                    page.path
                )));
            }
        }
        Ok(routes)
    }

    /// The answer for a host and a path without query; `None` is a 404.
    pub fn find(&self, pages: &Path, host: &str, path: &str) -> Option<Answer> {
        let host = self.resolve(host);
        let segments: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        let entry = self
            .page
            .iter()
            .filter(|page| page.host == host)
            .find_map(|page| {
                Some((page, capture(&page.path, &segments)?)).filter(|(page, captured)| {
                    // A pattern whose file is missing is not a match: `/hostile/{attack}`.
                    pages.join(fill(&page.file, captured)).is_file()
                        && page
                            .script
                            .as_ref()
                            .is_none_or(|at| pages.join(fill(at, captured)).is_file())
                })
            });
        // `_sample` holds what all sample pages share and answers under every host.
        let folder = if segments.first() == Some(&"_sample") {
            ""
        } else {
            host
        };
        if let Some(file) = named(pages, folder, &segments) {
            return Some(Answer {
                file,
                headers: Vec::new(),
                script: None,
                captured: BTreeMap::new(),
            });
        }
        let (page, captured) = entry?;
        let headers = page.headers.iter().flat_map(|name| &self.headers[name]);
        Some(Answer {
            file: fill(&page.file, &captured).into(),
            headers: headers
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            script: page.script.as_ref().map(|at| fill(at, &captured).into()),
            captured,
        })
    }

    fn resolve<'a>(&'a self, host: &'a str) -> &'a str {
        if let Some(target) = self.alias.get(host) {
            return target;
        }
        let parent = host
            .split_once('.')
            .map(|(_, parent)| format!("*.{parent}"));
        parent
            .and_then(|wild| self.alias.get(&wild))
            .map_or(host, String::as_str)
    }
}

/// The file whose name is the address.
fn named(pages: &Path, folder: &str, segments: &[&str]) -> Option<PathBuf> {
    let plain: PathBuf = Path::new(folder).join(segments.join("/"));
    if plain
        .components()
        .any(|part| !matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let page = (!segments.is_empty()).then(|| PathBuf::from(format!("{}.html", plain.display())));
    [Some(plain.clone()), page, Some(plain.join("index.html"))]
        .into_iter()
        .flatten()
        .find(|file| pages.join(file).is_file())
}

/// Matches a pattern against the segments of a path.
fn capture(pattern: &str, segments: &[&str]) -> Option<BTreeMap<String, String>> {
    let mut captured = BTreeMap::new();
    let mut rest = segments.iter();
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        if part == "**" {
            return Some(captured);
        }
        let segment = *rest.next()?;
        match part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        {
            Some(name) => {
                let safe = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
                // Captures end up in file names and pages.
                if segment.starts_with('.') || !segment.chars().all(safe) {
                    return None;
                }
                captured.insert(name.to_owned(), segment.to_owned());
            }
            None if part == segment => {}
            None => return None,
        }
    }
    rest.next().is_none().then_some(captured)
}

fn fill(text: &str, captured: &BTreeMap<String, String>) -> String {
    captured
        .iter()
        .fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    fn file(url: &str) -> Option<String> {
        let text = std::fs::read_to_string(places::pages().join("sites.toml")).unwrap();
        let (host, path) = url.split_once('/').unwrap();
        let answer =
            Routes::parse(&text)
                .unwrap()
                .find(&places::pages(), host, &format!("/{path}"));
        answer.map(|answer| answer.file.display().to_string())
    }

    #[test]
    fn addresses_lead_to_the_files_that_describe_them() {
        for (url, expected) in [
            (
                "calendly.com/alex-example/30min",
                "calendly.com/booking.html",
            ),
            (
                "www.calendly.com/alex-example/30min/2026-12-01T10:30:00+00:00",
                "calendly.com/booking.html",
            ),
            (
                "calendly.com/alex-example/30min/invitees/0f1e",
                "calendly.com/manage.html",
            ),
            ("calendly.com/alex-example", "calendly.com/listing.html"),
            ("calendly.com/kim-single/30min", "_sample/single.html"),
            ("calendly.com/pricing", "calendly.com/pricing.html"),
            ("calendly.com/", "calendly.com/index.html"),
            ("calendly.com/_sample/booking.js", "_sample/booking.js"),
            ("app.cal.com/embed/embed.js", "cal.com/embed/embed.js"),
            (
                "acme.cal.com/kim.sample/15min/embed",
                "cal.com/booking.html",
            ),
            ("zcal.co/i/AbCd12_e", "zcal.co/invite.html"),
            (
                "www.northwind.example/contact",
                "www.northwind.example/contact.html",
            ),
        ] {
            assert_eq!(file(url).as_deref(), Some(expected), "{url}");
        }
    }

    #[test]
    fn unknown_hosts_missing_attacks_and_climbing_paths_have_no_page() {
        for url in [
            "unknown.example/",
            "calendly.com/alex-example/..%2f",
            "calendly.com/../sites.toml",
            "calendly.com/../../fixtures/pages/sites.toml",
            "www.northwind.example/nowhere",
        ] {
            assert_eq!(file(url), None, "{url}");
        }
    }

    #[test]
    fn a_header_set_that_does_not_exist_is_refused() {
        let text = "[[page]]\nhost = 'a.example'\npath = '/'\nfile = 'a'\nheaders = ['none']";
        assert!(matches!(Routes::parse(text), Err(Trouble::Routes(_))));
    }
}

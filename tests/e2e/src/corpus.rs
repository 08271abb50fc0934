//! A folder of pages, each opened under the address it pretends to have, and what Baton finds in it
//! beside what a manifest expects.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thirtyfour::WindowHandle;

use crate::routes::{Page as Route, Routes};
use crate::{Browser, Kind, Options, Site, Trouble, altered::Altered};

/// The description of a folder of pages; fields it has besides are not read.
#[derive(Debug, Deserialize)]
pub struct Manifest {
    /// The pages.
    pub pages: Vec<Page>,
}

/// A page.
#[derive(Debug, Clone, Deserialize)]
pub struct Page {
    /// Its file below the folder.
    pub file: String,
    /// The address it is served under.
    pub page_url: String,
    /// What is in it.
    #[serde(default)]
    pub expected: Vec<Row>,
}

/// Something in a page.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Row {
    /// The id of the scheduling system; none where only a page's shape was recognised.
    pub provider: Option<String>,
    /// How it stands in the page: `link`, `embed-inline` and so on.
    pub kind: String,
    /// What the page it leads to is for.
    pub label: String,
    /// Its canonical address, where it is in the page.
    pub target: Option<String>,
    /// How often it is there.
    #[serde(default = "one")]
    pub count: u32,
    /// Products may reasonably differ: neither asked for nor counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

const fn one() -> u32 {
    1
}

/// What was found in a page, beside what was expected.
#[derive(Debug, Serialize)]
pub struct Verdict {
    /// The page's file.
    pub file: String,
    /// What was found.
    pub found: Vec<Row>,
    /// What was expected.
    pub expected: Vec<Row>,
    /// What was expected and not found.
    pub missing: Vec<Row>,
    /// What was found and not expected, optional rows aside.
    pub extra: Vec<Row>,
}

/// All verdicts together. Rows count as often as they say.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize)]
pub struct Totals {
    /// How many pages.
    pub pages: u32,
    /// How much was expected.
    pub expected: u32,
    /// How much was found, optional rows aside.
    pub found: u32,
    /// How much of what was found was expected.
    pub precision: f64,
    /// How much of what was expected was found.
    pub recall: f64,
    #[serde(skip)]
    right: u32,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`Trouble::File`] when it cannot be read or is none.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let text = std::fs::read_to_string(path).map_err(|error| Trouble::file(path, error))?;
        serde_json::from_str(&text).map_err(|error| Trouble::file(path, error))
    }
}

impl Verdict {
    /// Compares what was found in a page with what was expected.
    #[must_use]
    pub fn of(page: &Page, found: Vec<Row>) -> Self {
        let (mut missing, mut extra) = (Vec::new(), found.clone());
        // Rows that must be there first, so that an optional one does not take their place.
        let (optional, needed): (Vec<_>, Vec<_>) =
            page.expected.iter().cloned().partition(|row| row.optional);
        for mut row in needed {
            row.count -= taken(&mut extra, &row);
            if row.count > 0 {
                missing.push(row);
            }
        }
        for row in optional {
            taken(&mut extra, &row);
        }
        extra.retain(|row| row.count > 0);
        Self {
            file: page.file.clone(),
            found,
            expected: page.expected.clone(),
            missing,
            extra,
        }
    }
}

/// Takes as many of `row` as there are out of `rows`, and says how many that was.
fn taken(rows: &mut [Row], row: &Row) -> u32 {
    let mut taken = 0;
    for there in rows.iter_mut().filter(|there| there.is_like(row)) {
        let these = there.count.min(row.count - taken);
        there.count -= these;
        taken += these;
    }
    taken
}

impl Row {
    fn is_like(&self, other: &Self) -> bool {
        self.provider == other.provider
            && self.kind == other.kind
            && self.label == other.label
            && same_page(self.target.as_deref(), other.target.as_deref())
    }
}

/// Whether two addresses name one page: a slash at the end of a path, an escape for what needs none,
/// and parameters that `theirs` has beyond those that tell pages apart, make no other one.
fn same_page(ours: Option<&str>, theirs: Option<&str>) -> bool {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return ours == theirs;
    };
    let parts = |url: &str| {
        let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        (unescaped(path.trim_end_matches('/')), unescaped(rest))
    };
    let ((our_path, our_rest), (their_path, their_rest)) = (parts(ours), parts(theirs));
    our_path == their_path && (our_rest == their_rest || our_rest.is_empty())
}

/// The bytes that `text` stands for, each `%xx` as one.
fn unescaped(text: &str) -> Vec<u8> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let escape = piece.get(..2).map(|digits| u8::from_str_radix(digits, 16));
        match escape {
            Some(Ok(byte)) => {
                bytes.push(byte);
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            _ => {
                bytes.push(b'%');
                bytes.extend_from_slice(piece.as_bytes());
            }
        }
    }
    bytes
}

impl Totals {
    /// Adds a page.
    pub fn add(&mut self, verdict: &Verdict) {
        let count = |rows: &[Row]| {
            let scored = rows.iter().filter(|row| !row.optional);
            scored.map(|row| row.count).sum::<u32>()
        };
        let expected = count(&verdict.expected);
        let right = expected - count(&verdict.missing);
        self.pages += 1;
        self.expected += expected;
        self.right += right;
        self.found += right + count(&verdict.extra);
        let ratio = |whole: u32| match whole {
            0 => 1.0,
            whole => f64::from(self.right) / f64::from(whole),
        };
        (self.precision, self.recall) = (ratio(self.found), ratio(self.expected));
    }

    /// Whether all that was expected was found.
    #[must_use]
    pub fn has_all(&self) -> bool {
        self.right == self.expected
    }

    /// Whether all that was expected was found, and nothing else.
    #[must_use]
    pub fn is_perfect(&self) -> bool {
        self.has_all() && self.right == self.found
    }
}

/// A browser with Baton, and a site that serves one page of a folder after the other.
pub struct Reading {
    site: Site,
    browser: Browser,
    /// The tab with the pages, and the one with a page of Baton's own.
    tabs: (WindowHandle, WindowHandle),
    /// The number Baton's page knows the tab with the pages by.
    tab: Value,
    /// Baton with the permission for every page; removed when dropped.
    _baton: Altered,
}

impl Reading {
    /// Starts both.
    ///
    /// # Errors
    /// Whatever keeps either from starting.
    pub async fn start(kind: Kind, pages: &Path) -> Result<Self, Trouble> {
        let baton = Altered::build(kind)?.allowed_everywhere()?;
        let site = Site::serving(pages, Routes::default()).await?;
        let mut browser = Browser::start(kind, site.port, Options::new(baton.folder())).await?;
        let shown = browser.open_extension_page("popup.html").await?;
        let own = browser.web().window().await?;
        let others = "const own = await browser.tabs.getCurrent();
            const tabs = await browser.tabs.query({});
            return tabs.find(({ id }) => id !== own.id)?.id;";
        let tab = browser.script_async(others, &[]).await?;
        Ok(Self {
            site,
            browser,
            tabs: (shown, own),
            tab,
            _baton: baton,
        })
    }

    /// Opens a page.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn open(&mut self, page: &Page) -> Result<(), Trouble> {
        let url = match page.page_url.split_once("://") {
            Some((_, rest)) => format!("https://{rest}"),
            None => return Err(Trouble::Unexpected(page.page_url.clone())),
        };
        let rest = &url["https://".len()..];
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let path = path.split(['?', '#']).next().unwrap_or_default();
        self.site.serve(Routes {
            page: vec![Route {
                host: host.to_ascii_lowercase(),
                path: path.to_owned(),
                file: page.file.clone(),
                ..Route::default()
            }],
            ..Routes::default()
        });
        self.browser.switch_to(self.tabs.0.clone()).await?;
        // Two pages whose addresses differ in what stands behind `#` would be one document.
        self.browser.goto("about:blank").await?;
        self.browser.goto(&url).await
    }

    /// What the script in the page saw, as it wrote it down.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] when it does not run.
    pub async fn snapshot(&mut self) -> Result<Value, Trouble> {
        self.browser.switch_to(self.tabs.1.clone()).await?;
        let run = "const [{ result, error }] = await browser.scripting.executeScript({
              target: { tabId: args[0] },
              files: ['survey-plan.js', 'survey.js'],
            });
            if (error) throw error;
            return JSON.parse(result);";
        let tab = self.tab.clone();
        self.browser.script_async(run, &[tab]).await
    }

    /// What Baton finds in the page, as the page that lists it shows it.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it shows nothing.
    pub async fn survey(&mut self) -> Result<Vec<Row>, Trouble> {
        let from = self.tabs.1.clone();
        self.browser.switch_to(from.clone()).await?;
        let page = format!("links.html#tab={}", self.tab);
        self.browser.open_extension_page(&page).await?;
        self.browser.see("#links, #none").await?;
        let shown = "return Array.from(document.querySelectorAll('.link'), ({ dataset }) => ({
              provider: dataset.provider ?? null,
              kind: dataset.stands,
              label: dataset.kind,
              target: dataset.target ?? null,
              count: Number(dataset.count),
            }))";
        let found = self.browser.script(shown, &[]).await?;
        self.browser.close_tab(from).await?;
        serde_json::from_value(found.clone()).map_err(|_| Trouble::Unexpected(found.to_string()))
    }

    /// Ends the browser.
    pub async fn close(mut self) {
        self.browser.close().await;
    }
}

/// Opens every page of a folder, and has each verdict told as it comes.
///
/// # Errors
/// Whatever keeps the browser or the site from working.
pub async fn read_all(
    kind: Kind,
    folder: &Path,
    manifest: &Manifest,
    mut tell: impl FnMut(&Verdict),
) -> Result<Totals, Trouble> {
    let mut reading = Reading::start(kind, folder).await?;
    let mut totals = Totals::default();
    for page in &manifest.pages {
        reading.open(page).await?;
        let verdict = Verdict::of(page, reading.survey().await?);
        totals.add(&verdict);
        tell(&verdict);
    }
    reading.close().await;
    Ok(totals)
}

/// Writes down what the script sees in every page: `<folder of snapshots>/<page>.json`.
///
/// # Errors
/// Whatever keeps the browser, the site or a file from working.
pub async fn record_all(folder: &Path, manifest: &Manifest, to: &Path) -> Result<(), Trouble> {
    let mut reading = Reading::start(Kind::Chromium, folder).await?;
    for page in &manifest.pages {
        reading.open(page).await?;
        let snapshot = reading.snapshot().await?;
        let path = recorded(to, page);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| Trouble::file(parent, error))?;
        }
        let text = format!("{snapshot:#}\n");
        std::fs::write(&path, text).map_err(|error| Trouble::file(&path, error))?;
    }
    reading.close().await;
    Ok(())
}

fn recorded(to: &Path, page: &Page) -> PathBuf {
    to.join(Path::new(&page.file).with_extension("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(target: &str, count: u32, optional: bool) -> Row {
        Row {
            provider: Some("calendly".to_owned()),
            kind: "link".to_owned(),
            label: "book".to_owned(),
            target: Some(target.to_owned()),
            count,
            optional,
        }
    }

    fn verdict(expected: Vec<Row>, found: Vec<Row>) -> (Verdict, Totals) {
        let page = Page {
            file: "a.html".to_owned(),
            page_url: "https://a.example/".to_owned(),
            expected,
        };
        let verdict = Verdict::of(&page, found);
        let mut totals = Totals::default();
        totals.add(&verdict);
        (verdict, totals)
    }

    #[test]
    fn each_row_counts_as_often_as_it_says() {
        let (verdict, totals) = verdict(
            vec![row("https://a/x", 2, false), row("https://a/y", 1, false)],
            vec![row("https://a/x", 1, false), row("https://a/z", 1, false)],
        );
        assert_eq!((verdict.missing[0].count, verdict.missing.len()), (1, 2));
        assert_eq!(verdict.extra, [row("https://a/z", 1, false)]);
        assert_eq!((totals.expected, totals.found), (3, 2));
        assert!((totals.precision, totals.recall) == (0.5, 1.0 / 3.0) && !totals.has_all());
    }

    #[test]
    fn optional_rows_are_neither_missed_nor_too_many() {
        for found in [vec![], vec![row("https://a/x", 1, false)]] {
            let (verdict, totals) = verdict(vec![row("https://a/x", 1, true)], found);
            assert!(verdict.missing.is_empty() && verdict.extra.is_empty());
            assert!((totals.expected, totals.found) == (0, 0) && totals.is_perfect());
        }
    }

    #[test]
    fn one_page_may_be_written_in_more_ways() {
        for theirs in ["https://a/x/", "https://a/x?embed=1", "https://a/%78"] {
            assert!(same_page(Some("https://a/x"), Some(theirs)), "{theirs}");
        }
        for theirs in [
            "https://a/y",
            "https://b/x",
            "https://a/x/y",
            "https://a/%7",
        ] {
            assert!(!same_page(Some("https://a/x"), Some(theirs)), "{theirs}");
        }
        assert!(!same_page(
            Some("https://a/x?id=1"),
            Some("https://a/x?id=2")
        ));
        assert!(!same_page(Some("https://a/x"), None) && same_page(None, None));
    }
}

//! The URLs of the benchmark: those of known systems as their files show them, and others.

use std::path::Path;

use baton_recognize::{host_suffixes, providers};

/// So many URLs are in each list.
pub const URLS: usize = 1_000;

/// Booking pages and other pages of the systems, from the examples in their files.
pub fn known() -> Vec<String> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = above.find_map(|it| it.join("crates/recognize/providers").canonicalize().ok());
    let folder = folder.unwrap();
    let mut examples = Vec::new();
    for provider in providers() {
        let text = std::fs::read_to_string(folder.join(format!("{}.toml", provider.id))).unwrap();
        let urls = text
            .lines()
            .filter_map(|line| line.strip_prefix("url = \""));
        examples.extend(urls.map(|url| url.trim_end_matches('"').to_owned()));
    }
    examples.into_iter().cycle().take(URLS).collect()
}

/// Links as pages are full of them.
pub fn strangers() -> Vec<String> {
    let hosts = [
        "www.acme.example",
        "news.example",
        "github.com",
        "en.wikipedia.org",
    ];
    let more = [
        "cdn.shop.example",
        "docs.globex.example",
        "x.com",
        "fonts.googleapis.com",
    ];
    let paths = [
        "/",
        "/about/team",
        "/2026/03/12/a-longer-title-of-an-article",
        "/a/b?id=42#top",
    ];
    let hosts = hosts.into_iter().chain(more).cycle();
    let url = |(number, host): (usize, &str)| {
        let path = paths[number % paths.len()];
        format!(
            "https://{host}{path}{}{number}",
            if path.contains('?') { "" } else { "/p" }
        )
    };
    hosts.enumerate().take(URLS).map(url).collect()
}

/// All hosts with pages, or below them, in one expression.
pub fn host_expression() -> String {
    let hosts: Vec<String> = host_suffixes()
        .iter()
        .map(|host| host.replace('.', "\\."))
        .collect();
    format!(r"^https?://(?:[a-z0-9-]+\.)*(?:{})[/?#]", hosts.join("|"))
}

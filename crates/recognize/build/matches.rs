//! What a browser is asked for: match patterns of hosts and of booking paths.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::host::HostPattern;
use super::pattern::{PathPattern, Segment};
use super::provider_file::{Label, ProviderFile};

/// Manifest match patterns of the hosts with pages: of all their paths, and of the booking paths
/// where a host is shared.
pub fn match_patterns(
    provider: &ProviderFile,
) -> Result<(BTreeSet<String>, BTreeSet<String>), String> {
    let hosts = &provider.hosts;
    let (mut whole, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let open = hosts
        .pages
        .iter()
        .filter(|host| !hosts.shared.contains(host));
    let parents: Vec<&str> = open.filter_map(|page| page.strip_prefix("*.")).collect();
    for host in hosts.shown() {
        // In a match pattern `*.cal.com` takes cal.com and every host below it.
        let covers = |parent: &&str| host == *parent || is_below(host, parent);
        let covered = !host.starts_with("*.") && parents.iter().any(covers);
        if covered || !HostPattern::parse(host)?.can_be_asked_for() {
            continue;
        }
        if !hosts.shared.contains(host) {
            whole.insert(format!("*://{host}/*"));
            continue;
        }
        for path in booking_paths(provider, host) {
            let globs = path_globs(path)?;
            parts.extend(globs.iter().map(|glob| format!("*://{host}{glob}")));
        }
    }
    Ok((whole, parts))
}

/// The paths on `host` that somebody may book at the end of.
fn booking_paths<'a>(
    provider: &'a ProviderFile,
    host: &'a String,
) -> impl Iterator<Item = &'a String> {
    let hosts = &provider.hosts;
    // An alias shows what the host shows that it stands for.
    let mut aliases = hosts.all_aliases();
    let shown = match aliases.find(|(alias, _)| *alias == host) {
        Some((_, place)) => hosts.pages.get(place),
        None => Some(host),
    };
    let rules = provider.rules.iter().filter(move |rule| {
        let here = rule.on.is_empty() || shown.is_some_and(|shown| rule.on.contains(shown));
        here && matches!(rule.label, Label::Book | Label::Listing)
    });
    rules.flat_map(|rule| &rule.paths)
}

/// Match patterns see path and query as one text.
fn path_globs(path: &str) -> Result<Vec<String>, String> {
    let pattern = PathPattern::parse(path)?;
    let mut glob = String::new();
    for segment in pattern.segments.iter().take(pattern.required) {
        glob.push('/');
        match segment {
            Segment::Literal(word) => glob.push_str(word),
            Segment::Capture { before, after, .. } => {
                let _ = write!(glob, "{before}*{after}");
            }
        }
    }
    if glob.is_empty() {
        // The front page and nothing below it.
        let more = !pattern.segments.is_empty();
        return Ok(if more {
            vec!["/*".to_owned()]
        } else {
            vec!["/".to_owned(), "/?*".to_owned()]
        });
    }
    if !glob.ends_with('*') {
        glob.push('*');
    }
    Ok(vec![glob])
}

/// The shortest endings which every host with pages has.
pub fn page_suffixes(provider: &ProviderFile) -> Result<Vec<&str>, String> {
    let hosts = &provider.hosts;
    let mut all = BTreeSet::new();
    for host in hosts.shown() {
        all.insert(HostPattern::parse(host)?.name);
    }
    let shortest = |host: &&str| !all.iter().any(|parent| is_below(host, parent));
    Ok(all.iter().copied().filter(shortest).collect())
}

fn is_below(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent)
        .is_some_and(|left| left.ends_with('.'))
}

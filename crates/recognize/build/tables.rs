//! Writes the Rust source of the tables. `src/tables.rs` holds the types they are made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::pattern::{Kind, PathPattern, Segment};
use super::provider_file::{Label, ProviderFile, SiteWords};

/// The source of all tables, or the first thing that two files disagree on.
pub fn generate(providers: &[ProviderFile], words: &SiteWords) -> Result<String, String> {
    let mut code = String::from("// Generated from providers/*.toml.\n");
    let (site_words, endings) = (sorted(&words.words), sorted(&words.file_endings));
    line(
        &mut code,
        format_args!("static SITE_WORDS: &[&str] = &{site_words:?};"),
    );
    line(
        &mut code,
        format_args!("static FILE_ENDINGS: &[&str] = &{endings:?};"),
    );
    hosts(&mut code, providers)?;
    line(
        &mut code,
        format_args!("static PROVIDERS: &[Provider] = &["),
    );
    for provider in providers {
        write_provider(&mut code, provider)?;
    }
    code.push_str("];\n");
    Ok(code)
}

/// Hosts are looked up by length, then text: most strangers differ in length already.
fn hosts(code: &mut String, providers: &[ProviderFile]) -> Result<(), String> {
    let mut exact = BTreeMap::new();
    let mut wildcard = BTreeMap::new();
    for (index, provider) in providers.iter().enumerate() {
        let hosts = &provider.hosts;
        let first = hosts.pages.first().map_or("", String::as_str);
        let pages = hosts
            .pages
            .iter()
            .map(|host| (host, "HostRole::Pages".to_owned()));
        let alias = format!("HostRole::AliasOf({first:?})");
        let aliases = hosts.aliases.iter().map(|host| (host, alias.clone()));
        let other = hosts
            .other
            .iter()
            .map(|host| (host, "HostRole::Other".to_owned()));
        for (host, role) in pages.chain(aliases).chain(other) {
            let (table, name) = match host.strip_prefix("*.") {
                Some(parent) => (&mut wildcard, parent),
                None => (&mut exact, host.as_str()),
            };
            let entry = format!(
                "KnownHost {{ name: {name:?}, written: {host:?}, provider: {index}, role: {role} }}"
            );
            if table.insert((name.len(), name), entry).is_some() {
                return Err(format!("{}: host {host:?} is listed twice", provider.id));
            }
        }
    }
    for (name, table) in [("EXACT_HOSTS", exact), ("WILDCARD_HOSTS", wildcard)] {
        let entries: Vec<_> = table.into_values().collect();
        line(
            code,
            format_args!("static {name}: &[KnownHost] = &[{}];", entries.join(", ")),
        );
    }
    Ok(())
}

fn write_provider(code: &mut String, provider: &ProviderFile) -> Result<(), String> {
    let reserved = sorted(
        provider
            .reserved
            .iter()
            .flat_map(|reserved| &reserved.words),
    );
    let prefill = match &provider.prefill {
        None => "None".to_owned(),
        Some(prefill) => format!(
            "Some(Prefill {{ param: {:?}, max_chars: {} }})",
            prefill.param, prefill.max_chars
        ),
    };
    let titles: Vec<String> = provider
        .title
        .shapes
        .iter()
        .map(|shape| title_pieces(shape))
        .collect::<Result<_, _>>()?;
    let matches = match_patterns(provider)?;
    let permissions = if provider.hosts.shared {
        Vec::new()
    } else {
        matches.clone()
    };
    let pages = page_suffixes(provider);
    line(
        code,
        format_args!(
            "Provider {{ id: {:?}, name: {:?},",
            provider.id, provider.name
        ),
    );
    line(
        code,
        format_args!("reserved: &{reserved:?}, rules: &[{}],", rules(provider)?),
    );
    line(
        code,
        format_args!(
            "slot_keys: &{:?}, minutes_keys: &{:?},",
            provider.query.slot, provider.query.minutes
        ),
    );
    line(
        code,
        format_args!("prefill: {prefill}, titles: &[{}],", titles.join(", ")),
    );
    line(
        code,
        format_args!("match_patterns: &{matches:?}, host_permissions: &{permissions:?},"),
    );
    line(code, format_args!("host_suffixes: &{pages:?} }},"));
    Ok(())
}

/// One entry a path; the paths of a rule share its number, which is its place in the file.
fn rules(provider: &ProviderFile) -> Result<String, String> {
    let mut entries = Vec::new();
    for (index, rule) in provider.rules.iter().enumerate() {
        for path in &rule.paths {
            let pattern = PathPattern::parse(path)?;
            let segments: Vec<_> = pattern.segments.iter().map(segment).collect();
            entries.push(format!(
                "PathRule {{ number: {}, label: Label::{:?}, path: {path:?}, segments: &[{}], \
                 required: {}, open_ended: {}, query: &{:?}, on: &{:?} }}",
                index + 1,
                rule.label,
                segments.join(", "),
                pattern.required,
                pattern.open_ended,
                rule.query,
                rule.on,
            ));
        }
    }
    Ok(entries.join(",\n"))
}

fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Literal(word) => format!("Segment::Literal({word:?})"),
        Segment::Capture {
            role,
            kind,
            before,
            after,
        } => {
            let kind = match kind {
                Kind::Any => "Kind::Any".to_owned(),
                Kind::Slug => "Kind::Slug".to_owned(),
                Kind::Slugs => "Kind::Slugs".to_owned(),
                Kind::DateTime => "Kind::DateTime".to_owned(),
                Kind::Groups(groups) => format!("Kind::Groups(&{groups:?})"),
                Kind::Chars { class, min, max } => {
                    format!("Kind::Chars {{ class: Class::{class}, min: {min}, max: {max} }}")
                }
            };
            format!(
                "Segment::Capture {{ role: Role::{role}, kind: {kind}, before: {before:?}, \
                 after: {after:?} }}"
            )
        }
    }
}

/// `{event} - {person}` as an array of pieces.
pub fn title_pieces(shape: &str) -> Result<String, String> {
    let mut pieces = Vec::new();
    let mut rest = shape;
    while !rest.is_empty() {
        let text_end = rest.find('{').unwrap_or(rest.len());
        let (text, from_brace) = rest.split_at(text_end);
        if text.is_empty() && !pieces.is_empty() {
            return Err(format!(
                "title {shape:?}: two fields without text between them"
            ));
        }
        if !text.is_empty() {
            pieces.push(format!("TitlePiece::Text({text:?})"));
        }
        rest = from_brace;
        if let Some((field, after)) = from_brace.split_once('}') {
            pieces.push(match field {
                "{event" => "TitlePiece::Event".to_owned(),
                "{person" => "TitlePiece::Person".to_owned(),
                _ => return Err(format!("title {shape:?}: only {{event}} and {{person}}")),
            });
            rest = after;
        } else if !from_brace.is_empty() {
            return Err(format!("title {shape:?}: {{ without }}"));
        }
    }
    Ok(format!("&[{}]", pieces.join(", ")))
}

/// Manifest match patterns of the hosts with pages, or of the booking paths on a shared host.
fn match_patterns(provider: &ProviderFile) -> Result<Vec<String>, String> {
    let hosts = &provider.hosts;
    let mut patterns = BTreeSet::new();
    for host in hosts.pages.iter().chain(&hosts.aliases) {
        // In a match pattern `*.cal.com` takes cal.com and every host below it.
        let covered = hosts
            .pages
            .iter()
            .filter_map(|page| page.strip_prefix("*."))
            .any(|parent| {
                host == parent
                    || host
                        .strip_suffix(parent)
                        .is_some_and(|left| left.ends_with('.'))
            });
        if covered && !host.starts_with("*.") {
            continue;
        }
        if !hosts.shared {
            patterns.insert(format!("*://{host}/*"));
            continue;
        }
        for rule in &provider.rules {
            let elsewhere = !rule.on.is_empty() && !rule.on.contains(host);
            if elsewhere || !matches!(rule.label, Label::Book | Label::Listing) {
                continue;
            }
            for path in &rule.paths {
                patterns.insert(format!("*://{host}{}", path_glob(path)?));
            }
        }
    }
    Ok(patterns.into_iter().collect())
}

fn path_glob(path: &str) -> Result<String, String> {
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
        glob.push('/');
    }
    if !glob.ends_with('*') {
        glob.push('*');
    }
    Ok(glob)
}

/// The shortest endings which every host with pages has.
fn page_suffixes(provider: &ProviderFile) -> Vec<&str> {
    let hosts = &provider.hosts;
    let all: BTreeSet<&str> = hosts
        .pages
        .iter()
        .chain(&hosts.aliases)
        .map(|host| host.strip_prefix("*.").unwrap_or(host))
        .collect();
    let below = |host: &str, parent: &str| {
        host.strip_suffix(parent)
            .is_some_and(|left| left.ends_with('.'))
    };
    all.iter()
        .copied()
        .filter(|host| !all.iter().any(|parent| below(host, parent)))
        .collect()
}

/// In the order which the binary search at run time relies on.
fn sorted<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<&'a str> {
    let words: BTreeSet<&str> = words.into_iter().map(String::as_str).collect();
    words.into_iter().collect()
}

fn line(code: &mut String, text: std::fmt::Arguments) {
    let _ = writeln!(code, "{text}");
}

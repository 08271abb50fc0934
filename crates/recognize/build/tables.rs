//! Writes the Rust source of the tables. `src/tables.rs` holds the types they are made of.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::host::HostPattern;
use super::pattern::{Kind, PathPattern, Segment};
use super::provider_file::{Embed, Label, ProviderFile, Rule, SiteWords};
use super::wrapper_file::WrapperFile;

/// The bit of `Condition::on` that stands for hosts of somebody's own.
const OWN_PLACE: u32 = 15;

/// The source of all tables, or the first thing that two files disagree on.
pub fn generate(providers: &[ProviderFile], words: &SiteWords) -> Result<String, String> {
    let mut code = String::from("// Generated from providers/*.toml.\n");
    for (name, list) in [
        ("SITE_WORDS", &words.words),
        ("VENDOR_WORDS", &words.vendor_words),
        ("FILE_ENDINGS", &words.file_endings),
    ] {
        let list = sorted(list);
        line(
            &mut code,
            format_args!("static {name}: &[&str] = &{list:?};"),
        );
    }
    hosts(&mut code, providers)?;
    line(
        &mut code,
        format_args!("static PROVIDERS: &[Provider] = &["),
    );
    for provider in providers {
        write_provider(&mut code, provider)?;
    }
    code.push_str("];\n");
    apart(&mut code, providers)?;
    Ok(code)
}

/// Hosts are looked up by length, then text: most strangers differ in length already.
fn hosts(code: &mut String, providers: &[ProviderFile]) -> Result<(), String> {
    let mut exact = BTreeMap::new();
    let mut wildcard = BTreeMap::new();
    for (index, provider) in providers.iter().enumerate() {
        let hosts = &provider.hosts;
        let pages = hosts.pages.iter().enumerate();
        let pages = pages.map(|(place, host)| (host, place, "Pages"));
        let aliases = hosts.aliases.iter().map(|host| (host, 0, "Alias"));
        let other = hosts.other.iter().map(|host| (host, 0, "Other"));
        for (host, place, role) in pages.chain(aliases).chain(other) {
            let pattern = HostPattern::parse(host)?;
            let entry = format!(
                "KnownHost {{ written: {host:?}, name_at: {}, provider: {index}, place: {place}, \
                 role: HostRole::{role} }}",
                host.len() - pattern.name.len(),
            );
            // What is written longest says most; `*` comes last.
            let order = Reverse(pattern.label.map_or(0, str::len));
            let table = if pattern.varies() {
                &mut wildcard
            } else {
                &mut exact
            };
            let key = (pattern.name.len(), pattern.name, order, pattern.label);
            if table.insert(key, entry).is_some() {
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
    let reserved = provider.reserved.iter();
    let reserved = sorted(reserved.flat_map(|reserved| &reserved.words));
    let prefill = match &provider.prefill {
        None => "None".to_owned(),
        Some(prefill) => format!(
            "Some(Prefill {{ param: {:?}, max_chars: {} }})",
            prefill.param, prefill.max_chars
        ),
    };
    let shapes = provider.title.shapes.iter();
    let titles: Vec<_> = shapes
        .map(|shape| title_pieces(shape))
        .collect::<Result<_, _>>()?;
    let hosts = &provider.hosts;
    let home = hosts.pages.first().map_or("", String::as_str);
    line(
        code,
        format_args!(
            "Provider {{ id: {:?}, name: {:?}, home: {home:?}, dedicated: {}, own: {},",
            provider.id, provider.name, hosts.dedicated, hosts.own
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
        format_args!("prefill: {prefill}, titles: &[{}] }},", titles.join(", ")),
    );
    Ok(())
}

/// What only some parts of the product ask for: a table of its own each, so that a module which
/// does not ask does not carry it.
fn apart(code: &mut String, providers: &[ProviderFile]) -> Result<(), String> {
    let mut lists: [Vec<String>; 5] = Default::default();
    for provider in providers {
        let (permissions, parts) = match_patterns(provider)?;
        let matches: BTreeSet<_> = permissions.union(&parts).collect();
        let embeds: Vec<_> = provider.embeds.iter().map(embed).collect();
        let entries = [
            format!("&{:?}", Vec::from_iter(matches)),
            format!("&{:?}", Vec::from_iter(&permissions)),
            format!("&{:?}", page_suffixes(provider)?),
            format!("&[{}]", embeds.join(", ")),
            format!("&{:?}", provider.confirmation.messages),
        ];
        for (list, entry) in lists.iter_mut().zip(entries) {
            list.push(entry);
        }
    }
    let names = [
        ("MATCH_PATTERNS", "&str"),
        ("HOST_PERMISSIONS", "&str"),
        ("HOST_SUFFIXES", "&str"),
        ("EMBEDS", "Embed"),
        ("CONFIRMATIONS", "&str"),
    ];
    for ((name, of), list) in names.into_iter().zip(lists) {
        let list = list.join(",\n");
        line(
            code,
            format_args!("static {name}: &[&[{of}]] = &[\n{list}];"),
        );
    }
    Ok(())
}

fn embed(embed: &Embed) -> String {
    let mark = match (&embed.element, &embed.script, &embed.call) {
        (Some(element), _, _) => format!("Mark::Element({element:?})"),
        (_, Some(script), _) => format!("Mark::Script({script:?})"),
        (_, _, call) => format!("Mark::Call({:?})", call.as_deref().unwrap_or_default()),
    };
    format!(
        "Embed {{ kind: EmbedKind::{:?}, mark: {mark}, target: {:?}, base: {:?} }}",
        embed.kind, embed.target, embed.base
    )
}

/// One entry a path; the paths of a rule share its number, which is its place in the file.
fn rules(provider: &ProviderFile) -> Result<String, String> {
    let mut entries = Vec::new();
    for (index, rule) in provider.rules.iter().enumerate() {
        for path in &rule.paths {
            entries.push(format!(
                "PathRule {{ number: {}, label: Label::{:?}, confirms: {}, path: {path:?}, \
                 route: {}, when: {} }}",
                index + 1,
                rule.label,
                rule.confirms,
                route(path)?,
                condition(rule, provider)?,
            ));
        }
    }
    Ok(entries.join(",\n"))
}

fn route(path: &str) -> Result<String, String> {
    let pattern = PathPattern::parse(path)?;
    let segments: Vec<_> = pattern.segments.iter().map(segment).collect();
    Ok(format!(
        "Route {{ segments: &[{}], required: {}, identity: {:#b}, open_start: {}, open_end: {} }}",
        segments.join(", "),
        pattern.required,
        pattern.identity,
        pattern.open_start,
        pattern.open_end,
    ))
}

/// What a rule asks of a URL besides its path; most rules ask nothing.
fn condition(rule: &Rule, provider: &ProviderFile) -> Result<String, String> {
    let asks = !rule.query.is_empty() || !rule.keep.is_empty() || !rule.on.is_empty();
    if !(asks || rule.bare.is_some() || !rule.fragment.is_empty()) {
        return Ok("None".to_owned());
    }
    let mut on = 0_u16;
    for host in &rule.on {
        let places = provider.hosts.pages.iter().zip(0_u32..);
        let place = places
            .filter(|(page, _)| *page == host)
            .map(|(_, place)| place);
        on |= 1 << place.last().unwrap_or(OWN_PLACE);
    }
    let bare = match &rule.bare {
        None => "None".to_owned(),
        Some(word) => format!("Some({})", segment(&Segment::parse(word)?)),
    };
    let routes: Vec<_> = rule
        .fragment
        .iter()
        .map(|path| Ok::<_, String>(format!("({path:?}, {})", route(path)?)))
        .collect::<Result<_, _>>()?;
    Ok(format!(
        "Some(&Condition {{ on: {on:#b}, query: &{:?}, keep: &{:?}, bare: {bare}, \
         fragments: &[{}] }})",
        rule.query,
        rule.keep,
        routes.join(", "),
    ))
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
                Kind::Numbered(digits) => format!("Kind::Numbered({digits})"),
                Kind::Groups(runs) => {
                    let runs = runs
                        .iter()
                        .map(|run| format!("(Class::{}, {}, {})", run.class, run.min, run.max));
                    format!("Kind::Groups(&[{}])", runs.collect::<Vec<_>>().join(", "))
                }
                Kind::Chars { class, min, max } => {
                    format!("Kind::Chars {{ class: Class::{class}, min: {min}, max: {max} }}")
                }
            };
            if before.is_empty() && after.is_empty() {
                format!("Segment::Capture(Role::{role}, &{kind})")
            } else {
                format!(
                    "Segment::Inside(&Inside {{ role: Role::{role}, kind: {kind}, \
                     before: {before:?}, after: {after:?} }})"
                )
            }
        }
    }
}

/// The tables of `wrappers.toml`.
pub fn wrappers(file: &WrapperFile) -> Result<String, String> {
    let mut code = String::new();
    line(&mut code, format_args!("static WRAPPERS: &[Wrapper] = &["));
    for wrapper in &file.wrappers {
        let routes: Vec<_> = wrapper
            .paths
            .iter()
            .map(|path| route(path))
            .collect::<Result<_, _>>()?;
        line(
            &mut code,
            format_args!(
                "Wrapper {{ name: {:?}, hosts: &{:?}, routes: &[{}], query: &{:?}, \
                 encoding: Encoding::{:?} }},",
                wrapper.name,
                wrapper.hosts,
                routes.join(", "),
                wrapper.query,
                wrapper.encoding,
            ),
        );
    }
    code.push_str("];\n");
    line(
        &mut code,
        format_args!("static SHORTENERS: &[Shortener] = &["),
    );
    for shortener in &file.shorteners {
        let (name, hosts) = (&shortener.name, &shortener.hosts);
        line(
            &mut code,
            format_args!("Shortener {{ name: {name:?}, hosts: &{hosts:?} }},"),
        );
    }
    code.push_str("];\n");
    Ok(code)
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

/// Manifest match patterns of the hosts with pages: of all their paths, and of the booking paths
/// where a host is shared.
fn match_patterns(provider: &ProviderFile) -> Result<(BTreeSet<String>, BTreeSet<String>), String> {
    let hosts = &provider.hosts;
    let (mut whole, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let open = hosts
        .pages
        .iter()
        .filter(|host| !hosts.shared.contains(host));
    let parents: Vec<&str> = open.filter_map(|page| page.strip_prefix("*.")).collect();
    for host in hosts.pages.iter().chain(&hosts.aliases) {
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
    // An alias shows what the first host shows.
    let shown = if hosts.aliases.contains(host) {
        hosts.pages.first()
    } else {
        Some(host)
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
fn page_suffixes(provider: &ProviderFile) -> Result<Vec<&str>, String> {
    let hosts = &provider.hosts;
    let mut all = BTreeSet::new();
    for host in hosts.pages.iter().chain(&hosts.aliases) {
        all.insert(HostPattern::parse(host)?.name);
    }
    let shortest = |host: &&str| !all.iter().any(|parent| is_below(host, parent));
    Ok(all.iter().copied().filter(shortest).collect())
}

fn is_below(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent)
        .is_some_and(|left| left.ends_with('.'))
}

/// In the order which the binary search at run time relies on: by length, then text.
fn sorted<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<&'a str> {
    let words: BTreeSet<(usize, &str)> = words
        .into_iter()
        .map(|word| (word.len(), word.as_str()))
        .collect();
    words.into_iter().map(|(_, word)| word).collect()
}

fn line(code: &mut String, text: std::fmt::Arguments) {
    let _ = writeln!(code, "{text}");
}

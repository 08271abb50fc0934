//! Writes the Rust source of the tables. `src/tables.rs` holds the types they are made of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::form_file::FormFile;
use super::forms::forms;
use super::host::HostPattern;
use super::host_hash::{BUCKETS, EMPTY, before, bucket};
use super::matches::{match_patterns, page_suffixes};
use super::page_marks::PageMarks;
use super::provider_file::{Embed, ProviderFile, SiteWords};
use super::rules::{Kinds, route, rules};
use super::wrapper_file::WrapperFile;

/// The source of all tables, or the first thing that two files disagree on.
pub fn generate(
    providers: &[ProviderFile],
    words: &SiteWords,
    wrapped: &WrapperFile,
    event_forms: &[FormFile],
    page_marks: &PageMarks,
) -> Result<String, String> {
    let mut code =
        String::from("// Generated from providers/*.toml, forms/*.toml and wrappers.toml.\n");
    let mut kinds = Kinds::default();
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
    hosts(&mut code, providers, wrapped)?;
    line(
        &mut code,
        format_args!("static PROVIDERS: &[Provider] = &["),
    );
    for provider in providers {
        write_provider(&mut code, provider, &mut kinds)?;
    }
    code.push_str("];\n");
    apart(&mut code, providers, event_forms)?;
    wrappers(&mut code, wrapped, &mut kinds)?;
    code.push_str(&forms(event_forms, &mut kinds)?);
    let marks = page_marks.marks.iter();
    let marks = Vec::from_iter(marks.map(|it| format!("({}, &{:?})", it.needed, it.selectors)));
    line(
        &mut code,
        format_args!(
            "static PAGE_MARKS: &[(usize, &[&str])] = &[{}];",
            marks.join(", ")
        ),
    );
    line(
        &mut code,
        format_args!("static KINDS: &[Kind] = &[{}];", kinds.code()),
    );
    Ok(code)
}

/// All hosts, by their buckets, and where each bucket begins.
fn hosts(
    code: &mut String,
    providers: &[ProviderFile],
    wrapped: &WrapperFile,
) -> Result<(), String> {
    let mut keepers: BTreeMap<&str, String> = BTreeMap::new();
    for (index, provider) in providers.iter().enumerate() {
        let hosts = &provider.hosts;
        let pages = hosts.pages.iter().enumerate();
        let pages = pages.map(|(place, host)| (host, place, "Pages"));
        let aliases = hosts.all_aliases();
        let aliases = aliases.map(|(host, place)| (host, place, "Alias"));
        let other = hosts.other.iter().map(|host| (host, 0, "Other"));
        for (host, place, role) in pages.chain(aliases).chain(other) {
            let keeper = format!(
                "System(Owner {{ provider: {index}, place: {place}, role: HostRole::{role} }})"
            );
            if keepers.insert(host, keeper).is_some() {
                return Err(format!("{}: host {host:?} is listed twice", provider.id));
            }
        }
    }
    let wrappers = wrapped.wrappers.iter().flat_map(|it| &it.hosts);
    let shorteners = wrapped.shorteners.iter().flat_map(|it| &it.hosts);
    for host in wrappers.chain(shorteners) {
        let other = keepers.insert(host, "Redirect".to_owned());
        // Several wrappers can share a host.
        if other.is_some_and(|other| other != "Redirect") {
            return Err(format!("wrappers.toml: host {host:?} is a system's"));
        }
    }

    let mut buckets = vec![Vec::new(); BUCKETS];
    for (host, keeper) in keepers {
        let pattern = HostPattern::parse(host)?;
        let hash = pattern
            .name
            .bytes()
            .rfold(EMPTY, |hash, byte| before(byte, hash));
        // `*` gives way to what says more.
        buckets[bucket(hash)].push((pattern.label == Some("*"), host, keeper));
    }
    let mut starts = vec![0];
    let mut rows = String::new();
    for hosts in &mut buckets {
        hosts.sort();
        starts.push(starts.last().unwrap_or(&0) + hosts.len());
        for (_, written, keeper) in hosts {
            line(
                &mut rows,
                format_args!("KnownHost {{ written: {written:?}, keeper: Keeper::{keeper} }},"),
            );
        }
    }
    line(
        code,
        format_args!("static HOSTS: &[KnownHost] = &[\n{rows}];"),
    );
    line(
        code,
        format_args!("static HOST_BUCKETS: &[u16] = &{starts:?};"),
    );
    Ok(())
}

fn write_provider(
    code: &mut String,
    provider: &ProviderFile,
    kinds: &mut Kinds,
) -> Result<(), String> {
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
    // So many that each alias finds the one it stands for.
    let last_home = hosts.all_aliases().map(|(_, place)| place).max();
    let homes = &hosts.pages[..last_home.map_or(0, |last| last + 1)];
    line(
        code,
        format_args!(
            "Provider {{ id: {:?}, name: {:?}, homes: &{homes:?}, dedicated: {}, own: {},",
            provider.id, provider.name, hosts.dedicated, hosts.own
        ),
    );
    line(
        code,
        format_args!(
            "reserved: &{reserved:?}, rules: &[{}],",
            rules(provider, kinds)?
        ),
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
fn apart(code: &mut String, providers: &[ProviderFile], forms: &[FormFile]) -> Result<(), String> {
    let of_systems = providers.iter().map(|provider| {
        let chars = provider.prefill.as_ref().map(|prefill| prefill.max_chars);
        (&provider.id, &provider.name, chars)
    });
    let of_forms = forms.iter().map(|form| (&form.id, &form.name, None));
    let systems = BTreeSet::from_iter(of_systems.chain(of_forms));
    let system = |(id, name, chars): (&String, &String, Option<u16>)| {
        format!("System {{ id: {id:?}, name: {name:?}, prefill_chars: {chars:?} }}")
    };
    let systems = Vec::from_iter(systems.into_iter().map(system)).join(",\n");
    line(
        code,
        format_args!("static SYSTEMS: &[System] = &[\n{systems}];"),
    );
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

/// The tables of `wrappers.toml`.
fn wrappers(code: &mut String, file: &WrapperFile, kinds: &mut Kinds) -> Result<(), String> {
    line(code, format_args!("static WRAPPERS: &[Wrapper] = &["));
    for wrapper in &file.wrappers {
        let routes: Vec<_> = wrapper
            .paths
            .iter()
            .map(|path| route(path, kinds))
            .collect::<Result<_, _>>()?;
        line(
            code,
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
    line(code, format_args!("static SHORTENERS: &[Shortener] = &["));
    for shortener in &file.shorteners {
        let (name, hosts) = (&shortener.name, &shortener.hosts);
        line(
            code,
            format_args!("Shortener {{ name: {name:?}, hosts: &{hosts:?} }},"),
        );
    }
    code.push_str("];\n");
    Ok(())
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

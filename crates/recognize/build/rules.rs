//! Writes the rules of the tables: `src/tables.rs` and `src/pattern.rs` hold their types.

use super::pattern::{Kind, PathPattern, Run, Segment};
use super::provider_file::{ProviderFile, Rule};

/// The bit of `Condition::on` that stands for hosts of somebody's own.
const OWN_PLACE: u32 = 15;

/// One entry a path; the paths of a rule share its number, which is its place in the file.
pub fn rules(provider: &ProviderFile, kinds: &mut Kinds) -> Result<String, String> {
    let mut entries = Vec::new();
    for (index, rule) in provider.rules.iter().enumerate() {
        for path in &rule.paths {
            entries.push(format!(
                "PathRule {{ number: {}, label: Label::{:?}, confirms: {}, \
                 route: {}, when: {} }}",
                index + 1,
                rule.label,
                rule.confirms,
                route(path, kinds)?,
                condition(rule, provider, kinds)?,
            ));
        }
    }
    Ok(entries.join(",\n"))
}

/// A path as it is written, and where in it each segment stands.
pub fn route(path: &str, kinds: &mut Kinds) -> Result<String, String> {
    // A rule's own paths were checked when its file was read.
    let pattern = PathPattern::parse_fragment(path)?;
    if path.len() > usize::from(u8::MAX) {
        return Err(format!("{path}: longer than 255 bytes"));
    }
    let segments: Vec<_> = pattern
        .segments
        .iter()
        .zip(&pattern.places)
        .map(|(segment, place)| {
            let capture = match segment {
                Segment::Literal(_) => "None".to_owned(),
                Segment::Capture {
                    role,
                    kind,
                    before,
                    after,
                } => format!(
                    "Some(Capture {{ role: Role::{role}, kind: {}, before_end: {}, \
                     after_start: {} }})",
                    kinds.place(kind),
                    place.start + before.len(),
                    place.end - after.len(),
                ),
            };
            let (start, end) = (place.start, place.end);
            format!("Segment {{ start: {start}, end: {end}, capture: {capture} }}")
        })
        .collect();
    Ok(format!(
        "Route {{ text: {path:?}, segments: &[{}], required: {}, identity: {:#b}, \
         open_start: {}, open_end: {} }}",
        segments.join(", "),
        pattern.required,
        pattern.identity,
        pattern.open_start,
        pattern.open_end,
    ))
}

/// What a rule asks of a URL besides its path; most rules ask nothing.
fn condition(rule: &Rule, provider: &ProviderFile, kinds: &mut Kinds) -> Result<String, String> {
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
        Some(word) => format!("Some({})", route(&format!("/{word}"), kinds)?),
    };
    let routes: Vec<_> = rule
        .fragment
        .iter()
        .map(|path| route(path, kinds))
        .collect::<Result<_, _>>()?;
    Ok(format!(
        "Some(&Condition {{ on: {on:#b}, query: &{:?}, keep: &{:?}, bare: {bare}, \
         fragments: &[{}] }})",
        rule.query,
        rule.keep,
        routes.join(", "),
    ))
}

/// The kinds of captures that there are, each once: a segment says which by its place.
#[derive(Default)]
pub struct Kinds(Vec<String>);

impl Kinds {
    /// The entries of the table.
    pub fn code(&self) -> String {
        self.0.join(", ")
    }

    fn place(&mut self, kind: &Kind) -> usize {
        let code = match kind {
            Kind::Any => "Kind::Any".to_owned(),
            Kind::Slug => "Kind::Slug".to_owned(),
            Kind::Slugs => "Kind::Slugs".to_owned(),
            Kind::DateTime => "Kind::DateTime".to_owned(),
            Kind::Numbered(digits) => format!("Kind::Numbered({digits})"),
            Kind::Groups(runs) => {
                let run = |run: &Run| format!("(Class::{}, {}, {})", run.class, run.min, run.max);
                let runs: Vec<_> = runs.iter().map(run).collect();
                format!("Kind::Groups(&[{}])", runs.join(", "))
            }
            Kind::Chars { class, min, max } => {
                format!("Kind::Chars {{ class: Class::{class}, min: {min}, max: {max} }}")
            }
        };
        let known = self.0.iter().position(|it| *it == code);
        known.unwrap_or_else(|| {
            self.0.push(code);
            self.0.len() - 1
        })
    }
}

//! What a page's title adds to what its URL says.

use crate::details::{Details, length_in};
use crate::provider::Provider;
use crate::tables::TitlePiece;
use crate::text::clean;

/// `details` with what `page_title` adds, read by the provider's title shapes.
///
/// The URL comes first. A gap is filled from the title. A name the URL already gives changes only
/// to a better spelling of itself: `alex-example` to `Alex Example`, `30min` to
/// `30 Minute Meeting`. A title of another shape, or of a provider without known shapes, adds
/// nothing. Only the first [`MAX_TEXT_CHARS`](crate::MAX_TEXT_CHARS) visible characters count.
pub fn describe(provider: &Provider, page_title: &str, details: Details) -> Details {
    let title = clean(page_title);
    let Some(read) = provider.titles.iter().find_map(|shape| read(shape, &title)) else {
        return details;
    };
    let said = |name: Option<&str>| {
        name.filter(|name| !name.eq_ignore_ascii_case(provider.name))
            .map(str::to_owned)
    };
    let event = said(read.event);
    let minutes = details
        .minutes
        .or_else(|| length_in(event.as_deref()?).map(|it| it.minutes));
    Details {
        person: better(details.person, said(read.person), same_words),
        event: better(details.event, event, |link, title| {
            same_words(link, title) || same_length(link, title)
        }),
        minutes,
        slot: details.slot,
    }
}

fn better(
    link: Option<String>,
    title: Option<String>,
    same: impl Fn(&str, &str) -> bool,
) -> Option<String> {
    match (link, title) {
        (Some(link), Some(title)) if same(&link, &title) => Some(title),
        (Some(link), _) => Some(link),
        (None, title) => title,
    }
}

/// Letters and digits agree, whatever their case and what stands between them.
fn same_words(link: &str, title: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
    }
    letters(link).eq(letters(title))
}

/// The link says a length and nothing else, and the title the same length.
fn same_length(link: &str, title: &str) -> bool {
    match (length_in(link), length_in(title)) {
        (Some(link), Some(title)) => link.alone && link.minutes == title.minutes,
        _ => false,
    }
}

#[derive(Default)]
struct Read<'a> {
    event: Option<&'a str>,
    person: Option<&'a str>,
}

/// Reads from the end: an event's name may hold the separator, the vendor's own suffix is fixed.
fn read<'a>(shape: &[TitlePiece], title: &'a str) -> Option<Read<'a>> {
    let mut found = Read::default();
    let mut rest = title;
    let mut open: Option<&TitlePiece> = None;
    for piece in shape.iter().rev() {
        let TitlePiece::Text(text) = piece else {
            open = Some(piece);
            continue;
        };
        match open.take() {
            None => rest = rest.strip_suffix(text)?,
            Some(field) => {
                let (left, right) = rest.rsplit_once(text)?;
                found.set(field, right)?;
                rest = left;
            }
        }
    }
    match open {
        Some(field) => found.set(field, rest)?,
        None if rest.is_empty() => {}
        None => return None,
    }
    Some(found)
}

impl<'a> Read<'a> {
    /// `None` when there is nothing to set: then the title is of another shape.
    fn set(&mut self, field: &TitlePiece, text: &'a str) -> Option<()> {
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        match field {
            TitlePiece::Event => self.event = text,
            TitlePiece::Person => self.person = text,
            TitlePiece::Text(_) => {}
        }
        text.map(|_| ())
    }
}

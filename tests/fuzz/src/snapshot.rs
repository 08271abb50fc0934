//! What was seen of a page: its address, then a part a line, `kind text`. `^3` before a text says
//! which part it stands in; an element's text is its mark, and ` = ` with what it says; a line of `===`
//! begins another document.

use baton_recognize::survey::{
    Element, Found, Kind, MAX_FOUND, Marked, Part, Snapshot, Spot, survey,
};
use baton_recognize::{End, Label, MAX_LAYERS, recognize, recognize_own, unwrapped};

pub(crate) fn hold(text: &str) {
    let snapshot = snapshot(text);
    let seen = survey(&snapshot);
    assert!(seen.found.len() <= MAX_FOUND);
    assert!(seen.cut || !snapshot.cut);
    for found in &seen.found {
        is_sound(found);
    }
    assert_eq!(survey(&snapshot), seen, "a page is the same twice");
    let json = serde_json::to_string(&snapshot).unwrap();
    let read: Snapshot = baton_json::from_str(&json).unwrap();
    assert_eq!(read, snapshot, "what the script wrote down is what is read");
    is_kept(&snapshot, &seen.found);
}

/// What is found is a page, and its address says so, or nobody's.
fn is_sound(found: &Found) {
    assert!(found.count > 0 && found.label != Label::Not);
    assert!(found.through.len() <= MAX_LAYERS);
    assert!(found.kind != Kind::WrappedLink || !found.through.is_empty());
    let Some(provider) = found.provider else {
        assert!(found.kind == Kind::Page && found.target.is_none());
        return;
    };
    if let Some(target) = &found.target {
        let seen = recognize_own(target, provider);
        assert_eq!(
            (seen.label, seen.provider),
            (found.label, Some(provider)),
            "{target}"
        );
    }
}

/// A link to a page is found, whatever stands around it: as a link, or in a widget of its system.
fn is_kept(snapshot: &Snapshot, found: &[Found]) {
    if found.len() == MAX_FOUND {
        return;
    }
    let page = recognize(&snapshot.url);
    for part in snapshot.documents.iter().flatten() {
        let Part::Link(link) = part else {
            continue;
        };
        let url = &link.text;
        let seen = match unwrapped(url).map(|unwrapped| unwrapped.end) {
            Some(End::Url { seen, .. }) => *seen,
            _ => recognize(url),
        };
        if seen.label != Label::Not && seen.target != page.target {
            let known = |found: &Found| found.provider == seen.provider;
            assert!(found.iter().any(known), "{url} is lost");
        }
    }
}

fn snapshot(text: &str) -> Snapshot {
    let mut lines = text.lines();
    let mut snapshot = Snapshot {
        url: lines.next().unwrap_or_default().to_owned(),
        documents: vec![Vec::new()],
        cut: false,
    };
    for line in lines {
        if line == "===" {
            snapshot.documents.push(Vec::new());
        } else if let Some(document) = snapshot.documents.last_mut() {
            document.extend(part(line));
        }
    }
    snapshot
}

fn part(line: &str) -> Option<Part> {
    let (kind, rest) = line.split_once(' ')?;
    let (within, text) = match rest.strip_prefix('^').and_then(|rest| rest.split_once(' ')) {
        Some((place, text)) => (place.parse().ok(), text),
        None => (None, rest),
    };
    let spot = |text: &str, stated: Option<&str>| Spot {
        text: text.to_owned(),
        stated: stated.map(str::to_owned),
        within,
    };
    Some(match kind {
        "link" => Part::Link(match text.split_once(' ') {
            Some((url, stated)) => spot(url, Some(stated)),
            None => spot(text, None),
        }),
        "frame" => Part::Frame(spot(text, None)),
        "element" => Part::Element(Element {
            marks: vec![marked(text)],
            within,
        }),
        "script" => Part::Script(spot(text, None)),
        "code" => Part::Code(spot(text, None)),
        "click" => Part::Click(spot(text, None)),
        "word" => Part::Word(spot(text, None)),
        _ => return None,
    })
}

/// A mark and, behind ` = `, what it says.
fn marked(text: &str) -> Marked {
    let (mark, value) = match text.split_once(" = ") {
        Some((mark, value)) => (mark, Some(value.to_owned())),
        None => (text, None),
    };
    Marked {
        mark: mark.to_owned(),
        value,
    }
}

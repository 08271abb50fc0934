//! Which signs of a page belong together, and what is no sign.

use baton_recognize::Label;
use baton_recognize::survey::{
    Element, Found, Kind, MAX_DOCUMENTS, MAX_EMBEDS, MAX_FOUND, MAX_PART_BYTES, MAX_PARTS, Marked,
    Part, Snapshot, Spot, Survey, plan, survey,
};
use proptest::prelude::*;

use crate::fixed_cases;

fn spot(text: &str, within: Option<usize>) -> Spot {
    Spot {
        text: text.to_owned(),
        stated: None,
        within,
    }
}

fn link(url: &str) -> Part {
    link_in(url, None)
}

fn link_in(url: &str, within: impl Into<Option<usize>>) -> Part {
    Part::Link(spot(url, within.into()))
}

fn stated(url: &str, stated: &str) -> Part {
    Part::Link(Spot {
        stated: Some(stated.to_owned()),
        ..spot(url, None)
    })
}

fn frame(url: &str, within: impl Into<Option<usize>>) -> Part {
    Part::Frame(spot(url, within.into()))
}

fn script(url: &str) -> Part {
    Part::Script(spot(url, None))
}

fn code(text: &str) -> Part {
    Part::Code(spot(text, None))
}

fn click(text: &str) -> Part {
    Part::Click(spot(text, None))
}

fn word(text: &str) -> Part {
    Part::Word(spot(text, None))
}

fn mark(selector: &str, value: Option<&str>) -> Marked {
    let mut elements = plan().elements.into_iter();
    assert!(
        elements.any(|it| it.selector == selector),
        "no mark {selector}"
    );
    Marked {
        mark: selector.to_owned(),
        value: value.map(str::to_owned),
    }
}

fn element(selector: &str, value: Option<&str>) -> Part {
    element_in(selector, value, None)
}

fn element_in(selector: &str, value: Option<&str>, within: impl Into<Option<usize>>) -> Part {
    Part::Element(Element {
        marks: vec![mark(selector, value)],
        within: within.into(),
    })
}

fn page(url: &str, parts: Vec<Part>) -> Snapshot {
    Snapshot {
        url: url.to_owned(),
        documents: vec![parts],
        cut: false,
    }
}

fn found(parts: Vec<Part>) -> Vec<Found> {
    survey(&page("https://www.acme.example/contact", parts)).found
}

/// Kind, target and count of each.
fn told(parts: Vec<Part>) -> Vec<(Kind, Option<String>, u32)> {
    let found = found(parts).into_iter();
    found.map(|it| (it.kind, it.target, it.count)).collect()
}

fn one(kind: Kind, target: &str) -> Vec<(Kind, Option<String>, u32)> {
    vec![(kind, Some(target.to_owned()), 1)]
}

const CALENDLY: &str = "https://calendly.com/acme/30min";

#[test]
fn a_container_with_its_frame_and_its_link_is_one_widget() {
    let container = || {
        element(
            ".calendly-inline-widget",
            Some("https://calendly.com/acme/30min?x=1"),
        )
    };
    assert_eq!(told(vec![container()]), one(Kind::EmbedInline, CALENDLY));
    let rendered = vec![
        container(),
        frame("https://calendly.com/acme/30min?embed_type=Inline", 0),
        link_in(CALENDLY, 0),
    ];
    assert_eq!(told(rendered), one(Kind::EmbedInline, CALENDLY));
}

#[test]
fn what_a_container_does_not_say_its_frame_does() {
    let parts = vec![
        element(".calendly-overlay", None),
        frame("https://calendly.com/acme/30min?embed_type=PopupText", 0),
    ];
    assert_eq!(told(parts), one(Kind::EmbedPopup, CALENDLY));
}

#[test]
fn a_frame_that_a_call_made_is_that_calls() {
    let parts = vec![
        script("https://assets.calendly.com/assets/external/widget.js"),
        code("Calendly.initInlineWidget({url: 'https://calendly.com/acme/30min'})"),
        element(".calendly-inline-widget", None),
        frame("https://calendly.com/acme/30min?embed_type=Inline", 2),
    ];
    assert_eq!(told(parts), one(Kind::EmbedInline, CALENDLY));
}

#[test]
fn a_badge_is_known_without_its_target_and_once_with_it() {
    let badge = || element(".calendly-badge-widget", None);
    assert_eq!(told(vec![badge()]), [(Kind::EmbedBadge, None, 1)]);
    let parts = vec![
        badge(),
        code("Calendly.initBadgeWidget({url: 'https://calendly.com/acme/30min', text: 'x'})"),
    ];
    assert_eq!(told(parts), one(Kind::EmbedBadge, CALENDLY));
}

#[test]
fn a_container_that_says_nothing_counts_beside_its_script_only() {
    let empty = || element(".calendly-inline-widget", None);
    assert_eq!(told(vec![empty()]), []);
    let loaded = script("https://assets.calendly.com/assets/external/widget.js?x");
    assert_eq!(told(vec![loaded.clone()]), []);
    assert_eq!(
        told(vec![empty(), loaded, empty()]),
        [(Kind::EmbedInline, None, 1)]
    );
}

#[test]
fn a_mark_on_somebody_elses_address_is_no_sign() {
    for value in [
        "https://uk.dentalbooking.example/soe/new",
        "https://cal.com/alex-example",
        "/book",
        "",
    ] {
        let parts = vec![element("a#Setmore_button_iframe", Some(value))];
        assert_eq!(told(parts), [], "{value}");
    }
}

#[test]
fn two_buttons_are_two_and_two_mentions_in_scripts_are_one() {
    let call = "Calendly.initPopupWidget({url: 'https://calendly.com/acme/30min'})";
    let popup = |count| vec![(Kind::EmbedPopup, Some(CALENDLY.to_owned()), count)];
    assert_eq!(told(vec![click(call), click(call)]), popup(2));
    assert_eq!(told(vec![code(call), code(call)]), popup(1));
}

#[test]
fn a_link_that_also_opens_a_widget_is_the_widget() {
    let parts = vec![
        click("Calendly.initPopupWidget({url: 'https://calendly.com/acme/30min'}); return false"),
        link_in(CALENDLY, 0),
        link(CALENDLY),
    ];
    let target = || Some(CALENDLY.to_owned());
    let expected = [(Kind::Link, target(), 1), (Kind::EmbedPopup, target(), 1)];
    assert_eq!(told(parts), expected);
}

#[test]
fn a_click_that_opens_a_page_is_a_link() {
    let parts = vec![click(
        "window.open('https://calendly.com/acme/30min', '_blank')",
    )];
    assert_eq!(told(parts), one(Kind::Link, CALENDLY));
}

#[test]
fn a_wrapped_link_is_what_it_really_is_whatever_is_said_of_it() {
    let safe = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcalendly.com%2Facme%2F30min";
    let seen = found(vec![stated(safe, "https://cal.com/alex-example/30min")]);
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].kind, seen[0].target.as_deref()),
        (Kind::WrappedLink, Some(CALENDLY))
    );
    assert_eq!(
        (seen[0].through.as_slice(), seen[0].stated),
        (&["Outlook Safe Links"][..], false)
    );
    // A link that is not wrapped leads where it leads.
    assert_eq!(found(vec![stated("https://evil.example/", CALENDLY)]), []);
}

#[test]
fn where_a_wrapper_does_not_tell_what_is_said_of_it_counts_and_is_marked_so() {
    let seen = found(vec![stated("https://t.co/AbCdEf1234", CALENDLY)]);
    assert_eq!(
        (seen[0].target.as_deref(), seen[0].stated),
        (Some(CALENDLY), true)
    );
    assert_eq!(found(vec![link("https://t.co/AbCdEf1234")]), []);
}

#[test]
fn links_alike_are_counted_together() {
    let parts = vec![
        link(CALENDLY),
        link("https://calendly.com/acme/30min/?month=2026-03"),
        word(CALENDLY),
    ];
    let target = || Some(CALENDLY.to_owned());
    assert_eq!(
        told(parts),
        [(Kind::Link, target(), 2), (Kind::TextUrl, target(), 1)]
    );
}

#[test]
fn the_page_itself_comes_first_and_its_links_to_itself_are_none() {
    let seen = survey(&page(
        "https://calendly.com/acme/30min?month=2026-03",
        vec![
            link("https://calendly.com/acme/30min?back=1"),
            link("https://calendly.com/acme"),
        ],
    ));
    let told: Vec<_> = seen.found.iter().map(|it| (it.kind, it.label)).collect();
    assert_eq!(
        told,
        [(Kind::Page, Label::Book), (Kind::Link, Label::Listing)]
    );
}

#[test]
fn a_page_on_somebodys_own_host_is_known_by_its_marks_and_its_path() {
    let wizard = || vec![element("#book-appointment-wizard", None)];
    let seen = survey(&page("https://termine.acme.example/index.php", wizard())).found;
    assert_eq!(seen[0].provider.map(|it| it.id), Some("easyappointments"));
    assert_eq!((seen[0].kind, seen[0].label), (Kind::Page, Label::Book));
    // Letters beyond ASCII make it no other page.
    let seen = survey(&page("https://xn--mller-kva.example/index.php", wizard())).found;
    assert_eq!(seen[0].provider.map(|it| it.id), Some("easyappointments"));
    // In a frame of the page, it is not the page.
    let mut framed = page("https://termine.acme.example/index.php", Vec::new());
    framed.documents.push(wizard());
    assert_eq!(survey(&framed).found, []);
    // A host that is known is what it is known for.
    assert_eq!(survey(&page("https://calendly.com/", wizard())).found, []);
}

#[test]
fn a_page_of_nobody_known_is_only_a_possible_one() {
    let slot = || element("[class*='time-slot' i]", None);
    let zone = element("[id*='timezone' i]", None);
    let all = vec![slot(), slot(), slot(), zone.clone()];
    let seen = found(all.clone());
    assert_eq!(
        (seen[0].provider, seen[0].kind, seen.len()),
        (None, Kind::Page, 1)
    );
    assert_eq!(found(vec![slot(), slot(), slot()]), []);
    assert_eq!(found(vec![slot(), zone]), []);
    // A widget that is known says more.
    let known = [all, vec![frame(CALENDLY, None)]].concat();
    assert_eq!(told(known), one(Kind::EmbedIframe, CALENDLY));
}

#[test]
fn a_widget_of_a_system_on_somebodys_own_host_leads_there() {
    let own = "https://cal.acme.example/alex-example/30min";
    let button = || element("[data-cal-link]", Some("alex-example/30min"));
    let init = |origin| code(&format!("Cal('init', 'x', {{origin: '{origin}'}})"));
    let theirs = "https://cal.com/alex-example/30min";
    let vendors = vec![button(), init("https://app.cal.com")];
    assert_eq!(told(vendors), one(Kind::EmbedPopup, theirs));
    assert_eq!(
        told(vec![button(), init("https://cal.acme.example/")]),
        one(Kind::EmbedPopup, own)
    );
    // A region of the vendor's: the same name may be somebody else elsewhere.
    let region = "https://cal.eu/alex-example/30min";
    for origin in [
        "https://app.cal.eu",
        "https://cal.eu/",
        "https://www.cal.eu",
    ] {
        let parts = vec![button(), init(origin)];
        assert_eq!(told(parts), one(Kind::EmbedPopup, region), "{origin}");
    }
    // What cannot be told is not told wrongly.
    let unclear = told(vec![button(), init("somewhere")]);
    assert_eq!(unclear, [(Kind::EmbedPopup, None, 1)]);
    // Addresses are what they are.
    let parts = vec![init("https://cal.acme.example"), link(theirs)];
    assert_eq!(told(parts), one(Kind::Link, theirs));
}

#[test]
fn a_script_says_whose_paths_a_page_names_where_nothing_else_does() {
    let button = || element("[data-cal-link]", Some("alex-example/30min"));
    let inline = || code("Cal('inline', {calLink: 'alex-example/30min'})");
    let region = "https://cal.eu/alex-example/30min";
    for loaded in [
        "https://app.cal.eu/embed/embed.js",
        "https://cal.eu/embed.js",
    ] {
        let popup = one(Kind::EmbedPopup, region);
        assert_eq!(told(vec![script(loaded), button()]), popup, "{loaded}");
        assert_eq!(told(vec![button(), script(loaded)]), popup, "{loaded}");
        let parts = vec![
            script(loaded),
            inline(),
            frame("https://app.cal.eu/alex-example/30min/embed", None),
        ];
        assert_eq!(told(parts), one(Kind::EmbedInline, region), "{loaded}");
    }
    let loaded = || script("https://app.cal.eu/embed/embed.js");
    let own = code("Cal('init', {origin: 'https://cal.acme.example'})");
    let parts = vec![loaded(), button(), own];
    let theirs = "https://cal.acme.example/alex-example/30min";
    assert_eq!(told(parts), one(Kind::EmbedPopup, theirs));
    let vendors = script("https://app.cal.com/embed/embed.js");
    let home = "https://cal.com/alex-example/30min";
    assert_eq!(told(vec![vendors, button()]), one(Kind::EmbedPopup, home));
    // Whole addresses are what they are.
    let whole = element("[data-cal-link]", Some(home));
    assert_eq!(told(vec![loaded(), whole]), one(Kind::EmbedPopup, home));
}

#[test]
fn no_two_marks_have_one_selector() {
    // A snapshot names a mark by it.
    let mut selectors: Vec<_> = plan().elements.iter().map(|it| it.selector).collect();
    selectors.sort_unstable();
    let twice = selectors.windows(2).find(|two| two[0] == two[1]);
    assert_eq!(twice, None);
}

#[test]
fn what_is_too_much_is_left_out_and_said() {
    let many = |count: usize, part: fn(usize) -> Part| {
        survey(&page("https://a.example/", (0..count).map(part).collect()))
    };
    let links = many(MAX_FOUND + 1, |n| {
        link(&format!("https://calendly.com/acme/e{n}"))
    });
    assert_eq!((links.found.len(), links.cut), (MAX_FOUND, true));
    let frames = many(MAX_EMBEDS + 1, |_| frame(CALENDLY, None));
    assert_eq!(
        (frames.found[0].count as usize, frames.cut),
        (MAX_EMBEDS, true)
    );
    let parts = many(MAX_PARTS + 1, |_| link(CALENDLY));
    assert_eq!(
        (parts.found[0].count as usize, parts.cut),
        (MAX_PARTS, true)
    );
    let long = survey(&page(
        "https://a.example/",
        vec![code(&" ".repeat(MAX_PART_BYTES + 1)), link(CALENDLY)],
    ));
    assert_eq!((long.found.len(), long.cut), (1, true));
    let mut deep = page("https://a.example/", Vec::new());
    deep.documents = vec![vec![link(CALENDLY)]; MAX_DOCUMENTS + 1];
    let deep = survey(&deep);
    assert_eq!(
        (deep.found[0].count as usize, deep.cut),
        (MAX_DOCUMENTS, true)
    );
}

/// Addresses and code that come near to what is looked for.
fn any_words() -> impl Strategy<Value = String> {
    let near = prop::sample::select(vec![
        CALENDLY,
        "https://cal.com/alex-example/30min/embed",
        "//samplesalon.simplybook.me",
        "https://app.squareup.com/appointments/buyer/widget/abcdefgh123456/LABCDEFGH1234.js",
        "https://slack-redir.net/link?url=https%3A%2F%2Fcal.com%2Falex%2Fx",
        "https://t.co/a",
        "Calendly.initPopupWidget({url: '",
        "Cal.ns['x'](\"inline\", {calLink: `a/b",
        "SavvyCal('init', {widget: {link: \"a\\u0062",
        "/*",
        "//",
        "'",
        "\\",
        "${",
        "{",
        "}",
        ")",
        "(https://",
        "\u{e9}",
    ]);
    prop::collection::vec(prop_oneof![near.prop_map(str::to_owned), ".{0,8}"], 0..6)
        .prop_map(|parts| parts.concat())
}

fn any_part() -> impl Strategy<Value = Part> {
    let within = || prop::option::of(0..20_usize);
    let elements: Vec<&str> = plan().elements.iter().map(|it| it.selector).collect();
    let marked = (
        prop::sample::select(elements),
        prop::option::of(any_words()),
    );
    let marked = marked.prop_map(|(mark, value)| Marked {
        mark: mark.to_owned(),
        value,
    });
    let spot = (any_words(), prop::option::of(any_words()), within());
    let spot = spot.prop_map(|(text, stated, within)| Spot {
        text,
        stated,
        within,
    });
    let element = (prop::collection::vec(marked, 0..4), within());
    let element = element.prop_map(|(marks, within)| Element { marks, within });
    let shapes: [fn(Spot) -> Part; 6] = [
        Part::Link,
        Part::Frame,
        Part::Script,
        Part::Code,
        Part::Click,
        Part::Word,
    ];
    let shaped =
        (prop::sample::select(shapes.to_vec()), spot).prop_map(|(shape, spot)| shape(spot));
    prop_oneof![6 => shaped, 1 => element.prop_map(Part::Element)]
}

fn any_snapshot() -> impl Strategy<Value = Snapshot> {
    let documents = prop::collection::vec(prop::collection::vec(any_part(), 0..16), 0..4);
    (any_words(), documents, any::<bool>()).prop_map(|(url, documents, cut)| Snapshot {
        url,
        documents,
        cut,
    })
}

fn is_sound(seen: &Survey) {
    assert!(seen.found.len() <= MAX_FOUND);
    for found in &seen.found {
        assert!(found.count > 0 && found.label != Label::Not);
        let is_wrapped = !found.through.is_empty();
        match found.kind {
            Kind::WrappedLink => assert!(is_wrapped),
            Kind::TextUrl => {}
            _ => assert!(!is_wrapped),
        }
        let is_known = found.provider.is_some();
        assert!(is_known || (found.kind == Kind::Page && found.target.is_none()));
    }
}

proptest! {
    #![proptest_config(fixed_cases(600))]

    #[test]
    fn any_snapshot_is_judged_within_its_bounds(snapshot in any_snapshot()) {
        let seen = survey(&snapshot);
        is_sound(&seen);
        prop_assert!(seen.cut == snapshot.cut);
        prop_assert_eq!(survey(&snapshot), seen);
    }
}

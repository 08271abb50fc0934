//! Our rules against an independent statement of them, written as regular expressions.
//!
//! On purpose we differ where the expressions read the text too closely or too loosely, and the
//! generator leaves these out: words reserved on every site, names that begin with `embed`,
//! `/team/x/embed` (a listing), rescheduling below `/team` and `/org` (manage), a chosen time
//! behind a Calendly single-use link (book), a time in the place of a name (not), files (not, on
//! every site and with a slash at the end too), subdomains known from elsewhere.

use proptest::prelude::*;
use proptest::sample::select;
use url::Url;

use crate::fixed_cases;
use crate::oracle::{Oracle, ours, site_words};

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "calendly.com",
            "www.calendly.com",
            "api.calendly.com",
            "cal.com",
            "www.cal.com",
            "app.cal.com",
            "i.cal.com",
            "acme.cal.com",
            "cal.eu",
            "www.cal.eu",
            "app.cal.eu",
            "docs.cal.com",
            "a.b.cal.com",
            "savvycal.com",
            "www.savvycal.com",
            "tidycal.com",
            "zcal.co",
            "www.zcal.co",
            "static.zcal.co",
            "xcal.com",
            "zcal.com",
        ])
        .prop_map(str::to_owned),
        "org-[a-z0-9]{1,8}\\.cal\\.com",
    ]
}

/// Segments from the vocabulary of all rules, names, codes, times and near misses of each.
fn segment(reserved: Vec<String>) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "x[a-z0-9_-]{0,12}",
        2 => select(vec![
            "d", "s", "i", "t", "org", "team", "embed", "booking", "cancel", "reschedule",
            "success", "forms", "router", "one-off", "invitees", "cancellations", "reschedulings",
            "instant-meeting", "booking-successful", "avatar.png", "30min", "jos%C3%A9", "a.b",
            "D", "Team", "",
        ])
        .prop_map(str::to_owned),
        1 => select(reserved),
        1 => "[a-z0-9]{3,4}-[a-z0-9]{3}-[a-z0-9]{3}",
        1 => "x[A-Za-z0-9_-]{4,12}",
        1 => "[0-9a-f]{8}-[0-9a-f]{4}",
        1 => "2026-0[1-9]-1[0-9]T10:30:00(Z|-07:00)",
        1 => "2026-0[1-9]",
    ]
}

fn query() -> impl Strategy<Value = String> {
    select(vec![
        "",
        "?uid=1",
        "?form=1",
        "?a=1&rescheduleUid=1",
        "?bookingUid=1",
        "?month=2026-03",
    ])
    .prop_map(str::to_owned)
}

/// Where we differ on purpose; see the top of this file.
pub fn chosen_difference(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    let calcom = ["cal.com", "cal.eu"]
        .iter()
        .any(|name| host == *name || host.ends_with(&format!(".{name}")));
    let asks = |key: &str| url.query().is_some_and(|query| query.contains(key));
    let first_is = |words: &[&str]| parts.first().is_some_and(|first| words.contains(first));

    let is_time = |part: &&str| part.contains("T10");
    let chosen_time = host.ends_with("calendly.com") && parts.len() == 3 && is_time(&parts[2]);
    let times = parts.iter().copied().filter(|part| is_time(part)).count();
    let time_elsewhere = times != usize::from(chosen_time) || chosen_time && first_is(&["d"]);

    let file = parts
        .iter()
        .any(|part| [".png", ".js", ".xml"].iter().any(|it| part.ends_with(it)));
    let file_as_name = file && (!calcom || url.path().ends_with('/'));

    let below = first_is(&["team", "org", "d", "instant-meeting"]);
    let embed = parts.iter().filter(|part| **part == "embed").count();
    let begins_so = |part: &&str| part.starts_with("embed") && *part != "embed";
    let named_so = calcom && below && parts.iter().any(begins_so);
    let rescheduling = asks("rescheduleUid") || asks("bookingUid");
    let view = calcom && (embed > 1 || embed > 0 && (below || rescheduling));
    let existing = calcom && below && rescheduling;
    let after_success = calcom && first_is(&["success"]) && parts.len() > 1;

    time_elsewhere || file_as_name || view || named_so || existing || after_success
}

proptest! {
    #![proptest_config(fixed_cases(6_000))]

    #[test]
    fn generated_urls_get_the_label_that_the_expressions_give(
        host in host(),
        segments in {
            let all = Oracle::read().stated.into_iter().flat_map(|it| it.reserved).collect();
            prop::collection::vec(segment(all), 0..6)
        },
        slash in any::<bool>(),
        query in query(),
    ) {
        thread_local!(static ORACLE: Oracle = Oracle::read());
        let slash = if slash { "/" } else { "" };
        let text = format!("https://{host}/{}{slash}{query}", segments.join("/"));
        let url = Url::parse(&text).unwrap();
        prop_assume!(!chosen_difference(&url));
        // What one vendor reserves and we reserve for all.
        let first = segments.first().map(|it| it.to_ascii_lowercase()).unwrap_or_default();
        prop_assume!(!everywhere().contains(&first));
        let stated = ORACLE.with(|oracle| oracle.answer(&url));
        prop_assert_eq!(ours(&text), stated, "{}", text);
    }
}

/// Words that are reserved for every site or, unverified, for one.
fn everywhere() -> Vec<String> {
    let mut words = site_words();
    words.extend(["availability", "workflows", "instant-meeting"].map(String::from));
    words
}

#[test]
fn the_chosen_differences_are_what_we_say_they_are() {
    for (url, label) in [
        ("https://cal.com/team/acme/embed", "listing"),
        ("https://cal.com/team/embedded-systems", "listing"),
        ("https://cal.com/team/acme/30min?rescheduleUid=1", "manage"),
        ("https://cal.com/acme/30min/embed?rescheduleUid=1", "manage"),
        (
            "https://calendly.com/d/cx7v-r4q-2mn/chat/2026-03-12T10:30:00Z",
            "book",
        ),
        ("https://savvycal.com/security", "not"),
        ("https://blog.cal.com/a/b", "not"),
    ] {
        assert_eq!(ours(url).0, label, "{url}");
    }
}

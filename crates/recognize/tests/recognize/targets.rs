//! Two views of one booking attempt have one target; two pages have two. And what the URL says.

use baton_recognize::{Label, provider, recognize, recognize_own};
use url::Url;

use crate::provider_files::files;

fn target(url: &str) -> Option<String> {
    recognize(url).target
}

#[test]
fn views_of_one_attempt_have_one_target() {
    let attempts: [&[&str]; 10] = [
        &[
            "https://calendly.com/acme/30min",
            "https://calendly.com/acme/30min/",
            "http://www.calendly.com/acme/30min",
            "https://CALENDLY.com:443/acme/30min?month=2026-03&utm_source=mail#top",
            "https://calendly.com/acme/30min/2026-03-12T10:30:00-07:00?back=1",
            "https://calendly.com/acme/30min/2026-03-13T11%3A00%3A00%2B01%3A00",
            "https://calendly.com./acme/x/../30min?embed_domain=acme.example&embed_type=Inline",
            "https://calendly.com/%61cme/30min?name=Alex&a1=Agenda",
            "https:\\\\calendly.com\\acme\\30min",
            " https://calendly.com/ac\nme/30min\t",
        ],
        &[
            "https://cal.com/jos%C3%A9-ejemplo/30min",
            "https://cal.com/jos%c3%a9-ejemplo/30min/embed?embed=30min&layout=month_view",
            "https://app.cal.com/jos\u{e9}-ejemplo/30min?slot=2026-03-12T10:30:00Z&duration=30",
        ],
        &[
            "https://acme.cal.com/team/sales/demo",
            "https://ACME.cal.com/team/sales/demo/embed?theme=dark",
        ],
        &[
            "https://calendly.com/d/cx7v-r4q-2mn/chat?month=2026-03",
            "https://calendly.com/d/cx7v-r4q-2mn/chat/2026-03-12T10:30:00-07:00",
        ],
        &[
            "https://cal.eu/alex-example/30min",
            "https://www.cal.eu/alex-example/30min?overlayCalendar=true&date=2026-03-17",
            "https://app.cal.eu/alex-example/30min/embed?embed=30min",
        ],
        // The steps of one booking, as its page goes through them.
        &[
            "https://acme.setmore.com/book?step=staff&products=0f1e2d3c&type=service",
            "https://acme.setmore.com/book?step=time-slot&products=0f1e2d3c&type=service&staff=4b5a&staffSelected=true",
        ],
        &[
            "https://my.setmore.com/bookingpage/00000000-0000-4000-8000-000000000000",
            "https://my.setmore.com/bookingpage/00000000-0000-4000-8000-000000000000/services/s0f1e2d3c",
        ],
        &[
            "https://acme.simplybook.me/v2/#book",
            "https://acme.simplybook.me/v2/#book/count/1/",
            "https://acme.simplybook.me/v2/#book/category/4/count/1/",
            "https://acme.simplybook.me/v2/#book/service/2/count/1/",
            "https://acme.simplybook.me/v2/#book/location/3/category/5/service/55/count/1/provider/any/",
        ],
        &[
            "https://book.squareup.com/appointments/ab3de5gh7jk9mn/location/LABCDEFGH1234/services",
            "https://book.squareup.com/appointments/ab3de5gh7jk9mn/location/LABCDEFGH1234/services/ABCDEFGH1234",
        ],
        &[
            "https://app.squareup.com/appointments/book/LABCDEFGH1234",
            "https://app.squareup.com/appointments/book/LABCDEFGH1234/start?service_id=ABCDEFGH1234",
            "https://app.squareup.com/appointments/book/LABCDEFGH1234/acme-studio",
        ],
    ];
    for views in attempts {
        for view in views {
            assert_eq!(recognize(view).label, Label::Book, "{view}");
            assert_eq!(target(view), target(views[0]), "{view}");
        }
        assert_eq!(target(&target(views[0]).unwrap()), target(views[0]));
    }
}

/// However a link to one of the examples is written, it leads to one target; and that target is a
/// URL as browsers write it, which leads to itself.
#[test]
fn every_example_has_one_target_however_it_is_written() {
    let mut checked = 0;
    for example in files().iter().flat_map(|file| &file.example) {
        let Some(expected) = &example.target else {
            continue;
        };
        let seen = recognize(expected);
        assert_eq!(seen.label, example.label, "{expected}");
        assert_eq!(seen.target.as_ref(), Some(expected));
        let as_written = Url::parse(expected).unwrap();
        assert_eq!(
            as_written.as_str().trim_end_matches('/'),
            expected.trim_end_matches('/')
        );

        let url = Url::parse(&example.url).unwrap();
        let (host, path) = (url.host_str().unwrap(), url.path());
        let query = url
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        let fragment = url
            .fragment()
            .map_or_else(String::new, |text| format!("#{text}"));
        let more = if query.is_empty() { "?" } else { "&" };
        let end = if path.ends_with('/') { "" } else { "/" };
        let top = if fragment.is_empty() {
            "#top"
        } else {
            &fragment
        };
        for written in [
            format!("http://{host}{path}{query}{fragment}"),
            format!(
                "HTTPS://{}{path}{query}{fragment}",
                host.to_ascii_uppercase()
            ),
            format!("https://user@{host}:443{path}{query}{fragment}"),
            format!("https://{host}.{path}{end}{query}{fragment}"),
            format!("https://{host}/x/..{path}{query}{top}"),
            format!("https://{host}{path}{query}{more}utm_source=mail{fragment}"),
            format!(" https:\\\\{host}{path}{query}{fragment}\n"),
        ] {
            assert_eq!(target(&written).as_ref(), Some(expected), "{written}");
            checked += 1;
        }
    }
    assert!(checked > 700, "only {checked} checked");
}

#[test]
fn different_pages_have_different_targets() {
    let pages = [
        "https://calendly.com/acme/30min",
        "https://calendly.com/acme/15min",
        "https://calendly.com/acme",
        "https://cal.com/acme/30min",
        "https://cal.eu/acme/30min",
        "https://acme.cal.com/acme/30min",
        "https://acme.cal.com/",
        "https://globex.cal.com/",
        "https://cal.com/router?form=1",
        "https://cal.com/router?form=2",
        "https://cal.com/acme/30min?rescheduleUid=1",
        "https://zcal.co/i/aB3dE5gH",
        "https://zcal.co/i/Ab3dE5gH",
        "https://acme.setmore.com/book",
        "https://acme.setmore.com/book?products=0f1e2d3c",
        "https://acme.setmore.com/book?products=4b5a6978",
        "https://api.leadconnectorhq.com/widget/appointment/service/demo?group=acme",
        "https://api.leadconnectorhq.com/widget/appointment/service/demo?group=globex",
    ];
    let mut targets: Vec<_> = pages.iter().map(|page| target(page).expect(page)).collect();
    targets.sort();
    targets.dedup();
    assert_eq!(targets.len(), pages.len());
}

/// The page has said what it is; the path says what it is for.
#[test]
fn a_host_of_somebodys_own_has_targets_too() {
    let own = |system: &str, url: &str| {
        let seen = recognize_own(url, provider(system).unwrap());
        (seen.label, seen.target, seen.confirms)
    };
    let some = |text: &str| Some(text.to_owned());
    for (system, url, label, target, confirms) in [
        (
            "calcom",
            "https://Meet.Acme.example/alex-example/30min/embed?layout=month_view",
            Label::Book,
            some("https://meet.acme.example/alex-example/30min"),
            false,
        ),
        (
            "calcom",
            "https://meet.acme.example/booking/aB3dE5gH",
            Label::Manage,
            some("https://meet.acme.example/booking/aB3dE5gH"),
            true,
        ),
        (
            "hubspot",
            "https://info.acme.example/meetings/alex-example/intro-call?embed=true",
            Label::Book,
            some("https://info.acme.example/meetings/alex-example/intro-call"),
            false,
        ),
        (
            "nextcloud",
            "https://acme.example/cloud/index.php/apps/calendar/appointment/aB3dE5gH7jK9",
            Label::Book,
            some("https://acme.example/cloud/index.php/apps/calendar/appointment/aB3dE5gH7jK9"),
            false,
        ),
        (
            "easyappointments",
            "https://acme.example/termine/index.php/booking_confirmation/of/0f1e2d3c",
            Label::Manage,
            some("https://acme.example/termine/index.php/booking_confirmation/of/0f1e2d3c"),
            true,
        ),
        (
            "leadconnector",
            "https://book.acme.example/widget/booking/aB3dE5gH7jK9mN1pQ3sT",
            Label::Book,
            some("https://book.acme.example/widget/booking/aB3dE5gH7jK9mN1pQ3sT"),
            false,
        ),
        (
            "leadconnector",
            "https://book.acme.example/widget/group/aB3dE5gH7jK9mN1pQ3sT",
            Label::Book,
            some("https://book.acme.example/widget/group/aB3dE5gH7jK9mN1pQ3sT"),
            false,
        ),
        // Letters beyond ASCII, as browsers write them.
        (
            "calcom",
            "https://termine.XN--mller-kva.example/alex/30min/embed",
            Label::Book,
            some("https://termine.xn--mller-kva.example/alex/30min"),
            false,
        ),
        (
            "calcom",
            "https://meet.acme.example/login",
            Label::Not,
            None,
            false,
        ),
        (
            "calcom",
            "https://meet.acme.example/",
            Label::Not,
            None,
            false,
        ),
        (
            "nextcloud",
            "https://acme.example/apps/files/",
            Label::Not,
            None,
            false,
        ),
        ("rallly", "javascript:alert(1)", Label::Not, None, false),
        // Never on a host of others, a known host, another port.
        (
            "zcal",
            "https://meet.acme.example/alex-example/30min",
            Label::Not,
            None,
            false,
        ),
        (
            "calcom",
            "https://docs.cal.com/alex-example/30min",
            Label::Not,
            None,
            false,
        ),
        (
            "calcom",
            "https://meet.acme.example:8443/alex-example/30min",
            Label::Not,
            None,
            false,
        ),
        (
            "calcom",
            "https://termine.xn--mller-kva.example:8443/alex/30min",
            Label::Not,
            None,
            false,
        ),
        // An organisation's name in other letters, on the vendor's host.
        (
            "calcom",
            "https://xn--mller-kva.cal.com/alex/30min",
            Label::Not,
            None,
            false,
        ),
        (
            "calcom",
            "https://m\u{fc}ller.example/alex/30min",
            Label::Not,
            None,
            false,
        ),
    ] {
        assert_eq!(own(system, url), (label, target, confirms), "{url}");
    }
}

#[test]
fn a_booking_ends_on_a_page_that_says_so() {
    for (url, confirms) in [
        ("https://calendly.com/acme/30min/invitees/0f1e2d3c", true),
        ("https://calendly.com/cancellations/0f1e2d3c", false),
        ("https://cal.com/booking/aB3dE5gH", true),
        ("https://cal.com/success?uid=aB3dE5gH", true),
        ("https://cal.com/cancel/aB3dE5gH", false),
        ("https://timeful.app/e/aB3dE5/responded", true),
        ("https://calendly.com/acme/30min", false),
    ] {
        assert_eq!(recognize(url).confirms, confirms, "{url}");
    }
}

#[test]
fn the_url_says_who_what_how_long_and_when() {
    let details = |url: &str| {
        let it = recognize(url).details;
        (it.person, it.event, it.minutes, it.slot)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        details("https://calendly.com/alex-example/45-minute-meeting/2026-03-12T10:30:00%2B01:00"),
        (
            some("alex-example"),
            some("45-minute-meeting"),
            Some(45),
            some("2026-03-12T10:30:00+01:00")
        )
    );
    assert_eq!(
        details("https://cal.com/team/acme/intro?duration=60&date=2026-03-12&slot=soon"),
        (some("acme"), some("intro"), Some(60), some("2026-03-12"))
    );
    assert_eq!(
        details("https://zcal.co/i/aB3dE_5g?startDate=2026-01-01T18%3A30%3A00.000Z&duration=9999"),
        (None, None, None, some("2026-01-01T18:30:00.000Z"))
    );
    assert_eq!(
        details("https://cal.com/jos%C3%A9%E2%80%AE-ejemplo/1-hour-talk"),
        (
            some("jos\u{e9}-ejemplo"),
            some("1-hour-talk"),
            Some(60),
            None
        )
    );
    assert_eq!(
        details("https://calendly.com/pricing"),
        (None, None, None, None)
    );
}

#[test]
fn a_length_is_a_number_and_a_unit() {
    let minutes = |event: &str| {
        recognize(&format!("https://calendly.com/acme/{event}"))
            .details
            .minutes
    };
    for (event, expected) in [
        ("30min", Some(30)),
        ("15-min", Some(15)),
        ("intro-20-minutes", Some(20)),
        ("2h", Some(120)),
        ("1-hour-1", Some(60)),
        ("q1-review", None),
        ("top10minds", None),
        ("0min", None),
        ("99999999min", None),
        ("25hours", None),
        ("2026-30min", Some(30)),
        ("minutes", None),
    ] {
        assert_eq!(minutes(event), expected, "{event}");
    }
}

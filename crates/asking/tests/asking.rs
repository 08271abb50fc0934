//! When Baton asks, told as what happens to a person.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use baton_asking::{
    About, Ask, Asking, Because, Change, Decision, Hours, Manner, Moment, Offer, Pause, Place,
    RecordFault, Refusal, SiteManner,
};
use baton_worktime::{LocalTime, UtcMillis};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;
const CALENDLY: Place<'static> = Place {
    site: "calendly",
    person: Some("Alex Example"),
};
const OWN_HOST: Place<'static> = Place {
    site: "meet.acme.example",
    person: None,
};

/// `hours` after midnight of a Thursday.
fn at(hours: i64) -> Moment {
    Moment {
        at: UtcMillis(hours * HOUR),
        local: LocalTime::from_clock_millis(hours * HOUR),
    }
}

fn ask(asking: &Asking, now: Moment, place: Place<'_>) -> Ask {
    match asking.decide(now, place) {
        Decision::Ask(ask) => ask,
        quiet => panic!("{quiet:?}"),
    }
}

fn changed(changes: &[(i64, Change)]) -> Asking {
    let mut asking = Asking::default();
    for (hours, change) in changes {
        asking.change(change.clone(), at(*hours)).unwrap();
    }
    asking
}

fn skipped(site: &str) -> Change {
    Change::Skipped(site.to_owned())
}

fn pause(about: About, is_today_only: bool) -> Change {
    Change::Pause {
        about,
        is_today_only,
    }
}

fn restore(saved: &Asking, over: &Asking) -> Change {
    Change::Restore {
        saved: Box::new(saved.clone()),
        over: Box::new(over.clone()),
    }
}

fn on(site: &str, manner: Option<Manner>) -> Change {
    Change::OnSite {
        site: site.to_owned(),
        manner,
    }
}

#[test]
fn at_first_it_asks_everywhere_from_a_corner() {
    let expected = Ask {
        manner: Manner::Nudge,
        wording: 0,
        skips_left: None,
        offer: None,
    };
    assert_eq!(ask(&Asking::default(), at(3), CALENDLY), expected);
}

#[test]
fn never_on_a_site_holds_there_only_and_is_taken_back() {
    let mut asking = changed(&[(0, on("calendly", Some(Manner::Never)))]);
    let never = Because::Never { is_here: true };
    assert_eq!(asking.decide(at(0), CALENDLY), Decision::Quiet(never));
    ask(&asking, at(0), OWN_HOST);
    asking.change(on("calendly", None), at(0)).unwrap();
    assert_eq!(asking, Asking::default());
}

#[test]
fn a_manner_for_everywhere_leaves_what_is_set_for_a_site() {
    let asking = changed(&[
        (0, Change::Elsewhere(Manner::Never)),
        (0, on("calendly", Some(Manner::Strict))),
    ]);
    assert_eq!(ask(&asking, at(0), CALENDLY).manner, Manner::Strict);
    let never = Because::Never { is_here: false };
    assert_eq!(asking.decide(at(0), OWN_HOST), Decision::Quiet(never));
}

#[test]
fn a_pause_for_today_ends_at_midnight_of_ones_own_clock() {
    let mut asking = changed(&[(20, pause(About::Everything, true))]);
    assert!(matches!(
        asking.decide(at(23), CALENDLY),
        Decision::Quiet(Because::Paused(_))
    ));
    ask(&asking, at(24), CALENDLY);
    // And it leaves the list with the next change.
    asking.change(Change::SkipsADay(None), at(24)).unwrap();
    assert_eq!(asking.pauses, []);
}

#[test]
fn a_person_is_left_alone_on_whatever_page_however_it_writes_them() {
    let asking = changed(&[(0, pause(About::Person(" alex EXAMPLE ".to_owned()), false))]);
    let elsewhere = Place {
        person: Some("Alex Example"),
        ..OWN_HOST
    };
    for place in [CALENDLY, elsewhere] {
        let decision = asking.decide(at(9_000), place);
        assert!(matches!(decision, Decision::Quiet(Because::Paused(_))));
    }
    ask(&asking, at(0), OWN_HOST);
}

#[test]
fn a_pause_told_twice_is_one_and_is_taken_back_at_once() {
    let site = About::Site("calendly".to_owned());
    let mut asking = changed(&[
        (0, pause(site.clone(), true)),
        (1, pause(site.clone(), false)),
    ]);
    assert_eq!(asking.pauses.len(), 1);
    asking.change(Change::Resume(site), at(2)).unwrap();
    ask(&asking, at(2), CALENDLY);
}

#[test]
fn outside_of_its_hours_it_does_not_ask() {
    let hours = Hours {
        days: [true; 7],
        from: 9 * 60,
        to: 17 * 60,
    };
    let asking = changed(&[(0, Change::InHours(Some(hours)))]);
    let quiet = Decision::Quiet(Because::Hours);
    assert_eq!(asking.decide(at(8), CALENDLY), quiet);
    ask(&asking, at(9), CALENDLY);
}

#[test]
fn skips_are_counted_down_each_day_and_vary_the_wording() {
    let mut asking = changed(&[(0, Change::SkipsADay(Some(2)))]);
    let mut seen = Vec::new();
    for hour in 1..5 {
        let now = ask(&asking, at(hour), CALENDLY);
        seen.push((now.skips_left, now.wording));
        asking.change(skipped("calendly"), at(hour)).unwrap();
        // The same skip told again counts once.
        asking.change(skipped("calendly"), at(hour)).unwrap();
    }
    assert_eq!(
        seen,
        [(Some(2), 0), (Some(1), 1), (Some(0), 2), (Some(0), 0)]
    );
    assert_eq!(ask(&asking, at(24), CALENDLY).skips_left, Some(2));
}

#[test]
fn after_five_skips_in_a_week_a_quieter_manner_is_offered_until_it_is_declined() {
    let skips: Vec<_> = (0..4).map(|day| (day * 24, skipped("calendly"))).collect();
    let mut asking = changed(&skips);
    assert_eq!(ask(&asking, at(96), CALENDLY).offer, None);
    asking.change(skipped("calendly"), at(96)).unwrap();
    let offer = Offer {
        to: Manner::Quiet,
        skips: 5,
    };
    assert_eq!(ask(&asking, at(97), CALENDLY).offer, Some(offer));
    assert_eq!(ask(&asking, at(97), OWN_HOST).offer, None, "elsewhere");
    assert_eq!(
        ask(&asking, at(8 * 24), CALENDLY).offer,
        None,
        "a week later"
    );

    let declined = Change::Declined("calendly".to_owned());
    asking.change(declined, at(98)).unwrap();
    assert_eq!(ask(&asking, at(98), CALENDLY).offer, None);
}

#[test]
fn who_writes_a_brief_there_is_not_offered_quiet() {
    let mut skips: Vec<_> = (0..5).map(|hour| (hour, skipped("calendly"))).collect();
    skips.push((30, Change::Used("calendly".to_owned())));
    assert_eq!(ask(&changed(&skips), at(31), CALENDLY).offer, None);
}

#[test]
fn nobody_is_talked_into_silence() {
    let mut changes = vec![(0, on("calendly", Some(Manner::Quiet)))];
    changes.extend((0..9).map(|hour| (hour, skipped("calendly"))));
    assert_eq!(ask(&changed(&changes), at(10), CALENDLY).offer, None);
}

#[test]
fn what_names_nothing_and_what_is_no_week_is_refused() {
    let mut asking = Asking::default();
    let long = "x".repeat(1_001);
    for site in ["", " ", long.as_str()] {
        let set = asking.change(on(site, Some(Manner::Never)), at(0));
        assert_eq!(set, Err(Refusal::Name));
    }
    let none = Hours {
        days: [false; 7],
        from: 0,
        to: 60,
    };
    let set = asking.change(Change::InHours(Some(none)), at(0));
    assert_eq!(set, Err(Refusal::Hours));
    assert_eq!(asking, Asking::default());
}

#[test]
fn five_thousand_sites_are_the_most_and_are_read_again() {
    let mut asking = Asking::default();
    for number in 0..5_000 {
        let site = on(&format!("meet{number}.acme.example"), Some(Manner::Strict));
        asking.change(site, at(0)).unwrap();
    }
    let more = asking.change(on("one-more.example", Some(Manner::Never)), at(0));
    assert_eq!(more, Err(Refusal::Full));
    // One that is there can be changed all the same.
    let known = on("meet7.acme.example", Some(Manner::Never));
    asking.change(known, at(0)).unwrap();
    assert_eq!(Asking::decode(&asking.encode()), Ok(asking));
}

#[test]
fn a_newer_record_is_told_from_a_damaged_one() {
    let newer = r#"{"schema":2,"asking":7}"#;
    assert_eq!(Asking::decode(newer), Err(RecordFault::Newer { schema: 2 }));
    for damaged in [
        "",
        "[]",
        r#"{"schema":1}"#,
        r#"{"schema":1,"asking":{"mood":1}}"#,
        r#"{"schema":1,"asking":{"elsewhere":"loud"}}"#,
        r#"{"schema":1,"asking":{"hours":{"days":[true,true,true,true,true,true,true],"from":9999,"to":1}}}"#,
    ] {
        let read = Asking::decode(damaged);
        assert_eq!(read, Err(RecordFault::Damaged), "{damaged}");
    }
}

#[test]
fn the_stored_record_has_one_form() {
    let asking = changed(&[
        (0, on("calendly", Some(Manner::Strict))),
        (0, pause(About::Person("Kim Sample".to_owned()), false)),
        (0, pause(About::Everything, true)),
        (0, Change::SkipsADay(Some(3))),
        (1, skipped("calendly")),
    ]);
    let record = include_str!("asking-1.json").trim_end();
    assert_eq!(asking.encode(), record);
    assert_eq!(Asking::decode(record), Ok(asking));
}

#[test]
fn what_was_saved_takes_the_place_of_what_is_set_but_for_days_that_are_over() {
    let saved = changed(&[
        (0, on("calendly", Some(Manner::Strict))),
        (0, pause(About::Everything, true)),
        (0, pause(About::Person("Kim Sample".to_owned()), false)),
    ]);
    let mut asking = changed(&[
        (0, on("calcom", Some(Manner::Never))),
        (29, skipped("calcom")),
    ]);
    let skips = asking.skips.clone();
    asking.change(restore(&saved, &asking), at(30)).unwrap();
    assert_eq!(asking.sites, saved.sites);
    assert_eq!(asking.pauses, saved.pauses[1..]);
    assert_eq!(asking.skips, skips, "what was skipped was not set");
    let once = asking.clone();
    asking.change(restore(&saved, &asking), at(31)).unwrap();
    assert_eq!(asking, once);
}

#[test]
fn what_was_set_elsewhere_meanwhile_is_not_overwritten() {
    let seen = changed(&[
        (0, on("calendly", Some(Manner::Pause))),
        (0, pause(About::Everything, true)),
    ]);
    let mut asking = seen.clone();
    let nothing = Asking::default();
    asking
        .change(on("calcom", Some(Manner::Never)), at(1))
        .unwrap();
    let before = asking.clone();
    let refused = asking.change(restore(&nothing, &seen), at(2));
    assert_eq!((refused, &asking), (Err(Refusal::Outdated), &before));

    // Skips, and days that are over, are nobody's doing.
    let mut asking = seen.clone();
    asking.change(skipped("calendly"), at(30)).unwrap();
    asking.change(restore(&nothing, &seen), at(31)).unwrap();
    assert!(asking.is_set_as(&nothing));
}

#[test]
fn what_a_file_has_is_taken_whole_or_not_at_all() {
    let set = |site: &str| SiteManner {
        site: site.to_owned(),
        manner: Manner::Quiet,
    };
    let paused = |about| Pause { about, until: None };
    let person = || paused(About::Person("Kim Sample".to_owned()));
    let mut asking = changed(&[(0, on("calendly", Some(Manner::Pause)))]);
    let before = asking.clone();
    let mut refused = |saved: Asking| {
        let refusal = asking.change(restore(&saved, &before), at(0));
        assert_eq!(asking, before);
        refusal.unwrap_err()
    };
    for sites in [
        vec![set("a"), set("a")],
        vec![set("")],
        vec![set(" a")],
        vec![set(&"x".repeat(1_001))],
    ] {
        let saved = Asking {
            sites,
            ..Asking::default()
        };
        assert_eq!(refused(saved), Refusal::Name);
    }
    let twice = Asking {
        pauses: vec![person(), person()],
        ..Asking::default()
    };
    assert_eq!(refused(twice), Refusal::Name);
    let many = Asking {
        pauses: vec![person(); 1_001],
        ..Asking::default()
    };
    assert_eq!(refused(many), Refusal::Full);
    let past_the_day = Hours {
        days: [true; 7],
        from: 0,
        to: 9_999,
    };
    let never = Asking {
        hours: Some(past_the_day),
        ..Asking::default()
    };
    assert_eq!(refused(never), Refusal::Hours);
}

fn any_change() -> impl Strategy<Value = Change> {
    let site = prop_oneof![Just("calendly".to_owned()), ".{0,12}"];
    let manner = proptest::sample::select(Manner::ALL.to_vec());
    let about = prop_oneof![
        Just(About::Everything),
        site.clone().prop_map(About::Site),
        site.clone().prop_map(About::Person),
    ];
    prop_oneof![
        manner.clone().prop_map(Change::Elsewhere),
        (site.clone(), proptest::option::of(manner))
            .prop_map(|(site, manner)| Change::OnSite { site, manner }),
        (about.clone(), any::<bool>()).prop_map(|(about, is_today_only)| Change::Pause {
            about,
            is_today_only
        }),
        about.prop_map(Change::Resume),
        proptest::option::of(any::<u8>()).prop_map(Change::SkipsADay),
        (any::<[bool; 7]>(), 0_u16..1_500, 0_u16..1_500)
            .prop_map(|(days, from, to)| Change::InHours(Some(Hours { days, from, to }))),
        site.clone().prop_map(Change::Skipped),
        site.clone().prop_map(Change::Declined),
        site.prop_map(Change::Used),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_126),
        ..ProptestConfig::default()
    })]

    /// Whatever is told in whatever order: what is kept can be read again, what is refused changes nothing
    /// but what a day ended, and every silence can be taken back.
    #[test]
    fn any_changes_are_kept_and_can_be_taken_back(
        changes in proptest::collection::vec((0_i64..400, any_change()), 0..60)
    ) {
        let mut asking = Asking::default();
        for (hours, change) in changes {
            let before = asking.clone();
            if asking.change(change, at(hours)).is_err() {
                asking.pauses.clone_from(&before.pauses);
                prop_assert_eq!(&asking, &before);
            }
        }
        prop_assert_eq!(Asking::decode(&asking.encode()), Ok(asking.clone()));

        let mut elsewhere = Asking::default();
        prop_assert_eq!(elsewhere.change(restore(&asking, &Asking::default()), at(0)), Ok(()));
        prop_assert_eq!(&elsewhere.sites, &asking.sites);

        for _ in 0..4 {
            let undo = match asking.decide(at(500), CALENDLY) {
                Decision::Ask(_) => break,
                Decision::Quiet(Because::Paused(pause)) => Change::Resume(pause.about),
                Decision::Quiet(Because::Never { is_here: true }) => on("calendly", Some(Manner::Nudge)),
                Decision::Quiet(Because::Never { .. }) => Change::Elsewhere(Manner::Nudge),
                Decision::Quiet(Because::Hours) => Change::InHours(None),
            };
            asking.change(undo, at(500)).unwrap();
        }
        prop_assert!(matches!(asking.decide(at(500), CALENDLY), Decision::Ask(_)));
    }
}

//! The shape of a working week: spans, their order, what is stored.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use baton_worktime::{
    CivilDate, DaySpan, InvalidDate, InvalidWeek, Weekday, WorkingWeek, ZoneName,
};

fn span(from: u16, to: u16) -> DaySpan {
    DaySpan::new(from, to).unwrap()
}

#[test]
fn spans_must_lie_within_a_day_and_have_a_length() {
    assert_eq!(DaySpan::new(540, 540), Err(InvalidWeek::EmptySpan));
    assert_eq!(DaySpan::new(600, 540), Err(InvalidWeek::EmptySpan));
    assert_eq!(DaySpan::new(540, 1_441), Err(InvalidWeek::SpanPastMidnight));
    assert!(DaySpan::new(0, 1_440).is_ok());
    assert!(serde_json::from_str::<DaySpan>(r#"{"from":600,"to":540}"#).is_err());
}

#[test]
fn spans_of_a_day_are_put_in_order_and_joined_where_they_touch() {
    let tuesday = vec![
        span(800, 900),
        span(540, 600),
        span(600, 660),
        span(550, 560),
    ];
    let days = [vec![], tuesday, vec![], vec![], vec![], vec![], vec![]];
    let week = WorkingWeek::new(ZoneName::utc(), days).unwrap();
    assert_eq!(
        week.spans_on(Weekday::Tuesday),
        [span(540, 660), span(800, 900)]
    );
    assert!(week.spans_on(Weekday::Wednesday).is_empty());
}

#[test]
fn a_day_of_too_many_spans_is_refused_also_when_read_back() {
    let most: u16 = WorkingWeek::MAX_SPANS_A_DAY.try_into().unwrap();
    let spans = |count| {
        (0..count)
            .map(|n| span(n * 10, n * 10 + 5))
            .collect::<Vec<_>>()
    };
    let week = |count| {
        let days = Weekday::ALL.map(|day| {
            if day == Weekday::Monday {
                spans(count)
            } else {
                vec![]
            }
        });
        WorkingWeek::new(ZoneName::utc(), days)
    };
    assert!(week(most).is_ok());
    assert_eq!(week(most + 1), Err(InvalidWeek::TooManySpans));
    let json = serde_json::json!({
        "zone": "UTC", "days": [spans(most + 1), [], [], [], [], [], []],
    });
    assert!(serde_json::from_value::<WorkingWeek>(json).is_err());
}

#[test]
fn a_week_comes_back_from_json_as_it_was() {
    let zone = ZoneName::new("America/Argentina/Buenos_Aires").unwrap();
    let day = || vec![span(9 * 60, 12 * 60), span(13 * 60, 17 * 60)];
    let days = [day(), day(), day(), day(), day(), vec![], vec![]];
    let week = WorkingWeek::new(zone, days).unwrap();
    let json = serde_json::to_string(&week).unwrap();
    assert!(json.starts_with(
        r#"{"zone":"America/Argentina/Buenos_Aires","days":[[{"from":540,"to":720},"#
    ));
    assert_eq!(serde_json::from_str::<WorkingWeek>(&json).unwrap(), week);
    assert!(serde_json::from_str::<WorkingWeek>(r#"{"zone":"UTC","days":[[]]}"#).is_err());
}

#[test]
fn a_week_begins_where_work_goes_on_into_monday_after_a_free_day() {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    // 2026-06-17 is a Wednesday.
    let wednesday: CivilDate = "2026-06-17".parse().unwrap();
    let workdays = [Monday, Tuesday, Wednesday, Thursday];
    for (also, first, last) in [
        (vec![Friday], "2026-06-15", "2026-06-19"),
        (vec![Friday, Saturday], "2026-06-15", "2026-06-20"),
        (vec![Friday, Saturday, Sunday], "2026-06-15", "2026-06-21"),
        (vec![Sunday], "2026-06-14", "2026-06-18"),
        (vec![Sunday, Friday], "2026-06-14", "2026-06-19"),
        (vec![Saturday, Sunday], "2026-06-13", "2026-06-18"),
    ] {
        let days = Weekday::ALL.map(|day| match workdays.contains(&day) || also.contains(&day) {
            true => vec![span(540, 1_020)],
            false => vec![],
        });
        let week = WorkingWeek::new(ZoneName::utc(), days).unwrap();
        assert_eq!(week.week_of(wednesday).to_string(), first, "{also:?}");
        assert_eq!(
            week.last_working_day(wednesday).to_string(),
            last,
            "{also:?}"
        );
        let begins = week.week_of(wednesday);
        assert_eq!(week.week_of(begins), begins, "{also:?}");
        assert_eq!(week.week_of(begins.plus_days(6)), begins, "{also:?}");
        assert_eq!(
            week.week_of(begins.plus_days(7)),
            begins.plus_days(7),
            "{also:?}"
        );
    }
    // Who works at weekends only still has one ahead on a Monday.
    let weekends = Weekday::ALL.map(|day| match day {
        Saturday | Sunday => vec![span(540, 1_020)],
        _ => vec![],
    });
    let week = WorkingWeek::new(ZoneName::utc(), weekends).unwrap();
    assert_eq!(week.last_working_day(wednesday).to_string(), "2026-06-21");
}

#[test]
fn a_day_off_is_not_the_last_working_day_of_a_week() {
    // Good Friday.
    let off: CivilDate = "2026-04-03".parse().unwrap();
    let week = WorkingWeek::default_in(ZoneName::utc());
    let week = week.with_days_off(vec![off]).unwrap();
    let last = week.last_working_day("2026-04-01".parse().unwrap());
    assert_eq!(last.to_string(), "2026-04-02");
}

#[test]
fn nine_to_five_from_monday_to_friday_is_assumed() {
    let week = WorkingWeek::default_in(ZoneName::utc());
    for day in Weekday::ALL {
        let free = matches!(day, Weekday::Saturday | Weekday::Sunday);
        let expected = if free {
            vec![]
        } else {
            vec![span(9 * 60, 17 * 60)]
        };
        assert_eq!(week.spans_on(day), expected, "{day:?}");
    }
}

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

#[test]
fn days_off_are_kept_in_order_and_each_once() {
    let week = WorkingWeek::default_in(ZoneName::utc())
        .with_days_off(vec![
            date("2026-12-25"),
            date("2026-01-01"),
            date("2026-12-25"),
        ])
        .unwrap();
    assert_eq!(week.days_off(), [date("2026-01-01"), date("2026-12-25")]);
    let json = serde_json::to_string(&week).unwrap();
    assert!(json.ends_with(r#""days_off":["2026-01-01","2026-12-25"]}"#));
    assert_eq!(serde_json::from_str::<WorkingWeek>(&json).unwrap(), week);
}

#[test]
fn a_week_stored_before_there_were_days_off_has_none() {
    let stored = r#"{"zone":"UTC","days":[[{"from":540,"to":1020}],[],[],[],[],[],[]]}"#;
    let week: WorkingWeek = serde_json::from_str(stored).unwrap();
    assert_eq!(week.days_off(), []);
    assert_eq!(week.spans_on(Weekday::Monday), [span(540, 1_020)]);
}

#[test]
fn more_days_off_than_a_year_has_are_refused_also_when_read_back() {
    let most = i64::try_from(WorkingWeek::MAX_DAYS_OFF).unwrap();
    let days = |count| {
        (0..count)
            .map(|days| date("2026-01-01").plus_days(days))
            .collect::<Vec<_>>()
    };
    let week = |off| WorkingWeek::default_in(ZoneName::utc()).with_days_off(off);
    assert!(week(days(most)).is_ok());
    assert_eq!(week(days(most + 1)), Err(InvalidWeek::TooManyDaysOff));
    let twice = [days(most), days(most)].concat();
    assert!(week(twice).is_ok(), "a date named twice counts once");
    let json = serde_json::json!({
        "zone": "UTC", "days": [[], [], [], [], [], [], []], "days_off": days(most + 1),
    });
    assert!(serde_json::from_value::<WorkingWeek>(json).is_err());
}

#[test]
fn a_date_is_read_from_its_one_form_only() {
    assert_eq!(date("2028-02-29"), CivilDate::new(2028, 2, 29).unwrap());
    assert_eq!(date("0000-01-01").to_string(), "0000-01-01");
    let malformed = [
        "",
        "2026-3-29",
        "2026-03-29 ",
        " 2026-03-29",
        "2026-03-29T00:00",
        "20260329",
        "2026/03/29",
        "+026-03-29",
        "-026-03-29",
        "02026-03-29",
        "2026-03-2９",
        "２０２６-03-29",
    ];
    for text in malformed {
        assert_eq!(
            text.parse::<CivilDate>(),
            Err(InvalidDate::Malformed),
            "{text:?}"
        );
    }
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00"] {
        assert_eq!(
            text.parse::<CivilDate>(),
            Err(InvalidDate::NotInCalendar),
            "{text:?}"
        );
        let json = serde_json::to_string(text).unwrap();
        assert!(serde_json::from_str::<CivilDate>(&json).is_err());
    }
}

#[test]
fn a_date_that_could_not_be_read_back_is_not_written() {
    let last = date("9999-12-31");
    assert_eq!(serde_json::to_string(&last).unwrap(), "\"9999-12-31\"");
    assert!(serde_json::to_string(&last.plus_days(1)).is_err());
    assert!(serde_json::to_string(&date("0000-01-01").plus_days(-1)).is_err());
}

//! Numbers that answer a question, and numbers that say which one is answered.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use baton_post::{Labels, Reply, Sent, read_reply};

const BRIEF: &str =
    "Questions\n1. By when do you need the second licence?\n2. How many seats?\n3. Who pays?";

fn read(reply: &str, text: Option<&str>) -> Reply {
    let sent = Sent {
        labels: Labels::ENGLISH,
        numbered: 3,
        text,
    };
    read_reply(reply, &sent).unwrap()
}

/// What is read is the same with and without the text that was sent.
#[track_caller]
fn answered(reply: &str, expected: &[(u32, &str)]) {
    for text in [Some(BRIEF), None] {
        let read = read(reply, text);
        let answers = read.answers.iter();
        let answers: Vec<_> = answers.map(|one| (one.number, one.text.as_str())).collect();
        assert_eq!(answers, expected, "{reply}");
    }
}

#[test]
fn a_day_or_an_amount_right_below_a_quoted_question_is_its_answer() {
    let reply = "> 1. By when do you need the second licence?\n2. März, besser 1.\n\
        > 2. How many seats?\n\n15. More is too dear.\n> 3. Who pays?\nWe do.";
    let expected = [
        (1, "2. März, besser 1."),
        (2, "15. More is too dear."),
        (3, "We do."),
    ];
    answered(reply, &expected);
}

#[test]
fn a_number_further_below_or_in_a_list_is_one_of_a_list() {
    let read = read("1. Soon\n2. Ten\n4. By the way: thanks", Some(BRIEF));
    assert_eq!(read.answers.len(), 2);
    assert_eq!(read.rest, "4. By the way: thanks");
    answered("2. May be ten\n1. Soon", &[(1, "Soon"), (2, "May be ten")]);
}

#[test]
fn bare_numbers_are_read_where_lines_count_on() {
    let short = [(1, "soon"), (2, "ten"), (3, "we do")];
    answered("1 soon\n2 ten\n3 we do", &short);
    answered("1 soon\n\n2 ten\n\n3 we do", &short);
    answered(
        "Hi,\n1 soon\n2 ten, and\nmore later",
        &[(1, "soon"), (2, "ten, and\nmore later")],
    );
}

#[test]
fn bare_numbers_that_do_not_count_on_are_text() {
    for reply in [
        "1 seat will do",
        "2 seats\n3 licences",
        "1 seat\nor 2 seats",
        "1 seat\n3 licences",
        "> 1 seat\n> 2 licences",
    ] {
        answered(reply, &[]);
    }
    answered(
        "2: we need\n1 chair\n2 tables",
        &[(2, "we need\n1 chair\n2 tables")],
    );
}

//! The words the checks look for, in one table a purpose.
//!
//! They are data about English, not sentences for people, and so not in `_locales`: what makes a
//! text vague differs by language in more than words, and a browser has no lists of messages. A
//! second language is a second set of these tables. A brief in another language gets the hints
//! that need no words.
//!
//! Words are compared whole and without regard to case, and stand here in small ASCII letters. A
//! blank in a phrase is any white space or a hyphen. A phrase that ends in `?` or `:` has that mark
//! right behind it.

/// Begin an ask behind a joining word. One word each, or two.
pub(super) const ASK_OPENERS: &[&str] = &[
    "can you",
    "could you",
    "would you",
    "will you",
    "do you",
    "did you",
    "have you",
    "are you",
    "should we",
    "should i",
    "can we",
    "could we",
    "shall we",
    "let me",
    "tell me",
    "please",
    "also",
    "what",
    "when",
    "where",
    "who",
    "why",
    "how",
    "which",
];

/// Join two asks to one sentence.
pub(super) const JOINERS: &[&str] = &["and", "plus"];

/// Begins a sentence that asks without a question mark.
pub(super) const PLEASE: &str = "please";

/// Ask for anything and everything, so that there is no short answer.
pub(super) const OPEN_QUESTIONS: &[&str] = &[
    "what do you think",
    "what you think",
    "what do you reckon",
    "wdyt",
    "thoughts?",
    "any thoughts",
    "your thoughts",
    "any ideas",
    "any opinions",
    "any suggestions",
    "how do you feel about",
    "what are your views",
    "your take",
];

/// Stand where a name should.
pub(super) const NOBODY: &[&str] = &[
    "tbd",
    "tba",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "everyone",
    "everybody",
    "all",
    "we",
    "us",
    "they",
    "you",
    "team",
    "the team",
    "unknown",
    "to be decided",
    "not sure",
];

/// Promise something to open.
pub(super) const PROMISED_LINKS: &[&str] = &[
    "attached",
    "attachment",
    "attachments",
    "enclosed",
    "link below",
    "links below",
    "linked",
    "the link",
    "this link",
    "see here",
    "click here",
    "read here",
    "found here",
    "more here",
    "details here",
    "find it here",
    "here:",
];

/// Promises something to open where a sentence begins with it, or "please" stands before it.
pub(super) const SEE: &str = "see";

/// Behind "see", point at the text itself or at nothing.
pub(super) const NOTHING_TO_OPEN: &[&str] = &[
    "below", "above", "you", "if", "whether", "what", "how", "why", "who", "that",
];

/// What a vague word of time can be made certain by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VagueTime {
    /// The moment an answer is needed by.
    Due,
    /// The end of the working day.
    EndOfDay,
    /// The end of the working week.
    EndOfWeek,
    /// The date this many days ahead.
    Days(i64),
    /// The Monday after.
    NextWeek,
}

/// Mean a different moment for each reader. A longer phrase stands before its parts.
pub(super) const VAGUE_TIMES: &[(&str, VagueTime)] = &[
    ("as soon as possible", VagueTime::Due),
    ("as soon as you can", VagueTime::Due),
    ("asap", VagueTime::Due),
    ("soonest", VagueTime::Due),
    ("soon", VagueTime::Due),
    ("the end of the day", VagueTime::EndOfDay),
    ("the end of day", VagueTime::EndOfDay),
    ("end of the day", VagueTime::EndOfDay),
    ("end of day", VagueTime::EndOfDay),
    ("end of business", VagueTime::EndOfDay),
    ("close of business", VagueTime::EndOfDay),
    ("eod", VagueTime::EndOfDay),
    ("eob", VagueTime::EndOfDay),
    ("cob", VagueTime::EndOfDay),
    ("the end of the week", VagueTime::EndOfWeek),
    ("the end of week", VagueTime::EndOfWeek),
    ("end of week", VagueTime::EndOfWeek),
    ("end of the week", VagueTime::EndOfWeek),
    ("eow", VagueTime::EndOfWeek),
    ("the day after tomorrow", VagueTime::Days(2)),
    ("day after tomorrow", VagueTime::Days(2)),
    ("tomorrow", VagueTime::Days(1)),
    ("next week", VagueTime::NextWeek),
];

/// "Soon as we know" names a condition, not a time.
pub(super) const AS: &str = "as";

/// In front of "soon", they ask for a time or weigh one: "how soon can you".
pub(super) const NOT_SOON: &[&str] = &["how", "too", "so", "as"];

/// Weekdays, Monday first.
pub(super) const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Before a weekday, say that no single day ahead is meant.
pub(super) const NOT_ONE_DAY: &[&str] = &["every", "each", "last", "most", "any", "a"];

/// Before a weekday, leaves open which one.
pub(super) const NEXT: &str = "next";

/// Months, and how they are cut short.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// May stand between a weekday and its date or time.
pub(super) const BEFORE_A_DATE: &[&str] = &["the", "at"];

/// Behind an hour.
pub(super) const HALVES_OF_A_DAY: &[&str] = &["am", "pm"];

/// Between two times or days that belong together.
pub(super) const CONNECTORS: &[&str] = &[
    "-", "–", "—", "/", "·", ",", "to", "and", "or", "until", "till", "through", "then",
];

/// Behind a place or person: "Berlin time", "your time".
pub(super) const TIME: &str = "time";

/// Short names of time zones. Written in capitals only: "et" and "pt" are words elsewhere.
pub(super) const ZONES: &[&str] = &[
    "UTC", "GMT", "CET", "CEST", "WET", "WEST", "EET", "EEST", "BST", "IST", "MSK", "EST", "EDT",
    "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "AKST", "AKDT", "HST", "AST",
    "ADT", "BRT", "ART", "SAST", "EAT", "WAT", "GST", "PKT", "ICT", "WIB", "SGT", "HKT", "JST",
    "KST", "AWST", "ACST", "ACDT", "AEST", "AEDT", "NZST", "NZDT",
];

/// Say that an answer can wait.
pub(super) const NO_HURRY: &[&str] = &[
    "no answer is expected",
    "no answer expected",
    "no reply expected",
    "no reply is expected",
    "no need to answer",
    "no need to reply",
    "no rush",
    "no hurry",
    "can wait",
    "your morning",
    "your working hours",
    "when you are back",
];

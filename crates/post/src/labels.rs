//! The lines of the reply block, known by their words.

/// The words of a reply block, as they stand in the brief that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'a> {
    /// The heading of the block (`brief_reply`).
    pub heading: &'a str,
    /// How to use it (`brief_reply_intro`).
    pub intro: &'a str,
    /// The line for the ask in the receiver's words (`brief_reply_restate`).
    pub restate: &'a str,
    /// The line above the numbers (`brief_reply_numbers`).
    pub numbers: &'a str,
    /// The line of a brief without numbers (`brief_reply_answer`).
    pub answer: &'a str,
    /// The line for the score (`brief_reply_score`).
    pub score: &'a str,
}

impl Labels<'static> {
    /// The words in English, which are known besides those that were sent.
    pub const ENGLISH: Self = Self {
        heading: "Reply",
        intro: "Copy these lines into your answer and fill them in.",
        restate: "What I understood:",
        numbers: "Answers by number, such as \"2: yes\":",
        answer: "My answer:",
        score: "Was writing enough, from 1 (no) to 5 (yes):",
    };
}

/// Which line of the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Heading,
    Intro,
    Restate,
    Numbers,
    Answer,
    Score,
}

/// A label this long may be broken over two lines by a mail program, in bytes.
const WRAPS_FROM: usize = 12;

/// How a line and a label go together.
enum Fit<'a> {
    /// The line begins with the label; what stands behind it.
    Begins(&'a str),
    /// The line is the beginning of the label.
    Broken,
    No,
}

impl<'a> Labels<'a> {
    const fn lines(&self) -> [(Label, &'a str); 6] {
        [
            (Label::Heading, self.heading),
            (Label::Intro, self.intro),
            (Label::Restate, self.restate),
            (Label::Numbers, self.numbers),
            (Label::Answer, self.answer),
            (Label::Score, self.score),
        ]
    }
}

/// What a line has of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// The line begins with this one; what was filled in behind it.
    Label(Label, &'a str),
    /// The line may be the first half of one.
    Half,
    /// Nothing.
    None,
}

/// Looks for a label, in one of the languages, at the beginning of a line.
pub(crate) fn label<'a>(line: &'a str, known: &[Labels]) -> Found<'a> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '-' | '•' | '#') || c.is_whitespace();
    let start = line.trim_start_matches(is_mark);
    let mut found = Found::None;
    for labels in known {
        for (label, words) in labels.lines() {
            match fit(start, words) {
                // These two have nothing to be filled in, so they are a line or no label.
                Fit::Begins(value)
                    if value.is_empty() || !matches!(label, Label::Heading | Label::Intro) =>
                {
                    return Found::Label(label, value);
                }
                Fit::Broken if start.len() >= WRAPS_FROM => found = Found::Half,
                _ => {}
            }
        }
    }
    found
}

fn fit<'a>(line: &'a str, words: &str) -> Fit<'a> {
    let is_end = |c: char| c == ':' || c == '：' || c.is_whitespace();
    let mut rest = line;
    let mut is_empty = true;
    for expected in words.trim_end_matches(is_end).chars() {
        if expected.is_whitespace() {
            continue;
        }
        is_empty = false;
        rest = rest.trim_start();
        let Some(found) = rest.chars().next() else {
            return Fit::Broken;
        };
        if !is_same(found, expected) {
            return Fit::No;
        }
        rest = rest.get(found.len_utf8()..).unwrap_or_default();
    }
    if is_empty {
        return Fit::No;
    }
    // A sentence may begin with the words; a label has its colon, or the line to itself.
    let rest = rest.trim_start().trim_start_matches(['*', '_']);
    match rest.strip_prefix([':', '：']) {
        Some(value) => Fit::Begins(value.trim_start_matches(['*', '_']).trim()),
        None if rest.is_empty() => Fit::Begins(rest),
        None => Fit::No,
    }
}

/// Whether two characters are one but for case and the shape of quotation marks.
fn is_same(one: char, other: char) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(&other);
    }
    let plain = |c| match c {
        '“' | '”' | '„' | '«' | '»' | '‟' => '"',
        '‘' | '’' | '‚' => '\'',
        '：' => ':',
        c => c,
    };
    let (one, other) = (plain(one), plain(other));
    one == other || one.to_lowercase().eq(other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Labels; 1] = [Labels::ENGLISH];

    #[test]
    fn a_label_is_known_however_a_mail_program_changed_it() {
        for (line, expected) in [
            ("What I understood:", (Label::Restate, "")),
            (
                "what i  understood : the price",
                (Label::Restate, "the price"),
            ),
            (
                "*What I understood:* the price",
                (Label::Restate, "the price"),
            ),
            ("Answers by number, such as “2: yes”:", (Label::Numbers, "")),
            ("My answer：yes", (Label::Answer, "yes")),
            (
                "Was writing enough, from 1 (no) to 5 (yes): 4",
                (Label::Score, "4"),
            ),
            ("REPLY", (Label::Heading, "")),
        ] {
            let (found, value) = expected;
            assert_eq!(label(line, &KNOWN), Found::Label(found, value), "{line}");
        }
    }

    #[test]
    fn a_sentence_that_begins_like_a_label_is_none() {
        for line in [
            "My answer is no",
            "What I understood is this: no",
            "Reply: no",
            "",
            "My",
        ] {
            assert_eq!(label(line, &KNOWN), Found::None, "{line}");
        }
    }

    #[test]
    fn half_a_label_is_known_as_such() {
        let half = "Was writing enough, from 1 (no) to";
        assert_eq!(label(half, &KNOWN), Found::Half);
        assert_eq!(label("My", &KNOWN), Found::None);
        assert_eq!(label("Was writing well enough", &KNOWN), Found::None);
    }
}

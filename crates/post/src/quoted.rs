//! Which brief is quoted in an answer.

use crate::line::plain_lines;

/// The ask of a brief that is quoted in a text, as far as it stands on the first of its lines. `labels` is
/// what stands before an ask and its colon, such as `Ask`, in each language it may be in.
///
/// ```
/// let mail = "Yes.\n\n> Ask: Which supplier?\n> Owner of the next step: Alex Example";
/// assert_eq!(baton_post::quoted_ask(mail, &["Ask"]).as_deref(), Some("Which supplier?"));
/// ```
#[must_use]
pub fn quoted_ask(text: &str, labels: &[&str]) -> Option<String> {
    // How a text shows what was bold.
    let is_mark = |c: char| matches!(c, '*' | '_') || c.is_whitespace();
    let ask = plain_lines(text).into_iter().find_map(|line| {
        let start = line.text.trim_start_matches(is_mark);
        labels.iter().find_map(|label| {
            let behind = start.strip_prefix(label)?.trim_start_matches(is_mark);
            let ask = behind.strip_prefix([':', '：'])?;
            Some(ask.trim_matches(is_mark).to_owned())
        })
    });
    ask.filter(|ask| !ask.is_empty())
}

#[cfg(test)]
mod tests {
    use super::quoted_ask;

    #[test]
    fn the_ask_is_found_however_it_is_quoted() {
        for (text, ask) in [
            ("Yes!\n\n> > Ask: Which dates?\n> Context", "Which dates?"),
            ("| **Ask:** Which \"dates\"", "Which \"dates\""),
            ("Frage： Welcher Tag?", "Welcher Tag?"),
        ] {
            let found = quoted_ask(text, &["Frage", "Ask"]);
            assert_eq!(found.as_deref(), Some(ask), "{text}");
        }
        for text in [
            "",
            "Ask:",
            "> Ask: *",
            "We ask: why?",
            "Asked: why",
            "Ask me",
        ] {
            assert_eq!(quoted_ask(text, &["Ask"]), None, "{text}");
        }
    }
}

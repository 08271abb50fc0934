//! Whether the system's package manager may be used.

use crate::failure::Outcome;

/// What is known before anybody is asked.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances {
    /// Baton knows how to run this system's package manager without questions.
    pub automatic: bool,
    /// This runs as root, on whose machine nobody needs to be asked.
    pub is_root: bool,
    /// There is a `sudo`.
    pub has_sudo: bool,
    /// `--yes` was given.
    pub yes: bool,
    /// Somebody can answer on this terminal.
    pub terminal: bool,
}

/// Decides whether to install; where it is for the person to say, `ask` asks.
///
/// # Errors
/// What `ask` returns.
pub fn decide(known: Circumstances, ask: impl FnOnce() -> Outcome<bool>) -> Outcome<bool> {
    if !known.automatic || !(known.is_root || known.has_sudo) {
        return Ok(false);
    }
    if known.is_root || known.yes {
        return Ok(true);
    }
    if known.terminal { ask() } else { Ok(false) }
}

/// Whether an answer to `[y/N]` agrees. Anything unclear does not.
pub fn agrees(answer: &str) -> bool {
    matches!(answer.trim(), "y" | "Y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody without special rights at a terminal.
    const PERSON: Circumstances = Circumstances {
        automatic: true,
        is_root: false,
        has_sudo: true,
        yes: false,
        terminal: true,
    };

    /// Decides, and says whether the question was put.
    fn decided(known: Circumstances, answer: &str) -> (bool, bool) {
        let mut asked = false;
        let installs = decide(known, || {
            asked = true;
            Ok(agrees(answer))
        });
        (installs.unwrap(), asked)
    }

    const INSTALLS: (bool, bool) = (true, false);
    const INSTALLS_AFTER_ASKING: (bool, bool) = (true, true);
    const LEAVES_IT: (bool, bool) = (false, false);
    const LEAVES_IT_AFTER_ASKING: (bool, bool) = (false, true);

    #[test]
    fn a_person_is_asked_and_a_yes_installs() {
        for answer in ["y\n", "Y\n", " yes \n"] {
            assert_eq!(decided(PERSON, answer), INSTALLS_AFTER_ASKING, "{answer:?}");
        }
    }

    #[test]
    fn anything_but_a_yes_declines() {
        for answer in ["\n", "n\n", "no\n", "yep\n", ""] {
            assert_eq!(
                decided(PERSON, answer),
                LEAVES_IT_AFTER_ASKING,
                "{answer:?}"
            );
        }
    }

    #[test]
    fn root_is_not_asked_with_or_without_a_terminal() {
        for terminal in [true, false] {
            let root = Circumstances {
                is_root: true,
                has_sudo: false,
                terminal,
                ..PERSON
            };
            assert_eq!(decided(root, "n\n"), INSTALLS);
        }
    }

    #[test]
    fn who_said_yes_beforehand_is_not_asked_with_or_without_a_terminal() {
        for terminal in [true, false] {
            let agreed = Circumstances {
                yes: true,
                terminal,
                ..PERSON
            };
            assert_eq!(decided(agreed, "n\n"), INSTALLS);
        }
    }

    #[test]
    fn without_a_terminal_nothing_is_asked_or_installed() {
        let nobody = Circumstances {
            terminal: false,
            ..PERSON
        };
        assert_eq!(decided(nobody, "y\n"), LEAVES_IT);
    }

    #[test]
    fn what_cannot_be_run_is_not_asked_about_whatever_was_said() {
        let no_sudo = Circumstances {
            has_sudo: false,
            yes: true,
            ..PERSON
        };
        assert_eq!(decided(no_sudo, "y\n"), LEAVES_IT);
        let unknown = Circumstances {
            automatic: false,
            is_root: true,
            yes: true,
            ..PERSON
        };
        assert_eq!(decided(unknown, "y\n"), LEAVES_IT);
    }
}

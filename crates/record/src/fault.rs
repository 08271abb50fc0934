//! What can be in the way of a recording.

use crate::kind::Kind;

/// Why nothing is recorded. Each has a sentence that says what the person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The person, or a setting of the browser, refused the microphone.
    MicrophoneRefused,
    /// No screen was chosen, or the system lets the browser see none.
    ScreenRefused,
    /// There is no microphone.
    NoMicrophone,
    /// Another program has the microphone or the screen, or the system does not give it.
    Busy,
    /// This browser cannot record that.
    NotHere,
    /// It ended before anything was recorded.
    Nothing,
    /// Anything else.
    Broken,
}

impl Fault {
    /// What a browser means by the name of a `DOMException`, once asked for a microphone, or for a
    /// screen where `is_screen`.
    #[must_use]
    pub fn of(name: &str, is_screen: bool) -> Self {
        match name {
            // Where a system hides its screens, a browser finds none.
            "NotAllowedError" | "SecurityError" | "NotFoundError" if is_screen => {
                Self::ScreenRefused
            }
            "NotAllowedError" | "SecurityError" => Self::MicrophoneRefused,
            "NotFoundError" => Self::NoMicrophone,
            "NotReadableError" | "AbortError" => Self::Busy,
            "NotSupportedError" | "TypeError" => Self::NotHere,
            _ => Self::Broken,
        }
    }

    /// The key of its sentence.
    #[must_use]
    pub const fn text_key(self, kind: Kind) -> &'static str {
        match self {
            Self::MicrophoneRefused => "record_microphone_refused",
            Self::ScreenRefused => "record_screen_refused",
            Self::NoMicrophone => "record_no_microphone",
            Self::Busy => "record_busy",
            Self::NotHere if kind.has_screen() => "record_no_screen_here",
            Self::NotHere => "record_not_here",
            Self::Nothing => "record_nothing",
            Self::Broken => "record_broken",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_was_refused() {
        assert_eq!(Fault::of("NotAllowedError", true), Fault::ScreenRefused);
        assert_eq!(
            Fault::of("NotAllowedError", false),
            Fault::MicrophoneRefused
        );
    }

    #[test]
    fn a_microphone_that_is_not_there_is_not_one_that_is_taken() {
        assert_eq!(Fault::of("NotFoundError", false), Fault::NoMicrophone);
        assert_eq!(Fault::of("NotReadableError", false), Fault::Busy);
        assert_eq!(Fault::of("NotFoundError", true), Fault::ScreenRefused);
    }

    #[test]
    fn a_browser_that_cannot_is_told_apart_from_one_that_fails() {
        assert_eq!(Fault::of("TypeError", true), Fault::NotHere);
        assert_eq!(Fault::of("", true), Fault::Broken);
        assert_eq!(
            Fault::NotHere.text_key(Kind::Screen),
            "record_no_screen_here"
        );
        assert_eq!(Fault::NotHere.text_key(Kind::Voice), "record_not_here");
    }
}

//! What can be recorded, and how.
//!
//! A file is small, so the rates are low: speech stays clear at 24 kbit/s of Opus, and writing on a
//! screen stays legible at few pictures a second.

use baton_notes::MAX_ATTACHMENT_BYTES;

/// A voice, in bits per second.
pub const VOICE_BITS_PER_SECOND: u32 = 24_000;
/// A screen's pictures, in bits per second.
pub const SCREEN_BITS_PER_SECOND: u32 = 160_000;
/// Pictures per second of a screen, at most.
pub const SCREEN_RATE: i32 = 8;
/// Width of a screen's picture in pixels, at most; wider ones are made smaller.
pub const SCREEN_WIDTH: i32 = 1_280;

/// What is recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// A voice.
    #[default]
    Voice,
    /// A screen and a voice about it.
    ScreenAndVoice,
    /// A screen without a sound.
    Screen,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Voice, Self::ScreenAndVoice, Self::Screen];

    /// Its name in ids and in the keys of its texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::ScreenAndVoice => "screen_and_voice",
            Self::Screen => "screen",
        }
    }

    /// Whether a microphone is asked for.
    #[must_use]
    pub const fn has_voice(self) -> bool {
        matches!(self, Self::Voice | Self::ScreenAndVoice)
    }

    /// Whether a screen is asked for.
    #[must_use]
    pub const fn has_screen(self) -> bool {
        matches!(self, Self::Screen | Self::ScreenAndVoice)
    }

    /// The media types to record as, the best first. Each names what [`media_type`] leaves over and
    /// a note keeps.
    #[must_use]
    pub const fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Voice => &["audio/webm;codecs=opus", "audio/ogg;codecs=opus"],
            Self::ScreenAndVoice => &["video/webm;codecs=vp9,opus", "video/webm;codecs=vp8,opus"],
            Self::Screen => &["video/webm;codecs=vp9", "video/webm;codecs=vp8"],
        }
    }

    /// What it takes, in bytes per second.
    #[must_use]
    pub const fn bytes_per_second(self) -> usize {
        let mut bits = 0;
        if self.has_voice() {
            bits += VOICE_BITS_PER_SECOND;
        }
        if self.has_screen() {
            bits += SCREEN_BITS_PER_SECOND;
        }
        bits as usize / 8
    }

    /// From this size on a recording is ended, in bytes. What the recorder still holds back then fits
    /// into the file: some seconds, and of a screen a whole picture.
    #[must_use]
    pub const fn full_at(self) -> usize {
        let whole_picture = if self.has_screen() { 300_000 } else { 0 };
        MAX_ATTACHMENT_BYTES - whole_picture - 4 * self.bytes_per_second()
    }

    /// How long a recording can become once it is `bytes` large, in whole seconds.
    #[must_use]
    pub const fn seconds_left(self, bytes: usize) -> usize {
        self.full_at().saturating_sub(bytes) / self.bytes_per_second()
    }
}

/// A media type without its parameters.
#[must_use]
pub fn media_type(told: &str) -> &str {
    told.split(';').next().unwrap_or_default().trim()
}

/// The ending of the name of a file of this media type.
#[must_use]
pub fn ending(media_type: &str) -> &'static str {
    if media_type == "audio/ogg" {
        "ogg"
    } else {
        "webm"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_notes::MEDIA_TYPES;

    #[test]
    fn a_note_keeps_every_type_that_is_recorded() {
        for kind in Kind::ALL {
            for told in kind.media_types() {
                let kept = media_type(told);
                assert!(MEDIA_TYPES.contains(&kept), "{told}");
                assert!(kept.ends_with(ending(kept)), "{told}");
            }
        }
    }

    #[test]
    fn a_voice_has_room_for_half_an_hour_and_a_screen_for_minutes() {
        assert_eq!(Kind::Voice.seconds_left(0) / 60, 27);
        assert_eq!(Kind::ScreenAndVoice.seconds_left(0), 200);
        assert_eq!(Kind::Screen.seconds_left(0), 231);
        assert_eq!(Kind::Voice.seconds_left(MAX_ATTACHMENT_BYTES), 0);
    }

    #[test]
    fn what_is_told_without_parameters_stays() {
        assert_eq!(media_type("audio/webm"), "audio/webm");
        assert_eq!(media_type("video/webm; codecs=vp8"), "video/webm");
        assert_eq!(media_type(""), "");
    }
}

//! How loud it is.

/// What a sample is while nothing sounds.
const SILENCE: u8 = 128;

/// The loudness of some samples as the browser gives them, 8 bits around 128: 0 is silence, 100 the
/// most.
#[must_use]
pub fn loudness(samples: &[u8]) -> u8 {
    let loudest = samples.iter().map(|sample| sample.abs_diff(SILENCE)).max();
    let share = u32::from(loudest.unwrap_or_default()) * 100 / u32::from(SILENCE);
    // A voice at a usual distance reaches a quarter: a root makes it visible.
    u8::try_from((share * 100).isqrt()).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::loudness;

    #[test]
    fn silence_is_nothing_and_the_loudest_is_a_hundred() {
        assert_eq!(loudness(&[]), 0);
        assert_eq!(loudness(&[SILENT; 8]), 0);
        assert_eq!(loudness(&[128, 0]), 100);
        assert_eq!(loudness(&[128, 255]), 99);
    }

    #[test]
    fn a_quarter_shows_as_half() {
        assert_eq!(loudness(&[128, 160]), 50);
    }

    const SILENT: u8 = 128;
}

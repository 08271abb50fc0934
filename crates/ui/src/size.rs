use crate::text_with;

/// A file's size in words, in units of 1000: `12 kB`, `4.9 MB`.
#[must_use]
pub fn file_size(bytes: u64) -> String {
    let (key, number) = measured(bytes);
    text_with(key, &[&number])
}

fn measured(bytes: u64) -> (&'static str, String) {
    match bytes {
        0..1_000 => ("size_bytes", bytes.to_string()),
        1_000..1_000_000 => ("size_kilobytes", bytes.div_ceil(1_000).to_string()),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            let number = match tenths % 10 {
                0 => (tenths / 10).to_string(),
                rest => format!("{}.{rest}", tenths / 10),
            };
            ("size_megabytes", number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::measured;

    #[test]
    fn a_size_is_said_in_the_unit_that_fits() {
        for (bytes, key, number) in [
            (0, "size_bytes", "0"),
            (999, "size_bytes", "999"),
            (1_001, "size_kilobytes", "2"),
            (5_000_000, "size_megabytes", "5"),
            (4_820_000, "size_megabytes", "4.9"),
        ] {
            assert_eq!(measured(bytes), (key, number.to_owned()));
        }
    }
}

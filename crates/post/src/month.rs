//! Days written as in "15. März", which begin as an entry of a list does.

use crate::number::Marker;

/// Months in the languages people answer in, and as they shorten them. English May is left out: it
/// begins sentences, and in English no full stop stands behind a day.
const MONTHS: [&str; 57] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "jänner",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "jan",
    "feb",
    "mär",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "oct",
    "nov",
    "dez",
    "dec",
];

/// Whether a line with a number before it begins with a day: a full stop, and a month behind it.
pub(crate) fn is_day(marker: &Marker) -> bool {
    let word = marker.text.split(|c: char| !c.is_alphabetic()).next();
    let word: String = word
        .unwrap_or_default()
        .chars()
        .flat_map(char::to_lowercase)
        .collect();
    !marker.colon && marker.number <= 31 && MONTHS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_day;
    use crate::number::marker;

    #[test]
    fn a_day_is_told_from_an_entry_of_a_list() {
        let is_day = |line: &str| is_day(&marker(line).unwrap());
        for line in ["2. März", "2. Okt. 2026", "1. enero", "3. OKTOBER, abends"] {
            assert!(is_day(line), "{line}");
        }
        for line in [
            "2. Marketing",
            "2: März",
            "2. May I?",
            "2. am 3. März",
            "32. Juni",
            "2.",
        ] {
            assert!(!is_day(line), "{line}");
        }
    }
}

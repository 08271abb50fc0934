//! What stands below an answer and is none: a farewell, a signature, a lawyer's footer.

/// A farewell stands on a line of its own.
const FAREWELLS: [&str; 36] = [
    "best",
    "best regards",
    "kind regards",
    "warm regards",
    "with kind regards",
    "regards",
    "best wishes",
    "all the best",
    "thanks",
    "thank you",
    "many thanks",
    "thanks and regards",
    "cheers",
    "sincerely",
    "yours sincerely",
    "yours",
    "viele grüße",
    "liebe grüße",
    "beste grüße",
    "grüße",
    "gruß",
    "schöne grüße",
    "mit freundlichen grüßen",
    "freundliche grüße",
    "danke",
    "vielen dank",
    "mfg",
    "vg",
    "lg",
    "cordialement",
    "bien cordialement",
    "merci",
    "saludos",
    "un saludo",
    "atentamente",
    "gracias",
];

/// How a telephone or a program signs.
const DEVICES: [&str; 15] = [
    "sent from my ",
    "sent from outlook",
    "sent from mail for",
    "sent via ",
    "get outlook for ",
    "get bluemail",
    "von meinem ",
    "gesendet von ",
    "gesendet mit ",
    "diese nachricht wurde von meinem ",
    "envoyé de mon ",
    "envoyé depuis ",
    "obtenir outlook",
    "enviado desde ",
    "obtener outlook",
];
/// The longest line of a telephone, in bytes.
const MOST_DEVICE_BYTES: usize = 100;

/// What footers begin with.
const NOTICES: [&str; 8] = [
    "confidentiality",
    "disclaimer",
    "legal notice",
    "privileged and confidential",
    "vertraulichkeitshinweis",
    "haftungsausschluss",
    "avis de confidentialité",
    "aviso legal",
];
/// Beginnings of words of which a footer has one, and what it says them of: of a mail.
const SECRET: [&str; 5] = [
    "confidential",
    "confidentiel",
    "confidencial",
    "privileged",
    "vertraulich",
];
const MAIL: [&str; 8] = [
    "mail",
    "message",
    "communication",
    "nachricht",
    "courriel",
    "mensaje",
    "correo",
    "transmission",
];
/// From so many bytes on a line can be a footer, and so much of it is looked at.
const FOOTER_FROM: usize = 60;
const FOOTER_LOOK: usize = 400;

/// Whether a line is the mark that signatures stand below.
pub(crate) fn is_signature_mark(text: &str) -> bool {
    text == "--" || text == "—"
}

/// Whether a line says good-bye. `parted` says that a blank line stands above it; without one it
/// may be the end of an answer.
pub(crate) fn is_farewell(text: &str, parted: bool) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || ",.!;–-".contains(c));
    parted && text.len() <= 40 && FAREWELLS.contains(&lowercase(text).as_str())
}

/// Whether a line is one that a telephone, a program or a lawyer put below a mail.
pub(crate) fn is_footer(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '*', '_']);
    let mut end = text.len().min(FOOTER_LOOK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let looked = text.get(..end).unwrap_or_default().to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| looked.starts_with(word));
    let is_secret = |word: &str| SECRET.iter().any(|secret| word.starts_with(secret));
    text.len() <= MOST_DEVICE_BYTES && begins(&DEVICES)
        || begins(&NOTICES)
        || text.len() >= FOOTER_FROM
            && looked.split_ascii_whitespace().any(is_secret)
            && MAIL.iter().any(|word| looked.contains(word))
}

fn lowercase(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_an_answer_is_known() {
        assert!(is_farewell("Best regards,", true));
        assert!(is_farewell("Viele Grüße", true));
        assert!(
            !is_farewell("Thanks", false),
            "may be an answer's last line"
        );
        assert!(!is_farewell("Thanks for asking", true));
        assert!(is_footer("Sent from my phone"));
        assert!(is_footer(
            "This e-mail is confidential and may be privileged. If you are not the addressee, delete it."
        ));
        assert!(is_footer(
            "Diese E-Mail enthält vertrauliche Informationen; wer nicht der Empfänger ist, löscht sie."
        ));
        assert!(!is_footer("Keep the price confidential"));
    }
}

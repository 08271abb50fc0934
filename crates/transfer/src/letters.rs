//! What a table that is not written in Unicode was written in. Spreadsheets of Windows still save tables so, each
//! in the code page of its country, and no table says in which.

/// A set of letters, by the bytes that stand for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Windows-1252.
    Western,
    /// Windows-1250.
    CentralEuropean,
    /// Windows-1257.
    Baltic,
    /// Windows-1251.
    Cyrillic,
    /// Windows-1253.
    Greek,
    /// Windows-1254.
    Turkish,
    /// Windows-1255.
    Hebrew,
    /// Windows-1256.
    Arabic,
    /// Windows-1258.
    Vietnamese,
    /// Windows-874.
    Thai,
    /// Shift JIS.
    Japanese,
    /// EUC-KR, with what Windows adds.
    Korean,
    /// GB 18030.
    SimplifiedChinese,
    /// Big5.
    TraditionalChinese,
    /// Mac OS Roman.
    Macintosh,
}

impl Letters {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Western,
        Self::CentralEuropean,
        Self::Baltic,
        Self::Cyrillic,
        Self::Greek,
        Self::Turkish,
        Self::Hebrew,
        Self::Arabic,
        Self::Vietnamese,
        Self::Thai,
        Self::Japanese,
        Self::Korean,
        Self::SimplifiedChinese,
        Self::TraditionalChinese,
        Self::Macintosh,
    ];

    /// The label by which browsers know them, see <https://encoding.spec.whatwg.org/#names-and-labels>.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Western => "windows-1252",
            Self::CentralEuropean => "windows-1250",
            Self::Baltic => "windows-1257",
            Self::Cyrillic => "windows-1251",
            Self::Greek => "windows-1253",
            Self::Turkish => "windows-1254",
            Self::Hebrew => "windows-1255",
            Self::Arabic => "windows-1256",
            Self::Vietnamese => "windows-1258",
            Self::Thai => "windows-874",
            Self::Japanese => "shift_jis",
            Self::Korean => "euc-kr",
            Self::SimplifiedChinese => "gb18030",
            Self::TraditionalChinese => "big5",
            Self::Macintosh => "macintosh",
        }
    }

    /// The key of what they are called.
    #[must_use]
    pub fn text_key(self) -> String {
        format!("transfer_letters_{}", self.label().replace('-', "_"))
    }

    /// What a spreadsheet most likely writes where people read this language, a BCP 47 tag.
    #[must_use]
    pub fn likely(language: &str) -> Self {
        let mut parts = language.split('-');
        match parts.next().unwrap_or_default() {
            "bs" | "cs" | "hr" | "hu" | "pl" | "ro" | "sk" | "sl" | "sq" => Self::CentralEuropean,
            "et" | "lt" | "lv" => Self::Baltic,
            "be" | "bg" | "kk" | "ky" | "mk" | "mn" | "ru" | "sr" | "tg" | "uk" => Self::Cyrillic,
            "el" => Self::Greek,
            "az" | "tr" | "uz" => Self::Turkish,
            "he" => Self::Hebrew,
            "ar" | "fa" | "ur" => Self::Arabic,
            "vi" => Self::Vietnamese,
            "th" => Self::Thai,
            "ja" => Self::Japanese,
            "ko" => Self::Korean,
            "zh" if parts.any(|part| matches!(part, "TW" | "HK" | "MO" | "Hant")) => {
                Self::TraditionalChinese
            }
            "zh" => Self::SimplifiedChinese,
            _ => Self::Western,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_tells_what_is_likely() {
        for (language, letters) in [
            ("de", Letters::Western),
            ("pt-BR", Letters::Western),
            ("", Letters::Western),
            ("pl", Letters::CentralEuropean),
            ("uk-UA", Letters::Cyrillic),
            ("ja", Letters::Japanese),
            ("zh-CN", Letters::SimplifiedChinese),
            ("zh-Hant-HK", Letters::TraditionalChinese),
        ] {
            assert_eq!(Letters::likely(language), letters, "{language}");
        }
    }
}

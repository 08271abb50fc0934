//! Which rows the search field leaves.

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<String>,
}

impl Search {
    /// The search for every word of `query`.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let words = query.split_whitespace().map(str::to_lowercase);
        Self {
            words: words.collect(),
        }
    }

    /// Whether nothing is searched for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word is in one of `texts`, in any case.
    #[must_use]
    pub fn finds(&self, texts: &[&str]) -> bool {
        if self.is_empty() {
            return true;
        }
        let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        self.words
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::Search;

    #[test]
    fn every_word_must_be_somewhere_in_any_case() {
        let search = Search::new(" zone  TIME ");
        assert!(search.finds(&["You", "Time zone"]));
        assert!(search.finds(&["time", "zone"]));
        assert!(!search.finds(&["You", "Time"]));
    }

    #[test]
    fn nothing_searched_for_leaves_everything() {
        assert!(Search::new("  ").finds(&[]));
        assert!(!Search::new("x").finds(&[]));
    }
}

use crate::Messages;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Words that are asked for once and then remembered: for work that says the same thousands of times, where
/// asking the browser costs more than the work.
pub struct Remembered<'a> {
    source: &'a dyn Messages,
    known: RefCell<BTreeMap<String, String>>,
}

impl<'a> Remembered<'a> {
    /// The words of `source`.
    #[must_use]
    pub fn new(source: &'a dyn Messages) -> Self {
        Self {
            source,
            known: RefCell::default(),
        }
    }
}

impl Messages for Remembered<'_> {
    /// What has arguments is another text each time, and is asked for each time.
    fn text(&self, key: &str, args: &[&str]) -> String {
        if !args.is_empty() {
            return self.source.text(key, args);
        }
        if let Some(known) = self.known.borrow().get(key) {
            return known.clone();
        }
        let text = self.source.text(key, args);
        let mut known = self.known.borrow_mut();
        known.insert(key.to_owned(), text.clone());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts how often it is asked.
    #[derive(Default)]
    struct Counting(RefCell<u32>);

    impl Messages for Counting {
        fn text(&self, key: &str, args: &[&str]) -> String {
            *self.0.borrow_mut() += 1;
            format!("{key} {args:?} {}", self.0.borrow())
        }
    }

    #[test]
    fn a_text_is_asked_for_once_and_one_with_arguments_each_time() {
        let source = Counting::default();
        let words = Remembered::new(&source);
        assert_eq!(words.text("a", &[]), words.text("a", &[]));
        assert_ne!(words.text("b", &["1"]), words.text("b", &["1"]));
        assert_ne!(words.text("b", &["2"]), words.text("b", &["1"]));
        assert_ne!(words.text("b", &[]), words.text("a", &[]));
    }
}

use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// An error the browser reported, with its own name and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError {
    /// The error's name, such as `QuotaExceededError`; empty when it had none.
    pub name: String,
    /// The error's message.
    pub message: String,
}

impl From<JsValue> for BrowserError {
    fn from(value: JsValue) -> Self {
        match value.dyn_ref::<js_sys::Error>() {
            Some(error) => Self {
                name: error.name().into(),
                message: error.message().into(),
            },
            None => Self {
                name: String::new(),
                message: value.as_string().unwrap_or_default(),
            },
        }
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}

impl std::error::Error for BrowserError {}

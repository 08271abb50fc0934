//! From JSON to values: one small decoder for everything the background reads.
//!
//! [`serde_json::from_str`] makes a parser of its own for each type it reads, and two for a struct,
//! because a list of its fields would do as well. Here text is parsed once, into a [`Value`], and
//! types are read from that. A struct is an object and nothing else; of a field that is there twice
//! the last one counts.

mod tree;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Error, Value};

/// Reads a `T` from JSON text.
///
/// # Errors
/// When `text` is not JSON, or not a `T`.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    from_value(&serde_json::from_str(text)?)
}

/// Reads a `T` from JSON.
///
/// # Errors
/// When `value` is not a `T`.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    T::deserialize(tree::Tree(value))
}

/// Reads a `T` from JSON, and tells whether that is all of it: `false` where an object has a field that
/// the `T` knows nothing of.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Person { name: String }
///
/// let json = serde_json::json!({ "name": "A", "since": 2026 });
/// let (person, is_all) = baton_json::from_value_telling::<Person>(&json)?;
/// assert_eq!((person.name.as_str(), is_all), ("A", false));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// When `value` is not a `T`.
pub fn from_value_telling<T: DeserializeOwned>(value: &Value) -> Result<(T, bool), Error> {
    tree::telling(|| from_value(value))
}

/// Reads the field `name` of an object. For the frame around a stored thing this costs less than a
/// type of its own, and its `schema` can be read before anything else is looked at.
///
/// # Errors
/// When there is no such field, or no `T` in it.
pub fn field<T: DeserializeOwned>(object: &Value, name: &str) -> Result<T, Error> {
    match object.get(name) {
        Some(value) => from_value(value),
        None => Err(Error::custom(format_args!("missing field `{name}`"))),
    }
}

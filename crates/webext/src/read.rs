//! Reads plain JavaScript values into Rust types.
//!
//! Only what the background says to Baton's own pages is read here: both are of one version, so a
//! value has the shape it should have or it is refused. No error says where it went wrong: the
//! words for that, with everything that writes numbers, would be a tenth of a page's module.

use js_sys::{Array, JsString, Object, Reflect};
use serde::Deserializer;
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// A value that does not have the shape of the type it was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongShape;

impl fmt::Display for WrongShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of another shape was expected")
    }
}

impl std::error::Error for WrongShape {}

impl serde::de::Error for WrongShape {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A JavaScript value to be read.
pub(crate) struct Source(pub(crate) JsValue);

impl Source {
    fn text(&self) -> Result<String, WrongShape> {
        self.0.as_string().ok_or(WrongShape)
    }

    /// A whole number. JavaScript's own are exact up to 2^53.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::float_cmp,
        reason = "a number that does not come back the same is refused"
    )]
    fn whole_number(&self) -> Result<i64, WrongShape> {
        let number = self.0.as_f64().ok_or(WrongShape)?;
        let whole = number as i64;
        if whole as f64 == number {
            Ok(whole)
        } else {
            Err(WrongShape)
        }
    }

    fn array(self) -> Result<Array, WrongShape> {
        self.0.dyn_into().map_err(|_| WrongShape)
    }

    fn entries(&self) -> Result<Array, WrongShape> {
        // Not `instanceof`: Firefox makes what it hands over with another realm's constructors.
        if !self.0.is_object() {
            return Err(WrongShape);
        }
        Ok(Object::entries(self.0.unchecked_ref()))
    }
}

macro_rules! whole_numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WrongShape> {
            visitor.visit_i64(self.whole_number()?)
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WrongShape> {
            visitor.visit_string(self.text()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Source {
    type Error = WrongShape;

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WrongShape> {
        visitor.visit_bool(self.0.as_bool().ok_or(WrongShape)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WrongShape> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, WrongShape> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WrongShape> {
        let array = self.array()?;
        visitor.visit_seq(Items { array, next: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, WrongShape> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WrongShape> {
        let entries = self.entries()?;
        let value = JsValue::UNDEFINED;
        visitor.visit_map(Entries {
            entries,
            next: 0,
            value,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, WrongShape> {
        visitor.visit_seq(Fields {
            object: self.0,
            names: names.iter(),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, WrongShape> {
        if let Some(name) = self.0.as_string() {
            return visitor.visit_enum(name.into_deserializer());
        }
        let entries = self.entries()?;
        if entries.length() != 1 {
            return Err(WrongShape);
        }
        let entry: Array = entries.get(0).unchecked_into();
        visitor.visit_enum(Variant {
            name: Source(entry.get(0)).text()?,
            content: entry.get(1),
        })
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, WrongShape> {
        // Nothing that is read here leaves open what it is.
        Err(WrongShape)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 bytes byte_buf unit unit_struct tuple_struct ignored_any
    }
}

/// A list's items.
struct Items {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = WrongShape;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, WrongShape> {
        if self.next >= self.array.length() {
            return Ok(None);
        }
        let item = self.array.get(self.next);
        self.next += 1;
        seed.deserialize(Source(item)).map(Some)
    }
}

/// A struct's fields, in the order the type has them: much less code than by name.
struct Fields {
    object: JsValue,
    names: std::slice::Iter<'static, &'static str>,
}

impl Fields {
    /// The next field's value; `None` where the object lacks it, which is its default.
    fn next(&mut self) -> Result<Option<JsValue>, WrongShape> {
        let name = self.names.next().ok_or(WrongShape)?;
        let value = Reflect::get(&self.object, &JsString::from(*name)).map_err(|_| WrongShape)?;
        Ok((!value.is_undefined()).then_some(value))
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = WrongShape;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, WrongShape> {
        match self.next()? {
            Some(value) => seed.deserialize(Source(value)).map(Some),
            None => Ok(None),
        }
    }
}

/// An object's entries.
struct Entries {
    entries: Array,
    next: u32,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = WrongShape;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, WrongShape> {
        if self.next >= self.entries.length() {
            return Ok(None);
        }
        let entry: Array = self.entries.get(self.next).unchecked_into();
        self.next += 1;
        self.value = entry.get(1);
        seed.deserialize(Source(entry.get(0))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, WrongShape> {
        seed.deserialize(Source(std::mem::take(&mut self.value)))
    }
}

/// An enum's variant that has content: `{name: content}`.
struct Variant {
    name: String,
    content: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = WrongShape;
    type Variant = Source;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Source), WrongShape> {
        let name: StringDeserializer<WrongShape> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, Source(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Source {
    type Error = WrongShape;

    fn unit_variant(self) -> Result<(), WrongShape> {
        Err(WrongShape)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, WrongShape> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, WrongShape> {
        self.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, WrongShape> {
        self.deserialize_struct("", names, visitor)
    }
}

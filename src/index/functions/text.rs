//! Owns `regexp(pattern, text)`, behind `x REGEXP 'p'`, and `fold(text)`.
//! Refuses patterns that compile to more than a megabyte.

use regex::{Regex, RegexBuilder};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, Result};
use std::borrow::Cow;

/// Bytes of a compiled pattern, and of its cache.
const SIZE: usize = 1 << 20;

/// Makes the functions known to a connection.
pub(super) fn register(connection: &Connection, fold: fn(&str) -> String, flags: FunctionFlags) -> Result<()> {
    connection.create_scalar_function("regexp", 2, flags, |context| {
        let (Some(pattern), Some(text)) = (text(context, 0), text(context, 1)) else { return Ok(None) };
        let compiled = match context.get_aux::<Regex>(0)? {
            Some(compiled) => compiled,
            None => context.set_aux(0, compile(&pattern)?)?,
        };
        Ok(Some(compiled.is_match(&text)))
    })?;
    connection.create_scalar_function("fold", 1, flags, move |context| Ok(text(context, 0).map(|text| fold(&text))))
}

fn compile(pattern: &str) -> Result<Regex> {
    let built = RegexBuilder::new(pattern).size_limit(SIZE).dfa_size_limit(SIZE).build();
    built.map_err(|error| Error::UserFunctionError(Box::new(error)))
}

/// An argument as text; nothing for NULL.
pub(super) fn text<'a>(context: &'a Context<'_>, index: usize) -> Option<Cow<'a, str>> {
    match context.get_raw(index) {
        ValueRef::Null => None,
        ValueRef::Integer(whole) => Some(whole.to_string().into()),
        ValueRef::Real(double) => Some(double.to_string().into()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes)),
    }
}

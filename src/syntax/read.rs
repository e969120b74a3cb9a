//! Owns reading TOML into values with their places, all faults at once, numbers by their digits.
//! Refuses to give up at the first fault.

use super::place::{Place, Places, Step};
use crate::value::{Map, Value};
use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::str::FromStr;
use toml::de::{DeArray, DeFloat, DeInteger, DeTable, DeValue};
use toml::value::{Datetime, Offset};

/// Deeper nesting than this is refused, so that no record can exhaust the stack.
const MAX_DEPTH: usize = 64;

/// A fault of syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes meant.
    pub span: Range<usize>,
    /// What the parser says, in English, one line.
    pub text: String,
}

/// What a document holds.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The values.
    pub root: Map,
    /// Where they stand.
    pub places: Places,
    /// All faults; with any of them the values are only what could be read.
    pub faults: Vec<Fault>,
}

/// Reads a document. A byte-order mark at the start is passed over, spans count it.
pub fn parse(text: &str) -> Parsed {
    let (body, skipped) = match text.strip_prefix('\u{feff}') {
        Some(body) => (body, '\u{feff}'.len_utf8()),
        None => (text, 0),
    };
    if let Some(at) = too_deep(body) {
        return Parsed {
            faults: vec![Fault {
                span: at + skipped..at + skipped + 1,
                text: format!("nested deeper than {MAX_DEPTH} levels"),
            }],
            ..Parsed::default()
        };
    }
    if body.starts_with('\u{feff}') {
        let second = skipped..skipped + '\u{feff}'.len_utf8();
        return Parsed {
            faults: vec![Fault { span: second, text: "a second byte-order mark".to_owned() }],
            ..Parsed::default()
        };
    }
    let (root, errors) = DeTable::parse_recoverable(body);
    let mut reader = Reader { source: body, skipped, parsed: Parsed::default() };
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let text = error.message().lines().collect::<Vec<_>>().join(", ");
        reader.parsed.faults.push(Fault { span: span.start + skipped..span.end + skipped, text });
    }
    let map = reader.table(root.get_ref(), &mut Vec::new());
    reader.parsed.root = map;
    reader.parsed
}

/// Reads a document into a Rust type, for configuration and schema files.
pub fn typed<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = too_deep(body) {
        return Err(Fault { span: at..at + 1, text: format!("nested deeper than {MAX_DEPTH} levels") });
    }
    toml::from_str(body).map_err(|error| Fault {
        span: error.span().unwrap_or(0..0),
        text: error.message().lines().collect::<Vec<_>>().join(", "),
    })
}

/// The byte at which brackets nest too deep, counted without regard to strings: strings can only make it stricter
/// for text that holds dozens of unclosed brackets, so those inside quotes on one line are passed over.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut quote: Option<u8> = None;
    let mut escaped = false;
    let mut key_dots = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (_, b'\n') => {
                quote = None;
                escaped = false;
                key_dots = 0;
            }
            (Some(_), _) if escaped => escaped = false,
            (Some(b'"'), b'\\') => escaped = true,
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[' | b'{') => depth += 1,
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            (None, b'.') => key_dots += 1,
            (None, b'=') => key_dots = 0,
            _ => {}
        }
        if depth > MAX_DEPTH || key_dots > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

struct Reader<'s> {
    source: &'s str,
    skipped: usize,
    parsed: Parsed,
}

impl Reader<'_> {
    fn shift(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.skipped..span.end + self.skipped
    }

    fn table(&mut self, table: &DeTable<'_>, path: &mut Vec<Step>) -> Map {
        let mut map = Map::new();
        for (key, value) in table {
            path.push(Step::Key(key.get_ref().to_string()));
            let place = Place { key: self.shift(key.span()), value: self.shift(value.span()) };
            self.parsed.places.insert(path.clone(), place);
            let read = self.value(value.get_ref(), value.span(), path);
            path.pop();
            map.insert(key.get_ref().to_string(), read);
        }
        map
    }

    fn array(&mut self, array: &DeArray<'_>, path: &mut Vec<Step>) -> Value {
        let mut list = Vec::with_capacity(array.len());
        for (index, value) in array.iter().enumerate() {
            path.push(Step::Index(index));
            let span = self.shift(value.span());
            self.parsed.places.insert(path.clone(), Place { key: span.clone(), value: span });
            list.push(self.value(value.get_ref(), value.span(), path));
            path.pop();
        }
        Value::List(list)
    }

    fn value(&mut self, value: &DeValue<'_>, span: Range<usize>, path: &mut Vec<Step>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.replace("\r\n", "\n")),
            DeValue::Integer(number) => {
                let digits = number.as_str().trim_start_matches(['+', '-']);
                // The parser leaves these to whoever turns digits into a number.
                if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(number.radix())) {
                    let text = format!("`{number}` is no whole number");
                    self.parsed.faults.push(Fault { span: self.shift(span), text });
                }
                integer(number)
            }
            DeValue::Float(number) => float(number),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(moment) => datetime(moment, self.source.get(span).unwrap_or_default()),
            DeValue::Array(array) => self.array(array, path),
            DeValue::Table(table) => Value::Table(self.table(table, path)),
        }
    }
}

fn integer(number: &DeInteger<'_>) -> Value {
    i64::from_str_radix(number.as_str(), number.radix())
        .map_or_else(|_| Value::Odd(number.to_string()), |whole| Value::Number(Decimal::from(whole)))
}

/// Exact digits; what no decimal of 28 digits holds is kept as written.
fn float(number: &DeFloat<'_>) -> Value {
    let digits = number.as_str();
    let exact = if digits.contains(['e', 'E']) {
        Decimal::from_scientific(digits).ok()
    } else {
        Decimal::from_str_exact(digits).ok()
    };
    exact.map_or_else(|| Value::Odd(digits.to_owned()), Value::Number)
}

fn datetime(moment: &Datetime, source: &str) -> Value {
    let odd = || Value::Odd(source.trim().to_owned());
    let Some(date) = moment.date else { return odd() };
    let Some(day) = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day)) else {
        return odd();
    };
    match (&moment.time, &moment.offset) {
        (None, _) => Value::Date(day),
        (Some(_), Some(Offset::Z | Offset::Custom { .. })) => {
            DateTime::from_str(&moment.to_string()).map_or_else(|_| odd(), Value::Moment)
        }
        (Some(_), None) => odd(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let parsed = parse("a = 12345678901234567.89\nb = 0.10\nc = 1_000\nd = inf\ne = 1e2\nf = 0x1F\n");
        assert_eq!(parsed.faults, []);
        let shown: Vec<String> = parsed
            .root
            .values()
            .map(|value| match value {
                Value::Number(number) => number.to_string(),
                Value::Odd(raw) => format!("odd {raw}"),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, ["12345678901234567.89", "0.10", "1000", "odd inf", "100", "31"]);
    }

    #[test]
    fn all_faults_are_told_and_the_rest_is_read() {
        let parsed = parse("a = \nb = 1\nb = 2\nc = \"客户\"\n");
        assert_eq!(parsed.faults.len(), 2, "{:?}", parsed.faults);
        assert_eq!(parsed.root.get("c"), Some(&Value::Text("客户".into())));
    }

    #[test]
    fn places_count_the_byte_order_mark() {
        let text = "\u{feff}name = \"a\"\n[[lines]]\nsku = \"x\"\n";
        let parsed = parse(text);
        let place = parsed.places.get(&["lines".into(), Step::Index(0), "sku".into()]).unwrap();
        assert_eq!(&text[place.value.clone()], "\"x\"");
        assert_eq!(&text[place.key.clone()], "sku");
    }

    #[test]
    fn deep_nesting_is_a_fault_and_not_a_crash() {
        for text in [format!("a = {}", "[".repeat(100_000)), format!("{} = 1", vec!["a"; 100_000].join("."))] {
            assert_eq!(parse(&text).faults.len(), 1);
        }
    }

    #[test]
    fn local_times_are_kept_as_written() {
        let parsed = parse("a = 2026-11-21T10:00:00\nb = 2026-11-21 10:00:00+08:00\nc = 2026-11-21\n");
        assert_eq!(parsed.root["a"], Value::Odd("2026-11-21T10:00:00".into()));
        assert!(matches!(parsed.root["b"], Value::Moment(_)));
        assert!(matches!(parsed.root["c"], Value::Date(_)));
    }
}

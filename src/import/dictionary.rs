//! Owns what a header may mean: every word for every field of every kind, found by folded text.
//! Refuses to choose among the meanings.

use crate::schema::{Field, Schema, Type};
use crate::value::fold;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// One meaning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sense {
    pub kind: String,
    pub path: Vec<String>,
    /// 6 for a label, 5 for a name, 4 for an alias; less for fields inside others.
    pub weight: i32,
}

/// Words of all kinds.
pub(super) struct Dictionary(HashMap<String, Vec<Sense>>);

/// Fields that no sheet of others fills.
const OURS: &[&str] = &["former_ids", "historic", "verified"];

impl Dictionary {
    pub(super) fn new(schema: &Schema) -> Dictionary {
        let mut words = HashMap::new();
        for kind in schema.kinds.values() {
            for field in kind.fields.values().filter(|field| !OURS.contains(&field.name.as_str())) {
                add(&mut words, &kind.name, std::slice::from_ref(&field.name), field, 0);
                let inner: Vec<&Field> = match field.kind {
                    Type::Table => field.fields.values().collect(),
                    // Of all rows only the lines of an order stand one a row in sheets.
                    Type::Rows if field.name == "lines" => field.fields.values().collect(),
                    _ => Vec::new(),
                };
                for part in inner {
                    add(&mut words, &kind.name, &[field.name.clone(), part.name.clone()], part, 2);
                }
            }
        }
        Dictionary(words)
    }

    /// The meanings of a header, of the header without its unit where the whole has none.
    pub(super) fn senses(&self, header: &str) -> &[Sense] {
        self.0.get(&fold(header)).or_else(|| self.0.get(&fold(without_unit(header)?.0))).map_or(&[], Vec::as_slice)
    }

    pub(super) fn knows(&self, header: &str) -> bool {
        !self.senses(header).is_empty()
    }

    /// The meaning of a header in one kind.
    pub(super) fn sense(&self, header: &str, kind: &str) -> Option<&Sense> {
        self.senses(header).iter().filter(|sense| sense.kind == kind).max_by_key(|sense| sense.weight)
    }

    /// Whether a header may mean this field of the kind.
    pub(super) fn means(&self, header: &str, kind: &str, field: &str) -> bool {
        self.senses(header).iter().any(|sense| sense.kind == kind && sense.path == [field])
    }
}

fn add(words: &mut HashMap<String, Vec<Sense>>, kind: &str, path: &[String], field: &Field, less: i32) {
    if matches!(field.kind, Type::Table | Type::Rows) {
        return;
    }
    let labels = [&field.label.en, &field.label.zh].into_iter().map(|word| (word.as_str(), 6));
    let aliases = field.aliases.iter().map(|word| (word.as_str(), 4));
    let name = [(field.name.as_str(), 5)];
    for (word, weight) in labels.chain(name).chain(aliases) {
        let senses = words.entry(fold(word)).or_default();
        if word.is_empty() || senses.iter().any(|sense| sense.kind == kind && sense.path == path) {
            continue;
        }
        senses.push(Sense { kind: kind.to_owned(), path: path.to_vec(), weight: weight - less });
    }
}

/// A header such as `金额（万元）` parted into its words and what its numbers are counted in.
pub(super) fn without_unit(header: &str) -> Option<(&str, Decimal)> {
    let text = header.trim().trim_end_matches([')', '）', ']', '】']);
    let (words, unit) = text.rsplit_once(['(', '（', '[', '【']).or_else(|| text.rsplit_once(['/', ':', '：']))?;
    let unit = unit.trim().trim_start_matches("单位").trim_start_matches([':', '：', ' ']);
    let unit = fold(unit);
    let unit = ["人民币", "rmb", "cny", "美元", "usd"]
        .iter()
        .fold(unit.as_str(), |unit, sign| unit.strip_suffix(sign).or_else(|| unit.strip_prefix(sign)).unwrap_or(unit));
    let factor = match unit.strip_suffix('元').unwrap_or(unit) {
        "" | "¥" | "$" | "€" => 1,
        "百" => 100,
        "千" | "k" | "thousand" | "thousands" | "000" => 1_000,
        "万" | "萬" => 10_000,
        "十万" => 100_000,
        "百万" | "m" | "million" | "millions" => 1_000_000,
        "千万" => 10_000_000,
        "亿" | "億" => 100_000_000,
        "billion" | "billions" => 1_000_000_000,
        _ => return None,
    };
    Some((words.trim(), Decimal::from(factor)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_the_header_multiplies() {
        let read = |header| without_unit(header).map(|(words, factor)| (words.to_owned(), factor.to_string()));
        assert_eq!(read("金额（万元）"), Some(("金额".into(), "10000".into())));
        assert_eq!(read("销售额(单位：亿元)"), Some(("销售额".into(), "100000000".into())));
        assert_eq!(read("预算(千元)"), Some(("预算".into(), "1000".into())));
        assert_eq!(read("金额(元)"), Some(("金额".into(), "1".into())));
        assert_eq!(read("省/自治区"), None);
        assert_eq!(read("probability (%)"), None);
    }
}

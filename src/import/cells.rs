//! Owns what a cell says for the field of its column.
//! Refuses what it can't read in full; nothing of a cell is dropped.

use super::columns::Target;
use super::sheet::Cell;
use crate::diagnostic::Message;
use crate::msg;
use crate::schema::{Customs, Type, Vocabulary, interpret};
use crate::value::DateOrder;
use crate::value::{
    Value, clean, currency_of, fits_order, fold, is_placeholder, parse_date, parse_number, plain, split_phones,
};
use rust_decimal::Decimal;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// A value of the field.
    Value(Value),
    /// Names of other records.
    Names(Vec<String>),
}

/// The content of a cell with what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub content: Content,
    /// Currency written at the amount.
    pub currency: Option<&'static str>,
    /// Further numbers of a telephone cell with their labels.
    pub spare: Vec<(Option<String>, String)>,
}

impl Said {
    /// A value with nothing beside it.
    pub(super) fn plain(value: Value) -> Said {
        Said { content: Content::Value(value), currency: None, spare: Vec::new() }
    }
}

/// Reads a cell for its field. `None` for an empty one.
pub(super) fn read(
    target: &Target,
    cell: &Cell,
    customs: &Customs,
    vocabulary: &Vocabulary,
) -> Result<Option<Said>, Message> {
    let mut text = cell.text().into_owned();
    if let Cell::Error(error) = cell {
        return Err(msg!("import-error-cell", error = error.as_str()));
    }
    if let Some(other) = target.values.get(&fold(&text)) {
        text.clone_from(other);
    }
    if clean(&text).is_empty() {
        match &target.default {
            Some(default) => text.clone_from(default),
            None => return Ok(None),
        }
    }
    let said = |content| Some(Said { content, currency: None, spare: Vec::new() });
    let named = |text: &str| msg!("check-placeholder", text = clean(text));
    if matches!(target.field.kind, Type::Ref | Type::Refs) {
        if is_placeholder(&text) {
            return Err(named(&text));
        }
        let names = match target.field.kind {
            Type::Ref => vec![clean(&text)],
            _ => text.split([';', '；', '、', '\n', '/']).map(clean).filter(|name| !name.is_empty()).collect(),
        };
        return Ok(said(Content::Names(names)));
    }
    let result = value(target, &text, customs, vocabulary);
    match result {
        Err(_) if is_placeholder(&text) && target.field.kind != Type::Bool => Err(named(&text)),
        Ok(found)
            if matches!(target.field.kind, Type::String | Type::Text)
                && !target.field.placeholder
                && is_placeholder(&text) =>
        {
            drop(found);
            Err(named(&text))
        }
        other => other.map(Some),
    }
}

fn value(target: &Target, text: &str, customs: &Customs, vocabulary: &Vocabulary) -> Result<Said, Message> {
    let field = &target.field;
    let mut said = Said { content: Content::Value(Value::Bool(false)), currency: None, spare: Vec::new() };
    let customs = &Customs { order: target.order.or(customs.order), ..customs.clone() };
    said.content = Content::Value(match field.kind {
        Type::Phone => {
            let mut numbers = split_phones(text).into_iter();
            let Some((label, first)) = numbers.next() else {
                return Err(msg!("value-phone-unreadable", text = clean(text)));
            };
            let read = interpret(field, &first, customs)?;
            if let Some(label) = label.filter(|label| !is_generic(label)) {
                said.spare.push((Some(label), first));
            }
            said.spare.extend(numbers);
            read
        }
        Type::Money => {
            said.currency = currency_of(text);
            let number = parse_number(&clean(text))?;
            // `12万` in a column counted in 万 has said its unit itself.
            let unit_said = ['万', '亿', '千', '百'].iter().any(|unit| text.contains(*unit));
            Value::Number(scaled(number, target.factor.filter(|_| !unit_said)))
        }
        Type::Decimal | Type::Int => match interpret(field, text, customs)? {
            Value::Number(number) => Value::Number(scaled(number, target.factor)),
            other => other,
        },
        Type::Percent => match interpret(field, text, customs)? {
            Value::Number(number) if target.fraction && !text.contains(['%', '％']) => {
                Value::Number((number * Decimal::ONE_HUNDRED).normalize())
            }
            other => other,
        },
        Type::Tags => match interpret(field, text, customs)? {
            Value::List(tags) => Value::List(tags.iter().map(|tag| resolved(tag, vocabulary)).collect()),
            other => other,
        },
        Type::String => dated(target, interpret(field, text, customs)?, customs),
        _ => interpret(field, text, customs)?,
    });
    Ok(said)
}

fn scaled(number: Decimal, factor: Option<Decimal>) -> Decimal {
    factor.and_then(|factor| number.checked_mul(factor)).map_or(number, |number| number.normalize())
}

fn resolved(tag: &Value, vocabulary: &Vocabulary) -> Value {
    let name = tag.text().and_then(|word| vocabulary.resolve(word));
    name.map_or_else(|| tag.clone(), |name| Value::Text(name.to_owned()))
}

/// Labels that say no more than the field does.
fn is_generic(label: &str) -> bool {
    let words = ["手机", "电话", "tel", "phone", "mobile", "cell", "t", "m", "联系电话", "手机号", "电話"];
    words.contains(&fold(label).as_str())
}

/// A string that must look like a day, such as a birthday, may be written as any date.
fn dated(target: &Target, value: Value, customs: &Customs) -> Value {
    let (Some(pattern), Some(text)) = (&target.field.pattern, value.text()) else { return value };
    if pattern.0.is_match(text) {
        return value;
    }
    let day = parse_date(text, customs.now.date_naive(), customs.order).map(|day| day.to_string());
    match day {
        Ok(day) if pattern.0.is_match(&day) && text.chars().filter(char::is_ascii_digit).count() >= 6 => {
            Value::Text(day)
        }
        _ => value,
    }
}

/// The order of a column's dates: `Ok(None)` where every cell shows its own.
pub(super) fn order_of(cells: &[&Cell], customs: &Customs) -> Result<Option<DateOrder>, String> {
    let texts: Vec<&str> =
        cells.iter().filter_map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None }).collect();
    let open = |text: &&str| {
        parse_date(text, customs.now.date_naive(), None).is_err_and(|message| message.key == "value-date-ambiguous")
    };
    let Some(example) = texts.iter().copied().find(open) else { return Ok(None) };
    match fits_order(&texts).as_slice() {
        [order] => Ok(Some(*order)),
        [] => Ok(None),
        _ => Err(example.to_owned()),
    }
}

/// Whether a column of shares is written in fractions of one.
pub(super) fn is_fraction(cells: &[&Cell]) -> bool {
    let numbers: Vec<Decimal> = cells
        .iter()
        .map(|cell| cell.text())
        .filter(|text| !text.contains(['%', '％']))
        .filter_map(|text| parse_number(&text).ok())
        .collect();
    !numbers.is_empty()
        && numbers.iter().all(|number| *number >= Decimal::ZERO && *number <= Decimal::ONE)
        && numbers.iter().any(|number| !number.fract().is_zero())
}

/// How a value is shown beside its column.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => plain(*number),
        other => other.display(),
    }
}

//! Owns the values that a cell can hold and their text: exact for programs, readable for people.
//! Refuses binary floats, rounding, and words of any language.

use super::escape::{escape, escape_lines};
use super::{Table, cells, json};
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing known: blank, and `null` in JSON.
    #[default]
    Empty,
    /// Text of one or many lines.
    Text(String),
    /// An exact number, shown digit by digit.
    Number(Decimal),
    /// An amount and its ISO currency. People see `USD 12,000.00`, or `12,000.00` without a currency; programs get
    /// the plain digits, and the currency only from a column of its own.
    Money(Decimal, Option<String>),
    /// A number of hundredths: 12.5 is shown as `12.5%`, and to programs as 12.5.
    Percent(Decimal),
    /// True or false; people see `✓` or `✗`.
    Bool(bool),
    /// A calendar day.
    Date(NaiveDate),
    /// A moment. People see day, hour and minute at its own offset, so the caller brings it into their time zone;
    /// programs get RFC 3339.
    Moment(DateTime<FixedOffset>),
    /// Several short texts, such as tags: `, ` between them for people, `;` in CSV and TSV, an array in JSON.
    List(Vec<String>),
    /// Rows inside a row, such as the lines of an order: an array of objects in JSON, its text in CSV and TSV.
    Rows(Box<Table>),
}

impl Cell {
    /// What people read, escaped, line breaks kept.
    pub(super) fn human(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) => escape_lines(text),
            Cell::Money(amount, Some(currency)) => format!("{} {}", escape(currency), thousands(amount)).into(),
            Cell::Money(amount, None) => thousands(amount).into(),
            Cell::Percent(number) => format!("{}%", digits(number)).into(),
            Cell::Bool(true) => "✓".into(),
            Cell::Bool(false) => "✗".into(),
            Cell::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string().into(),
            Cell::List(items) => items.iter().map(|item| escape_lines(item)).collect::<Vec<_>>().join(", ").into(),
            Cell::Rows(table) => {
                let row = |row: &Vec<Cell>| {
                    let texts: Vec<_> = cells(table, row).map(Cell::human).filter(|text| !text.is_empty()).collect();
                    texts.join(" ")
                };
                table.rows.iter().map(row).collect::<Vec<_>>().join("; ").into()
            }
            _ => self.plain(),
        }
    }

    /// What programs read, exact and not yet escaped.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => "".into(),
            Cell::Text(text) => text.into(),
            Cell::Number(number) | Cell::Money(number, _) | Cell::Percent(number) => digits(number).into(),
            Cell::Bool(bool) => if *bool { "true" } else { "false" }.into(),
            Cell::Date(date) => date.to_string().into(),
            Cell::Moment(moment) => moment.to_rfc3339_opts(SecondsFormat::AutoSi, false).into(),
            Cell::List(items) => items.join(";").into(),
            Cell::Rows(_) => json::cell(self).into(),
        }
    }

    /// Whether it may be cut to save room.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Cell::Empty | Cell::Text(_) | Cell::List(_) | Cell::Rows(_))
    }
}

/// All digits of a number, without exponent, zero without a sign.
fn digits(number: &Decimal) -> String {
    if number.is_zero() { number.abs().to_string() } else { number.to_string() }
}

/// An amount with thousands signs and its own decimals, at least two.
fn thousands(amount: &Decimal) -> String {
    let text = digits(&amount.normalize());
    let (sign, text) = text.strip_prefix('-').map_or(("", &*text), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = String::from(sign);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push('.');
    out.push_str(fraction);
    out.extend(std::iter::repeat_n('0', 2usize.saturating_sub(fraction.len())));
    out
}

macro_rules! from {
    ($($type:ty => |$value:ident| $cell:expr),* $(,)?) => {
        $(impl From<$type> for Cell {
            fn from($value: $type) -> Cell {
                $cell
            }
        })*
    };
}

from! {
    &str => |text| Cell::Text(text.to_owned()),
    String => |text| Cell::Text(text),
    Decimal => |number| Cell::Number(number),
    i64 => |number| Cell::Number(number.into()),
    u32 => |number| Cell::Number(number.into()),
    u64 => |number| Cell::Number(number.into()),
    usize => |number| Cell::Number(number.into()),
    bool => |bool| Cell::Bool(bool),
    NaiveDate => |date| Cell::Date(date),
    DateTime<FixedOffset> => |moment| Cell::Moment(moment),
    Vec<String> => |items| Cell::List(items),
    Table => |table| Cell::Rows(Box::new(table)),
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> String {
        thousands(&text.parse().unwrap())
    }

    #[test]
    fn money_has_thousands_and_at_least_two_decimals() {
        let shown = ["12000", "0", "-0.00", "-999", "-1000", "1234567.5", "0.125", "12.5000", "100", "-123456.789"];
        let want = [
            "12,000.00",
            "0.00",
            "0.00",
            "-999.00",
            "-1,000.00",
            "1,234,567.50",
            "0.125",
            "12.50",
            "100.00",
            "-123,456.789",
        ];
        assert_eq!(shown.map(amount), want);
        assert_eq!(amount("12345678901234567890123456.78"), "12,345,678,901,234,567,890,123,456.78");
        assert_eq!(Cell::Money(Decimal::from(8800), Some("USD".into())).human(), "USD 8,800.00");
    }

    #[test]
    fn numbers_keep_every_digit() {
        for text in
            ["12345678901234567.89", "0.10", "-3", "0.0000000000000000000000000001", "79228162514264337593543950335"]
        {
            assert_eq!(Cell::Number(text.parse().unwrap()).plain(), text);
            assert_eq!(Cell::Number(text.parse().unwrap()).human(), text);
        }
    }

    #[test]
    fn options_become_empty_cells() {
        assert_eq!(Cell::from(None::<NaiveDate>), Cell::Empty);
        assert_eq!(Cell::from(Some("云栖")), Cell::Text("云栖".into()));
    }
}

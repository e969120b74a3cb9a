//! Owns days as people write them, read against today and an order of day and month.
//! Refuses to choose between day-first and month-first: a column decides, or the writer.

use super::calendar_date::{Fields, Shape, prepare, shape};
use super::{moment, phrase, shown};
use crate::diagnostic::Message;
use crate::msg;
use chrono::NaiveDate;

/// The order of day, month and year in dates that don't show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [DateOrder; 3] = [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy];

    /// `ymd`, `dmy` or `mdy`.
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::Ymd => "ymd",
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
        }
    }
}

/// A day: ISO and its variants, Chinese and English dates, words counted from `today`. A time behind
/// it is left out. `order` settles `03/04/2026`; without it only dates with one reading are taken. Two-digit
/// years lie within 80 years before and 19 after today, a missing year is the one nearest to today.
pub fn parse_date(text: &str, today: NaiveDate, order: Option<DateOrder>) -> Result<NaiveDate, Message> {
    let line = prepare(text);
    if let Some(read) = read(&line, text, today, order) {
        return read;
    }
    moment::split(&line)
        .find_map(|(date, _)| read(date, text, today, order))
        .unwrap_or_else(|| Err(msg!("value-date-unreadable", text = shown(text))))
}

/// The day of a prepared text; none if it is no date at all. `text` is what messages show.
pub(super) fn read(
    line: &str,
    text: &str,
    today: NaiveDate,
    order: Option<DateOrder>,
) -> Option<Result<NaiveDate, Message>> {
    match shape(line) {
        Some(shape) => Some(choose(shape, text, today, order)),
        None => phrase::read(line, today).map(Ok),
    }
}

fn choose(shape: Shape, text: &str, today: NaiveDate, order: Option<DateOrder>) -> Result<NaiveDate, Message> {
    let day = |order| shape.under(order).and_then(|fields: Fields| fields.day(today));
    let mut days: Vec<NaiveDate> = match shape {
        // ISO leaves a year out so; the other reading only where this one is no day
        Shape::Dashed(..) => day(DateOrder::Mdy).or_else(|| day(DateOrder::Dmy)).into_iter().collect(),
        _ => DateOrder::ALL.into_iter().filter_map(day).collect(),
    };
    days.dedup();
    if days.len() == 3 && days[0] == days[2] {
        days.truncate(2);
    }
    if let Some(order) = order.filter(|order| shape.under(*order).is_some()) {
        return match day(order) {
            Some(day) => Ok(day),
            None if days.is_empty() => Err(msg!("value-date-no-such-day", text = shown(text))),
            None => Err(msg!("value-date-wrong-order", text = shown(text), order = order.name())),
        };
    }
    match days.as_slice() {
        [] => Err(msg!("value-date-no-such-day", text = shown(text))),
        [day] => Ok(*day),
        [first, second, ..] => Err(msg!(
            "value-date-ambiguous",
            text = shown(text),
            first = first.to_string(),
            second = second.to_string()
        )),
    }
}

/// The orders under which every cell of a column that leaves its order open is a day: one where the
/// column decides, several where it doesn't, none where it mixes orders. Other cells constrain nothing.
pub fn fits_order(cells: &[&str]) -> Vec<DateOrder> {
    let mut orders = DateOrder::ALL.to_vec();
    for cell in cells {
        let line = prepare(cell);
        let found = shape(&line).or_else(|| moment::split(&line).find_map(|(date, _)| shape(date)));
        if let Some(shape) = found.filter(|shape| !matches!(shape, Shape::Fixed(_))) {
            orders.retain(|order| shape.under(*order).is_some_and(Fields::exists));
        }
    }
    orders
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;

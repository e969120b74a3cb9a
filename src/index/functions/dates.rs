//! Owns `today()`, `days(a, b)` and `workdays(a, b)` over ISO dates; times after the date are ignored.
//! Refuses to read the clock, and counts of working days over more than a thousand years.

use super::Calendar;
use super::text::text;
use chrono::NaiveDate;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, Error, Result};

/// Days that one count may walk over.
const SPAN: i64 = 366_000;

/// Makes the functions known to a connection.
pub(super) fn register(
    connection: &Connection,
    today: NaiveDate,
    workday: Calendar,
    flags: FunctionFlags,
) -> Result<()> {
    connection.create_scalar_function("today", 0, flags, move |_| Ok(today.format("%Y-%m-%d").to_string()))?;
    connection.create_scalar_function("days", 2, flags, |context| {
        Ok(date(context, 0).zip(date(context, 1)).map(|(from, to)| (to - from).num_days()))
    })?;
    connection.create_scalar_function("workdays", 2, flags, move |context| {
        let Some((from, to)) = date(context, 0).zip(date(context, 1)) else { return Ok(None) };
        let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        if (last - first).num_days() > SPAN {
            return Err(Error::UserFunctionError("workdays: the dates are too far apart".into()));
        }
        let days = first.iter_days().skip(1).take_while(|day| *day <= last);
        let count = days.filter(|day| workday(*day)).count() as i64;
        Ok(Some(sign * count))
    })
}

fn date(context: &Context<'_>, index: usize) -> Option<NaiveDate> {
    let text = text(context, index)?;
    NaiveDate::parse_from_str(text.trim().get(..10)?, "%Y-%m-%d").ok()
}

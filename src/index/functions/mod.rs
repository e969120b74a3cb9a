//! Owns the functions that SQL has here beyond SQLite's own, and the exact numbers that they work on.
//! Refuses to read clock and configuration: day, calendar and folding are passed in.

mod dates;
mod decimal;
mod median;
mod number;
#[cfg(test)]
mod tests;
mod text;
mod total;

pub use number::Numbers;

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use total::Kind;

/// Says of a day whether it is a working day.
pub type Calendar = Box<dyn Fn(NaiveDate) -> bool + Send>;

/// Names of the functions that `register` adds, SQLite's own that it replaces among them.
pub(super) const NAMES: &[&str] = &[
    "sum",
    "total",
    "avg",
    "median",
    "percentile",
    "dec_add",
    "dec_sub",
    "dec_mul",
    "dec_div",
    "dec_round",
    "dec_cmp",
    "regexp",
    "fold",
    "today",
    "days",
    "workdays",
];

/// Makes every function known to a connection whose decimals are `numbers`.
/// `today` is what `today()` says, `workday` the working calendar, `fold` how text is made comparable.
pub fn register(
    connection: &Connection,
    numbers: &Numbers,
    today: NaiveDate,
    workday: Calendar,
    fold: fn(&str) -> String,
) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    for (name, kind) in [("sum", Kind::Sum), ("total", Kind::Total), ("avg", Kind::Average)] {
        connection.create_window_function(name, 1, flags, total::Exact { kind, numbers: numbers.clone() })?;
    }
    for (name, arguments) in [("median", 1), ("percentile", 2)] {
        connection.create_window_function(name, arguments, flags, median::Percentile(numbers.clone()))?;
    }
    decimal::register(connection, numbers, flags)?;
    text::register(connection, fold, flags)?;
    dates::register(connection, today, workday, flags)
}

//! Owns how exact decimals stand in SQLite: every one is INTEGER or REAL, and its digits come back whole.
//! Refuses TEXT for amounts, which SQLite sorts after every number.
//!
//! Decision. Plain SQL has to be right in all three of `amount > 1000`, `sum(amount)` and `select amount`:
//! - TEXT for long numbers breaks the first: `-12345678901234567.89 > 1000` would be true. A TEXT column with a
//!   numeric collation mends that for bare columns only; `coalesce(amount, 0) > 1000` would then be wrong for
//!   *every* amount, since expressions have neither affinity nor collation.
//! - So a decimal of up to 15 digits is REAL: its nearest double names it, read back through the shortest digits.
//!   Whole ones are REAL too: INTEGER would make `won / total` an integer division, depending on the row. Only
//!   whole ones of 16 digits and more are INTEGER, as far as i64 goes; SQLite compares the two classes exactly.
//! - A longer decimal is *wide*. It gets a double of its own as a handle: the nearest one that belongs to no shorter
//!   number and no other wide number, chosen so that the order is kept. Handles and digits stand in the table
//!   `wide_numbers` of the same database and in memory here; reading a REAL looks there first.
//!
//! Limits: numbers that differ in their first 15 digits always compare right, and so does a wide number with a
//! shorter one. Wide numbers that agree in 15 digits compare right while a double is free at the right place (there
//! are 4 to 90 between two neighbours of 15 digits); any further ones keep their digits, and may compare wrongly in
//! the 15th. A wide number between 10^15 and 2^63 may equal the INTEGER next to it. A literal of more than 15
//! digits is a double to SQLite, and compares as one: `=` finds the wide number written like it. Arithmetic
//! with `+ - * /` is binary as ever; `dec_add` and the like are exact.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// As many digits always survive a double.
const DIGITS: u128 = 1_000_000_000_000_000;
/// Wide results of functions that one connection remembers; more are rounded to doubles.
const COMPUTED: usize = 100_000;
/// How far from the nearest double a handle may lie when there is no room in right order.
const REACH: i64 = 4096;

/// The wide numbers of one database; clones share them. One belongs to one connection.
#[derive(Clone, Debug, Default)]
pub struct Numbers(Arc<RwLock<Wide>>);

#[derive(Debug, Default)]
struct Wide {
    by_bits: HashMap<u64, Decimal>,
    by_number: BTreeMap<Decimal, Handle>,
    unsaved: Vec<Decimal>,
    computed: usize,
}

#[derive(Clone, Copy, Debug)]
struct Handle {
    double: f64,
    stored: bool,
}

impl Numbers {
    /// The table of wide numbers, to be made in every database that stores decimals.
    pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS wide_numbers (handle REAL PRIMARY KEY, digits TEXT NOT NULL)";

    /// Reads the wide numbers of a database, forgetting what was known before. No table means none.
    pub fn load(&self, connection: &Connection) -> rusqlite::Result<()> {
        let found: Option<i64> = connection
            .query_row("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'wide_numbers'", [], |row| {
                row.get(0)
            })
            .optional()?;
        let mut wide = Wide::default();
        if found.is_some() {
            let mut statement = connection.prepare("SELECT handle, digits FROM wide_numbers")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (double, digits): (f64, String) = (row.get(0)?, row.get(1)?);
                if let Ok(number) = Decimal::from_str_exact(&digits) {
                    wide.insert(number.normalize(), double, true);
                }
            }
        }
        *self.write() = wide;
        Ok(())
    }

    /// Writes the wide numbers that `to_sql` met since the last time, inside the caller's transaction.
    /// After a rollback, `load` again.
    pub fn save(&self, connection: &Connection) -> rusqlite::Result<()> {
        let mut wide = self.write();
        if wide.unsaved.is_empty() {
            return Ok(());
        }
        let mut statement =
            connection.prepare("INSERT OR REPLACE INTO wide_numbers (handle, digits) VALUES (?1, ?2)")?;
        for number in &wide.unsaved {
            if let Some(handle) = wide.by_number.get(number) {
                statement.execute((handle.double, number.to_string()))?;
            }
        }
        wide.unsaved.clear();
        Ok(())
    }

    /// What to store for a decimal: REAL, or INTEGER for whole numbers of 16 digits and more. `save` must follow.
    pub fn to_sql(&self, number: Decimal) -> Value {
        narrow(number).unwrap_or_else(|| self.wide(number.normalize(), true))
    }

    /// The same for a result that is not stored.
    pub fn computed(&self, number: Decimal) -> Value {
        narrow(number).unwrap_or_else(|| self.wide(number.normalize(), false))
    }

    /// The decimal that a value stands for; text counts when all of it is a number.
    /// Nothing for NULL, blobs, and doubles outside the range of decimals.
    pub fn from_sql(&self, value: ValueRef<'_>) -> Option<Decimal> {
        match value {
            ValueRef::Null | ValueRef::Blob(_) => None,
            ValueRef::Integer(whole) => Some(Decimal::from(whole)),
            ValueRef::Text(text) => parse(std::str::from_utf8(text).ok()?.trim()),
            ValueRef::Real(double) => short(double)
                .or_else(|| self.read().by_bits.get(&double.to_bits()).copied())
                .or_else(|| shortest(double)),
        }
    }

    fn wide(&self, number: Decimal, stored: bool) -> Value {
        let known = self.read().by_number.get(&number).copied();
        if let Some(handle) = known.filter(|handle| handle.stored || !stored) {
            return Value::Real(handle.double);
        }
        let mut wide = self.write();
        // Looked up again: another clone may have added it between the two locks.
        let double = match wide.by_number.get(&number) {
            Some(handle) => Some(handle.double),
            None if !stored && wide.computed >= COMPUTED => return Value::Real(nearest(number)),
            None => wide.place(number),
        };
        // No double is free for a long way around: the digits matter more than the order.
        let Some(double) = double else { return Value::Text(number.to_string()) };
        wide.insert(number, double, stored);
        if stored {
            wide.unsaved.push(number);
        } else {
            wide.computed += 1;
        }
        Value::Real(double)
    }

    fn read(&self) -> RwLockReadGuard<'_, Wide> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Wide> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wide {
    fn insert(&mut self, number: Decimal, double: f64, stored: bool) {
        self.by_bits.insert(double.to_bits(), number);
        self.by_number.insert(number, Handle { double, stored });
    }

    /// A free double for a number: in right order if there is one, else the nearest.
    fn place(&self, number: Decimal) -> Option<f64> {
        let centre = nearest(number);
        let below = self.by_number.range(..number).next_back().map_or(f64::NEG_INFINITY, |(_, found)| found.double);
        let above = self.by_number.range(number..).next().map_or(f64::INFINITY, |(_, found)| found.double);
        let mut open = [true, true];
        for step in 0..=REACH {
            for (side, steps) in [step, -step].into_iter().enumerate() {
                let candidate = apart(centre, steps);
                match short(candidate) {
                    // A shorter number's own double may not be crossed.
                    Some(owner) if step == 0 => open[usize::from(owner < number)] = false,
                    Some(_) => open[side] = false,
                    None if open[side] && self.free(candidate) && below < candidate && candidate < above => {
                        return Some(candidate);
                    }
                    None => {}
                }
            }
            if open == [false, false] {
                break;
            }
        }
        (0..=REACH)
            .flat_map(|step| [apart(centre, step), apart(centre, -step)])
            .find(|double| short(*double).is_none() && self.free(*double))
    }

    fn free(&self, double: f64) -> bool {
        !self.by_bits.contains_key(&double.to_bits())
    }
}

/// The value of a number that needs no handle.
fn narrow(number: Decimal) -> Option<Value> {
    let mantissa = number.mantissa();
    if mantissa.unsigned_abs() < DIGITS && number.scale() <= 22 {
        // Both are exact doubles, so the quotient is the nearest one.
        return Some(Value::Real(mantissa as f64 / 10f64.powi(number.scale() as i32)));
    }
    let number = number.normalize();
    if number.mantissa().unsigned_abs() < DIGITS {
        return Some(Value::Real(nearest(number)));
    }
    let whole = i64::try_from(number.mantissa()).ok();
    whole.filter(|_| number.scale() == 0).map(Value::Integer)
}

/// The number that a double belongs to by itself: that of at most 15 digits.
fn short(double: f64) -> Option<Decimal> {
    if double.abs() < DIGITS as f64 && double.fract() == 0.0 {
        return Some(Decimal::from(double as i64));
    }
    for (scale, power) in [(1, 10.0), (2, 100.0), (3, 1e3), (4, 1e4), (6, 1e6)] {
        let scaled = (double * power).round();
        if scaled.abs() < DIGITS as f64 && scaled / power == double {
            return Some(Decimal::new(scaled as i64, scale).normalize());
        }
    }
    shortest(double).filter(|number| number.mantissa().unsigned_abs() < DIGITS)
}

/// The number with the fewest digits whose nearest double it is, where decimals reach that far.
fn shortest(double: f64) -> Option<Decimal> {
    let number = Decimal::from_scientific(&format!("{double:e}")).ok()?.normalize();
    (nearest(number) == double).then_some(number)
}

/// The nearest double.
pub(super) fn nearest(number: Decimal) -> f64 {
    // The digits of a decimal always parse; zero would show itself.
    number.to_string().parse().unwrap_or_default()
}

/// The double so many steps away from another, of the same sign.
fn apart(double: f64, steps: i64) -> f64 {
    // The bits of doubles of one sign are in the order of their sizes.
    let steps = if double < 0.0 { -steps } else { steps };
    f64::from_bits(double.to_bits().saturating_add_signed(steps))
}

/// A number from all of a text, plain or with an exponent.
fn parse(text: &str) -> Option<Decimal> {
    if text.is_empty() || text.len() > 64 || text.contains('_') {
        return None;
    }
    let scientific = text.contains(['e', 'E']);
    if scientific { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() }
}

/// A number from the beginning of a text, as SQLite reads text in sums.
pub(super) fn prefix(text: &[u8]) -> Option<Decimal> {
    let text = text.trim_ascii_start();
    let end = text.iter().take(64).position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    let text = std::str::from_utf8(&text[..end.unwrap_or(text.len().min(64))]).ok()?;
    (1..=text.len()).rev().find_map(|length| parse(&text[..length]))
}

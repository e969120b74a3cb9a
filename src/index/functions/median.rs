//! Owns `median(x)` and `percentile(x, p)`, plain and over windows, with exact interpolation.
//! Refuses more different values than memory should hold.

use super::number::Numbers;
use rusqlite::functions::{Aggregate, Context, WindowAggregate};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Error, Result};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Different values in one group.
const DIFFERENT: usize = 2_000_000;

/// `median` when it has no second argument, else `percentile`.
pub(super) struct Percentile(pub(super) Numbers);

/// The values of a group with how often each occurs, and the percentage asked for.
#[derive(Default)]
pub(super) struct Group {
    values: BTreeMap<Decimal, u64>,
    count: u64,
    percent: Option<Decimal>,
}

impl Percentile {
    fn result(&self, group: Option<&Group>) -> Result<Value> {
        let Some(group) = group.filter(|group| group.count > 0) else { return Ok(Value::Null) };
        let percent = group.percent.unwrap_or(Decimal::from(50));
        let place = percent * Decimal::from(group.count - 1) / Decimal::ONE_HUNDRED;
        let below = u64::try_from(place.trunc()).unwrap_or_default();
        let (low, high) = (group.at(below), group.at((below + 1).min(group.count - 1)));
        let between = high.checked_sub(low).and_then(|gap| gap.checked_mul(place.fract()));
        let value = between.and_then(|part| low.checked_add(part));
        value.map(|value| self.0.computed(value)).ok_or_else(|| failure("percentile out of range"))
    }
}

impl Group {
    /// The value at a place in order, from 0.
    fn at(&self, place: u64) -> Decimal {
        let mut seen = 0;
        let found = self.values.iter().find(|(_, count)| {
            seen += **count;
            seen > place
        });
        found.map_or(Decimal::ZERO, |(value, _)| *value)
    }
}

impl Aggregate<Group, Value> for Percentile {
    fn init(&self, _: &mut Context<'_>) -> Result<Group> {
        Ok(Group::default())
    }

    fn step(&self, context: &mut Context<'_>, group: &mut Group) -> Result<()> {
        if context.len() > 1 {
            let percent = self.0.from_sql(context.get_raw(1));
            let valid = percent.filter(|percent| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(percent));
            group.percent = Some(valid.ok_or_else(|| failure("percentile takes a percentage from 0 to 100"))?);
        }
        let Some(value) = value(&self.0, context.get_raw(0)) else { return Ok(()) };
        if group.values.len() >= DIFFERENT {
            return Err(failure("too many different values for a percentile"));
        }
        *group.values.entry(value).or_default() += 1;
        group.count += 1;
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, group: Option<Group>) -> Result<Value> {
        self.result(group.as_ref())
    }
}

impl WindowAggregate<Group, Value> for Percentile {
    fn value(&self, group: Option<&mut Group>) -> Result<Value> {
        self.result(group.as_deref())
    }

    fn inverse(&self, context: &mut Context<'_>, group: &mut Group) -> Result<()> {
        let Some(value) = value(&self.0, context.get_raw(0)) else { return Ok(()) };
        if let Some(count) = group.values.get_mut(&value) {
            *count -= 1;
            group.count -= 1;
            if *count == 0 {
                group.values.remove(&value);
            }
        }
        Ok(())
    }
}

/// Text is left out, even where it looks like a number.
fn value(numbers: &Numbers, value: ValueRef<'_>) -> Option<Decimal> {
    if matches!(value, ValueRef::Text(_)) { None } else { numbers.from_sql(value) }
}

fn failure(text: &'static str) -> Error {
    Error::UserFunctionError(text.into())
}

//! Owns exact arithmetic in SQL: `dec_add`, `dec_sub`, `dec_mul`, `dec_div`, `dec_round`, `dec_cmp`.
//! Refuses results beyond 28 digits before the point; NULL or no number in gives NULL out.

use super::number::Numbers;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;
use rusqlite::{Connection, Error, Result};
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Ordering;

/// Makes the functions known to a connection.
pub(super) fn register(connection: &Connection, numbers: &Numbers, flags: FunctionFlags) -> Result<()> {
    let pair = |name: &'static str, operation: fn(Decimal, Decimal) -> Option<Decimal>| {
        let numbers = numbers.clone();
        connection.create_scalar_function(name, 2, flags, move |context| {
            let (Some(left), Some(right)) = (argument(&numbers, context, 0), argument(&numbers, context, 1)) else {
                return Ok(Value::Null);
            };
            operation(left, right).map(|number| numbers.computed(number)).ok_or_else(|| out_of_range(name))
        })
    };
    pair("dec_add", Decimal::checked_add)?;
    pair("dec_sub", Decimal::checked_sub)?;
    pair("dec_mul", Decimal::checked_mul)?;

    for arguments in [2, 3] {
        let numbers = numbers.clone();
        connection.create_scalar_function("dec_div", arguments, flags, move |context| {
            let (Some(left), Some(right)) = (argument(&numbers, context, 0), argument(&numbers, context, 1)) else {
                return Ok(Value::Null);
            };
            if right.is_zero() {
                return Ok(Value::Null);
            }
            let quotient = left.checked_div(right).ok_or_else(|| out_of_range("dec_div"))?;
            let places = if arguments == 3 { places(context, 2)? } else { Some(28) };
            Ok(places.map_or(Value::Null, |places| numbers.computed(round(quotient, places))))
        })?;
    }

    let own = numbers.clone();
    connection.create_scalar_function("dec_round", 2, flags, move |context| {
        let number = argument(&own, context, 0);
        let rounded = number.zip(places(context, 1)?).map(|(number, places)| round(number, places));
        Ok(rounded.map_or(Value::Null, |number| own.computed(number)))
    })?;

    let own = numbers.clone();
    connection.create_scalar_function("dec_cmp", 2, flags, move |context| {
        let order = argument(&own, context, 0).zip(argument(&own, context, 1)).map(|(left, right)| left.cmp(&right));
        Ok(order.map(|order| match order {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }))
    })
}

fn argument(numbers: &Numbers, context: &Context<'_>, index: usize) -> Option<Decimal> {
    numbers.from_sql(context.get_raw(index))
}

/// Decimal places, 0 to 28; NULL is none.
fn places(context: &Context<'_>, index: usize) -> Result<Option<u32>> {
    let places: Option<i64> = context.get(index)?;
    Ok(places.map(|places| places.clamp(0, 28) as u32))
}

/// Half away from zero, as invoices round.
fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn out_of_range(name: &str) -> Error {
    Error::UserFunctionError(format!("{name}: result out of range").into())
}

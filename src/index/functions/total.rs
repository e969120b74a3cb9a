//! Owns `sum`, `total` and `avg`, plain and over windows, adding digits exactly.
//! Refuses to add through binary floats what decimals can hold.

use super::number::{Numbers, nearest, prefix};
use rusqlite::functions::{Aggregate, Context, WindowAggregate};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Error, Result};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Which of the three.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Sum,
    Total,
    Average,
}

/// One of the three, with the numbers that its values mean.
pub(super) struct Exact {
    pub(super) kind: Kind,
    pub(super) numbers: Numbers,
}

/// What has been added so far: a mantissa per scale, so that taking away is as exact as adding.
#[derive(Default)]
pub(super) struct Sum {
    scales: [i128; 29],
    count: i64,
    /// How many were no INTEGER.
    reals: i64,
    /// Doubles beyond decimals, and how many.
    odd: f64,
    odds: i64,
}

impl Sum {
    fn take(&mut self, numbers: &Numbers, value: ValueRef<'_>, sign: i64) -> Result<()> {
        if value == ValueRef::Null {
            return Ok(());
        }
        self.count += sign;
        if !matches!(value, ValueRef::Integer(_)) {
            self.reals += sign;
        }
        let number = match value {
            ValueRef::Text(text) => numbers.from_sql(value).or_else(|| prefix(text)),
            ValueRef::Blob(bytes) => prefix(bytes),
            other => numbers.from_sql(other),
        };
        match (number, value) {
            (Some(number), _) => {
                // A decimal's scale is 28 at most.
                let slot = &mut self.scales[number.scale() as usize];
                *slot = slot
                    .checked_add(number.mantissa() * i128::from(sign))
                    .ok_or_else(|| Error::UserFunctionError("sum out of range".into()))?;
            }
            (None, ValueRef::Real(double)) => {
                self.odd += double * sign as f64;
                self.odds += sign;
            }
            (None, _) => {}
        }
        Ok(())
    }

    /// The digits of the sum, sign first.
    fn digits(&self) -> String {
        let mut scales = self.scales;
        for scale in (1..scales.len()).rev() {
            scales[scale - 1] += scales[scale].div_euclid(10);
            scales[scale] = scales[scale].rem_euclid(10);
        }
        // Below the point all digits are positive now; a negative whole part has to lend.
        let negative = scales[0] < 0;
        if negative {
            let mut lent = 0;
            for digit in scales[1..].iter_mut().rev() {
                let rest = -*digit - lent;
                lent = i128::from(rest < 0);
                *digit = rest + 10 * lent;
            }
            scales[0] = -scales[0] - lent;
        }
        let fraction: String = scales[1..].iter().map(i128::to_string).collect();
        format!("{}{}.{fraction}", if negative { "-" } else { "" }, scales[0])
    }

    /// The sum as a decimal, and as a double where decimals don't reach.
    fn value(&self) -> std::result::Result<Decimal, f64> {
        let digits = self.digits();
        let approximate = || digits.parse::<f64>().unwrap_or(f64::NAN);
        if self.odds > 0 {
            return Err(approximate() + self.odd);
        }
        let number = Decimal::from_str(digits.trim_end_matches('0').trim_end_matches('.'));
        number.map(|number| number.normalize()).map_err(|_| approximate())
    }
}

impl Exact {
    fn result(&self, sum: Option<&Sum>) -> Value {
        let Some(sum) = sum.filter(|sum| sum.count > 0) else {
            return if matches!(self.kind, Kind::Total) { Value::Real(0.0) } else { Value::Null };
        };
        let value = sum.value();
        match (self.kind, value) {
            (Kind::Average, Err(double)) => Value::Real(double / sum.count as f64),
            (_, Err(double)) => Value::Real(double),
            (Kind::Average, Ok(number)) => {
                let count = Decimal::from(sum.count);
                match number.checked_div(count) {
                    Some(quotient) if quotient.checked_mul(count) == Some(number) => self.numbers.computed(quotient),
                    // It never ends: no digits to keep, so a double does.
                    Some(quotient) => Value::Real(nearest(quotient)),
                    None => Value::Null,
                }
            }
            (Kind::Sum, Ok(number)) if sum.reals == 0 => match i64::try_from(number) {
                Ok(whole) => Value::Integer(whole),
                Err(_) => self.numbers.computed(number),
            },
            (_, Ok(number)) => self.numbers.computed(number),
        }
    }
}

impl Aggregate<Sum, Value> for Exact {
    fn init(&self, _: &mut Context<'_>) -> Result<Sum> {
        Ok(Sum::default())
    }

    fn step(&self, context: &mut Context<'_>, sum: &mut Sum) -> Result<()> {
        sum.take(&self.numbers, context.get_raw(0), 1)
    }

    fn finalize(&self, _: &mut Context<'_>, sum: Option<Sum>) -> Result<Value> {
        Ok(self.result(sum.as_ref()))
    }
}

impl WindowAggregate<Sum, Value> for Exact {
    fn value(&self, sum: Option<&mut Sum>) -> Result<Value> {
        Ok(self.result(sum.as_deref()))
    }

    fn inverse(&self, context: &mut Context<'_>, sum: &mut Sum) -> Result<()> {
        sum.take(&self.numbers, context.get_raw(0), -1)
    }
}

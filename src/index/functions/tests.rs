//! Tests of exact numbers and functions, through SQL.

use super::{Numbers, register};
use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params};
use rust_decimal::Decimal;
use std::cmp::Ordering;

fn open() -> (Connection, Numbers) {
    let connection = Connection::open_in_memory().unwrap();
    let numbers = Numbers::default();
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let workday = |day: NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    register(&connection, &numbers, today, Box::new(workday), str::to_lowercase).unwrap();
    connection.execute_batch(Numbers::SCHEMA).unwrap();
    (connection, numbers)
}

/// A table `t(n INTEGER PRIMARY KEY, amount)` with these amounts.
fn filled(amounts: &[&str]) -> (Connection, Numbers) {
    let (connection, numbers) = open();
    connection.execute_batch("CREATE TABLE t (n INTEGER PRIMARY KEY, amount)").unwrap();
    for amount in amounts {
        let value = numbers.to_sql(decimal(amount));
        connection.execute("INSERT INTO t (amount) VALUES (?1)", [value]).unwrap();
    }
    numbers.save(&connection).unwrap();
    (connection, numbers)
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn value(connection: &Connection, sql: &str) -> Value {
    connection.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// The first value of a query as its exact digits.
fn digits(connection: &Connection, numbers: &Numbers, sql: &str) -> String {
    let value = value(connection, sql);
    assert!(!matches!(value, Value::Text(_)), "{sql} gives text");
    numbers.from_sql(ValueRef::from(&value)).map_or(format!("{value:?}"), |number| number.normalize().to_string())
}

fn column(connection: &Connection, numbers: &Numbers, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, Value>(0)).unwrap();
    rows.map(|value| numbers.from_sql(ValueRef::from(&value.unwrap())).unwrap().normalize().to_string()).collect()
}

/// How SQL orders two values.
fn order(connection: &Connection, left: &Value, right: &Value) -> Ordering {
    connection
        .query_row("SELECT ?1 > ?2, ?1 < ?2, ?1 = ?2", params![left, right], |row| {
            Ok(match (row.get(0)?, row.get(1)?, row.get(2)?) {
                (true, false, false) => Ordering::Greater,
                (false, true, false) => Ordering::Less,
                (false, false, true) => Ordering::Equal,
                other => panic!("{other:?}"),
            })
        })
        .unwrap()
}

fn any_decimal() -> impl Strategy<Value = Decimal> {
    let mantissa = prop_oneof![
        -100_000i128..100_000,
        -999_999_999_999_999i128..=999_999_999_999_999,
        -99_999_999_999_999_999i128..=99_999_999_999_999_999,
        -9_999_999_999_999_999_999_999_999_999i128..=9_999_999_999_999_999_999_999_999_999,
    ];
    (mantissa, 0u32..=28).prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_decimal_comes_back_with_all_digits(numbers in prop::collection::vec(any_decimal(), 1..40)) {
        let kept = Numbers::default();
        let values: Vec<Value> = numbers.iter().map(|number| kept.to_sql(*number)).collect();
        for (number, value) in numbers.iter().zip(&values) {
            prop_assert!(matches!(value, Value::Integer(_) | Value::Real(_)), "{number} is {value:?}");
            prop_assert_eq!(kept.from_sql(ValueRef::from(value)), Some(*number));
            prop_assert_eq!(&kept.to_sql(*number), value);
        }
    }

    #[test]
    fn sql_compares_as_decimals_compare(left in any_decimal(), right in any_decimal()) {
        let (connection, numbers) = open();
        let values = [numbers.to_sql(left), numbers.to_sql(right)];
        prop_assert_eq!(order(&connection, &values[0], &values[1]), left.cmp(&right), "{} {}", left, right);
    }

    #[test]
    fn a_wide_number_compares_right_with_its_rounding(number in any_decimal(), digits in 1u32..=15) {
        let rounded = number.round_sf(digits).unwrap();
        let (connection, numbers) = open();
        let values = [numbers.to_sql(number), numbers.to_sql(rounded)];
        prop_assert_eq!(order(&connection, &values[0], &values[1]), number.cmp(&rounded), "{} {}", number, rounded);
    }

    #[test]
    fn amounts_compare_with_literals(number in any_decimal(), whole in any::<i32>(), cents in 0u32..100) {
        let (connection, numbers) = open();
        for literal in [whole.to_string(), format!("{whole}.{cents:02}"), "0".to_owned(), "1e20".to_owned(), i64::MAX.to_string()] {
            let sql = format!("SELECT ?1 > {literal}, ?1 < {literal}, ?1 = {literal}, ?1 BETWEEN -5 AND {literal}");
            let exact = Decimal::from_scientific(&literal).or_else(|_| literal.parse()).unwrap();
            let row = connection.query_row(&sql, [numbers.to_sql(number)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
            let between = number >= Decimal::from(-5) && number <= exact;
            prop_assert_eq!(row.unwrap(), (number > exact, number < exact, number == exact, between), "{} {}", number, literal);
        }
    }

    #[test]
    fn sums_are_exact_whole_and_over_windows(amounts in prop::collection::vec((-99_999_999_999_999_999i128..=99_999_999_999_999_999, 0u32..=6), 1..12)) {
        let amounts: Vec<Decimal> = amounts.into_iter().map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale)).collect();
        let texts: Vec<String> = amounts.iter().map(Decimal::to_string).collect();
        let (connection, numbers) = filled(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let total: Decimal = amounts.iter().sum();
        prop_assert_eq!(digits(&connection, &numbers, "SELECT sum(amount) FROM t"), total.normalize().to_string());
        let sliding = column(&connection, &numbers, "SELECT sum(amount) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t ORDER BY n");
        for (place, sum) in sliding.iter().enumerate() {
            let exact: Decimal = amounts[place.saturating_sub(1)..=place].iter().sum();
            prop_assert_eq!(sum, &exact.normalize().to_string());
        }
    }
}

#[test]
fn plain_sql_is_right_about_long_amounts() {
    let amounts = [
        "-12345678901234567.89",
        "12345678901234567.89",
        "12345678901234567.9",
        "999",
        "1000.5",
        "-0.1234567890123456789",
        "0",
        "1e3",
    ];
    let amounts: Vec<String> = amounts
        .iter()
        .map(|text| Decimal::from_scientific(text).unwrap_or_else(|_| decimal(text)).to_string())
        .collect();
    let (connection, numbers) = filled(&amounts.iter().map(String::as_str).collect::<Vec<_>>());
    let ordered = [
        "-12345678901234567.89",
        "-0.1234567890123456789",
        "0",
        "999",
        "1000",
        "1000.5",
        "12345678901234567.89",
        "12345678901234567.9",
    ];
    assert_eq!(column(&connection, &numbers, "SELECT amount FROM t ORDER BY amount"), ordered);
    assert_eq!(
        column(&connection, &numbers, "SELECT amount FROM t WHERE coalesce(amount, 0) > 1000 ORDER BY 1"),
        ordered[5..]
    );
    assert_eq!(column(&connection, &numbers, "SELECT amount FROM t WHERE amount < 0 ORDER BY 1"), ordered[..2]);
    assert_eq!(digits(&connection, &numbers, "SELECT max(amount) FROM t"), ordered[7]);
    assert_eq!(digits(&connection, &numbers, "SELECT min(amount) FROM t"), ordered[0]);
    assert_eq!(
        digits(&connection, &numbers, "SELECT count(*) FROM t GROUP BY amount > 1000 HAVING sum(amount) > 1000"),
        "3"
    );
    assert_eq!(digits(&connection, &numbers, "SELECT count(*) FROM t WHERE amount = 12345678901234567.89"), "1");
}

#[test]
fn wide_numbers_survive_in_the_database() {
    let (connection, numbers) = filled(&["12345678901234567.89", "0.3333333333333333333333333333"]);
    let other = Numbers::default();
    other.load(&connection).unwrap();
    let listed = column(&connection, &other, "SELECT amount FROM t ORDER BY n");
    assert_eq!(listed, ["12345678901234567.89", "0.3333333333333333333333333333"]);
    assert_eq!(other.to_sql(decimal("12345678901234567.89")), numbers.to_sql(decimal("12345678901234567.89")));
}

#[test]
fn crowded_wide_numbers_keep_their_digits() {
    let amounts: Vec<String> = (0..500).map(|step| format!("1234567890123456.{step:03}")).collect();
    let (connection, numbers) = filled(&amounts.iter().map(String::as_str).collect::<Vec<_>>());
    let expected: Vec<String> = amounts.iter().map(|text| decimal(text).normalize().to_string()).collect();
    assert_eq!(column(&connection, &numbers, "SELECT amount FROM t ORDER BY n"), expected);
}

#[test]
fn dividing_whole_amounts_does_not_truncate() {
    let (connection, numbers) = filled(&["1", "3"]);
    assert_eq!(digits(&connection, &numbers, "SELECT 100 * min(amount) / sum(amount) FROM t"), "25");
    assert_eq!(digits(&connection, &numbers, "SELECT amount / 2 FROM t WHERE n = 1"), "0.5");
}

#[test]
fn a_tenth_and_two_tenths_are_three_tenths() {
    let (connection, numbers) = filled(&["0.1", "0.2"]);
    assert_eq!(value(&connection, "SELECT sum(amount) FROM t"), Value::Real(0.3));
    assert_eq!(digits(&connection, &numbers, "SELECT avg(amount) FROM t"), "0.15");
    assert_eq!(digits(&connection, &numbers, "SELECT total(amount) FROM t"), "0.3");
    assert_eq!(digits(&connection, &numbers, "SELECT sum(-amount) FROM t"), "-0.3");
}

#[test]
fn sums_keep_what_sqlite_says_about_types() {
    let (connection, numbers) = open();
    for (sql, expected) in [
        ("SELECT sum(column1) FROM (VALUES (1), (2))", Value::Integer(3)),
        ("SELECT sum(column1) FROM (VALUES (1), (2.0))", Value::Real(3.0)),
        ("SELECT total(column1) FROM (VALUES (1), (2))", Value::Real(3.0)),
        ("SELECT avg(column1) FROM (VALUES (1), (2))", Value::Real(1.5)),
        ("SELECT avg(column1) FROM (VALUES (1), (1), (0))", Value::Real(2.0 / 3.0)),
        ("SELECT sum(column1) FROM (VALUES (NULL))", Value::Null),
        ("SELECT total(column1) FROM (VALUES (NULL))", Value::Real(0.0)),
        ("SELECT sum(column1) FROM (VALUES ('12ab'), ('x'), ('0.5'))", Value::Real(12.5)),
        ("SELECT sum(column1) FROM (VALUES (1e300), (1))", Value::Real(1e300)),
        ("SELECT sum(DISTINCT column1) FROM (VALUES (2), (2))", Value::Integer(2)),
        ("SELECT sum(1) WHERE 0", Value::Null),
    ] {
        assert_eq!(value(&connection, sql), expected, "{sql}");
    }
    let sql = "SELECT sum(column1) FROM (VALUES (9223372036854775807), (9223372036854775807))";
    assert_eq!(digits(&connection, &numbers, sql), "18446744073709551614");
}

#[test]
fn running_sums_are_exact() {
    let (connection, numbers) = filled(&["0.1", "0.2", "12345678901234567.89", "-12345678901234567.89"]);
    let sums = column(&connection, &numbers, "SELECT sum(amount) OVER (ORDER BY n) FROM t ORDER BY n");
    assert_eq!(sums, ["0.1", "0.3", "12345678901234568.19", "0.3"]);
}

#[test]
fn arithmetic_is_exact_and_rounds_as_invoices_do() {
    let (connection, numbers) = open();
    for (sql, expected) in [
        ("dec_add(0.1, 0.2)", "0.3"),
        ("dec_sub(0.3, 0.1)", "0.2"),
        ("dec_mul(1.13, 0.07)", "0.0791"),
        ("dec_mul('12345678901234567.89', 2)", "24691357802469135.78"),
        ("dec_div(1, 3, 2)", "0.33"),
        ("dec_div(1, 3)", "0.3333333333333333333333333333"),
        ("dec_div(1, 0)", "Null"),
        ("dec_round(2.5, 0)", "3"),
        ("dec_round(-1.005, 2)", "-1.01"),
        ("dec_cmp('0.10', 0.1)", "0"),
        ("dec_cmp(-1, 1)", "-1"),
        ("dec_add('x', 1)", "Null"),
        ("dec_add(NULL, 1)", "Null"),
        ("12345678901234560 < dec_add('12345678901234567.89', 0.01)", "1"),
    ] {
        assert_eq!(digits(&connection, &numbers, &format!("SELECT {sql}")), expected, "{sql}");
    }
    let beyond = connection.query_row("SELECT dec_mul(1e28, 1e28)", [], |_| Ok(()));
    assert!(beyond.unwrap_err().to_string().contains("out of range"));
}

#[test]
fn medians_and_percentiles_interpolate_exactly() {
    let (connection, numbers) = filled(&["0.1", "0.2", "0.4", "100"]);
    assert_eq!(digits(&connection, &numbers, "SELECT median(amount) FROM t"), "0.3");
    assert_eq!(digits(&connection, &numbers, "SELECT percentile(amount, 25) FROM t"), "0.175");
    assert_eq!(digits(&connection, &numbers, "SELECT percentile(amount, 100) FROM t"), "100");
    assert_eq!(digits(&connection, &numbers, "SELECT median(amount) FROM t WHERE 0"), "Null");
    let sliding = "SELECT median(amount) OVER (ORDER BY n ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM t ORDER BY n";
    assert_eq!(column(&connection, &numbers, sliding), ["0.1", "0.15", "0.2", "0.4"]);
    assert!(connection.query_row("SELECT percentile(amount, 101) FROM t", [], |_| Ok(())).is_err());
}

#[test]
fn text_and_dates() {
    let (connection, _) = open();
    for (sql, expected) in [
        ("'ACME-7' REGEXP '^[A-Z]+-\\d$'", Value::Integer(1)),
        ("'海康信息' REGEXP '康.信'", Value::Integer(0)),
        ("NULL REGEXP 'a'", Value::Null),
        ("fold('ABC')", Value::Text("abc".into())),
        ("today()", Value::Text("2026-11-20".into())),
        ("days('2026-11-20', '2026-11-25T09:00:00+08:00')", Value::Integer(5)),
        ("days('nonsense', today())", Value::Null),
        // A Friday up to the Monday after next.
        ("workdays('2026-11-20', '2026-11-30')", Value::Integer(6)),
        ("workdays('2026-11-30', '2026-11-20')", Value::Integer(-6)),
        ("workdays('2026-11-20', '2026-11-22')", Value::Integer(0)),
    ] {
        assert_eq!(value(&connection, &format!("SELECT {sql}")), expected, "{sql}");
    }
    assert!(connection.query_row("SELECT 'a' REGEXP '('", [], |_| Ok(())).is_err());
    assert!(connection.query_row("SELECT 'a' REGEXP '(\\w{200}){200}'", [], |_| Ok(())).is_err());
}

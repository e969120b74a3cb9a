//! Owns the tests of `Value` itself.
//! Refuses tests of scalars: they stand beside their code.

use super::*;

#[test]
fn values_show_as_plain_text() {
    let moment = DateTime::parse_from_rfc3339("2026-11-21T14:30:00.5+08:00").unwrap();
    let table = Value::Table(Map::from([
        ("amount".to_owned(), Value::Number(Decimal::new(120_050, 2))),
        ("tags".to_owned(), Value::List(vec![Value::Text("vip".to_owned()), Value::Bool(true)])),
        ("at".to_owned(), Value::Moment(moment)),
    ]));
    assert_eq!(table.display(), "amount=1200.50; at=2026-11-21T14:30:00+08:00; tags=vip, true");
    assert_eq!(table.as_table().and_then(|fields| fields["amount"].number()), Some(Decimal::new(12005, 1)));
}

#[test]
fn blanks_and_bare_containers_are_empty() {
    assert!(Value::Text(" \u{3000}\n".to_owned()).is_empty());
    assert!(Value::List(Vec::new()).is_empty() && Value::Table(Map::new()).is_empty());
    assert!(!Value::Number(Decimal::ZERO).is_empty() && !Value::Bool(false).is_empty());
}

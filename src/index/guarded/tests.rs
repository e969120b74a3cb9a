//! Tests of what queries may do, and of what ends them.

use super::*;
use crate::diagnostic::{Class, Lang};
use crate::index::{Numbers, register};
use chrono::NaiveDate;
use std::time::Duration;

fn open() -> (Connection, Numbers) {
    let connection = Connection::open_in_memory().unwrap();
    let numbers = Numbers::default();
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    register(&connection, &numbers, today, Box::new(|_| true), str::to_lowercase).unwrap();
    connection.execute_batch(Numbers::SCHEMA).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE orders (id TEXT PRIMARY KEY, customer TEXT, amount);
             CREATE VIEW large AS SELECT * FROM orders WHERE amount > 1;
             CREATE VIRTUAL TABLE words USING fts5(id, body); INSERT INTO words VALUES ('a', 'hello there');",
        )
        .unwrap();
    for (id, amount) in [("a", "0.1"), ("b", "0.2"), ("c", "12345678901234567.89")] {
        let amount = numbers.to_sql(amount.parse().unwrap());
        connection.execute("INSERT INTO orders VALUES (?1, 'acme', ?2)", (id, amount)).unwrap();
    }
    numbers.save(&connection).unwrap();
    (connection, numbers)
}

fn run(sql: &str) -> Result<Answer, Failure> {
    let (mut connection, numbers) = open();
    query(&mut connection, &numbers, sql, &[], &Limits::default(), &Arc::default())
}

fn number(text: &str) -> Field {
    Field::Number(text.parse().unwrap())
}

fn told(failure: &Failure) -> String {
    let hint = failure.hint.as_ref().map(|hint| format!(" / {}", hint.text(Lang::En)));
    format!("{}{}", failure.message.text(Lang::En), hint.unwrap_or_default())
}

#[test]
fn an_answer_has_exact_numbers_and_says_what_was_read() {
    let answer =
        run("SELECT id, amount, NULL AS none, x'00ff' b, 1e300 r FROM orders WHERE id >= 'b' ORDER BY amount; -- end")
            .unwrap();
    assert_eq!(answer.columns, ["id", "amount", "none", "b", "r"]);
    let last = [Field::Null, Field::Blob(vec![0, 255]), Field::Real(1e300)];
    let row = |id: &str, amount: &str| [&[Field::Text(id.to_owned()), number(amount)], &last[..]].concat();
    assert_eq!(answer.rows, [row("b", "0.2"), row("c", "12345678901234567.89")]);
    let pairs = [("orders", "amount"), ("orders", "id")].map(|(table, column)| (table.to_owned(), column.to_owned()));
    assert_eq!(answer.reads, BTreeSet::from(pairs.clone()));
    let (mut connection, _) = open();
    let through = reads(&mut connection, "SELECT id FROM large").unwrap();
    assert!(through.is_superset(&BTreeSet::from(pairs)), "{through:?}");
    assert_eq!(
        reads(&mut connection, "SELECT count(*) FROM orders").unwrap(),
        BTreeSet::from([("orders".into(), String::new())])
    );
}

#[test]
fn sums_and_functions_work_inside() {
    assert_eq!(run("SELECT sum(amount) FROM orders").unwrap().rows, [[number("12345678901234568.19")]]);
    assert_eq!(run("SELECT sum(amount) FROM orders WHERE amount < 1").unwrap().rows, [[number("0.3")]]);
    let sql = "SELECT sum(amount) OVER (ORDER BY id), row_number() OVER (ORDER BY id) FROM orders LIMIT 2";
    assert_eq!(run(sql).unwrap().rows, [[number("0.1"), number("1")], [number("0.3"), number("2")]]);
    assert_eq!(run("SELECT value FROM json_each('[7]')").unwrap().rows, [[number("7")]]);
    assert_eq!(
        run("SELECT '{\"a\": 1}' ->> 'a', date('2026-11-20', '+1 day'), 'a' REGEXP 'A|a'").unwrap().rows.len(),
        1
    );
    assert_eq!(
        run("SELECT snippet(words, 1, '<', '>', '', 5) FROM words WHERE words MATCH 'hello'").unwrap().rows.len(),
        1
    );
    assert_eq!(
        run("WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT sum(x) FROM n")
            .unwrap()
            .rows,
        [[number("15")]]
    );
    assert_eq!(run("SELECT name FROM sqlite_schema WHERE name = 'orders'").unwrap().rows.len(), 1);
    assert_eq!(run("VALUES (1), (2)").unwrap().rows.len(), 2);
}

#[test]
fn whatever_does_more_than_read_is_refused_by_name() {
    for (sql, tried) in [
        ("ATTACH 'x.db' AS x", "ATTACH"),
        ("DETACH main", "DETACH"),
        ("INSERT INTO orders VALUES ('d', '', 1)", "INSERT"),
        ("WITH x AS (SELECT 1) INSERT INTO orders SELECT 'd', '', 1 FROM x", "INSERT orders"),
        ("WITH x AS (SELECT 1) UPDATE orders SET amount = 1", "UPDATE orders"),
        ("WITH x AS (SELECT 1) DELETE FROM orders", "DELETE orders"),
        ("EXPLAIN INSERT INTO orders VALUES (1, 2, 3)", "INSERT orders"),
        ("EXPLAIN PRAGMA user_version", "PRAGMA user_version"),
        ("EXPLAIN VACUUM", "EXPLAIN"),
        ("update orders set amount = 1", "UPDATE"),
        ("/* x */ delete from orders", "DELETE"),
        ("DROP TABLE orders", "DROP"),
        ("CREATE TEMP TABLE x (y)", "CREATE"),
        ("PRAGMA writable_schema = 1", "PRAGMA"),
        ("VACUUM INTO 'copy.db'", "VACUUM"),
        ("BEGIN", "BEGIN"),
        ("SAVEPOINT a", "SAVEPOINT"),
        ("SELECT load_extension('x')", "load_extension"),
        ("SELECT random()", "random"),
        ("SELECT hex(randomblob(9))", "randomblob"),
        ("SELECT fts3_tokenizer('simple')", "fts3_tokenizer"),
        ("SELECT CURRENT_DATE", "current_date"),
        ("SELECT * FROM pragma_table_info('orders')", "pragma_table_info"),
        ("SELECT * FROM dbstat", "dbstat"),
        ("SELECT 1; DROP TABLE orders", "DROP"),
        ("SELECT 1; ; -- x\n SELECT 2", "SELECT"),
    ] {
        match run(sql) {
            Err(failure) => {
                assert_eq!(failure.class, Class::Refused, "{sql}: {}", told(&failure));
                assert!(told(&failure).to_lowercase().contains(&tried.to_lowercase()), "{sql}: {}", told(&failure));
            }
            Ok(answer) => panic!("{sql} gave {answer:?}"),
        }
    }
}

#[test]
fn the_connection_is_free_again_afterwards() {
    let (mut connection, numbers) = open();
    let flag = Arc::default();
    for sql in ["SELECT 1", "SELECT load_extension('x')", "SELEC"] {
        let _ = query(&mut connection, &numbers, sql, &[], &Limits::default(), &flag);
        connection.execute("UPDATE orders SET customer = 'x'", []).unwrap();
        assert!(connection.limit(Limit::SQLITE_LIMIT_EXPR_DEPTH).unwrap() > 200);
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (sql, said) in [
        ("SELECT id,\n  frm FROM orders", "no such column: frm (line 2, column 3)"),
        ("SELECT o.amuont FROM orders o", "no such column: o.amuont (line 1, column 8) / did you mean `amount`?"),
        ("SELECT 1 FROM ordrs", "no such table: ordrs / did you mean `orders`?"),
        ("SELECT nope(1)", "no such function: nope"),
        ("SELEC 1", "near \"SELEC\": syntax error (line 1, column 1)"),
        ("SELECT '客户', )", "near \")\": syntax error (line 1, column 14)"),
        ("  -- nothing\n ;", "the query is empty"),
        ("SELECT 1 WHERE :from", "parameter `:from` has no value"),
        ("SELECT ?", "parameter `?` has no value"),
        ("SELECT 'a' REGEXP '('", "regex parse error"),
    ] {
        let failure = run(sql).unwrap_err();
        assert_eq!(failure.class, Class::Usage, "{sql}");
        assert!(told(&failure).starts_with(said), "{sql}: {}", told(&failure));
    }
}

#[test]
fn parameters_are_bound_by_name_and_others_left_out() {
    let (mut connection, numbers) = open();
    let params = [
        (":id".to_owned(), Value::Text("b".into())),
        ("to".to_owned(), Value::Integer(2)),
        ("x".to_owned(), Value::Null),
    ];
    let sql = "SELECT :to, @id, :to FROM orders WHERE id = :id";
    let answer = query(&mut connection, &numbers, sql, &params, &Limits::default(), &Arc::default()).unwrap();
    assert_eq!(answer.rows, [[number("2"), Field::Text("b".into()), number("2")]]);
}

const ENDLESS: &str = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

#[test]
fn a_runaway_is_ended_by_each_limit() {
    let (mut connection, numbers) = open();
    let roomy = Limits::default();
    for (sql, limits, key) in [
        (ENDLESS, Limits { steps: 100_000, ..roomy }, "sql-steps"),
        (ENDLESS, Limits { seconds: 0.05, ..roomy }, "sql-seconds"),
        (&ENDLESS.replace("count(*)", "x"), Limits { memory_bytes: 100_000, ..roomy }, "sql-memory"),
        ("SELECT hex(zeroblob(3000000))", Limits { memory_bytes: 1000, ..roomy }, "sql-too-big"),
        ("SELECT length(zeroblob(900000000))", roomy, "sql-too-big"),
    ] {
        let failure = query(&mut connection, &numbers, sql, &[], &limits, &Arc::default()).unwrap_err();
        assert_eq!((failure.class, failure.message.key), (Class::Failed, key), "{sql}");
    }
}

#[test]
fn a_runaway_is_ended_by_the_flag() {
    let (mut connection, numbers) = open();
    let flag = Arc::new(AtomicBool::new(false));
    let other = Arc::clone(&flag);
    let setter = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        other.store(true, Ordering::Relaxed);
    });
    let failure = query(&mut connection, &numbers, ENDLESS, &[], &Limits::default(), &flag).unwrap_err();
    setter.join().unwrap();
    assert_eq!(failure.class, Class::Interrupted);
    let again = query(&mut connection, &numbers, "SELECT 1", &[], &Limits::default(), &flag).unwrap_err();
    assert_eq!(again.class, Class::Interrupted);
}

#[test]
fn deep_and_long_statements_are_refused() {
    let deep = format!("SELECT {}1{}", "abs(".repeat(500), ")".repeat(500));
    let long = format!("SELECT '{}'", "x".repeat(2 << 20));
    let many = vec!["SELECT 1"; 300].join(" UNION ALL ");
    for sql in [deep, long, many] {
        assert!(run(&sql).is_err(), "{}", &sql[..40]);
    }
}

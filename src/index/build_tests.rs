//! Tests of the index's tables: what stands in them, exactly.
//! Refuses to test queries' limits, which `guarded` does.

use super::*;
use crate::index::guarded::Field;
use crate::index::testing::{Crm, number, record};
use crate::index::{Listing, list};
use crate::table::{Cell, Format, Look, render};
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn money_comes_back_digit_by_digit_from_files_through_sums_to_json() {
    let amounts = ["0.1", "0.2", "12345678901234567.89", "1000", "1000.01", "999.99", "0", "100000000000000000"];
    let records: Vec<Record> = amounts
        .iter()
        .enumerate()
        .map(|(at, amount)| record("order", &format!("so-{at}"), &format!("amount = {amount}\n")))
        .collect();
    let mut crm = Crm::new(&[]);
    let mut index = crm.build(&records);
    let mut ask = |sql: &str| crm.ask(&mut index, sql);
    assert_eq!(ask("SELECT sum(amount) FROM orders WHERE id < 'so-2'").rows, [[number("0.3")]]);
    let above: Vec<String> = ask("SELECT id FROM orders WHERE amount > 1000 ORDER BY id")
        .rows
        .into_iter()
        .map(|row| match &row[0] {
            Field::Text(id) => id.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(above, ["so-2", "so-4", "so-7"]);
    let answer = ask("SELECT id, amount, (SELECT sum(amount) FROM orders) AS total FROM orders WHERE id = 'so-2'");
    let table = crate::index::answer_table(answer);
    assert_eq!(table.rows[0][1], Cell::Number("12345678901234567.89".parse().unwrap()));
    let json = render(&table, Format::Json, &Look::default());
    assert!(json.contains("\"amount\":12345678901234567.89,\"total\":112345678901237568.19}"), "{json}");
}

#[test]
fn every_type_has_its_form_and_wrong_values_are_text() {
    let order = "amount = \"much\"\nnumber = 7\ncontract = { number = \"K-1\" }\ntags = [\"vip\", \"老客户\", \"vip\"]\narchived = true\n\
        [[lines]]\nsku = \"A1\"\nquantity = 2\nprice = 0.1\n[[lines]]\nsku = \"B2\"\nquantity = 1\n";
    let case = "subject = \"x\"\nopened_at = 2026-11-21T14:30:00+08:00\n";
    let opportunity = "competitors = \"Acme\"\nproducts = [\"crm\", \"erp\"]\nprobability = 12.5\nstage = \"won\"\n";
    let mut crm = Crm::new(&[]);
    let mut index = crm.build(&[
        record("order", "so-1", order),
        record("order", "so-1", "number = \"twin\"\n"),
        record("case", "c-1", case),
        record("opportunity", "op-1", opportunity),
        record("unheard", "x", "name = \"x\"\n"),
    ]);
    let mut row = |sql: &str| format!("{:?}", crm.ask(&mut index, sql).rows);
    let text =
        |items: &[&str]| format!("{:?}", [items.iter().map(|item| Field::Text((*item).into())).collect::<Vec<_>>()]);
    assert_eq!(
        row("SELECT amount, number, contract_number, tags, path FROM orders"),
        text(&["much", "7", "K-1", "[\"vip\",\"老客户\"]", "orders/so-1.toml"])
    );
    assert_eq!(
        row("SELECT group_concat(tag, '+') FROM tags WHERE kind = 'order' AND id = 'so-1'"),
        text(&["vip+老客户"])
    );
    assert_eq!(
        row(
            "SELECT parent || position || sku FROM order_lines WHERE price IS NULL OR price = 0.1 ORDER BY position DESC LIMIT 1"
        ),
        text(&["so-12B2"])
    );
    assert_eq!(row("SELECT opened_at FROM cases"), text(&["2026-11-21T06:30:00Z"]));
    assert_eq!(row("SELECT competitors FROM opportunities"), text(&["[\"Acme\"]"]));
    assert_eq!(
        row("SELECT group_concat(value, '+') FROM opportunity_products WHERE parent = 'op-1'"),
        text(&["crm+erp"])
    );
    assert_eq!(
        row("SELECT state FROM stages JOIN opportunities USING (stage) WHERE kind = 'opportunity'"),
        text(&["won"])
    );
    assert_eq!(row("SELECT kind, id, title FROM records WHERE kind = 'case'"), text(&["case", "c-1", "x"]));
    let shape = index.shape("order").unwrap();
    take(&index.connection, &shape, "so-1").unwrap();
    for table in ["orders", "order_lines", "tags"] {
        let count: i64 =
            index.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(count, 0, "{table}");
    }
}

#[test]
fn keywords_and_colliding_names_of_the_users_kinds_work() {
    let group = "folder = \"group\"\n[fields.name]\n[fields.select]\ntype = \"int\"\n[fields.order]\n[fields.id]\n[fields.path]\n\
        [fields.a]\ntype = \"table\"\n[fields.a.fields.b]\n[fields.a_b]\n[fields.where]\ntype = \"strings\"\n";
    let tags = "folder = \"tags\"\n[fields.name]\n";
    let child = "folder = \"group_where\"\n[fields.name]\n";
    let mut crm = Crm::new(&[("group", group), ("tagging", tags), ("odd", child)]);
    let text = "name = \"G\"\nselect = 3\norder = \"first\"\nid = \"own\"\na_b = \"plain\"\nwhere = [\"x\"]\na = { b = \"nested\" }\n";
    let mut index = crm.build(&[record("group", "g", text), record("tagging", "t", "name = \"T\"\n")]);
    let answer = crm.ask(
        &mut index,
        "SELECT id, \"select\", \"order\", id_2, a_b, a_b_2, path, (SELECT value FROM group_where_2) FROM \"group\"",
    );
    let texts: Vec<String> = answer.rows[0].iter().map(|field| format!("{field:?}")).collect();
    assert_eq!(
        texts.join(" "),
        "Text(\"g\") Number(3) Text(\"first\") Text(\"own\") Text(\"nested\") Text(\"plain\") Text(\"groups/g.toml\") Text(\"x\")"
    );
    assert_eq!(crm.ask(&mut index, "SELECT name FROM tags_2").rows, [[Field::Text("T".into())]]);
}

#[test]
fn findings_can_be_asked_for() {
    let finding = Diagnostic::error("syntax", crate::diagnostic::Place::file("orders/x.toml"), msg!("sql-empty"))
        .about("order", "x");
    let crm = Crm::new(&[]);
    let mut index = Index::build(&[], &[finding], &crm.context()).unwrap();
    let answer = crm.ask(&mut index, "SELECT severity, code, path, line, kind, id, message FROM findings");
    let texts = ["error", "syntax", "orders/x.toml", "", "order", "x", "the query is empty"];
    let want: Vec<Field> =
        texts.iter().map(|text| if text.is_empty() { Field::Null } else { Field::Text((*text).into()) }).collect();
    assert_eq!(answer.rows, [want]);
}

#[test]
fn the_schema_as_a_table_has_every_column_of_the_database() {
    let mut crm = Crm::new(&[]);
    let mut index = crm.build(&[]);
    let table = crate::index::schema_table(&crm.schema, &crm.config, crate::diagnostic::Lang::Zh);
    let sql =
        "SELECT s.name, c.name FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type IN ('table', 'view')
               AND s.name <> 'wide_numbers'";
    let mut statement = index.connection.prepare(sql).unwrap();
    let there = statement.query_map([], |row| Ok([row.get::<_, String>(0)?, row.get(1)?])).unwrap();
    let mut there: Vec<[Cell; 2]> = there.map(|names| names.unwrap().map(Cell::from)).collect();
    let mut told: Vec<[Cell; 2]> = table.rows.iter().map(|row| [row[0].clone(), row[1].clone()]).collect();
    let key = |pair: &[Cell; 2]| format!("{pair:?}");
    there.sort_by_key(key);
    told.sort_by_key(key);
    assert_eq!(told, there);
    let amount = table.rows.iter().find(|row| row[0] == "orders".into() && row[1] == "amount".into()).unwrap();
    assert_eq!((&amount[2], &amount[4]), (&"money".into(), &"currency".into()));
    drop(statement);
    for row in &table.rows {
        let (Cell::Text(name), Cell::Text(column)) = (&row[0], &row[1]) else { panic!("{row:?}") };
        crm.ask(&mut index, &format!("SELECT \"{column}\" FROM {name}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Comparing, ranges and sums of whatever amounts agree with exact arithmetic.
    #[test]
    fn amounts_compare_and_add_as_their_digits_do(
        amounts in prop::collection::vec(("-?[0-9]{1,17}(\\.[0-9]{1,4})?", 0u8..4), 1..60),
        bound in "[0-9]{1,5}(\\.[0-9]{1,2})?",
    ) {
        let near = [Decimal::from(1000), Decimal::new(100_001, 2), Decimal::new(99_999, 2)];
        let amounts: Vec<Decimal> = amounts
            .iter()
            .map(|(text, pick)| near.get(usize::from(*pick)).copied().unwrap_or_else(|| text.parse().unwrap()))
            .collect();
        let records: Vec<Record> = amounts
            .iter()
            .enumerate()
            // TOML knows no leading zeros.
            .map(|(at, amount)| record("order", &format!("so-{at:03}"), &format!("amount = {amount}\n")))
            .collect();
        let mut crm = Crm::new(&[]);
        let mut index = crm.build(&records);
        let sum: Decimal = amounts.iter().sum();
        let rows = crm.ask(&mut index, "SELECT sum(amount) FROM orders").rows;
        prop_assert_eq!(&rows, &[[Field::Number(sum)]]);
        let bound: Decimal = bound.parse().unwrap();
        for (sql, above) in [("1000".to_owned(), Decimal::from(1000)), (bound.to_string(), bound)] {
            let rows = crm.ask(&mut index, &format!("SELECT id FROM orders WHERE amount > {sql} ORDER BY id")).rows;
            let want: Vec<Vec<Field>> = (0..amounts.len())
                .filter(|at| amounts[*at] > above)
                .map(|at| vec![Field::Text(format!("so-{at:03}"))])
                .collect();
            prop_assert_eq!(rows, want);
        }
        let first = amounts[0];
        let listing = Listing { filters: vec![format!("amount={}..{first}", first.min(bound))], ..Listing::default() };
        let table = list(&mut index, &crm.schema.kinds["order"], &listing, &crm.request()).unwrap();
        let want = amounts.iter().filter(|amount| (first.min(bound)..=first).contains(amount)).count();
        prop_assert_eq!(table.rows.len(), want);
    }
}

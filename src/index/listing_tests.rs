//! Tests of lists: what filters mean, that values stay values, how cells are typed.
//! Refuses to test rendering.

use super::*;
use crate::diagnostic::Lang;
use crate::index::testing::{Crm, record};
use crate::record::Record;
use crate::table::{Format, Look, render};
use proptest::prelude::*;

fn records() -> Vec<Record> {
    vec![
        record("customer", "yun-qi", "name = \"杭州云栖科技\"\nformer_ids = [\"yq\"]\nmetrics = { revenue = 120 }\n"),
        record("customer", "yun", "name = \"云\"\n"),
        record(
            "opportunity",
            "op-1",
            "name = \"CRM咨询\"\ncustomer = \"yun-qi\"\nstage = \"won\"\namount = 80000\nclose_on = 2026-11-27\nowner = \"an\"\ntags = [\"重点\", \"Q4\"]\nproducts = [\"crm\"]\n",
        ),
        record(
            "opportunity",
            "op-2",
            "name = \"GTX Pro\"\ncustomer = \"yun\"\nstage = \"lead\"\namount = 9999.99\ncurrency = \"USD\"\nclose_on = 2026-12-01\nprobability = 12.5\n",
        ),
        record(
            "opportunity",
            "op-3",
            "name = \"云盘\"\ncustomer = \"ghost\"\nstage = \"negotiation\"\namount = \"soon\"\nowner = \"an\"\n",
        ),
        record("opportunity", "op-4", "name = \"old\"\nstage = \"lost\"\narchived = true\n"),
        record("order", "so-1", "customer = \"yun\"\n[[lines]]\nsku = \"A1\"\nquantity = 2\n[[lines]]\nsku = \"B2\"\n"),
        record("case", "c-1", "subject = \"x\"\nopened_at = 2026-11-20T23:30:00+08:00\n"),
        record("case", "c-2", "subject = \"y\"\nopened_at = 2026-11-20T17:30:00Z\n"),
    ]
}

fn try_list(kind: &str, listing: &Listing) -> Result<Table, Failure> {
    let mut crm = Crm::new(&[]);
    let mut index = crm.build(&records());
    list(&mut index, &crm.schema.kinds[kind], listing, &crm.request())
}

fn ids(kind: &str, listing: &Listing) -> String {
    let table = try_list(kind, listing).unwrap_or_else(|failure| panic!("{listing:?}: {failure}"));
    render(&table, Format::Ids, &Look::default()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn filtered(kind: &str, filter: &str) -> String {
    ids(kind, &Listing { filters: vec![filter.into()], ..Listing::default() })
}

#[test]
fn filters_read_as_people_write_them() {
    for (filter, want) in [
        ("stage=成交", "op-1"),
        ("阶段=won", "op-1"),
        ("stage!=won", "op-2 op-3"),
        ("预计成交额=5万..", "op-1"),
        ("amount=..10000", "op-2"),
        ("amount=9999.99..80,000", "op-1 op-2"),
        ("amount=8万", "op-1"),
        ("amount=", ""),
        ("close_on=..fri", "op-1"),
        ("close_on=2026-12", "op-2"),
        ("close_on=", "op-3"),
        ("close_on!=", "op-1 op-2"),
        ("owner=", "op-2"),
        ("owner=an", "op-1 op-3"),
        ("customer=云栖", "op-1"),
        ("customer=杭州 云栖 科技", "op-1"),
        ("customer=云", "op-2"),
        ("customer=yq", "op-1"),
        ("customer=customer/yun", "op-2"),
        ("customer=ghost", "op-3"),
        ("customer~yun", "op-1 op-2"),
        ("name=gtx pro", "op-2"),
        ("name~云", "op-3"),
        ("tag=重点", "op-1"),
        ("tags=q4,重点", "op-1"),
        ("tags=", "op-2 op-3"),
        ("products=crm", "op-1"),
        ("probability=10%..", "op-2"),
        ("archived=no", "op-1 op-2 op-3"),
        ("archived=yes", "op-4"),
        ("id=op-2", "op-2"),
        ("path~op-3", "op-3"),
    ] {
        assert_eq!(filtered("opportunity", filter), want, "{filter}");
    }
    assert_eq!(filtered("customer", "metrics.revenue=100.."), "yun-qi");
    assert_eq!(filtered("customer", "metrics_revenue=100.."), "yun-qi");
    assert_eq!(filtered("customer", "metrics="), "yun");
    assert_eq!(filtered("order", "lines.sku=b2"), "so-1");
    assert_eq!(filtered("order", "lines.quantity=5.."), "");
    assert_eq!(filtered("order", "lines="), "");
    assert_eq!(filtered("case", "opened_at=2026-11-20"), "c-1");
    assert_eq!(filtered("case", "opened_at=2026-11-21 01:30.."), "c-2");
}

#[test]
fn orders_columns_and_cells_follow_the_fields() {
    let sorted = |sort: &str| ids("opportunity", &Listing { sort: vec![sort.into()], ..Listing::default() });
    assert_eq!(sorted("stage"), "op-2 op-3 op-1");
    assert_eq!(sorted("-close_on"), "op-2 op-1 op-3");
    let table = try_list("opportunity", &Listing { limit: Some(2), ..Listing::default() }).unwrap();
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "name", "customer", "stage", "amount", "close_on", "owner"]);
    let amounts: Vec<&Cell> = table.rows.iter().map(|row| &row[4]).collect();
    let money = |text: &str, currency: &str| Cell::Money(text.parse().unwrap(), Some(currency.into()));
    assert_eq!(amounts, [&money("80000", "CNY"), &money("9999.99", "USD")]);
    assert_eq!(table.rows[0][5], Cell::Date("2026-11-27".parse().unwrap()));
    let columns = Some(["标签", "概率", "stalled", "stages"].map(str::to_owned).to_vec());
    let table =
        try_list("opportunity", &Listing { columns, filters: vec!["id=op-1".into()], ..Listing::default() }).unwrap();
    assert_eq!(table.columns[2].label, "stalled: since");
    assert_eq!(table.rows[0][0], Cell::List(vec!["重点".into(), "Q4".into()]));
    assert_eq!(table.rows[0].last(), Some(&Cell::Number(0.into())));
    let table = try_list("case", &Listing { columns: Some(vec!["opened_at".into()]), ..Listing::default() }).unwrap();
    assert_eq!(table.rows[1][0], Cell::Moment("2026-11-21T01:30:00+08:00".parse().unwrap()));
}

#[test]
fn sql_of_the_users_stays_in_its_parentheses() {
    let with =
        |sql: &str| Listing { where_sql: Some(sql.into()), filters: vec!["owner=an".into()], ..Listing::default() };
    assert_eq!(ids("opportunity", &with("amount > 1000 OR 1 -- all")), "op-1 op-3");
    for wrong in ["1) OR (1", "1; DELETE FROM orders", "no_such = 1", "(SELECT load_extension('x'))"] {
        assert!(try_list("opportunity", &with(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_no_filter_is_told_with_what_there_is() {
    let told = |filter: &str| {
        let failure =
            try_list("opportunity", &Listing { filters: vec![filter.into()], ..Listing::default() }).unwrap_err();
        let hint = failure.hint.map(|hint| hint.text(Lang::En)).unwrap_or_default();
        format!("{} / {hint}", failure.message.text(Lang::En))
    };
    assert!(
        told("stgae=won").starts_with("opportunity has no field `stgae` / did you mean `stage`? fields: uid, name"),
        "{}",
        told("stgae=won")
    );
    assert!(told("stage=wn").contains("won"));
    assert!(told("amount=lots").contains("lots"));
    assert!(told("won").contains("is no filter"));
    assert!(told("stages=x").contains("behind a dot"));
}

#[test]
fn keywords_as_fields_can_be_filtered_and_sorted() {
    let kind = "folder = \"select\"\n[fields.name]\n[fields.order]\ntype = \"int\"\n[fields.group]\n";
    let mut crm = Crm::new(&[("order-by", kind)]);
    let mut index = crm.build(&[record("order-by", "x", "name = \"x\"\norder = 2\ngroup = \"a\"\n")]);
    let listing = Listing {
        filters: vec!["order=1..".into(), "group=A".into()],
        sort: vec!["-order".into()],
        columns: Some(vec!["order".into(), "group".into()]),
        where_sql: Some("\"order\" = 2".into()),
        ..Listing::default()
    };
    let table = list(&mut index, &crm.schema.kinds["order-by"], &listing, &crm.request()).unwrap();
    assert_eq!(table.rows, [[Cell::Number(2.into()), "a".into()]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is typed as a value finds a record only if its name is that value.
    #[test]
    fn values_stay_values(text in "([a-z]{0,3}('|\"|\\)|--|;|/\\*|\\\\|:filter0|%|\\?| OR 1=1 |\\) UNION SELECT 1 --){1,3}[a-z]{0,3}){1,3}") {
        let mut crm = Crm::new(&[]);
        let name = format!("name = {}\n", serde_json::to_string(&text).unwrap());
        let mut index = crm.build(&[record("opportunity", "other", "name = \"zz zz\"\n"), record("opportunity", "this", &name)]);
        for filter in [format!("name={text}"), format!("name~{text}")] {
            let listing = Listing { filters: vec![filter], ..Listing::default() };
            let table = list(&mut index, &crm.schema.kinds["opportunity"], &listing, &crm.request()).unwrap();
            prop_assert!(table.rows.len() <= 1 && table.rows.iter().all(|row| row[0] == "this".into()), "{:?}", table.rows);
        }
    }
}

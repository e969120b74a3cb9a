//! Tests of reports: headers, parameters, the figures of `sales` and what they leave out.
//! Refuses large data, which the integration tests bring.

use super::*;
use crate::diagnostic::{Failure, Lang};
use crate::index::testing::{Crm, record};
use crate::record::Record;
use crate::table::{Format, Look, Table, render};

fn deals() -> Vec<Record> {
    let deal = |id: &str, text: &str| record("opportunity", id, text);
    vec![
        record("member", "an", "name = \"安娜\"\nteam = \"East\"\n"),
        record("customer", "yun", "name = \"云栖\"\nindustry = \"IT\"\n"),
        deal(
            "op-1",
            "stage = \"won\"\nowner = \"an\"\ncustomer = \"yun\"\namount = 0.1\nopened_on = 2026-01-01\nclosed_on = 2026-01-11\n",
        ),
        deal("op-2", "stage = \"won\"\nowner = \"an\"\namount = 0.2\nopened_on = 2026-03-01\nclosed_on = 2026-04-01\n"),
        deal("op-3", "stage = \"lost\"\nowner = \"an\"\nclosed_on = 2026-04-02\n"),
        deal("op-4", "stage = \"won\"\nowner = \"gone\"\namount = 12345678901234567.89\nclosed_on = 2026-04-30\n"),
        deal("op-5", "stage = \"won\"\nowner = \"an\"\namount = 500\ncurrency = \"EUR\"\nclosed_on = 2026-04-30\n"),
        deal("op-6", "stage = \"lead\"\nowner = \"an\"\namount = 70\n"),
        deal("op-7", "stage = \"lead\"\narchived = true\n"),
        deal("op-8", "stage = \"won\"\nowner = \"an\"\namount = 8\n"),
        deal("op-9", "name = \"no stage\"\n"),
    ]
}

fn sales(params: &[(&str, &str)]) -> Result<(Table, String), Failure> {
    let mut crm = Crm::new(&[]);
    let mut index = crm.build(&deals());
    let report = parse("sales", BUILTIN[0].1).unwrap();
    let params: Vec<(String, String)> = params.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
    let (table, warnings) = run(&report, &mut index, &params, &crm.request())?;
    let told: Vec<String> = warnings.iter().map(|warning| warning.message.text(Lang::En)).collect();
    Ok((table, told.join(" / ")))
}

fn csv(table: &Table) -> String {
    render(table, Format::Csv, &Look::default())
}

#[test]
fn sales_by_owner_counts_adds_and_warns() {
    let (table, told) = sales(&[]).unwrap();
    let want = "group,won,lost,open,win_rate,won_amount,average_amount,cycle_days\n\
        gone,1,0,0,1.0000,12345678901234567.89,12345678901234567.89,\n\
        安娜,4,1,1,0.8000,8.3,2.77,20.500\n\
        ,0,0,1,,0,,\n";
    assert_eq!(csv(&table), want);
    let shown = render(&table, Format::Md, &Look::default());
    let total = shown.lines().last().unwrap_or_default();
    assert!(total.contains("Total") && total.contains("12,345,678,901,234,576.19"), "{total}");
    assert!(told.starts_with("1 ") || told.contains(": 1"), "{told}");
    assert!(told.contains("another currency") && !told.contains("closed_on:"), "{told}");
}

#[test]
fn sales_by_time_has_no_open_and_periods_limit_what_was_closed() {
    let (table, _) = sales(&[("by", "quarter")]).unwrap();
    let groups = "group,won,lost,open,win_rate,won_amount,average_amount,cycle_days\n\
        2026-Q1,1,0,,1.0000,0.1,0.10,10.000\n\
        2026-Q2,3,1,,0.7500,12345678901234568.09,6172839450617284.05,31.000\n\
        ,1,0,,1.0000,8,8.00,\n";
    assert_eq!(csv(&table), groups);
    let (table, told) = sales(&[("by", "industry"), ("from", "2026-01"), ("to", "2026-Q1")]).unwrap();
    let rows: Vec<&str> = groups.lines().take(1).collect();
    assert_eq!(csv(&table), format!("{}\n{}", rows[0], "IT,1,0,0,1.0000,0.1,0.10,10.000\n,0,0,2,,0,,\n"));
    assert!(told.contains("without closed_on"), "{told}");
    let (table, told) = sales(&[("by", "year"), ("from", "2030")]).unwrap();
    assert!(table.rows.is_empty() && table.total.is_none() && told.contains("without closed_on"), "{table:?} {told}");
}

#[test]
fn fields_of_the_users_own_do_not_get_into_the_figures() {
    let overlay = "[fields.state]\n[fields.day]\ntype = \"date\"\n[fields.other]\n[fields.key]\n";
    let mut crm = Crm::new(&[("opportunity", overlay)]);
    let mut records = deals();
    records.push(record(
        "opportunity",
        "op-10",
        "stage = \"lost\"\nowner = \"new\"\nstate = \"won\"\nday = 2001-01-01\nclosed_on = 2026-05-01\n",
    ));
    let mut index = crm.build(&records);
    let report = parse("sales", BUILTIN[0].1).unwrap();
    let (table, _) = run(&report, &mut index, &[("from".into(), "2026-05".into())], &crm.request()).unwrap();
    assert!(csv(&table).contains("\nnew,0,1,0,0.0000,0,,\n"), "{}", csv(&table));
}

#[test]
fn wrong_parameters_are_named() {
    let told = |params| {
        let failure = sales(params).map(|_| ()).unwrap_err();
        format!("{:?} {}", failure.class, failure.message.text(Lang::En))
    };
    assert!(told(&[("by", "ownr")]).contains("owner"), "{}", told(&[("by", "ownr")]));
    assert!(told(&[("group", "owner")]).starts_with("Usage"), "{}", told(&[("group", "owner")]));
    assert!(told(&[("from", "someday")]).contains("someday"));
    assert!(told(&[("by", "owner'; DROP TABLE orders; --")]).starts_with("Usage"));
}

#[test]
fn a_users_report_runs_read_only_and_its_faults_have_a_place() {
    let mut crm = Crm::new(&[]);
    let mut index = crm.build(&deals());
    let text = "-- title: Big ones | 大单\n-- Note: free text\n-- param: least number = 0.15\n-- column: amount | 金额 | money\n\nSELECT id, amount FROM opportunities WHERE amount >= :least AND amount < 1;\n";
    let report = parse("reports/big.sql", text).unwrap();
    let (table, _) = run(&report, &mut index, &[], &crm.request()).unwrap();
    assert_eq!((csv(&table).as_str(), table.title.as_deref()), ("amount\n0.2\n", Some("Big ones")));
    for (text, part) in [
        ("-- titel: x\nSELECT 1", "reports/x.sql:1"),
        ("-- title: x\n-- column: a | monney\nSELECT 1 AS a", "reports/x.sql:2"),
        ("-- param: total\nSELECT 1", "reports/x.sql:1"),
        ("-- column: b | text\nSELECT 1 AS a", "`b`"),
        ("DELETE FROM opportunities", "reports/x.sql"),
        ("-- param: a\nSELECT\n  amuont FROM opportunities", "line 3, column 3"),
    ] {
        let failure =
            parse("reports/x.sql", text).and_then(|report| run(&report, &mut index, &[], &crm.request())).map(|_| ());
        let told = failure.unwrap_err().message.text(Lang::En);
        assert!(told.contains(part), "{text}: {told}");
    }
}

//! Owns the tests of whole tables in every format: snapshots, no raw control characters, and reading back.
//! Refuses what one file can test alone.

use super::*;
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn money(text: &str) -> Cell {
    Cell::Money(decimal(text), None)
}

fn date(text: &str) -> Cell {
    Cell::Date(NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap())
}

fn orders() -> Table {
    let mut table = Table::new(vec![
        Column::left("id", "编号"),
        Column::left("customer", "客户"),
        Column::right("amount", "金额"),
        Column::left("due", "到期日"),
        Column::left("note", "备注"),
    ])
    .titled("应收款")
    .with_total(vec!["合计".into(), Cell::Empty, money("1012000.5"), Cell::Empty, Cell::Empty]);
    table.push(vec![
        "so-2026-0001".into(),
        "杭州海康信息有限公司".into(),
        money("12000"),
        date("2026-12-01"),
        "先款后货\n分两批发".into(),
    ]);
    table.push(vec!["so-2026-0002".into(), "Acme | Söhne".into(), money("1000000.50"), Cell::Empty, "=1+1".into()]);
    table.push(vec!["so-2026-0003".into(), "云栖".into()]);
    table
}

fn look(width: usize) -> Look {
    Look { width: Some(width), ..Look::default() }
}

#[test]
fn columns_line_up_by_width() {
    let want = "\
应收款

编号          客户                          金额  到期日      备注
so-2026-0001  杭州海康信息有限公司     12,000.00  2026-12-01  先款后货 分两批发
so-2026-0002  Acme | Söhne          1,000,000.50              =1+1
so-2026-0003  云栖
-------------------------------------------------------------------------------
合计                                1,012,000.50
";
    assert_eq!(render(&orders(), Format::Table, &Look::default()), want);
}

#[test]
fn texts_give_way_and_numbers_dates_and_ids_do_not() {
    let want = "\
应收款

编号          客户               金额  到期日      备注
so-2026-0001  杭州海康…     12,000.00  2026-12-01  先款后货…
so-2026-0002  Acme | S…  1,000,000.50              =1+1
so-2026-0003  云栖
------------------------------------------------------------
合计                     1,012,000.50
";
    let shown = render(&orders(), Format::Table, &look(60));
    assert!(shown.lines().all(|line| width(line) <= 60));
    assert_eq!(shown, want);
}

#[test]
fn bold_marks_title_heading_and_total_only() {
    let mut table = Table::new(vec![Column::left("name", "名称"), Column::right("count", "数量")])
        .titled("按级别")
        .with_total(vec!["合计".into(), 3usize.into()]);
    table.push(vec!["A".into(), 3usize.into()]);
    let bold = Look { color: true, ..Look::default() };
    let want = "\u{1b}[1m按级别\u{1b}[0m\n\n\u{1b}[1m名称  数量\u{1b}[0m\nA        3\n----------\n\u{1b}[1m合计     3\u{1b}[0m\n";
    assert_eq!(render(&table, Format::Table, &bold), want);
    let bare = Look { heading: false, ..Look::default() };
    assert_eq!(render(&table, Format::Table, &bare), "按级别\n\nA     3\n-------\n合计  3\n");
}

#[test]
fn json_keeps_every_digit_and_shows_no_total() {
    let mut lines = Table::new(vec![Column::left("sku", "货号"), Column::right("quantity", "数量")]);
    lines.push(vec!["A1".into(), decimal("0.10").into()]);
    let names = ["id", "amount", "rate", "open", "at", "tags", "lines", "none"];
    let mut table = Table::new(names.map(|name| Column::left(name, "标")).into()).with_total(vec!["合计".into()]);
    table.push(vec![
        "a\"b\\\n".into(),
        Cell::Money(decimal("12345678901234567.89"), Some("CNY".into())),
        Cell::Percent(decimal("12.5")),
        true.into(),
        DateTime::parse_from_rfc3339("2026-11-21T14:30:05+08:00").unwrap().into(),
        vec!["重点".to_owned(), "老客户".to_owned()].into(),
        lines.into(),
        Cell::Empty,
    ]);
    let object = concat!(
        r#"{"id":"a\"b\\\n","amount":12345678901234567.89,"rate":12.5,"open":true,"#,
        r#""at":"2026-11-21T14:30:05+08:00","tags":["重点","老客户"],"lines":[{"sku":"A1","quantity":0.10}],"none":null}"#
    );
    let look = Look::default();
    assert_eq!(render(&table, Format::Json, &look), format!("[\n{object}\n]\n"));
    assert_eq!(render(&table, Format::Jsonl, &look), format!("{object}\n"));
    table.rows.push(vec!["b".into()]);
    assert!(render(&table, Format::Json, &look).contains("},\n{\"id\":\"b\",\"amount\":null"));
    assert_eq!(
        render(&table, Format::Csv, &look).lines().nth(2),
        Some(
            r#"",12345678901234567.89,12.5,true,2026-11-21T14:30:05+08:00,重点;老客户,"[{""sku"":""A1"",""quantity"":0.10}]","#
        )
    );
    table.rows.truncate(1);
    table.rows[0][0] = "x".into();
    let shown = render(&table, Format::Table, &Look { heading: false, ..look });
    let want = "x     CNY 12,345,678,901,234,567.89  12.5%  ✓  2026-11-21 14:30  重点, 老客户  A1 0.10\n";
    assert_eq!(shown.split_inclusive('\n').next(), Some(want));
}

#[test]
fn csv_tsv_ids_and_markdown_of_one_table() {
    let look = Look::default();
    let csv = "\
id,customer,amount,due,note
so-2026-0001,杭州海康信息有限公司,12000,2026-12-01,\"先款后货\n分两批发\"
so-2026-0002,Acme | Söhne,1000000.50,,'=1+1
so-2026-0003,云栖,,,
";
    let tsv = "\
id\tcustomer\tamount\tdue\tnote
so-2026-0001\t杭州海康信息有限公司\t12000\t2026-12-01\t先款后货\\n分两批发
so-2026-0002\tAcme | Söhne\t1000000.50\t\t'=1+1
so-2026-0003\t云栖\t\t\t
";
    let md = "\
## 应收款

| 编号 | 客户 | 金额 | 到期日 | 备注 |
| --- | --- | ---: | --- | --- |
| so-2026-0001 | 杭州海康信息有限公司 | 12,000.00 | 2026-12-01 | 先款后货<br>分两批发 |
| so-2026-0002 | Acme \\| Söhne | 1,000,000.50 |  | =1+1 |
| so-2026-0003 | 云栖 |  |  |  |
| **合计** |  | **1,012,000.50** |  |  |
";
    assert_eq!(render(&orders(), Format::Csv, &look), csv);
    assert_eq!(render(&orders(), Format::Tsv, &look), tsv);
    assert_eq!(render(&orders(), Format::Md, &look), md);
    assert_eq!(render(&orders(), Format::Ids, &look), "so-2026-0001\nso-2026-0002\nso-2026-0003\n");
}

#[test]
fn negative_amounts_are_numbers_and_never_neutralised() {
    let mut table = Table::new(vec![Column::right("amount", "金额"), Column::left("text", "文")]);
    table.push(vec![money("-5"), "a\\|b\\n<br>".into()]);
    assert_eq!(render(&table, Format::Csv, &Look::default()), "amount,text\n-5,a\\|b\\n<br>\n");
    assert_eq!(render(&table, Format::Tsv, &Look::default()), "amount\ttext\n-5\ta\\\\|b\\\\n<br>\n");
    assert!(render(&table, Format::Md, &Look::default()).ends_with("| -5.00 | a\\\\\\|b\\n&lt;br> |\n"));
}

#[test]
fn an_empty_table_is_nothing_for_people_and_valid_for_programs() {
    let table = Table { rows: Vec::new(), ..orders() };
    let shown = Format::ALL.map(|format| render(&table, format, &Look::default()));
    let header = ["id,customer,amount,due,note\n", "id\tcustomer\tamount\tdue\tnote\n"];
    assert_eq!(shown, ["", "[]\n", "", header[0], header[1], "", ""]);
}

#[test]
fn a_name_that_stands_twice_gets_a_number() {
    let names = ["id", "id", "id_2", "id", "x"];
    let table = Table::new(names.map(|name| Column::left(name, "")).into());
    let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "id_3", "id_2", "id_4", "x"]);
}

#[test]
fn no_control_or_direction_character_gets_out_raw() {
    let controls = (0..=0x1f).chain(0x7f..=0x9f).chain(0x202a..=0x202e).chain(0x2066..=0x2069);
    let marks = [0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff, 0xe0041];
    for c in controls.chain(marks).filter_map(char::from_u32) {
        for text in [format!("{c}"), format!("云{c}栖"), format!("{c}{c}=1{c}\r\n{c}")] {
            let mut inner = Table::new(vec![Column::left(&text, &text)]);
            inner.push(vec![text.as_str().into()]);
            let currency = Cell::Money(Decimal::ONE, Some(text.clone()));
            let row = vec![text.as_str().into(), vec![text.clone(), text.clone()].into(), inner.into(), currency];
            let columns = ["", "b", "c", "d"].map(|end| Column::left(format!("{text}{end}"), &text));
            let mut table = Table::new(columns.into()).titled(&text).with_total(row.clone());
            table.push(row);
            for format in Format::ALL {
                for look in [Look::default(), look(10)] {
                    let out = render(&table, format, &look);
                    let allowed = |c| c == '\n' || c == '\t' && format == Format::Tsv;
                    let raw: Vec<_> = out.chars().filter(|c| super::escape::obeyed(*c) && !allowed(*c)).collect();
                    assert!(raw.is_empty(), "{raw:?} of {text:?} in {format:?}: {out:?}");
                    let lines = out.lines().count();
                    match format {
                        Format::Table if look.heading => assert_eq!(lines, 6, "{out:?}"),
                        Format::Json => assert_eq!(lines, 3),
                        Format::Tsv => assert_eq!((lines, out.matches('\t').count()), (2, 6)),
                        Format::Jsonl | Format::Ids => assert_eq!(lines, 1),
                        _ => {}
                    }
                }
            }
        }
    }
}

const TEXT: &str = "(\\PC|[=+\\-@'\",;|\\\\ \t\r\n\u{1b}\u{202e}\u{e0041}<海0-9]){0,10}";

fn table_of(rows: &[Vec<String>]) -> Table {
    let mut table = Table::new(["a", "b", "c"].map(|name| Column::left(name, name)).into());
    rows.iter().for_each(|row| table.push(row.iter().map(|text| text.as_str().into()).collect()));
    table
}

fn untab(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        out.push_str(&if c != '\\' { c.to_string() } else { untabbed(rest.next()) });
    }
    out
}

fn untabbed(c: Option<char>) -> String {
    match c {
        Some('t') => "\t".into(),
        Some('n') => "\n".into(),
        Some('r') => "\r".into(),
        Some('\\') => "\\".into(),
        other => format!("\\{}", other.map(String::from).unwrap_or_default()),
    }
}

proptest! {
    #[test]
    fn what_csv_says_is_what_was_meant(rows in prop::collection::vec(prop::collection::vec(TEXT, 3), 0..5)) {
        let csv = render(&table_of(&rows), Format::Csv, &Look::default());
        let read: Vec<Vec<String>> = csv::Reader::from_reader(csv.as_bytes())
            .records()
            .map(|record| record.unwrap().iter().map(|text| restore_cell(text).into_owned()).collect())
            .collect();
        let cleaned: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|t| escape_lines(t).into_owned()).collect()).collect();
        prop_assert_eq!(read, cleaned);
    }

    #[test]
    fn what_tsv_says_is_what_was_meant(rows in prop::collection::vec(prop::collection::vec("[=+'\t\r\n\\\\ nrtu海]{0,8}", 3), 0..5)) {
        let tsv = render(&table_of(&rows), Format::Tsv, &Look::default());
        let read: Vec<Vec<String>> = tsv
            .split_terminator('\n')
            .skip(1)
            .map(|line| line.split('\t').map(|text| restore_cell(&untab(text)).into_owned()).collect())
            .collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn what_json_says_is_what_was_meant(rows in prop::collection::vec(prop::collection::vec(any::<String>(), 3), 0..5)) {
        let json = render(&table_of(&rows), Format::Json, &Look::default());
        let read: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&json).unwrap();
        let read: Vec<Vec<_>> = read.into_iter().map(|o| o.into_iter().map(|(_, v)| v).collect()).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn a_record_is_one_line_that_fits(
        rows in prop::collection::vec(prop::collection::vec(TEXT, 3), 1..5),
        limit in 28usize..120,
    ) {
        // The first column is never cut: 12 columns, and two others of at least six behind two blanks each.
        let mut table = table_of(&rows);
        table.rows.iter_mut().for_each(|row| row[0] = "so-2026-0001".into());
        let out = render(&table, Format::Table, &look(limit));
        prop_assert_eq!(out.lines().count(), rows.len() + 1);
        prop_assert!(out.lines().all(|line| width(line) <= limit));
    }
}

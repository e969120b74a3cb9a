//! Owns the spreadsheets of the demo and of the first five minutes: they read without a map and fit each other.
//! Refuses to import them; the demo does.

use crate::support::{customers_workbook, fixtures};
use chrono::DateTime;
use guanxi::import::sheet::{Book, Header, Options, Sheet, find_header, read};
use guanxi::schema::{Customs, Field, Kind, Schema, interpret, load};
use guanxi::value::{fold, is_placeholder, parse_phone};
use std::collections::BTreeSet;
use std::path::Path;

/// A sheet with its header.
struct Table {
    book: Book,
    header: Header,
}

impl Table {
    fn open(path: &Path, schema: &Schema) -> Table {
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (book, findings) = read(&path.display().to_string(), &bytes, &Options::default()).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        let words = words(schema);
        let known = |text: &str| words.contains(&fold(text));
        let header = find_header(&book.sheets[0], &known, &Options::default()).unwrap();
        Table { book, header }
    }

    fn demo(name: &str, schema: &Schema) -> Table {
        Table::open(&fixtures().join("demo").join(name), schema)
    }

    fn sheet(&self) -> &Sheet {
        &self.book.sheets[0]
    }

    /// Cells of a column, blank ones too.
    fn column(&self, name: &str) -> Vec<String> {
        let at =
            self.header.names.iter().position(|header| header == name).unwrap_or_else(|| panic!("no column {name}"));
        let rows = &self.sheet().rows[self.header.first_data..];
        rows.iter().map(|row| row.cells.get(at).map(|cell| cell.text().into_owned()).unwrap_or_default()).collect()
    }

    fn set(&self, name: &str) -> BTreeSet<String> {
        self.column(name).into_iter().filter(|text| !text.is_empty()).collect()
    }
}

/// Every word a field answers to, folded.
fn words(schema: &Schema) -> BTreeSet<String> {
    let fields = schema.kinds.values().flat_map(|kind| kind.fields.values());
    let fields = fields.flat_map(|field| field.fields.values().chain([field]));
    let names =
        fields.flat_map(|field| [&field.name, &field.label.en, &field.label.zh].into_iter().chain(&field.aliases));
    names.map(|name| fold(name)).collect()
}

/// The field a header names, at any depth, a unit in brackets left out.
fn field_of<'k>(kind: &'k Kind, header: &str) -> Option<&'k Field> {
    let bare = header.split(['（', '(']).next().unwrap_or_default();
    let inner = || {
        let tables = kind.fields.values().filter(|field| !field.fields.is_empty());
        tables.flat_map(|table| table.fields.values()).find(|field| field.answers_to(bare))
    };
    kind.field(bare).or_else(inner)
}

/// Files of the demo with the kinds their columns belong to, first ones first.
const SHEETS: [(&str, &[&str]); 7] = [
    ("members.csv", &["member"]),
    ("products.csv", &["product"]),
    ("客户.csv", &["customer", "contact", "task"]),
    ("customers-en.csv", &["customer", "contact", "task"]),
    ("商机.csv", &["opportunity"]),
    ("订单.csv", &["order"]),
    ("activities.csv", &["activity"]),
];

#[test]
fn every_column_of_the_demo_names_a_field_and_every_cell_is_a_value_of_it() {
    let schema = load(&[]).0;
    let now = DateTime::parse_from_rfc3339("2026-11-23T09:00:00+08:00").unwrap();
    let customs = Customs { now, region: "CN".into(), order: None };
    let mut faults = Vec::new();
    for (name, kinds) in SHEETS {
        let table = Table::demo(name, &schema);
        for header in &table.header.names {
            let fields = kinds.iter().filter_map(|kind| field_of(&schema.kinds[*kind], header));
            let Some(field) = fields.into_iter().next() else {
                faults.push(format!("{name}: `{header}` names no field of {kinds:?}"));
                continue;
            };
            for text in table.set(header) {
                if let Err(message) = interpret(field, &text, &customs) {
                    faults.push(format!("{name}: {header}: {}", message.text(guanxi::diagnostic::Lang::En)));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_files_of_the_demo_are_as_different_as_real_ones() {
    let schema = load(&[]).0;
    let shape = |name: &str| {
        let table = Table::demo(name, &schema);
        let rows = table.sheet().rows.len() - table.header.first_data;
        (table.book.encoding.clone().unwrap_or_default(), table.book.separator.map(char::from), rows)
    };
    assert_eq!(shape("客户.csv"), ("GBK".into(), Some(','), 30));
    assert_eq!(shape("customers-en.csv"), ("UTF-8".into(), Some(','), 12));
    assert_eq!(shape("商机.csv"), ("UTF-8".into(), Some(','), 40));
    assert_eq!(shape("订单.csv"), ("UTF-8".into(), Some(';'), 28));
    assert!(std::fs::read(fixtures().join("demo/商机.csv")).unwrap().starts_with(b"\xef\xbb\xbf"));
}

#[test]
fn the_files_of_the_demo_fit_each_other() {
    let schema = load(&[]).0;
    let table = |name: &str| Table::demo(name, &schema);
    let (chinese, foreign) = (table("客户.csv"), table("customers-en.csv"));
    let mut customers = chinese.set("客户名称");
    customers.extend(foreign.set("company name"));
    let mut contacts = chinese.set("联系人");
    contacts.extend(foreign.set("contact name"));
    let (members, products) = (table("members.csv"), table("products.csv"));
    let (deals, orders, activities) = (table("商机.csv"), table("订单.csv"), table("activities.csv"));
    let pairs = [
        ("members.csv: manager", members.set("manager"), members.set("name")),
        ("客户.csv: 负责人", chinese.set("负责人"), members.set("name")),
        ("customers-en.csv: owner", foreign.set("owner"), members.set("name")),
        ("商机.csv: 客户", deals.set("客户"), customers.clone()),
        ("商机.csv: 负责人", deals.set("负责人"), members.set("name")),
        ("商机.csv: 产品", deals.set("产品"), products.set("product name")),
        ("订单.csv: 客户名称", orders.set("客户名称"), customers.clone()),
        ("订单.csv: 商机名称", orders.set("商机名称"), deals.set("商机名称")),
        ("订单.csv: 负责人", orders.set("负责人"), members.set("name")),
        ("订单.csv: 产品编码", orders.set("产品编码"), products.set("product code")),
        ("activities.csv: customer", activities.set("customer"), customers.clone()),
        ("activities.csv: contact", activities.set("contact"), contacts),
        ("activities.csv: our people", activities.set("our people"), members.set("name")),
    ];
    for (what, used, known) in pairs {
        let missing: Vec<_> = used.difference(&known).collect();
        assert!(!used.is_empty() && missing.is_empty(), "{what}: {missing:?}");
    }
    let ids: BTreeSet<String> = customers.iter().map(|name| fold(name)).collect();
    assert_eq!(ids.len(), 42, "two customers of one name");
}

#[test]
fn deals_close_when_their_stage_says_so() {
    let schema = load(&[]).0;
    let deals = Table::demo("商机.csv", &schema);
    let field = &schema.kinds["opportunity"].fields["stage"];
    let state = |stage: &str| field.value(stage).and_then(|value| value.state.clone()).unwrap_or_default();
    let mut states = BTreeSet::new();
    for ((stage, closed), reason) in
        deals.column("阶段").iter().zip(deals.column("成交日期")).zip(deals.column("输单原因"))
    {
        assert_eq!(state(stage) != "open", !closed.is_empty(), "{stage} {closed}");
        assert_eq!(state(stage) == "lost", !reason.is_empty(), "{stage} {reason}");
        states.insert(stage.clone());
    }
    assert_eq!(states.len(), 6);
}

#[test]
fn the_workbook_of_the_first_five_minutes_is_as_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("客户.xlsx");
    customers_workbook(&path);
    let schema = load(&[]).0;
    let table = Table::open(&path, &schema);
    assert_eq!((table.header.row, table.sheet().name.as_str()), (2, "客户"));
    assert_eq!(table.header.names, ["客户名称", "联系人", "手机", "下次联系", "下次跟进内容", "备注2"]);
    let phones = table.column("手机");
    let bad: Vec<usize> =
        (0..phones.len()).filter(|at| parse_phone(&phones[*at], "CN").is_err()).map(|at| at + 3).collect();
    assert_eq!((phones.len(), bad), (46, vec![17]));
    let names = table.column("客户名称");
    let unknown: Vec<usize> = (0..names.len()).filter(|at| is_placeholder(&names[*at])).map(|at| at + 3).collect();
    assert_eq!(unknown, [31]);
    let good = |at: &usize| ![17, 31].contains(&(at + 3));
    let customers: BTreeSet<&String> = (0..46).filter(good).map(|at| &names[at]).collect();
    let tasks = (0..46).filter(good).filter(|at| !table.column("下次联系")[*at].is_empty()).count();
    assert_eq!((customers.len(), tasks), (43, 12));
}

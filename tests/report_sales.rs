//! `report sales` on a real pipeline of 8,800 deals, against figures computed independently.
//! Skipped, saying so, where the data isn't there (`GUANXI_DATA`, else `../shared/data`).

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

use guanxi::config::Config;
use guanxi::diagnostic::Lang;
use guanxi::import::sheet;
use guanxi::index::{Context, Index, Limits, Request};
use guanxi::record::Record;
use guanxi::report;
use guanxi::schema::{Customs, Schema, load};
use guanxi::table::{Format, Look, Table, render};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The folder of the data, if it is there.
#[allow(clippy::disallowed_methods, reason = "tests find their data through the environment")]
fn data() -> Option<PathBuf> {
    let root = std::env::var_os("GUANXI_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let folder = root.join("maven-crm");
    if folder.join("truth.json").is_file() {
        return Some(folder);
    }
    println!("skipped: no {}", folder.display());
    None
}

/// The rows of a CSV file by the names of its columns.
fn rows(folder: &Path, name: &str) -> Vec<HashMap<String, String>> {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    let (book, _) = sheet::read(name, &bytes, &sheet::Options::default()).unwrap();
    let mut rows = book.sheets[0].rows.iter();
    let names: Vec<String> = rows.next().unwrap().cells.iter().map(|cell| cell.text().into_owned()).collect();
    let named = |row: &sheet::Row| {
        let texts = names.iter().enumerate().map(|(at, name)| {
            let text = row.cells.get(at).map(|cell| cell.text().trim().to_owned());
            (name.clone(), text.unwrap_or_default())
        });
        texts.collect()
    };
    rows.map(named).collect()
}

fn record(kind: &str, id: &str, fields: &[(&str, &str)]) -> Record {
    let mut text = String::new();
    for (field, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let bare = field.ends_with("_on") || *field == "amount";
        text.push_str(&if bare { format!("{field} = {value}\n") } else { format!("{field} = {value:?}\n") });
    }
    let (record, findings) = Record::read(kind, id, &format!("{kind}/{id}.toml"), text);
    assert!(findings.is_empty(), "{findings:?}");
    record.unwrap()
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace([' ', '-', '.'], "-")
}

fn records(folder: &Path, team: &str) -> Vec<Record> {
    let mut list = Vec::new();
    for row in rows(folder, "accounts.csv") {
        let name = &row["account"];
        list.push(record("customer", &slug(name), &[("name", name), ("industry", &row["sector"])]));
    }
    for row in rows(folder, "products.csv") {
        list.push(record("product", &slug(&row["product"]), &[("name", &row["product"])]));
    }
    for row in rows(folder, "sales_teams.csv") {
        let name = &row["sales_agent"];
        list.push(record("member", &slug(name), &[("name", name), ("team", &row[team])]));
    }
    for row in rows(folder, "sales_pipeline.csv") {
        let stage = match row["deal_stage"].as_str() {
            "Prospecting" => "lead",
            "Engaging" => "qualified",
            "Won" => "won",
            "Lost" => "lost",
            other => panic!("{other}"),
        };
        let product = if row["product"] == "GTXPro" { "GTX Pro" } else { &row["product"] };
        let fields = [
            ("name", row["opportunity_id"].as_str()),
            ("owner", &slug(&row["sales_agent"])),
            ("customer", &slug(&row["account"])),
            ("product", &slug(product)),
            ("stage", stage),
            ("opened_on", &row["engage_date"]),
            ("closed_on", &row["close_date"]),
            ("amount", &row["close_value"]),
        ];
        list.push(record("opportunity", &slug(&row["opportunity_id"]), &fields));
    }
    list
}

struct Sales {
    schema: Schema,
    config: Config,
    index: Index,
}

impl Sales {
    fn new(folder: &Path, team: &str) -> Sales {
        let (schema, _) = load(&[]);
        let config = Config { currency: "USD".into(), ..Config::default() };
        let context = Context { schema: &schema, config: &config, today: "2018-01-01".parse().unwrap() };
        let index = Index::build(&records(folder, team), &[], &context).unwrap();
        Sales { schema, config, index }
    }

    fn run(&mut self, params: &[(&str, &str)]) -> (Table, Vec<Value>) {
        let context = Context { schema: &self.schema, config: &self.config, today: "2018-01-01".parse().unwrap() };
        let customs = Customs { now: "2018-01-01T09:00:00Z".parse().unwrap(), region: "US".into(), order: None };
        let (limits, interrupted) = (Limits::default(), std::sync::Arc::default());
        let request =
            Request { context, lang: Lang::En, customs: &customs, limits: &limits, interrupted: &interrupted };
        let (name, text) = report::BUILTIN[0];
        let report = report::parse(name, text).unwrap();
        let params: Vec<(String, String)> =
            params.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        let (table, warnings) = report::run(&report, &mut self.index, &params, &request).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        let Value::Array(rows) = serde_json::from_str(&render(&table, Format::Json, &Look::default())).unwrap() else {
            panic!("no array")
        };
        (table, rows)
    }

    /// Compares `won` and `won_amount` of every group with the truth, which must have the same groups.
    fn agrees(&mut self, by: &str, truth: &Value) {
        let (_, rows) = self.run(&[("by", by)]);
        let truth = truth.as_object().unwrap();
        let won: Vec<&Value> = rows.iter().filter(|row| row["won"] != 0).collect();
        assert_eq!(won.len(), truth.len(), "{by}");
        for row in won {
            let group = row["group"].as_str().unwrap();
            let want = &truth[group];
            assert_eq!(row["won"], want["won"], "{by} {group}");
            assert_eq!(row["won_amount"].to_string(), want["value"].as_str().unwrap(), "{by} {group}");
            let time = ["month", "quarter", "year"].contains(&by);
            assert_eq!(row["open"].is_null(), time, "{by} {group}");
        }
    }
}

fn truth(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("truth.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["truth"].take()
}

#[test]
fn sales_agree_with_the_truth_by_owner_time_and_product() {
    let Some(folder) = data() else { return };
    let truth = truth(&folder);
    let mut sales = Sales::new(&folder, "regional_office");
    sales.agrees("owner", &truth["won_by_agent"]);
    sales.agrees("quarter", &truth["won_by_close_quarter"]);
    sales.agrees("month", &truth["won_by_close_month"]);
    sales.agrees("team", &truth["won_by_regional_office"]);
    let (_, rows) = sales.run(&[("by", "industry")]);
    let sectors = truth["won_value_by_account_sector_as_written"].as_object().unwrap();
    for (sector, value) in sectors {
        let row = rows.iter().find(|row| row["group"] == *sector).unwrap();
        assert_eq!(row["won_amount"].to_string(), value.as_str().unwrap(), "{sector}");
    }
    assert_eq!(rows.len(), sectors.len() + 1, "and the deals without an account");
    let mut products = truth["won_by_product_as_written"].clone();
    let joined = products.as_object_mut().unwrap();
    joined.remove("GTXPro");
    joined.insert("GTX Pro".into(), truth["won_GTX_Pro_after_joining_GTXPro"].clone());
    sales.agrees("product", &products);
    Sales::new(&folder, "manager").agrees("team", &truth["won_by_manager"]);

    let (_, rows) = sales.run(&[]);
    for row in rows.iter().filter(|row| row["won"] != 0) {
        let want = &truth["win_rate_by_agent"][row["group"].as_str().unwrap()];
        assert_eq!((&row["lost"], &row["win_rate"]), (&want["lost"], &want["win_rate"]), "{row}");
    }
}

#[test]
fn the_total_line_agrees_to_the_last_digit() {
    let Some(folder) = data() else { return };
    let mut sales = Sales::new(&folder, "manager");
    let line = |table: &Table| {
        let total = Table { rows: vec![table.total.clone().unwrap()], ..table.clone() };
        render(&total, Format::Csv, &Look::default()).lines().nth(1).unwrap().to_owned()
    };
    let (table, _) = sales.run(&[]);
    assert_eq!(line(&table), "Total,4238,2473,2089,0.6315,10005534,2360.91,51.782");
    for by in ["team", "customer", "product", "industry", "source"] {
        assert_eq!(line(&sales.run(&[("by", by)]).0), line(&table), "{by}");
    }
    for by in ["month", "quarter", "year"] {
        assert_eq!(line(&sales.run(&[("by", by)]).0), "Total,4238,2473,,0.6315,10005534,2360.91,51.782", "{by}");
    }
    let (_, rows) = sales.run(&[("by", "year"), ("from", "2017-Q1"), ("to", "2017-06")]);
    assert_eq!(rows[0]["won"], 531 + 1254);
    assert_eq!(rows[0]["won_amount"], 1_134_672 + 3_086_111);
}

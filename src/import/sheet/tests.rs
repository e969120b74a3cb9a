//! Owns the proof that real files of others read as independent readers read them.
//! Refuses to run where the data is absent.

use super::*;
use crate::diagnostic::Class;
use serde_json::Value as Json;
use std::path::Path;

fn load(path: &Path) -> Result<(Book, Vec<Diagnostic>), Failure> {
    load_with(path, &Options { lang: Lang::Zh, ..Options::default() })
}

fn load_with(path: &Path, options: &Options) -> Result<(Book, Vec<Diagnostic>), Failure> {
    read(&path.file_name().unwrap().to_string_lossy(), &std::fs::read(path).unwrap(), options)
}

fn json(path: &Path) -> Json {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn strings(value: &Json) -> Vec<String> {
    value.as_array().unwrap().iter().map(|cell| cell.as_str().unwrap().to_owned()).collect()
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text().into_owned()).collect()
}

#[test]
fn text_files_read_as_their_truth_says() {
    let Some(data) = data() else { return };
    let folder = data.join("encodings-dates");
    for (name, truth) in json(&folder.join("truth.json"))["truth"].as_object().unwrap() {
        if name == "civicrm_dates" {
            continue;
        }
        let (book, findings) = load(&folder.join(name)).unwrap();
        let rows = &book.sheets[0].rows;
        let encoding = match truth["encoding"].as_str().unwrap() {
            "utf-8" | "utf-8-sig" => "UTF-8",
            "gbk" => "GBK",
            "latin-1" => "windows-1252",
            _ if name.contains("big") => "UTF-16BE",
            _ => "UTF-16LE",
        };
        assert_eq!(book.encoding.as_deref(), Some(encoding), "{name}");
        assert_eq!(findings.iter().any(|finding| finding.code == "sheet-nul"), name.contains("null_byte"), "{name}");
        let header = find_header(&book.sheets[0], &|_| false, &Options::default());
        if truth["header"].is_null() {
            assert_eq!(header, None, "{name}");
            continue;
        }
        let header = header.unwrap_or_else(|| panic!("{name}: no header"));
        let clean = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected: Vec<String> = strings(&truth["header"]).iter().map(clean).collect();
        assert_eq!(header.names, expected, "{name}");
        let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let first: Vec<Vec<String>> = truth["first_data"].as_array().unwrap().iter().map(strings).collect();
        let expected: Vec<Vec<String>> = first
            .into_iter()
            .map(|row| row.iter().map(|cell| cell.replace('\u{fffd}', "")).collect())
            .filter(|row| !blank(row))
            .collect();
        let found: Vec<Vec<String>> = rows[header.first_data..].iter().take(expected.len()).map(texts).collect();
        assert_eq!(found, expected, "{name}");
        if name.starts_with("gbk/") {
            assert_eq!(rows.len() as u64, truth["records"].as_u64().unwrap());
            let total: u64 = rows[1..].iter().map(|row| row.cells[3].text().parse::<u64>().unwrap()).sum();
            assert_eq!(Some(total), truth["数量_total"].as_u64());
        }
    }
}

#[test]
fn the_csv_spectrum_reads_as_its_json_says() {
    let Some(data) = data() else { return };
    let folder = data.join("csv-spectrum");
    for file in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = file.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if stem == "location_coordinates" {
            continue;
        }
        let (book, _) = load(&path).unwrap();
        let header = texts(&book.sheets[0].rows[0]);
        let found: Vec<Json> = book.sheets[0].rows[1..]
            .iter()
            .map(|row| header.iter().cloned().zip(texts(row).into_iter().map(Json::String)).collect())
            .collect();
        assert_eq!(Json::Array(found), json(&folder.join(format!("json/{stem}.json"))), "{stem}");
    }
}

/// What the second reader shows for a value, when both mean the same by it.
fn shown(value: &Json) -> Option<String> {
    match value {
        Json::Number(number) => cell::digits(number.as_f64()?),
        Json::Bool(value) => Some(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Json::String(text) if text.starts_with('P') && text.ends_with('s') && text.contains(".0") => None,
        Json::String(text) => {
            Some(text.strip_suffix("T00:00:00").unwrap_or(text).replacen('T', " ", usize::from(date(text))))
        }
        _ => None,
    }
}

fn date(text: &str) -> bool {
    text.len() == 19 && text.as_bytes()[10] == b'T' && text.as_bytes()[4] == b'-'
}

#[test]
fn workbooks_read_as_other_readers_read_them() {
    let Some(data) = data() else { return };
    let folder = data.join("xlsx-calamine");
    let mut compared = 0;
    for (name, truth) in json(&folder.join("truth.json"))["files"].as_object().unwrap() {
        let result = load(&folder.join(name));
        if truth["calamine_error"].is_string() {
            assert!(result.is_err(), "{name} must fail");
            continue;
        }
        let book = result.unwrap_or_else(|failure| panic!("{name}: {failure}")).0;
        let tables = truth["sheets"].as_object().unwrap().iter().filter(|(_, sheet)| sheet["type"] == "WorkSheet");
        let tables: Vec<_> = tables.collect();
        let names: Vec<&String> = book.sheets.iter().map(|sheet| &sheet.name).collect();
        assert_eq!(names, tables.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{name}");
        for (sheet, (_, table)) in book.sheets.iter().zip(tables) {
            assert_eq!(sheet.hidden, table["visible"] != "Visible", "{name}");
            assert_eq!(sheet.rows.is_empty(), table["rows"] == 0, "{name} {}", sheet.name);
            for (at, expected) in truth["openpyxl"][&sheet.name]["cells"].as_object().into_iter().flatten() {
                let column = u32::from(at.as_bytes()[0] - b'A') as usize;
                let number: u32 = at[1..].parse().unwrap();
                let row = sheet.rows.iter().find(|row| row.number == number);
                let found =
                    row.and_then(|row| row.cells.get(column)).map_or(String::new(), |cell| cell.text().into_owned());
                let Some(expected) = shown(expected) else { continue };
                // The readers differ in blanks around text and in line ends.
                assert_eq!(
                    found.replace('\r', "").trim(),
                    expected.replace("_x000D_", "").replace('\r', "").trim(),
                    "{name} {at}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 150, "only {compared} cells could be compared");
}

#[test]
fn epochs_durations_errors_and_odd_texts() {
    let Some(data) = data() else { return };
    let first = |name: &str| load(&data.join("xlsx-calamine").join(name)).unwrap().0.sheets.remove(0).rows;
    for name in ["date.xls", "date.xlsx", "date_1904.xlsx"] {
        let shown: Vec<String> = first(name).iter().map(|row| row.cells[0].text().into_owned()).collect();
        assert_eq!(shown, ["2021-01-01", "2021-01-02", "255:10:10"], "{name}");
    }
    let shown: Vec<String> = first("date.ods").iter().map(|row| row.cells[0].text().into_owned()).collect();
    assert_eq!(shown, ["2021-01-01", "2021-01-01 10:10:10", "10:10:10", "10:10:10.123456"]);
    assert_eq!(first("errors.xlsx")[0].cells, [Cell::Error("#DIV/0!".into())]);
    let spaces: Vec<String> = first("special_cells.ods").iter().map(|row| row.cells[0].text().into_owned()).collect();
    assert_eq!(spaces[..2], ["Split\nLine", "Value  With spaces"]);
    assert_eq!(first("merged_range.xlsx")[1].cells[0].text(), "A3");
}

#[test]
fn protected_files_and_files_of_other_kinds_fail_plainly() {
    let Some(data) = data() else { return };
    let failure = |name: &str| load(&data.join("xlsx-calamine").join(name)).unwrap_err();
    assert_eq!(failure("pass_protected.xlsx").message.key, "sheet-protected");
    assert_eq!(failure("pass_protected.xlsx").class, Class::Refused);
    assert_eq!(failure("too_small.xls").message.key, "sheet-not-a-spreadsheet");
    assert!(failure("too_small.xls").hint.is_some());
}

#[test]
fn a_large_old_workbook_has_exact_digits_and_dates() {
    let Some(data) = data() else { return };
    let (book, _) = load(&data.join("superstore-zh/示例 - 超市.xls")).unwrap();
    let truth = &json(&data.join("superstore-zh/truth.json"))["truth"];
    for (sheet, (name, shape)) in book.sheets.iter().zip(truth["sheets"].as_object().unwrap()) {
        assert_eq!(&sheet.name, name);
        assert_eq!(sheet.rows.len() as u64 - 1, shape[0].as_u64().unwrap(), "{name}");
    }
    let orders = &book.sheets[0];
    let header = find_header(orders, &|text| text == "客户名称", &Options::default()).unwrap();
    assert_eq!(header.names, strings(&truth["columns_订单"]));
    let rows = &orders.rows[header.first_data..];
    let total: rust_decimal::Decimal =
        rows.iter().map(|row| row.cells[16].text().parse::<rust_decimal::Decimal>().unwrap()).sum();
    assert_eq!(total.round_dp(2).to_string(), truth["销售额_total"].as_str().unwrap());
    let dates: Vec<String> = rows.iter().map(|row| row.cells[2].text().into_owned()).collect();
    assert_eq!(dates.iter().min().map(String::as_str), truth["订单日期_range"][0].as_str());
    assert_eq!(dates.iter().max().map(String::as_str), truth["订单日期_range"][1].as_str());
}

#[test]
fn exports_of_address_books_and_databases_find_their_headers() {
    let Some(data) = data() else { return };
    let names = |path: &str| {
        let (book, _) = load(&data.join(path)).unwrap();
        let known = |text: &str| ["First Name", "Email Address", "Company", "Notes:", "Name"].contains(&text);
        find_header(&book.sheets[0], &known, &Options::default()).unwrap()
    };
    assert_eq!(names("contacts/csv/lexnetwork__linkedin_Connections.csv").names[3], "Email Address");
    assert_eq!(names("contacts/csv/constellation__linkedin_connections.csv").row, 3);
    assert_eq!(names("contacts/csv/monica__single_contact_stub.csv").first_data, 1);
    for (table, rows, columns) in
        [("customers", 122, 13), ("orders", 326, 7), ("products", 110, 9), ("productlines", 7, 4)]
    {
        let (book, _) = load(&data.join(format!("classicmodels/{table}.csv"))).unwrap();
        assert_eq!(book.separator, Some(b';'));
        assert_eq!(book.sheets[0].rows.len(), rows + 1, "{table}");
        assert!(book.sheets[0].rows.iter().all(|row| row.cells.len() == columns), "{table}");
    }
}

#[test]
fn a_sheet_is_chosen_by_name_or_number_and_a_wrong_name_lists_the_right_ones() {
    let Some(data) = data() else { return };
    let path = data.join("xlsx-calamine/table-multiple.xlsx");
    let pick = |name: &str| load_with(&path, &Options { sheet: Some(name.into()), ..Options::default() });
    assert_eq!(pick("Sheet2").unwrap().0.sheets[0].name, "Sheet2");
    assert_eq!(pick("3").unwrap().0.sheets[0].name, "Sheet3");
    let failure = pick("Tabelle").unwrap_err();
    assert_eq!(failure.class, Class::NotFound);
    assert!(failure.hint.unwrap().text(Lang::En).contains("Sheet1, Sheet2, Sheet3"));
}

//! Owns finding the header of a sheet: below title lines, over one row or two, or none at all.
//! Refuses to know fields; the caller says which texts it recognises.

use super::{Cell, Options, Row, Sheet};
use crate::diagnostic::column_letters;

/// How many rows, blank ones not counted, a header may stand below.
const SEARCHED: usize = 30;

/// The header of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its row as a spreadsheet numbers it, from 1 (the lower one of two); 0 when there is none.
    pub row: u32,
    /// Names of the columns from A on, on one line each; empty where a column has none.
    pub names: Vec<String>,
    /// Text of the rows above, one entry a row.
    pub rows_above: Vec<String>,
    /// Index of the first data row in `sheet.rows`.
    pub first_data: usize,
}

/// Finds the header: the row named by the options, else the row with the most cells that
/// `known` recognises, else the first row of distinct texts. `None` when there is no such row.
pub fn find_header(sheet: &Sheet, known: &dyn Fn(&str) -> bool, options: &Options) -> Option<Header> {
    if options.no_header {
        let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let names = (0..width as u32).map(column_letters).collect();
        return Some(Header { row: 0, names, rows_above: Vec::new(), first_data: 0 });
    }
    if let Some(number) = options.header_row {
        let at = sheet.rows.iter().position(|row| row.number == number)?;
        return Some(single(sheet, at));
    }
    let at = best_row(sheet, known)?;
    let pair = |upper: usize| {
        let (first, second) = (sheet.rows.get(upper)?, sheet.rows.get(upper + 1)?);
        let names = merge(first, second, upper == at, known)?;
        Some(Header { row: second.number, names, rows_above: above(sheet, upper), first_data: upper + 2 })
    };
    pair(at).or_else(|| at.checked_sub(1).and_then(pair)).or_else(|| Some(single(sheet, at)))
}

fn single(sheet: &Sheet, at: usize) -> Header {
    let row = &sheet.rows[at];
    let names = row.cells.iter().map(name).collect();
    Header { row: row.number, names, rows_above: above(sheet, at), first_data: at + 1 }
}

/// The text of a header cell on one line.
fn name(cell: &Cell) -> String {
    cell.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn above(sheet: &Sheet, at: usize) -> Vec<String> {
    let line = |row: &Row| row.cells.iter().map(name).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    sheet.rows[..at].iter().map(line).collect()
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

fn best_row(sheet: &Sheet, known: &dyn Fn(&str) -> bool) -> Option<usize> {
    let rows = &sheet.rows[..sheet.rows.len().min(SEARCHED)];
    let recognised = |row: &Row| row.cells.iter().map(name).filter(|name| !name.is_empty() && known(name)).count();
    let mut best = (0, None);
    for (at, row) in rows.iter().enumerate() {
        let count = recognised(row);
        if count > best.0 {
            best = (count, Some(at));
        }
    }
    let width = sheet.rows.iter().map(filled).max().unwrap_or(0);
    let texts = rows.iter().position(|row| looks_like_a_header(row, width.min(2)));
    match best {
        // One known word alone in its row ("Notes:") is no header when a row of texts is there.
        (1, Some(at)) if filled(&rows[at]) == 1 => texts.filter(|text| filled(&rows[*text]) > 1).or(Some(at)),
        (0, _) | (_, None) => texts,
        (_, at) => at,
    }
}

/// Texts that aren't numbers, all different.
fn looks_like_a_header(row: &Row, least: usize) -> bool {
    let mut seen = Vec::new();
    for cell in row.cells.iter().filter(|cell| !cell.is_empty()) {
        let text = name(cell);
        if !is_word(cell) || seen.contains(&text) {
            return false;
        }
        seen.push(text);
    }
    seen.len() >= least.max(1)
}

/// Text with a letter in it that isn't only a number, an amount or a date.
fn is_word(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0 && (digits == 0 || letters > 1) && !text.contains('@')
}

/// The names of a header in two rows: groups above, or names merged over both rows.
/// `lower_is_new` when the upper row was found, so that the lower one might as well be data.
fn merge(first: &Row, second: &Row, lower_is_new: bool, known: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    if second.number != first.number + 1 || filled(first) < 2 {
        return None;
    }
    if second.cells.iter().any(|cell| !cell.is_empty() && !is_word(cell)) {
        return None;
    }
    let width = first.cells.len().max(second.cells.len());
    let at = |row: &Row, column: usize| row.cells.get(column).map(name).unwrap_or_default();
    let (mut names, mut group) = (Vec::with_capacity(width), String::new());
    let (mut under_blank, mut recognised, mut kept, mut twice) = (0, 0, 0, 0);
    for column in 0..width {
        let (upper, lower) = (at(first, column), at(second, column));
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        recognised += usize::from(!lower.is_empty() && lower != upper && known(&lower));
        if upper.is_empty() && !lower.is_empty() {
            under_blank += 1;
        }
        if !upper.is_empty() && (lower.is_empty() || lower == upper) {
            kept += 1;
            twice += usize::from(lower == upper);
            names.push(upper);
            continue;
        }
        // Both rows have a text: only a group over several columns may stand above another name.
        let spans = at(first, column + 1).is_empty() && !at(second, column + 1).is_empty();
        if !upper.is_empty() && !spans {
            return None;
        }
        names.push(joined(&group, lower, known));
    }
    let enough = under_blank > 0 && if lower_is_new { recognised + twice > 0 || under_blank > 1 } else { kept > 0 };
    enough.then_some(names)
}

fn joined(group: &str, lower: String, known: &dyn Fn(&str) -> bool) -> String {
    if group.is_empty() || lower.is_empty() {
        return lower;
    }
    let (together, apart) = (format!("{group}{lower}"), format!("{group} {lower}"));
    match () {
        () if known(&together) => together,
        () if known(&apart) => apart,
        () if known(&lower) => lower,
        () => apart,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let cell = |text: &&str| match text.parse::<f64>() {
            Ok(_) => Cell::Number((*text).to_owned()),
            Err(_) => Cell::from_text((*text).to_owned()),
        };
        let row = |(at, cells): (usize, &&[&str])| Row {
            number: at as u32 + 1,
            line: at as u32 + 1,
            cells: cells.iter().map(cell).collect(),
        };
        Sheet { name: "x".into(), hidden: false, rows: rows.iter().enumerate().map(row).collect() }
    }

    fn known(text: &str) -> bool {
        ["客户名称", "姓名", "电话", "手机", "地址", "Notes:", "Email Address", "Company"].contains(&text)
    }

    fn find(rows: &[&[&str]]) -> Option<Header> {
        find_header(&sheet(rows), &known, &Options::default())
    }

    #[test]
    fn titles_and_preambles_stand_above_the_header() {
        let header =
            find(&[&["客户资料表"], &["制表人：张三", "日期"], &["客户名称", "电话", "级别"], &["云栖", "1", "A"]]);
        let header = header.unwrap();
        assert_eq!((header.row, header.first_data), (3, 3));
        assert_eq!(header.rows_above, ["客户资料表", "制表人：张三 日期"]);
        let linked =
            find(&[&["Notes:"], &["prose"], &["First Name", "Email Address", "Company"], &["A", "b@c.d", "E"]]);
        assert_eq!(linked.unwrap().row, 3);
        let strange = find(&[&["Notes:"], &["prose"], &["Vorname", "Nachname"], &["A", "B"]]);
        assert_eq!(strange.unwrap().row, 3);
    }

    #[test]
    fn two_header_rows_become_one() {
        let header =
            find(&[&["客户名称", "联系人", "", "地址"], &["", "姓名", "手机", ""], &["云栖", "李", "139", "杭州"]])
                .unwrap();
        assert_eq!(header.names, ["客户名称", "姓名", "手机", "地址"]);
        assert_eq!((header.row, header.first_data), (2, 2));
        let grouped = find(&[&["客户名称", "一季度", ""], &["客户名称", "计划", "完成"], &["云栖", "1", "2"]]).unwrap();
        assert_eq!(grouped.names, ["客户名称", "一季度 计划", "一季度 完成"]);
    }

    #[test]
    fn a_data_row_below_a_gap_in_the_header_stays_data() {
        let header = find(&[&["客户名称", "", "电话"], &["云栖", "老客户", "空号"]]).unwrap();
        assert_eq!((header.row, header.first_data), (1, 1));
    }

    #[test]
    fn without_known_words_the_first_row_of_texts_counts() {
        assert_eq!(find(&[&["a", "b\nc"], &["1", "2"]]).unwrap().names, ["a", "b c"]);
        assert_eq!(find(&[&["1", "2", "3"]]), None);
        let options = Options { no_header: true, ..Options::default() };
        let letters = find_header(&sheet(&[&["1", "2"]]), &known, &options).unwrap();
        assert_eq!((letters.names, letters.first_data), (vec!["A".to_owned(), "B".to_owned()], 0));
        let options = Options { header_row: Some(2), ..Options::default() };
        assert_eq!(find_header(&sheet(&[&["t"], &["x", "y"]]), &known, &options).unwrap().names, ["x", "y"]);
    }
}

//! Owns the proof that workbooks built to exhaust the machine are refused before they cost anything.
//! Refuses to hold such files; it builds them.

use super::*;
use crate::diagnostic::Class;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn xlsx(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet =
        format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>"#);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    packed(&parts)
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A compound file of one stream named `Workbook`, long enough to stand in whole sectors.
fn xls(mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let count = stream.len() / 512;
    let mut header = vec![0xff; 512];
    header[..76].fill(0);
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[26] = 3;
    (header[30], header[32]) = (9, 6);
    header[44] = 1;
    header[48] = 1;
    header[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[76..80].copy_from_slice(&0_u32.to_le_bytes());
    let mut table: Vec<u32> = vec![0xffff_fffd, 0xffff_fffe];
    table.extend((0..count as u32).map(|at| if at + 1 == count as u32 { 0xffff_fffe } else { at + 3 }));
    table.resize(128, 0xffff_ffff);
    let mut bytes = header;
    bytes.extend(table.iter().flat_map(|id| id.to_le_bytes()));
    for (name, start, length) in
        [("Root Entry", 0xffff_fffe_u32, 0), ("Workbook", 2, stream.len() as u32), ("", 0, 0), ("", 0, 0)]
    {
        let mut entry = vec![0; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
        bytes.extend(entry);
    }
    bytes.extend(stream);
    bytes
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A stream with one sheet, `sheets` times named, holding these records.
fn biff(sheets: u16, records: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let globals = begin.len() + usize::from(sheets) * (4 + 8 + 4) + 4;
    let mut stream = begin.clone();
    for sheet in 0..sheets {
        let name = format!("{sheet:04x}");
        let bound = [&(globals as u32).to_le_bytes()[..], &[0, 0, 4, 0], name.as_bytes()].concat();
        stream.extend(record(0x85, &bound));
    }
    stream.extend(record(0x0a, &[]));
    stream.extend(begin);
    records.iter().for_each(|record| stream.extend(record));
    stream.extend(record(0x0a, &[]));
    stream
}

fn number(row: u16, column: u16) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[&place[..], &1.5_f64.to_le_bytes()].concat())
}

fn refused(bytes: &[u8]) -> &'static str {
    let failure = read("h.xlsx", bytes, &Options::default()).unwrap_err();
    assert_eq!(failure.class, Class::Refused, "{failure}");
    assert!(failure.hint.is_some());
    failure.message.key
}

#[test]
fn a_harmless_workbook_of_each_format_is_read() {
    let sheet = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="2"><c r="B2"><v>1.5</v></c></row></sheetData>"#;
    let line = "<table:table-row table:number-rows-repeated=\"1\"><table:table-cell/><table:table-cell office:value-type=\"float\" office:value=\"1.5\"/></table:table-row>";
    let empty = "<table:table-row/><table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let shapes = [
        xlsx(sheet, &[]),
        ods(&format!("<table:table-row><table:table-cell/></table:table-row>{line}{empty}")),
        xls(biff(1, &[number(1, 1)])),
    ];
    for bytes in shapes {
        let (book, findings) = read("h", &bytes, &Options::default()).unwrap();
        assert!(findings.is_empty());
        let row = &book.sheets[0].rows[0];
        assert_eq!((row.number, row.cells[1].text()), (2, "1.5".into()));
    }
}

#[test]
fn two_cells_at_opposite_corners_are_refused() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#;
    let bytes = xlsx(sheet, &[]);
    assert!(bytes.len() < 2_000);
    assert_eq!(refused(&bytes), "sheet-too-many-cells");
    let beyond = r#"<sheetData><row><c r="ZZZZ4000000000"><v>1</v></c></row></sheetData>"#;
    assert!(read("h", &xlsx(beyond, &[]), &Options::default()).is_err());
    assert_eq!(refused(&xls(biff(1, &[number(0, 0), number(65_535, 65_535)]))), "sheet-too-many-cells");
}

#[test]
fn counts_that_promise_more_than_the_part_holds_are_refused() {
    let strings = br#"<sst uniqueCount="99999999999"><si><t>a</t></si></sst>"#;
    assert_eq!(refused(&xlsx("<sheetData/>", &[("xl/sharedStrings.xml", strings)])), "sheet-too-large");
    let hidden = format!("<!--{}--><sst uniqueCount='99999999999'/>", " ".repeat(2 << 20));
    assert_eq!(refused(&xlsx("<sheetData/>", &[("xl/SharedStrings.xml", hidden.as_bytes())])), "sheet-too-large");
    let dimensions = record(0x0200, &[0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0]);
    assert_eq!(refused(&xls(biff(1, &[dimensions]))), "sheet-too-many-cells");
}

#[test]
fn one_sheet_or_string_named_many_times_is_refused() {
    let corner = [number(0, 0), number(4_000, 250)];
    assert_eq!(refused(&xls(biff(900, &corner))), "sheet-too-many-cells");
    let long = [&[0_u8, 0, 0, 0, 0, 0][..], &60_000_u16.to_le_bytes(), &[0]].concat();
    assert_eq!(refused(&xls(biff(1, &vec![record(0x0204, &long); 4_000]))), "sheet-too-large");
}

#[test]
fn repeats_of_opendocument_are_weighed_before_they_unfold() {
    let cell = |repeat: &str, text: &str| {
        format!("<table:table-cell {repeat} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let wide = cell("table:number-columns-repeated=\"16384\"", "x");
    let rows = format!("<table:table-row table:number-rows-repeated=\"1048576\">{wide}</table:table-row>");
    assert_eq!(refused(&ods(&rows)), "sheet-too-many-cells");
    let heavy = cell("table:number-columns-repeated=\"16384\"", &"x".repeat(50_000));
    assert_eq!(refused(&ods(&format!("<table:table-row>{heavy}</table:table-row>"))), "sheet-too-large");
    let blanks = cell("", "<text:s text:c=\"9999999999\"/>");
    assert_eq!(refused(&ods(&format!("<table:table-row>{blanks}</table:table-row>"))), "sheet-too-large");
    let gaps = "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"/><table:table-cell/></table:table-row>";
    assert_eq!(refused(&ods(&gaps.repeat(700))), "sheet-too-many-cells");
    let disguised = "<table:table-row table:number-rows-repeated=\"&#57;9999999\"/>";
    assert!(read("h", &ods(disguised), &Options::default()).is_err());
}

#[test]
fn bombs_are_refused() {
    let blanks = " ".repeat(20 << 20);
    assert_eq!(refused(&xlsx(&blanks, &[])), "sheet-too-large");
}

#[test]
fn chains_in_circles_and_damage_fail_without_end_or_panic() {
    let mut circle = xls(biff(1, &[number(0, 0)]));
    // The directory's sector points at itself.
    circle[516..520].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(read("h", &circle, &Options::default()).unwrap_err().message.key, "sheet-damaged");
    let whole = xlsx("<sheetData><row><c><v>1</v></c></row></sheetData>", &[]);
    for end in (4..whole.len()).step_by(41) {
        assert!(read("h", &whole[..end], &Options::default()).is_err());
    }
    assert_eq!(read("a.pdf", b"%PDF-1.7", &Options::default()).unwrap_err().message.key, "sheet-not-a-spreadsheet");
    assert!(read("a.xls", b"<html><table><tr>", &Options::default()).is_err());
    assert_eq!(read("a.xls", b"a\tb\n1\t2\n", &Options::default()).unwrap().0.separator, Some(b'\t'));
}

#[test]
fn a_string_cloned_into_every_cell_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let cells: String =
        (1..=600).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    let bytes = xlsx(&format!("<sheetData>{cells}</sheetData>"), &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert_eq!(refused(&bytes), "sheet-too-large");
}

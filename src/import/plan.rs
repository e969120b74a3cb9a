//! Owns the way from a book to a plan: sheets, columns, rows, records, changes.
//! Refuses to write anything.

use super::cells;
use super::choose::choose;
use super::columns::{self, Column, Target};
use super::dictionary::Dictionary;
use super::index::Index;
use super::passes::{Refusals, settle_rows};
use super::resolve::Context;
use super::rows;
use super::settle;
use super::sheet::{self, Book, Cell, find_header};
use super::{ColumnPlan, Materials, Plan, Request, SheetPlan};
use crate::diagnostic::{Diagnostic, Failure, Place, column_letters};
use crate::msg;
use crate::schema::Type;
use crate::value::{fold, suggest};
use std::collections::HashMap;

/// Kinds in the order they are made: what others refer to comes first.
const ORDER: &[&str] = &[
    "member",
    "product",
    "campaign",
    "customer",
    "contact",
    "opportunity",
    "order",
    "invoice",
    "payment",
    "case",
    "activity",
];

/// Plans an import.
///
/// # Errors
/// Usage for an unknown kind, sheet or column; refused when a map names columns the sheet lacks.
pub fn plan(book: &Book, request: &Request, materials: &mut Materials<'_>) -> Result<Plan, Failure> {
    let dictionary = Dictionary::new(materials.schema);
    let mut plan = Plan { notes: book.notes.clone(), ..Plan::default() };
    let source = source_of(request);
    let mut drafts = Vec::new();
    let mut main = Vec::new();
    let mut made_kinds: Vec<String> = Vec::new();
    let mut lookups = Vec::new();
    let mut fields: HashMap<(String, String), usize> = HashMap::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        let wanted = request.map.as_ref().and_then(|map| map.sheet.as_ref()).filter(|_| request.sheet.sheet.is_none());
        let named = request.sheet.sheet.is_some();
        if (sheet.hidden && !named)
            || sheet.rows.is_empty()
            || wanted.is_some_and(|name| fold(name) != fold(&sheet.name))
        {
            continue;
        }
        let Some(read) = read_sheet(sheet, request, materials, &dictionary, &mut plan)? else { continue };
        let (columns, first, kind) = read;
        main.push(kind.clone());
        for (index, target) in columns.iter().filter_map(|column| Some((column.index, column.target.as_ref()?))) {
            fields.entry((target.kind.clone(), target.path_text())).or_insert(index);
            note_kind(&mut made_kinds, &target.kind);
            if target.create {
                target.field.to.first().into_iter().for_each(|to| note_kind(&mut made_kinds, to));
            }
            if let Some(field) = &target.lookup {
                lookups.extend(target.field.to.iter().map(|to| (to.clone(), field.clone())));
            }
        }
        let mut reader = rows::Sheet {
            file: &request.file,
            schema: materials.schema,
            columns: &columns,
            map: request.map.as_ref(),
            main: &kind,
            customs: materials.customs,
            vocabulary: materials.vocabulary,
            currency: &materials.config.currency,
            lang: materials.lang,
            read: HashMap::new(),
        };
        for (number, row) in sheet.rows.iter().enumerate().skip(first) {
            if row.cells.iter().any(|cell| !cell.is_empty()) {
                drafts.push(reader.draft((at, number), row));
            }
        }
    }
    if plan.sheets.is_empty() {
        return Err(Failure::refused(msg!("import-empty", file = request.file.as_str())));
    }
    made_kinds.sort_by_key(|kind| ORDER.iter().position(|known| known == kind).unwrap_or(ORDER.len()));
    let key = key_fields(request, &main);
    lookups.extend(key.iter().flat_map(|field| main.iter().map(move |kind| (kind.clone(), field.clone()))));
    let base = Index::new(materials.schema, materials.records, &lookups);
    let context = Context {
        schema: materials.schema,
        records: materials.records,
        base: &base,
        file: &request.file,
        source: &source,
        main: &main,
        key: &key,
        order: &made_kinds,
    };
    let mut refusals = Refusals::new(fields);
    let pass = settle_rows(&context, &drafts, materials, request, &mut plan, &mut refusals);
    settle::changes(&pass, materials, &source, request.live, &mut plan)?;
    plan.refused = refusals.rows(book, &drafts, request);
    Ok(plan)
}

fn note_kind(kinds: &mut Vec<String>, kind: &str) {
    if !kinds.iter().any(|known| known == kind) {
        kinds.push(kind.to_owned());
    }
}

/// The name of the source: the map's, else the file's without its ending.
fn source_of(request: &Request) -> String {
    let name = request.file.rsplit(['/', '\\']).next().unwrap_or(&request.file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    request.map.as_ref().and_then(|map| map.source.clone()).unwrap_or_else(|| stem.to_owned())
}

/// The fields of the main kind behind the headers of a map's key.
fn key_fields(request: &Request, main: &[String]) -> Vec<String> {
    let Some(map) = &request.map else { return Vec::new() };
    let field = |header: &String| {
        let column = map.columns.iter().find(|(name, _)| fold(name) == fold(header)).map(|(_, column)| column)?;
        (main.first() == Some(&column.kind)).then(|| column.path.join("."))
    };
    map.key.iter().filter_map(field).collect()
}

type ReadSheet = (Vec<Column>, usize, String);

/// Header, kind and columns of a sheet.
fn read_sheet(
    sheet: &sheet::Sheet,
    request: &Request,
    materials: &Materials<'_>,
    dictionary: &Dictionary,
    plan: &mut Plan,
) -> Result<Option<ReadSheet>, Failure> {
    let map = request.map.as_ref();
    let said = |text: &str| {
        map.is_some_and(|map| map.columns.keys().chain(&map.skip).any(|header| fold(header) == fold(text)))
    };
    let known = |text: &str| said(text) || (map.is_none() && dictionary.knows(text));
    let Some(header) = find_header(sheet, &known, &request.sheet) else {
        let place = Place::file(&request.file);
        plan.findings.push(Diagnostic::error("header", place, msg!("import-no-header", sheet = sheet.name.as_str())));
        plan.sheets.push(SheetPlan {
            name: sheet.name.clone(),
            header: 0,
            rows: sheet.rows.len(),
            kind: None,
            columns: Vec::new(),
        });
        return Ok(None);
    };
    let data = &sheet.rows[header.first_data.min(sheet.rows.len())..];
    let mut columns: Vec<Column> = (0..header.names.len())
        .map(|index| {
            let name =
                if header.names[index].is_empty() { column_letters(index as u32) } else { header.names[index].clone() };
            let skips = request.skip.iter().chain(map.iter().flat_map(|map| &map.skip));
            let skipped =
                skips.into_iter().any(|skip| fold(skip) == fold(&name) || *skip == column_letters(index as u32));
            Column { index, header: name, skipped, target: None }
        })
        .collect();
    if let Some(last) = columns.last_mut().filter(|last| last.header == "reason" && !said("reason")) {
        last.skipped |= data.iter().filter_map(|row| row.cells.get(last.index)).all(is_our_reason);
    }
    let filled =
        |column: &Column| data.iter().any(|row| row.cells.get(column.index).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<bool> = columns.iter().map(filled).collect();
    let kind = match map {
        Some(map) => {
            missing_columns(columns::by_map(materials.schema, map, &mut columns), &columns, sheet)?;
            Some(map.kind.clone())
        }
        None => by_headers(sheet, request, materials, dictionary, &mut columns, &used)?,
    };
    let rows = data.iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).count();
    decide_columns(&mut columns, data, request, materials, plan);
    let shown =
        columns.iter().filter(|column| used[column.index]).map(|column| column_plan(column, data, materials)).collect();
    plan.sheets.push(SheetPlan {
        name: sheet.name.clone(),
        header: header.row,
        rows,
        kind: kind.clone(),
        columns: shown,
    });
    for column in columns.iter().filter(|column| used[column.index] && column.target.is_none() && !column.skipped) {
        if !plan.unmapped.contains(&column.header) {
            plan.unmapped.push(column.header.clone());
        }
    }
    if kind.is_none() {
        let finding =
            Diagnostic::error("kind", Place::file(&request.file), msg!("import-no-kind", sheet = sheet.name.as_str()));
        plan.findings.push(finding.hint(msg!("import-no-kind-hint")));
    }
    Ok(kind.map(|kind| (columns, header.first_data, kind)))
}

/// What a file of rejects says behind each row: `C17: …`.
fn is_our_reason(cell: &Cell) -> bool {
    let text = cell.text();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    cell.is_empty() || (digits.len() < text.len() && rest.len() < digits.len() && rest.starts_with(':'))
}

fn missing_columns(missing: Vec<String>, columns: &[Column], sheet: &sheet::Sheet) -> Result<(), Failure> {
    if missing.is_empty() {
        return Ok(());
    }
    let near = missing.iter().find_map(|header| suggest(header, columns.iter().map(|column| column.header.as_str())));
    let failure =
        Failure::refused(msg!("import-map-columns-missing", sheet = sheet.name.as_str(), columns = missing.join(", ")));
    Err(match near {
        Some(near) => failure.hint(msg!("check-did-you-mean", near = near)),
        None => failure,
    })
}

fn by_headers(
    sheet: &sheet::Sheet,
    request: &Request,
    materials: &Materials<'_>,
    dictionary: &Dictionary,
    columns: &mut [Column],
    used: &[bool],
) -> Result<Option<String>, Failure> {
    let asked = match &request.kind {
        Some(word) => match materials.schema.kind(word) {
            Some(kind) => Some(kind.name.clone()),
            None => {
                let failure = Failure::usage(msg!("import-no-kind-named", name = word.as_str()));
                return Err(match suggest(word, materials.schema.names()) {
                    Some(near) => failure.hint(msg!("check-did-you-mean", near = near)),
                    None => failure,
                });
            }
        },
        None => None,
    };
    // A column without values says nothing of what the sheet is about.
    let headers: Vec<&str> = columns
        .iter()
        .map(|column| if used[column.index] && !column.skipped { column.header.as_str() } else { "" })
        .collect();
    let source = source_of(request);
    let Some(choice) = choose(materials.schema, dictionary, &headers, asked.as_deref(), &[&sheet.name, &source]) else {
        return Ok(None);
    };
    for column in columns.iter_mut().filter(|column| !used[column.index]) {
        column.skipped = true;
    }
    columns::by_headers(materials.schema, dictionary, &choice, columns);
    let plain_id =
        columns.iter().position(|column| fold(&column.header) == "id" && column.target.is_none() && !column.skipped);
    let has_key =
        columns.iter().any(|column| column.target.as_ref().is_some_and(|target| target.path == ["external_id"]));
    let ours = columns.iter().any(|column| fold(&column.header) == "uid");
    if let (Some(at), true) = (plain_id, ours) {
        // The uid says which record it is; the id beside it is for people.
        columns[at].skipped = true;
    } else if let Some(at) = plain_id.filter(|_| !has_key) {
        columns[at].target = Target::new(materials.schema, &choice.main, &["external_id".to_owned()]);
    }
    Ok(Some(choice.main))
}

/// What only a whole column shows: the order of its dates, shares as fractions.
fn decide_columns(
    columns: &mut [Column],
    data: &[sheet::Row],
    request: &Request,
    materials: &Materials<'_>,
    plan: &mut Plan,
) {
    let map_order = request.map.as_ref().and_then(|map| map.dates).or(request.dates);
    for column in columns.iter_mut() {
        let Some(target) = &mut column.target else { continue };
        let cells: Vec<&Cell> =
            data.iter().filter_map(|row| row.cells.get(column.index)).filter(|cell| !cell.is_empty()).collect();
        match target.field.kind {
            Type::Date | Type::Datetime if target.order.or(map_order).is_some() => {
                target.order = target.order.or(map_order)
            }
            Type::Date | Type::Datetime => match cells::order_of(&cells, materials.customs) {
                Ok(order) => target.order = order,
                Err(example) => {
                    let mut place = Place::file(&request.file);
                    place.cell = Some(column_letters(column.index as u32));
                    place.line = data.first().map_or(0, |row| row.number);
                    let message = msg!("import-dates-open", column = column.header.as_str(), example = example);
                    plan.findings.push(Diagnostic::error("dates", place, message).hint(msg!("import-dates-hint")));
                }
            },
            Type::Percent if cells::is_fraction(&cells) => {
                target.fraction = true;
                plan.notes.push(msg!("import-note-fraction", column = column.header.as_str()));
            }
            _ => {}
        }
    }
}

fn column_plan(column: &Column, data: &[sheet::Row], materials: &Materials<'_>) -> ColumnPlan {
    let mut cells = data.iter().filter_map(|row| row.cells.get(column.index)).filter(|cell| !cell.is_empty());
    let raw = cells.clone().next().map(|cell| crate::value::clean(&cell.text()));
    let target = column.target.as_ref().filter(|_| !column.skipped);
    let sample = target.and_then(|target| {
        cells.find_map(|cell| match cells::read(target, cell, materials.customs, materials.vocabulary).ok()??.content {
            cells::Content::Value(value) => Some(cells::shown(&value)),
            cells::Content::Names(names) => Some(names.join(", ")),
        })
    });
    ColumnPlan {
        header: column.header.clone(),
        target: target.map(|target| (target.kind.clone(), target.path_text())),
        skipped: column.skipped,
        sample: sample.or(raw),
    }
}

//! Owns the demo's year: the spreadsheets of a small consultancy, told day by day as its people would have entered them.
//! Refuses to write records itself: everything is an import or a `set`.

use crate::diagnostic::{Failure, Lang};
use crate::import::Request;
use crate::import::sheet::{self, Book, Cell, Options};
use crate::msg;
use crate::record::{Assignment, Change};
use crate::value::{fold, parse_date};
use crate::workspace::{Candidates, Note, Workspace, resolve};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use std::collections::BTreeMap;

macro_rules! sheets {
    ($($name:literal),* $(,)?) => {
        const SHEETS: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("../../fixtures/demo/", $name)))),*];
    };
}
sheets!("products.csv", "members.csv", "客户.csv", "customers-en.csv", "商机.csv", "订单.csv", "activities.csv");

/// What happens on a day, in this order.
enum Event {
    /// Rows of a sheet come in.
    Import(Book, Vec<String>),
    /// A deal moves on: its name and assignments.
    Move(String, Vec<String>),
}

/// The first day: what the consultancy brings along.
const FIRST_DAY: (i32, u32, u32) = (2025, 11, 17);
/// The last one: the follow-ups in the customer sheets are entered.
const LAST_DAY: (i32, u32, u32) = (2026, 11, 20);

/// Tells the year into a fresh CRM. `told` hears the first line of every commit.
pub fn tell(workspace: &mut Workspace, told: &mut dyn FnMut(&str)) -> Result<(), Failure> {
    let mut days: BTreeMap<NaiveDate, Vec<Event>> = BTreeMap::new();
    let follow_ups: Vec<String> = ["下次联系", "下次跟进内容", "next contact", "to do"].map(str::to_owned).into();
    for name in ["products.csv", "members.csv", "客户.csv", "customers-en.csv"] {
        days.entry(day(FIRST_DAY)).or_default().push(Event::Import(read(name)?, follow_ups.clone()));
    }
    deals(&mut days)?;
    by_month("订单.csv", "下单日期", &mut days)?;
    by_month("activities.csv", "date", &mut days)?;
    for name in ["客户.csv", "customers-en.csv"] {
        days.entry(day(LAST_DAY)).or_default().push(Event::Import(read(name)?, Vec::new()));
    }
    for (day, events) in days {
        let evening = NaiveTime::from_hms_opt(17, 30, 0).unwrap_or_default();
        for (number, event) in events.into_iter().enumerate() {
            let moment = day.and_time(evening) + chrono::Duration::minutes(number as i64);
            workspace.commit_at(moment_in(workspace, moment));
            told(&happen(workspace, event)?);
        }
    }
    workspace.commit_at(None);
    Ok(())
}

fn moment_in(workspace: &Workspace, moment: chrono::NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    workspace.config.time_zone.from_local_datetime(&moment).earliest().map(|moment| moment.fixed_offset())
}

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn read(name: &str) -> Result<Book, Failure> {
    let found = SHEETS.iter().find(|(known, _)| *known == name);
    let (_, bytes) = found.ok_or_else(|| Failure::failed(msg!("plain", text = name)))?;
    sheet::read(name, bytes, &Options { lang: Lang::Zh, ..Options::default() }).map(|(book, _)| book)
}

/// Where the columns of these headers stand.
fn column(book: &Book, header: &str) -> Option<usize> {
    let first = book.sheets.first()?.rows.first()?;
    first.cells.iter().position(|cell| fold(&cell.text()) == fold(header))
}

fn date_at(row: &sheet::Row, column: Option<usize>) -> Option<NaiveDate> {
    let text = row.cells.get(column?)?.text().into_owned();
    let date = text.split(' ').next().unwrap_or_default();
    parse_date(date, day(FIRST_DAY), None).ok()
}

/// The rows of a month are entered on its last day that has one.
fn by_month(name: &str, header: &str, days: &mut BTreeMap<NaiveDate, Vec<Event>>) -> Result<(), Failure> {
    let book = read(name)?;
    let at = column(&book, header);
    for (last, rows) in months(&book, at) {
        days.entry(last).or_default().push(Event::Import(with_rows(&book, rows), Vec::new()));
    }
    Ok(())
}

fn months(book: &Book, at: Option<usize>) -> Vec<(NaiveDate, Vec<sheet::Row>)> {
    let mut months: BTreeMap<(i32, u32), (NaiveDate, Vec<sheet::Row>)> = BTreeMap::new();
    for row in book.sheets.iter().flat_map(|sheet| sheet.rows.iter().skip(1)) {
        let Some(date) = date_at(row, at) else { continue };
        let month = months.entry((date.year(), date.month())).or_insert((date, Vec::new()));
        month.0 = month.0.max(date);
        month.1.push(row.clone());
    }
    months.into_values().collect()
}

fn with_rows(book: &Book, rows: Vec<sheet::Row>) -> Book {
    let mut book = book.clone();
    if let Some(sheet) = book.sheets.first_mut() {
        sheet.rows.truncate(1);
        sheet.rows.extend(rows);
    }
    book
}

/// Deals come in as leads in the month they begin; later they move to where the sheet has them.
fn deals(days: &mut BTreeMap<NaiveDate, Vec<Event>>) -> Result<(), Failure> {
    let book = read("商机.csv")?;
    let at = |header: &str| column(&book, header);
    let (name, stage, opened, closed, reason) =
        (at("商机名称"), at("阶段"), at("开始日期"), at("成交日期"), at("输单原因"));
    for (last, mut rows) in months(&book, opened) {
        for row in &mut rows {
            let text = |column: Option<usize>| {
                column.and_then(|at| row.cells.get(at)).map(|cell| cell.text().into_owned()).unwrap_or_default()
            };
            let (deal, stage_word, why) = (text(name), text(stage), text(reason));
            let closed_on = date_at(row, closed);
            let mut words = vec![format!("stage={stage_word}")];
            words.extend(closed_on.map(|day| format!("closed_on={day}")));
            if !why.is_empty() {
                words.push(format!("lost_reason={why}"));
            }
            let moves = closed_on.unwrap_or(last + chrono::Duration::days(24)).clamp(last, day(LAST_DAY));
            days.entry(moves).or_default().push(Event::Move(deal, words));
            for (column, cell) in [(stage, Cell::Text("潜在客户".into())), (closed, Cell::Empty), (reason, Cell::Empty)]
            {
                if let Some(place) = column.and_then(|at| row.cells.get_mut(at)) {
                    *place = cell;
                }
            }
        }
        days.entry(last).or_default().insert(0, Event::Import(with_rows(&book, rows), Vec::new()));
    }
    Ok(())
}

fn happen(workspace: &Workspace, event: Event) -> Result<String, Failure> {
    match event {
        Event::Import(book, skip) => {
            let request = Request { file: book.file.clone(), skip, incomplete: true, live: true, ..Request::default() };
            let subject = format!("import {}", book.file);
            let imported =
                workspace.import(&book, &request, Lang::Zh, false, false, |_| Note::new("import", subject.clone()))?;
            imported.outcome?;
            Ok(subject)
        }
        Event::Move(name, words) => {
            let mut subject = String::new();
            workspace.transact(false, |corpus| {
                let found =
                    resolve(&corpus.records, &workspace.schema, &["opportunity"], &workspace.config.region, &name);
                let Candidates::One(record) = found else {
                    return Err(Failure::not_found(msg!("record-none", reference = name.as_str())));
                };
                let Some(kind) = workspace.schema.kinds.get("opportunity") else {
                    return Ok((Vec::new(), Note::default(), ()));
                };
                let given: Vec<Assignment> = words.iter().filter_map(|word| Assignment::parse(word)).collect();
                let edits = workspace.edits(kind, &given, &corpus.records)?;
                subject = format!("{}: stage", record.reference());
                let change = Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits };
                Ok((vec![change], Note::new("set", subject.as_str()), ()))
            })?;
            Ok(subject)
        }
    }
}

//! Owns running a report: typed-in parameters in, a table with headings and a total line out.
//! Refuses parameters that the report doesn't declare, and answers that lack a declared column.

use super::header::{ColumnSpec, Param, ParamType, Report, Shape};
use crate::diagnostic::{Diagnostic, Failure, Message, Place};
use crate::index::{Answer, Field, Index, Request, SqlValue, answer_table, period, plain_cell};
use crate::msg;
use crate::table::{Cell, Column, Table};
use crate::value::{fold, parse_int, parse_number, suggest};
use chrono::DateTime;
use rust_decimal::Decimal;

/// The table of a report, and warnings of what its figures leave out. `params` are names and values as typed.
///
/// Usage: a parameter that isn't declared or can't be read. Else as for `Index::query`, naming the report.
pub fn run(
    report: &Report,
    index: &mut Index,
    params: &[(String, String)],
    request: &Request<'_>,
) -> Result<(Table, Vec<Diagnostic>), Failure> {
    let mut bound = values(report, index, params, request)?;
    let answer = ask(report, index, &bound, request)?;
    if report.columns.is_empty() {
        let mut table = answer_table(answer);
        table.title = report.title.get(request.lang).map(str::to_owned);
        return Ok((table, Vec::new()));
    }
    let headings = report.columns.iter().map(|spec| heading(spec, request)).collect();
    let mut table = Table::new(headings);
    table.title = report.title.get(request.lang).map(str::to_owned);
    let places = positions(report, &answer)?;
    for row in &answer.rows {
        table.push(cells(report, row, &places, request));
    }
    let Some(label) = &report.total else {
        let warnings = left_out(report, &answer, request);
        return Ok((table, warnings));
    };
    bound.retain(|(name, _)| name != "total");
    bound.push(("total".into(), SqlValue::Integer(1)));
    let answer = ask(report, index, &bound, request)?;
    if let Some(row) = answer.rows.first().filter(|_| !table.is_empty()) {
        let mut total = cells(report, row, &positions(report, &answer)?, request);
        if let Some(first) = total.first_mut() {
            *first = label.get(request.lang).into();
        }
        table.total = Some(total);
    }
    Ok((table, left_out(report, &answer, request)))
}

fn ask(
    report: &Report,
    index: &mut Index,
    bound: &[(String, SqlValue)],
    request: &Request<'_>,
) -> Result<Answer, Failure> {
    index.query(&report.sql, bound, request.limits, request.interrupted).map_err(|failure| {
        let message = msg!("report-failed", name = report.name.as_str(), reason = failure.message);
        Failure { message, ..failure }
    })
}

fn values(
    report: &Report,
    index: &Index,
    given: &[(String, String)],
    request: &Request<'_>,
) -> Result<Vec<(String, SqlValue)>, Failure> {
    for (name, _) in given {
        if !report.params.iter().any(|param| param.name == *name) {
            let known: Vec<&str> = report.params.iter().map(|param| param.name.as_str()).collect();
            let message = msg!("report-no-param", name = report.name.as_str(), param = name);
            return Err(Failure::usage(message).hint(msg!("report-no-param-hint", params = known.join(", "))));
        }
    }
    let mut bound = vec![
        ("total".to_owned(), SqlValue::Integer(0)),
        ("currency".to_owned(), SqlValue::Text(request.context.config.currency.clone())),
        ("lang".to_owned(), SqlValue::Text(request.lang.name().to_owned())),
    ];
    for param in &report.params {
        let typed = given.iter().rev().find(|(name, _)| *name == param.name).map(|(_, text)| text);
        let text = typed.or(param.default.as_ref()).filter(|text| !text.trim().is_empty());
        let value = match text {
            Some(text) => value(param, text.trim(), index, request)
                .map_err(|reason| Failure::usage(msg!("report-param", param = param.name.as_str(), reason = reason)))?,
            None => SqlValue::Null,
        };
        bound.push((param.name.clone(), value));
    }
    Ok(bound)
}

fn value(param: &Param, text: &str, index: &Index, request: &Request<'_>) -> Result<SqlValue, Message> {
    Ok(match &param.kind {
        ParamType::Choice(words) => match words.iter().find(|word| fold(word) == fold(text)) {
            Some(word) => SqlValue::Text(word.clone()),
            None => {
                let known = words.join(", ");
                return Err(match suggest(text, words.iter().map(String::as_str)) {
                    Some(near) => msg!("value-not-listed-near", text = text, near = near, values = known),
                    None => msg!("value-not-listed", text = text, values = known),
                });
            }
        },
        ParamType::Date { last } => {
            let (start, end) = period(text, request.customs)?;
            SqlValue::Text(if *last { end } else { start }.to_string())
        }
        ParamType::Text => SqlValue::Text(text.to_owned()),
        ParamType::Int => index.number(parse_int(text)?.into()),
        ParamType::Number => index.number(parse_number(text)?),
    })
}

fn heading(spec: &ColumnSpec, request: &Request<'_>) -> Column {
    let label = spec.label.get(request.lang).unwrap_or(&spec.name);
    match spec.shape {
        Shape::Number | Shape::Money | Shape::Percent => Column::right(&spec.name, label),
        Shape::Text | Shape::Date | Shape::Datetime => Column::left(&spec.name, label),
    }
}

/// Where the declared columns stand in the answer.
fn positions(report: &Report, answer: &Answer) -> Result<Vec<usize>, Failure> {
    let wanted = report.columns.iter().map(|spec| &spec.name);
    let find = |name: &String| {
        answer
            .columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| Failure::failed(msg!("report-no-column", name = report.name.as_str(), column = name)))
    };
    for hidden in &report.left_out {
        find(&hidden.column)?;
    }
    wanted.map(find).collect()
}

fn cells(report: &Report, row: &[Field], places: &[usize], request: &Request<'_>) -> Vec<Cell> {
    let config = request.context.config;
    let one = |(spec, at): (&ColumnSpec, &usize)| {
        let round = |number: &Decimal| {
            let mut number = *number;
            // Only fills up: a statement rounds for itself, so that its number is what is shown.
            if let Some(places) = spec.places.filter(|places| number.scale() < *places) {
                number.rescale(places);
            }
            number
        };
        match (spec.shape, &row[*at]) {
            (Shape::Money, Field::Number(amount)) => Cell::Money(round(amount), Some(config.currency.clone())),
            (Shape::Percent, Field::Number(number)) => Cell::Percent(round(number)),
            (Shape::Number, Field::Number(number)) => Cell::Number(round(number)),
            (Shape::Date, Field::Text(text)) => text.parse().map_or_else(|_| text.as_str().into(), Cell::Date),
            (Shape::Datetime, Field::Text(text)) => match DateTime::parse_from_rfc3339(text) {
                Ok(moment) => Cell::Moment(moment.with_timezone(&config.time_zone).fixed_offset()),
                Err(_) => text.as_str().into(),
            },
            (_, field) => plain_cell(field.clone()),
        }
    };
    report.columns.iter().zip(places).map(one).collect()
}

fn left_out(report: &Report, answer: &Answer, request: &Request<'_>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for hidden in &report.left_out {
        let Some(at) = answer.columns.iter().position(|column| *column == hidden.column) else { continue };
        let count = answer.rows.iter().filter_map(|row| match &row[at] {
            Field::Number(number) => i64::try_from(*number).ok(),
            _ => None,
        });
        let count: i64 = count.fold(0, i64::saturating_add);
        if count != 0 {
            let what = hidden.label.get(request.lang).unwrap_or(&hidden.column);
            let message = msg!("report-left-out", count = count, what = what);
            warnings.push(Diagnostic::warning("left-out", Place::file(&report.name), message));
        }
    }
    warnings
}

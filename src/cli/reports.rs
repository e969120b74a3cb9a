//! Owns findings in machine formats: json, github, sarif, and as a table.
//! Refuses words for people; `findings` has those.

use crate::diagnostic::{Diagnostic, Lang, Severity};
use crate::table::{Cell, Column, Format, Look, Table, escape, json_text, render};
use serde_json::json;

/// The text of a format that only findings have; `None` for the formats of all tables.
pub fn machine(format: &str, findings: &[Diagnostic], lang: Lang) -> Option<String> {
    match format {
        "github" => Some(findings.iter().map(|finding| github(finding, lang)).collect()),
        "sarif" => Some(sarif(findings, lang)),
        "json" => Some(render(&table(findings, lang), Format::Json, &Look::default())),
        _ => None,
    }
}

/// Columns `code, severity, path, line, column, kind, id, field, message, hint`.
pub fn table(findings: &[Diagnostic], lang: Lang) -> Table {
    let names = ["code", "severity", "path", "line", "column", "kind", "id", "field", "message", "hint"];
    let mut table = Table::new(names.map(|name| Column::left(name, name)).into());
    let number = |value: u32| if value == 0 { Cell::Empty } else { Cell::from(value) };
    let text = |value: &Option<String>| value.clone().map_or(Cell::Empty, Cell::Text);
    for finding in findings {
        table.push(vec![
            Cell::from(finding.code),
            Cell::from(finding.severity.name()),
            Cell::from(finding.place.path.as_str()),
            number(finding.place.line),
            number(finding.place.column),
            text(&finding.kind),
            text(&finding.id),
            text(&finding.field),
            Cell::Text(finding.message.text(lang)),
            text(&finding.hint.as_ref().map(|hint| hint.text(lang))),
        ]);
    }
    table
}

/// A workflow command of GitHub Actions: `%`, line breaks, and in properties `:` and `,` are escaped its way.
fn github(finding: &Diagnostic, lang: Lang) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let data = |text: &str| escape(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let place = &finding.place;
    let mut text = format!("::{level} file={}", property(&place.path));
    if place.line > 0 {
        text.push_str(&format!(",line={}", place.line));
    }
    if place.column > 0 {
        text.push_str(&format!(",col={}", place.column));
    }
    text.push_str(&format!(",title={}::{}\n", property(finding.code), data(&finding.message.text(lang))));
    text
}

/// SARIF 2.1.0, as code hosts read it.
fn sarif(findings: &[Diagnostic], lang: Lang) -> String {
    let level = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    };
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results: Vec<_> = findings
        .iter()
        .map(|finding| {
            let region = json!({ "startLine": finding.place.line.max(1), "startColumn": finding.place.column.max(1) });
            let location = json!({ "physicalLocation": { "artifactLocation": { "uri": finding.place.path }, "region": region } });
            json!({ "ruleId": finding.code, "level": level(finding.severity), "message": { "text": finding.message.text(lang) }, "locations": [location] })
        })
        .collect();
    let rules: Vec<_> = codes.iter().map(|code| json!({ "id": code })).collect();
    let driver = json!({ "name": "guanxi", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let run = json!({ "tool": { "driver": driver }, "results": results });
    let whole =
        json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run] });
    // Control characters of data stay escaped in JSON; what a terminal could obey besides is escaped too.
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                json_text(&c.to_string()).trim_matches('"').to_owned()
            } else {
                c.to_string()
            }
        })
        .collect::<String>()
        + "\n"
}

//! Owns showing findings to people: place, source line, caret, hint; equal ones summed up.
//! Refuses to choose which findings; machine formats are in the check command.

use crate::diagnostic::{Diagnostic, Lang, Severity};
use crate::msg;
use crate::table::{escape, width};
use std::collections::BTreeMap;

/// All findings as text. With `rows` each stands for itself; else equal ones of many records are one line.
pub fn shown(findings: &[Diagnostic], lang: Lang, color: bool, rows: bool) -> String {
    let mut text = String::new();
    let mut groups: BTreeMap<(Severity, &str, &str, String), usize> = BTreeMap::new();
    if !rows {
        for finding in findings {
            if let Some(key) = group(finding, lang) {
                *groups.entry(key).or_default() += 1;
            }
        }
    }
    let summed = |finding: &Diagnostic| {
        group(finding, lang).and_then(|key| groups.get(&key).copied()).is_some_and(|count| count > 3)
    };
    for finding in findings.iter().filter(|finding| rows || !summed(finding)) {
        text.push_str(&one(finding, lang, color));
    }
    for ((severity, code, kind, message), count) in groups.iter().filter(|(_, count)| **count > 3) {
        let counted = msg!("findings-summed", count = *count, kind = *kind, message = message.as_str()).text(lang);
        text.push_str(&format!("{}: {}\n", head(*severity, code, lang, color), escape(&counted)));
    }
    text
}

/// Findings about whole records of one kind with the same words can be summed up.
fn group(finding: &Diagnostic, lang: Lang) -> Option<(Severity, &'static str, &str, String)> {
    let kind = finding.kind.as_deref()?;
    (finding.place.line == 0).then(|| (finding.severity, finding.code, kind, finding.message.text(lang)))
}

fn head(severity: Severity, code: &str, lang: Lang, color: bool) -> String {
    let (word, paint) = match severity {
        Severity::Error => (msg!("word-error"), "1;31"),
        Severity::Warning => (msg!("word-warning"), "1;33"),
        Severity::Advice => (msg!("word-advice"), "1;36"),
    };
    let head = format!("{}[{code}]", word.text(lang));
    if color { format!("\u{1b}[{paint}m{head}\u{1b}[0m") } else { head }
}

/// Of a line longer than a screen only what is around the place: the text and the column in it.
fn window(source: &str, column: usize) -> (String, usize) {
    const WIDE: usize = 100;
    if source.chars().count() <= WIDE {
        return (source.to_owned(), column);
    }
    let skipped = column.saturating_sub(WIDE / 4);
    let part: String = source.chars().skip(skipped).take(WIDE).collect();
    (part, column - skipped)
}

fn one(finding: &Diagnostic, lang: Lang, color: bool) -> String {
    let place = finding.place.to_string();
    let lead = if place.is_empty() { String::new() } else { format!("{}: ", escape(&place)) };
    let mut text = format!(
        "{}: {lead}{}\n",
        head(finding.severity, finding.code, lang, color),
        escape(&finding.message.text(lang))
    );
    if let (Some(source), column @ 1..) = (&finding.place.source, finding.place.column) {
        let (source, column) = window(source, column as usize);
        let before: String = source.chars().take(column - 1).collect();
        let meant: String = source.chars().skip(column - 1).take(finding.place.width as usize).collect();
        let number = finding.place.line.to_string();
        let gap = " ".repeat(number.len());
        let caret = "^".repeat(width(&escape(&meant)).max(1));
        text.push_str(&format!("  {number} | {}\n", escape(&source)));
        text.push_str(&format!("  {gap} | {}{caret}\n", " ".repeat(width(&escape(&before)))));
    }
    if let Some(hint) = &finding.hint {
        text.push_str(&format!("  {}: {}\n", msg!("word-hint").text(lang), escape(&hint.text(lang))));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn the_caret_stands_right_under_chinese_text() {
        let source = "名称 = \"待定\"\n";
        let start = source.find('"').unwrap();
        let place = Place::span("customers/a.toml", source, start..source.len() - 1);
        let finding = Diagnostic::error("placeholder", place, msg!("check-placeholder", text = "待定"));
        assert_eq!(
            shown(&[finding], Lang::En, false, false),
            "error[placeholder]: customers/a.toml:1:6: `待定` stands for a value that isn't known\n  1 | 名称 = \"待定\"\n    |        ^^^^^^\n"
        );
    }

    #[test]
    fn equal_findings_of_many_records_are_one_line() {
        let finding = |id: &str| {
            let place = Place::file(format!("customers/{id}.toml"));
            Diagnostic::error("required", place, msg!("check-required", field = "industry")).about("customer", id)
        };
        let findings: Vec<_> = ["a", "b", "c", "d"].map(finding).into();
        assert_eq!(shown(&findings, Lang::En, false, false), "error[required]: 4 × customer: industry missing\n");
        assert_eq!(shown(&findings, Lang::En, false, true).lines().count(), 4);
    }
}

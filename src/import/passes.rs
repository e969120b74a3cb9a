//! Owns going over the rows until what is left fits together.
//! Refuses rows with faults, and with them the other lines of their order.

use super::resolve::{self, Context, Pass};
use super::rows::RowDraft;
use super::settle;
use super::sheet::Book;
use super::{Materials, Plan, RefusedRow, Request};
use crate::diagnostic::{Diagnostic, Place};
use crate::msg;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Rows that can't come in, with their findings.
#[derive(Default)]
pub(super) struct Refusals {
    findings: BTreeMap<usize, Vec<Diagnostic>>,
    /// Rows whose only fault is a missing field.
    lacking: HashSet<usize>,
    columns: HashMap<(String, String), usize>,
}

impl Refusals {
    pub(super) fn new(columns: HashMap<(String, String), usize>) -> Refusals {
        Refusals { columns, ..Refusals::default() }
    }

    fn out(&self) -> HashSet<usize> {
        self.findings.keys().copied().collect()
    }

    fn add(&mut self, row: usize, finding: Diagnostic) {
        let list = self.findings.entry(row).or_default();
        if !list.contains(&finding) {
            list.push(finding);
        }
    }

    /// The refused rows, in order.
    pub(super) fn rows(self, book: &Book, drafts: &[RowDraft], request: &Request) -> Vec<RefusedRow> {
        let several = drafts.iter().any(|draft| draft.at.0 != drafts[0].at.0);
        let row = |(at, mut findings): (usize, Vec<Diagnostic>)| {
            let draft = &drafts[at];
            let sheet = &book.sheets[draft.at.0];
            findings.sort_by_key(|finding| finding.place.column);
            if several {
                findings
                    .iter_mut()
                    .for_each(|finding| finding.place.path = format!("{}[{}]", request.file, sheet.name));
            }
            RefusedRow {
                sheet: sheet.name.clone(),
                row: draft.number,
                cells: sheet.rows[draft.at.1].cells.iter().map(|cell| cell.text().into_owned()).collect(),
                findings,
                incomplete: self.lacking.contains(&at),
            }
        };
        self.findings.into_iter().map(row).collect()
    }
}

/// Passes over the rows until no further one has to go.
pub(super) fn settle_rows<'c>(
    context: &'c Context<'c>,
    drafts: &[RowDraft],
    materials: &Materials<'_>,
    request: &Request,
    plan: &mut Plan,
    refusals: &mut Refusals,
) -> Pass<'c> {
    let numbers: Vec<u32> = drafts.iter().map(|draft| draft.number).collect();
    for (at, draft) in drafts.iter().enumerate() {
        draft.faults.iter().for_each(|fault| refusals.add(at, fault.clone()));
    }
    if !refusals.findings.is_empty() {
        // Rows with unreadable cells are told of their references too, and take the other lines of their order along.
        let first = resolve::pass(context, drafts, &HashSet::new());
        let faulty = refusals.out();
        first
            .faults
            .iter()
            .filter(|(row, finding)| faulty.contains(row) && finding.code == "reference")
            .for_each(|(row, finding)| refusals.add(*row, finding.clone()));
        with_siblings(&first, materials, request, &numbers, refusals);
    }
    let mut counted = false;
    loop {
        let pass = resolve::pass(context, drafts, &refusals.out());
        let mut found = pass.faults.clone();
        let verdict = settle::judge(&pass, materials, &numbers);
        found.extend(verdict.faults);
        if !found.is_empty() {
            found.into_iter().for_each(|(row, finding)| refusals.add(row, finding));
            with_siblings(&pass, materials, request, &numbers, refusals);
            continue;
        }
        if !counted {
            counted = true;
            for (made, field, _) in &verdict.lacking {
                *plan.incomplete.entry((pass.made[*made].kind.clone(), field.clone())).or_default() += 1;
            }
        }
        if verdict.lacking.is_empty() || request.incomplete {
            return pass;
        }
        for (made, field, finding) in &verdict.lacking {
            let column = refusals.columns.get(&(pass.made[*made].kind.clone(), field.clone())).copied();
            for row in &pass.made[*made].rows {
                let finding = settle::lacking_at(&pass, *made, column, drafts[*row].number, finding);
                refusals.add(*row, finding);
                refusals.lacking.insert(*row);
            }
        }
        with_siblings(&pass, materials, request, &numbers, refusals);
    }
}

fn with_siblings(
    pass: &Pass<'_>,
    materials: &Materials<'_>,
    request: &Request,
    numbers: &[u32],
    refusals: &mut Refusals,
) {
    for (row, because) in settle::siblings(pass, materials, &refusals.out()) {
        let place = Place { path: request.file.clone(), line: numbers[row], ..Place::default() };
        let finding = Diagnostic::error("sibling", place, msg!("import-sibling", row = numbers[because].to_string()));
        if refusals.lacking.contains(&because) {
            refusals.lacking.insert(row);
        }
        refusals.add(row, finding);
    }
}

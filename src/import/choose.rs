//! Owns choosing the kinds of a sheet from its headers: the main one and those that stand in the same row.
//! Refuses a kind that no header speaks for.

use super::dictionary::Dictionary;
use crate::schema::{Kind, Requirement, Schema};
use crate::value::fold;

/// Which kinds a row makes, the main one first, and whether a company or a person is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub main: String,
    pub company: Option<usize>,
    pub person: bool,
}

/// Points for each header a kind knows, less for what it requires and nobody says, more when the sheet or the file is
/// called by it.
fn score(kind: &Kind, headers: &[&str], dictionary: &Dictionary, names: &[&str]) -> i32 {
    let known: i32 =
        headers.iter().filter_map(|header| dictionary.sense(header, &kind.name)).map(|sense| sense.weight).sum();
    let said = |field: &str| headers.iter().any(|header| dictionary.means(header, &kind.name, field));
    let missing =
        kind.fields.values().filter(|field| field.required == Requirement::Always && !said(&field.name)).count();
    let called = names.iter().any(|name| is_called(kind, name));
    if known == 0 { 0 } else { known - 3 * missing as i32 + if called { 10 } else { 0 } }
}

fn is_called(kind: &Kind, name: &str) -> bool {
    let name = fold(name);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = [&kind.name, &kind.folder, &kind.label.en, &kind.label.zh, &kind.plural.en, &kind.plural.zh];
    words.into_iter().chain(&kind.aliases).any(|word| fold(word) == name)
}

/// Chooses by the headers; `asked` is the user's own choice, `names` what sheet and file are called.
pub(super) fn choose(
    schema: &Schema,
    dictionary: &Dictionary,
    headers: &[&str],
    asked: Option<&str>,
    names: &[&str],
) -> Option<Choice> {
    let company = company_column(dictionary, headers);
    let given = ["given_name", "family_name"];
    let names_person = |at: usize, header: &str| {
        let by_part = given.iter().any(|field| dictionary.means(header, "contact", field));
        by_part || (Some(at) != company && dictionary.means(header, "contact", "name"))
    };
    let person = headers.iter().enumerate().any(|(at, header)| names_person(at, header));
    let main = match asked {
        Some(kind) => kind.to_owned(),
        None => {
            let mut best: Option<(i32, &str)> = None;
            for kind in schema.kinds.values() {
                let points = match kind.name.as_str() {
                    // People of companies: what either kind knows speaks for both.
                    "customer" if company.is_some() && person => family(schema, dictionary, headers, names),
                    "contact" if company.is_none() && person => family(schema, dictionary, headers, names),
                    _ => score(kind, headers, dictionary, names),
                };
                if points > best.map_or(0, |(points, _)| points) {
                    best = Some((points, &kind.name));
                }
            }
            best?.1.to_owned()
        }
    };
    Some(Choice { main, company, person })
}

fn family(schema: &Schema, dictionary: &Dictionary, headers: &[&str], names: &[&str]) -> i32 {
    let weight = |header: &&str| {
        ["customer", "contact"]
            .iter()
            .filter_map(|kind| dictionary.sense(header, kind))
            .map(|sense| sense.weight)
            .max()
            .unwrap_or(0)
    };
    let called = |kind: &str| schema.kinds.get(kind).is_some_and(|kind| names.iter().any(|name| is_called(kind, name)));
    let bonus = if called("customer") || called("contact") { 10 } else { 0 };
    headers.iter().map(weight).sum::<i32>() + bonus
}

/// The column that names the company. A plain `name` names the person where another column names the company or
/// there are first and last names.
fn company_column(dictionary: &Dictionary, headers: &[&str]) -> Option<usize> {
    let company = |header: &str| dictionary.means(header, "customer", "name");
    let person = |header: &str| dictionary.means(header, "contact", "name");
    let parts = headers.iter().any(|header| dictionary.means(header, "contact", "given_name"));
    headers
        .iter()
        .position(|header| company(header) && !person(header))
        .or_else(|| headers.iter().position(|header| company(header)).filter(|_| !parts))
}

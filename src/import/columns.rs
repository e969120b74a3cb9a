//! Owns what each column of a sheet fills.
//! Refuses to drop one: a column with values and no field is named.

use super::choose::Choice;
use super::dictionary::{Dictionary, without_unit};
use super::mapfile::{MapColumn, MapFile};
use crate::schema::{Field, Kind, Schema, Type};
use crate::value::{DateOrder, fold};
use indexmap::IndexMap;
use rust_decimal::Decimal;

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub index: usize,
    pub header: String,
    pub skipped: bool,
    pub target: Option<Target>,
}

/// The field a column fills, and how.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub kind: String,
    pub path: Vec<String>,
    pub field: Field,
    pub lookup: Option<String>,
    pub create: bool,
    pub values: IndexMap<String, String>,
    pub default: Option<String>,
    pub otherwise: Option<String>,
    pub factor: Option<Decimal>,
    pub order: Option<DateOrder>,
    /// Shares written as fractions: 0.1 for 10 %.
    pub fraction: bool,
}

impl Target {
    pub(super) fn new(schema: &Schema, kind: &str, path: &[String]) -> Option<Target> {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let field = schema.kinds.get(kind)?.field_at(&names)?.clone();
        let (kind, path) = (kind.to_owned(), path.to_vec());
        let values = IndexMap::new();
        Some(Target {
            kind,
            path,
            field,
            lookup: None,
            create: false,
            values,
            default: None,
            otherwise: None,
            factor: None,
            order: None,
            fraction: false,
        })
    }

    /// `metrics.revenue`
    pub(super) fn path_text(&self) -> String {
        self.path.join(".")
    }

    fn factor_of(mut self, header: &str) -> Target {
        if self.field.kind.is_number() && self.factor.is_none() {
            let unit = without_unit(header).map(|(_, factor)| factor);
            self.factor = unit.filter(|factor| *factor != Decimal::ONE);
        }
        self
    }
}

/// Columns by a map file. Headers of the map that the sheet lacks come back.
pub(super) fn by_map(schema: &Schema, map: &MapFile, columns: &mut [Column]) -> Vec<String> {
    let mut missing = Vec::new();
    for (header, said) in &map.columns {
        match columns.iter_mut().find(|column| fold(&column.header) == fold(header)) {
            Some(column) => column.target = said_target(schema, said).map(|target| target.factor_of(header)),
            None => missing.push(header.clone()),
        }
    }
    missing
}

fn said_target(schema: &Schema, said: &MapColumn) -> Option<Target> {
    let mut target = Target::new(schema, &said.kind, &said.path)?;
    target.lookup.clone_from(&said.lookup);
    target.create = said.create;
    target.values.clone_from(&said.values);
    target.default.clone_from(&said.default);
    target.otherwise.clone_from(&said.otherwise);
    target.factor = said.factor;
    target.order = said.dates;
    Some(target)
}

/// Columns by their headers.
pub(super) fn by_headers(schema: &Schema, dictionary: &Dictionary, choice: &Choice, columns: &mut [Column]) {
    let mut taken: Vec<(String, Vec<String>)> = Vec::new();
    // A sheet with uids is an export of ours: one record a row, references are ids, nothing is to be guessed.
    let ours = columns.iter().any(|column| fold(&column.header) == "uid");
    let pairs = !ours && matches!(choice.main.as_str(), "customer" | "contact");
    let (company, person) = (choice.company.is_some(), choice.person);
    let upgraded = if pairs || ours { Vec::new() } else { upgrades(schema, dictionary, &choice.main, columns) };
    // Labels first: a column that only resembles a field doesn't take it from one that is named so.
    let mut order: Vec<usize> = (0..columns.len()).collect();
    let best = |column: &Column| dictionary.senses(&column.header).iter().map(|sense| sense.weight).max().unwrap_or(0);
    order.sort_by_key(|at| -best(&columns[*at]));
    for at in order {
        if columns[at].skipped || columns[at].target.is_some() {
            continue;
        }
        let header = columns[at].header.clone();
        let mut found = match pairs {
            true => pair_senses(dictionary, &header, company, person, choice.company == Some(at)),
            false => main_senses(dictionary, &header, &choice.main, &upgraded),
        };
        if choice.main != "task" && !ours {
            found.extend(follow_up(dictionary, &header));
        }
        let free = found.into_iter().find_map(|(kind, path)| free_place(schema, &kind, path, &taken));
        if let Some((kind, path)) = free {
            columns[at].target = Target::new(schema, &kind, &path).map(|target| target.factor_of(&header));
            taken.push((kind, path));
        }
    }
}

const WHERE: &[&str] = &["address", "address2", "city", "province", "country", "region", "postal_code"];

type Place = (String, Vec<String>);

/// A second number goes to the field for other numbers.
fn free_place(schema: &Schema, kind: &str, path: Vec<String>, taken: &[Place]) -> Option<Place> {
    let free = |path: &[String]| !taken.iter().any(|(of, other)| of == kind && other == path);
    if free(&path) {
        return Some((kind.to_owned(), path));
    }
    let field = schema.kinds.get(kind)?.fields.get(path.last()?)?;
    let second = vec![format!("{}2", if field.kind == Type::Phone { "phone" } else { &field.name })];
    let there = schema.kinds.get(kind)?.fields.get(&second[0]).is_some_and(|other| other.kind == field.kind);
    (path.len() == 1 && there && free(&second)).then(|| (kind.to_owned(), second))
}

/// Customer and contact in one row: the stronger word wins, the company where both are as strong; with only one of
/// them named, telephones and addresses are its own.
fn pair_senses(dictionary: &Dictionary, header: &str, company: bool, person: bool, names_company: bool) -> Vec<Place> {
    let of =
        |kind: &str| dictionary.sense(header, kind).map(|sense| (sense.weight, kind.to_owned(), sense.path.clone()));
    if names_company {
        return vec![("customer".to_owned(), vec!["name".to_owned()])];
    }
    let customer = of("customer").filter(|(_, _, path)| path != &["name"] || !person);
    let contact = of("contact").filter(|(_, _, path)| path != &["customer"]);
    let mut found: Vec<(i32, String, Vec<String>)> = match (company, person) {
        (true, true) | (false, false) => customer.into_iter().chain(contact).collect(),
        (true, false) => customer.into_iter().chain(reach(contact, "customer")).collect(),
        (false, true) => contact.into_iter().chain(reach(customer, "contact")).collect(),
    };
    // An address that neither word claims for the company is the person's.
    let weight_in =
        |kind: &str| found.iter().find(|(_, of, path)| of == kind && path == &["email"]).map(|(weight, ..)| *weight);
    if company
        && person
        && weight_in("contact").is_some_and(|own| weight_in("customer").is_none_or(|other| own >= other))
    {
        found.retain(|(_, kind, _)| kind == "contact");
    }
    found.sort_by_key(|(weight, _, _)| -weight);
    found.into_iter().map(|(_, kind, path)| (kind, path)).collect()
}

/// How to reach the other of company and person.
fn reach(sense: Option<(i32, String, Vec<String>)>, kind: &str) -> Option<(i32, String, Vec<String>)> {
    let (weight, _, path) = sense?;
    let name = match path.first()?.as_str() {
        "mobile" | "phone" => "phone",
        name @ ("email" | "wechat" | "fax" | "notes" | "tags" | "address" | "phone2") => name,
        _ => return None,
    };
    Some((weight, kind.to_owned(), vec![name.to_owned()]))
}

/// Kinds the main one refers to that have columns of their own in the sheet: their number beside their name, or
/// fields the main kind doesn't know.
fn upgrades(schema: &Schema, dictionary: &Dictionary, main: &str, columns: &[Column]) -> Vec<String> {
    let Some(kind) = schema.kinds.get(main) else { return Vec::new() };
    let refers = |to: &str| {
        let field =
            kind.fields.values().find(|field| matches!(field.kind, Type::Ref | Type::Refs) && field.to == [to])?;
        let naming = |column: &&Column| dictionary.means(&column.header, main, &field.name);
        let by: Vec<&Column> = columns.iter().filter(naming).collect();
        let title = by.iter().any(|column| dictionary.means(&column.header, to, "name"));
        let own = columns.iter().any(|column| {
            let known = dictionary.sense(&column.header, main).is_some() || column.skipped || column.header.is_empty();
            !known && dictionary.sense(&column.header, to).is_some() && follow_up(dictionary, &column.header).is_none()
        });
        (title && (by.len() > 1 || own)).then(|| to.to_owned())
    };
    ["customer", "contact"].into_iter().filter_map(refers).collect()
}

fn main_senses(dictionary: &Dictionary, header: &str, main: &str, upgraded: &[String]) -> Vec<Place> {
    let place = |kind: &str| dictionary.sense(header, kind).map(|sense| (kind.to_owned(), sense.path.clone()));
    let own = place(main);
    let reference = own.as_ref().and_then(|(_, path)| path.first()).cloned().unwrap_or_default();
    let other = |kind: &&String| reference == **kind || reference == format!("{kind}s") || own.is_none();
    // Where an order was shipped to says nothing lasting of the customer.
    let shipped = |(_, path): &Place| main == "order" && WHERE.contains(&path[0].as_str());
    let found = upgraded.iter().filter(other).find_map(|kind| place(kind)).filter(|found| !shipped(found));
    found.into_iter().chain(own.clone()).take(1).collect()
}

/// The first follow-up, with what it shall be about.
fn follow_up(dictionary: &Dictionary, header: &str) -> Option<Place> {
    let word = fold(header);
    let chinese = ["下次", "下一步"].iter().any(|front| word.starts_with(front))
        && ["内容", "事项", "计划", "行动"].iter().any(|end| word.ends_with(end));
    let about = chinese || ["todo", "nextaction", "nextstep"].contains(&word.as_str());
    let due = dictionary.means(header, "task", "due")
        && (word.starts_with("下次") || word.starts_with("next") || word.starts_with("followup"));
    let field = match (due, about) {
        (true, _) => "due",
        (false, true) => "title",
        (false, false) => return None,
    };
    Some(("task".to_owned(), vec![field.to_owned()]))
}

/// The field of a kind that refers to another kind.
pub(super) fn link_field<'k>(kind: &'k Kind, to: &str) -> Option<&'k Field> {
    let refers = |field: &&Field| matches!(field.kind, Type::Ref | Type::Refs) && field.to == [to];
    kind.fields.get(to).filter(refers).or_else(|| kind.fields.get(&format!("{to}s")).filter(refers))
}

//! Owns map files: what the user says about a sheet's columns.
//! Refuses a faulty one with all its faults at once, each with its line.

use crate::diagnostic::{Diagnostic, Failure, Message, Place};
use crate::msg;
use crate::record::FieldPath;
use crate::schema::{Kind, Schema, Type};
use crate::syntax::{self, Parsed, Step};
use crate::value::{DateOrder, Map, Value, fold, suggest};
use indexmap::IndexMap;
use rust_decimal::Decimal;

/// What is said of one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapColumn {
    /// Kind it fills.
    pub kind: String,
    /// Field path it fills, names only: `metrics`, `revenue`.
    pub path: Vec<String>,
    /// Field of the other record that the value names.
    pub lookup: Option<String>,
    /// Make the other record where there is none.
    pub create: bool,
    /// Replacements by folded text.
    pub values: IndexMap<String, String>,
    /// Text of empty cells.
    pub default: Option<String>,
    /// Text field that takes what can't be read.
    pub otherwise: Option<String>,
    /// Numbers are counted in this.
    pub factor: Option<Decimal>,
    /// Order of its dates.
    pub dates: Option<DateOrder>,
}

/// A map file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapFile {
    /// Kind of the main records.
    pub kind: String,
    /// Headers that recognise a record together.
    pub key: Vec<String>,
    /// The sheet to read.
    pub sheet: Option<String>,
    /// Name of the source; the file's where none is said.
    pub source: Option<String>,
    /// Order of dates that don't show it.
    pub dates: Option<DateOrder>,
    /// Columns to leave out.
    pub skip: Vec<String>,
    /// Columns by header.
    pub columns: IndexMap<String, MapColumn>,
    /// Fixed values: kind, field path, text.
    pub constants: Vec<(String, Vec<String>, String)>,
}

const KEYS: &[&str] = &["kind", "key", "sheet", "source", "dates", "skip", "columns", "constants"];
const PARTS: &[&str] = &["field", "lookup", "create", "values", "default", "otherwise", "factor", "dates"];

/// Reads a map file.
///
/// # Errors
/// Refused with every fault: syntax, unknown kinds, fields and keys, with did-you-mean.
pub fn read_map(path: &str, text: &str, schema: &Schema) -> Result<MapFile, Failure> {
    let parsed = syntax::parse(text);
    let mut reader = Reader { path, text, parsed: &parsed, findings: Vec::new(), schema };
    for fault in &parsed.faults {
        let place = Place::span(path, text, fault.span.clone());
        reader.findings.push(Diagnostic::error("map", place, msg!("record-syntax", fault = fault.text.as_str())));
    }
    let map = if parsed.faults.is_empty() { reader.file() } else { MapFile::default() };
    if reader.findings.is_empty() {
        return Ok(map);
    }
    Err(Failure::refused(msg!("import-map-faulty", file = path, count = reader.findings.len()))
        .because(reader.findings))
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    parsed: &'a Parsed,
    schema: &'a Schema,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, at: &[&str], message: Message, near: Option<&str>) {
        let steps: Vec<Step> = at.iter().map(|key| Step::from(*key)).collect();
        let place = self.parsed.places.get(&steps).or_else(|| self.parsed.places.nearest(&steps));
        let span = place.map_or(0..0, |place| place.value.clone());
        let finding = Diagnostic::error("map", Place::span(self.path, self.text, span), message).at_field(at.join("."));
        self.findings.push(match near {
            Some(near) => finding.hint(msg!("check-did-you-mean", near = near)),
            None => finding,
        });
    }

    fn file(&mut self) -> MapFile {
        let root = &self.parsed.root;
        let mut map = MapFile::default();
        self.known_keys(root, &[], KEYS);
        let schema = self.schema;
        let kind = match root.get("kind").and_then(Value::text) {
            Some(word) => {
                let found = schema.kind(word);
                if found.is_none() {
                    self.fault(&["kind"], msg!("import-no-kind-named", name = word), suggest(word, schema.names()));
                }
                found
            }
            None => {
                self.fault(&["kind"], msg!("import-map-needs", key = "kind"), None);
                None
            }
        };
        map.sheet = self.string(root, &[], "sheet");
        map.source = self.string(root, &[], "source");
        map.dates = self.order(root, &[]);
        map.key = self.strings(root, "key");
        map.skip = self.strings(root, "skip");
        let Some(kind) = kind else { return map };
        map.kind.clone_from(&kind.name);
        match root.get("columns") {
            Some(Value::Table(columns)) => {
                for (header, value) in columns {
                    if let Some(column) = self.column(kind, header, value) {
                        map.columns.insert(header.clone(), column);
                    }
                }
            }
            _ => self.fault(&["columns"], msg!("import-map-needs", key = "[columns]"), None),
        }
        if let Some(Value::Table(constants)) = root.get("constants") {
            for (name, value) in constants {
                if let Some((kind, path)) = self.target(kind, name, &["constants", name]) {
                    map.constants.push((kind, path, value.display()));
                }
            }
        }
        for header in map.key.clone() {
            let known = map.columns.keys().any(|column| fold(column) == fold(&header));
            if !known {
                let near = suggest(&header, map.columns.keys().map(String::as_str)).map(str::to_owned);
                self.fault(&["key"], msg!("import-map-key", header = header.as_str()), near.as_deref());
            }
        }
        map
    }

    fn column(&mut self, kind: &Kind, header: &str, value: &Value) -> Option<MapColumn> {
        let at = ["columns", header];
        let (table, field) = match value {
            Value::Text(field) => (None, field.as_str()),
            Value::Table(table) => {
                self.known_keys(table, &at, PARTS);
                let Some(field) = table.get("field").and_then(Value::text) else {
                    self.fault(&at, msg!("import-map-needs", key = "field"), None);
                    return None;
                };
                (Some(table), field)
            }
            _ => {
                self.fault(&at, msg!("import-map-column"), None);
                return None;
            }
        };
        let (target, path) = self.target(kind, field, &at)?;
        let mut column = MapColumn { kind: target, path, ..MapColumn::default() };
        let Some(table) = table else { return Some(column) };
        column.default = table.get("default").map(Value::display);
        column.create = table.get("create").and_then(Value::as_bool).unwrap_or(false);
        column.factor = table.get("factor").and_then(Value::number);
        column.dates = self.order(table, &at);
        if let Some(Value::Table(values)) = table.get("values") {
            column.values = values.iter().map(|(from, to)| (fold(from), to.display())).collect();
        }
        self.lookup(&mut column, table, &at);
        if let Some(name) = self.string(table, &at, "otherwise") {
            let takes = self.schema.kinds.get(&column.kind).and_then(|kind| kind.field(&name));
            match takes.filter(|field| field.kind == Type::Text) {
                Some(field) => column.otherwise = Some(field.name.clone()),
                None => self.fault(&["columns", header, "otherwise"], msg!("import-map-otherwise", field = name), None),
            }
        }
        Some(column)
    }

    fn lookup(&mut self, column: &mut MapColumn, table: &Map, at: &[&str]) {
        let Some(word) = self.string(table, at, "lookup") else { return };
        let schema = self.schema;
        let names: Vec<&str> = column.path.iter().map(String::as_str).collect();
        let field = schema.kinds.get(&column.kind).and_then(|kind| kind.field_at(&names));
        let at = [at, &["lookup"]].concat();
        let Some(field) = field.filter(|field| matches!(field.kind, Type::Ref | Type::Refs)) else {
            self.fault(&at, msg!("import-map-no-reference", field = column.path.join(".")), None);
            return;
        };
        let target =
            field.to.iter().filter_map(|to| schema.kinds.get(to)).find_map(|kind| Some((kind, kind.field(&word)?)));
        match target {
            Some((_, found)) => column.lookup = Some(found.name.clone()),
            None if word == "id" => column.lookup = Some(word),
            None => {
                let known = field.to.iter().filter_map(|to| schema.kinds.get(to)).flat_map(|kind| kind.fields.keys());
                let near = suggest(&word, known.map(String::as_str));
                self.fault(&at, msg!("import-no-field", kind = field.to.join(", "), name = word.as_str()), near);
            }
        }
    }

    /// A field of the kind, or of another with that kind in front: `contact.name`.
    fn target(&mut self, kind: &Kind, text: &str, at: &[&str]) -> Option<(String, Vec<String>)> {
        let resolve = |kind: &Kind, text: &str| {
            let path = FieldPath::parse(text)?.resolve(kind).ok()?;
            let field = path.field(kind)?;
            (!matches!(field.kind, Type::Table | Type::Rows)).then_some((kind.name.clone(), path.0))
        };
        let schema = self.schema;
        let other = text.split_once('.').and_then(|(front, rest)| Some((schema.kind(front)?, rest)));
        let found = resolve(kind, text).or_else(|| other.and_then(|(kind, rest)| resolve(kind, rest)));
        if found.is_none() {
            let (kind, word) = other.unwrap_or((kind, text));
            let near = suggest(word, kind.fields.keys().map(String::as_str));
            self.fault(at, msg!("import-no-field", kind = kind.name.as_str(), name = word), near);
        }
        found
    }

    fn known_keys(&mut self, map: &Map, at: &[&str], known: &[&str]) {
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            let near = suggest(key, known.iter().copied());
            self.fault(&[at, &[key.as_str()]].concat(), msg!("import-map-unknown-key", key = key.as_str()), near);
        }
    }

    fn string(&mut self, map: &Map, at: &[&str], key: &str) -> Option<String> {
        match map.get(key)? {
            Value::Text(text) => Some(text.clone()),
            _ => {
                self.fault(&[at, &[key]].concat(), msg!("import-map-text", key = key), None);
                None
            }
        }
    }

    fn strings(&mut self, map: &Map, key: &str) -> Vec<String> {
        match map.get(key) {
            None => Vec::new(),
            Some(Value::Text(text)) => vec![text.clone()],
            Some(Value::List(items)) if items.iter().all(|item| item.text().is_some()) => {
                items.iter().map(Value::display).collect()
            }
            Some(_) => {
                self.fault(&[key], msg!("import-map-text", key = key), None);
                Vec::new()
            }
        }
    }

    fn order(&mut self, map: &Map, at: &[&str]) -> Option<DateOrder> {
        let text = self.string(map, at, "dates")?;
        let found = DateOrder::ALL.into_iter().find(|order| order.name() == text);
        if found.is_none() {
            self.fault(&[at, &["dates"]].concat(), msg!("import-map-dates", text = text), None);
        }
        found
    }
}

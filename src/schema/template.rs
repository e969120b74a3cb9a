//! Owns id and path templates, and what an id may look like.
//! Refuses ids and paths that leave the repository or that some file system can't hold.

use crate::value::slug;
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

/// What templates may ask of a record.
pub trait Facts {
    /// Text of a field; empty where it has none.
    fn text(&self, field: &str) -> String;
    /// The day the record is filed under.
    fn day(&self) -> NaiveDate;
    /// The next number of a sequence: ids that are `prefix` + digits are taken.
    fn next(&self, prefix: &str, digits: usize) -> u64;
    /// Random characters of base 32.
    fn random(&self, length: usize) -> String;
}

/// Makes an id. `None` when a part it needs is empty.
pub fn expand_id(template: &str, facts: &dyn Facts) -> Option<String> {
    let mut id = String::new();
    for part in parts(template) {
        match part {
            Part::Text(text) => id.push_str(text),
            Part::Call(name, argument) => {
                let text = match name {
                    "slug" => slug(&facts.text(argument)),
                    "year" => facts.day().year().to_string(),
                    "date" => facts.day().format("%Y%m%d").to_string(),
                    "rand" => facts.random(argument.parse().unwrap_or(4)),
                    "seq" => {
                        let digits = argument.parse().unwrap_or(4);
                        format!("{:0digits$}", facts.next(&id, digits))
                    }
                    "ref" => {
                        let (field, length) = argument.split_once(':').unwrap_or((argument, "40"));
                        let cut: String = facts.text(field).chars().take(length.parse().unwrap_or(40)).collect();
                        cut.trim_end_matches('-').to_owned()
                    }
                    _ => String::new(),
                };
                id.push_str(&text);
            }
        }
    }
    // An empty part leaves two dashes or one at an end.
    while id.contains("--") {
        id = id.replace("--", "-");
    }
    let id: String = id.trim_matches('-').chars().take(64).collect();
    let id = id.trim_end_matches('-').to_owned();
    id_fault(&id).is_none().then_some(id)
}

/// Whether ids of this template are numbered.
pub fn uses_sequence(template: &str) -> bool {
    template.contains("{seq")
}

/// The path of a record below its folder.
pub fn expand_path(template: &str, id: &str, day: NaiveDate) -> String {
    let mut path = String::new();
    for part in parts(template) {
        match part {
            Part::Text(text) => path.push_str(text),
            Part::Call("id", _) => path.push_str(id),
            Part::Call("year", _) => path.push_str(&day.year().to_string()),
            Part::Call("date", format) => {
                for piece in format.split_inclusive('/') {
                    let text = match piece.trim_end_matches('/') {
                        "%Y" => format!("{:04}", day.year()),
                        "%m" => format!("{:02}", day.month()),
                        "%d" => format!("{:02}", day.day()),
                        "%Y-%m" => format!("{:04}-{:02}", day.year(), day.month()),
                        _ => "undated".to_owned(),
                    };
                    path.push_str(&text);
                    if piece.ends_with('/') {
                        path.push('/');
                    }
                }
            }
            Part::Call("hash", length) => {
                let digest = Sha256::digest(id.as_bytes());
                let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                path.push_str(&hex[..length.parse().unwrap_or(2).clamp(1, 8)]);
            }
            Part::Call(_, _) => {}
        }
    }
    path
}

enum Part<'t> {
    Text(&'t str),
    Call(&'t str, &'t str),
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        parts.push(Part::Text(&rest[..open]));
        let Some(close) = rest[open..].find('}') else { break };
        let call = &rest[open + 1..open + close];
        let (name, argument) = call.split_once(':').unwrap_or((call, ""));
        parts.push(Part::Call(name, argument));
        rest = &rest[open + close + 1..];
    }
    parts.push(Part::Text(rest));
    parts
}

/// Why a template can't be used; `None` for a good one. An id template needs a part that tells records apart, a path
/// template ends with the id and stays below its folder.
pub fn template_fault(template: &str, path: bool) -> Option<String> {
    const ID: &[&str] = &["slug", "year", "date", "rand", "seq", "ref"];
    const PATH: &[&str] = &["id", "year", "date", "hash"];
    if template.matches('{').count() != template.matches('}').count() {
        return Some(format!("`{template}`: brackets don't match"));
    }
    let known = if path { PATH } else { ID };
    for part in parts(template) {
        match part {
            Part::Call(name, _) if !known.contains(&name) => {
                return Some(format!("`{template}`: no part `{{{name}}}`, there are {}", known.join(", ")));
            }
            Part::Call("date", format) if path && !format.split('/').all(|piece| DATE_PIECES.contains(&piece)) => {
                return Some(format!("`{template}`: dates are filed by {}", DATE_PIECES.join(", ")));
            }
            Part::Text(text)
                if !text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_/.".contains(c)) =>
            {
                return Some(format!("`{template}`: only a-z, 0-9, -, _ and parts in brackets"));
            }
            _ => {}
        }
    }
    let sound = |piece: &str| !piece.is_empty() && !piece.starts_with('.');
    if path && (!template.ends_with("{id}.toml") || !template.split('/').all(sound)) {
        return Some(format!(
            "`{template}`: a path ends with {{id}}.toml, has no empty part and none that begins with a dot"
        ));
    }
    (!path && !template.contains('{')).then(|| format!("`{template}`: every record would have the same id"))
}

/// What a date may be filed by.
const DATE_PIECES: &[&str] = &["%Y", "%m", "%d", "%Y-%m"];

/// Names some systems keep for devices.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];

/// Why a text is no id; `None` for a good one. The reason is a word of the catalogue's `id-fault`.
pub fn id_fault(id: &str) -> Option<&'static str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let device = RESERVED.contains(&id)
        || ["com", "lpt"].iter().any(|name| {
            id.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
        });
    if id.is_empty() {
        Some("empty")
    } else if id.len() > 64 {
        Some("long")
    } else if !id.bytes().all(plain) {
        Some("characters")
    } else if id.starts_with('-') {
        Some("dash")
    } else if device {
        Some("device")
    } else {
        None
    }
}

/// Why a text is no reference, neither an id nor `kind/id`; `None` for a good one.
pub fn reference_fault(text: &str) -> Option<&'static str> {
    match text.split_once('/') {
        Some((kind, id)) => id_fault(kind).or_else(|| id_fault(id)),
        None => id_fault(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given;
    impl Facts for Given {
        fn text(&self, field: &str) -> String {
            match field {
                "name" => "Acme Ltd.".into(),
                "customer" => "a-very-long-customer-name-that-goes-on-and-on-and-on".into(),
                _ => String::new(),
            }
        }
        fn day(&self) -> NaiveDate {
            NaiveDate::from_ymd_opt(2026, 1, 9).unwrap()
        }
        fn next(&self, prefix: &str, _digits: usize) -> u64 {
            assert_eq!(prefix, "op-2026-");
            7
        }
        fn random(&self, length: usize) -> String {
            "k7q2"[..length].into()
        }
    }

    #[test]
    fn ids_are_made_for_people() {
        assert_eq!(expand_id("{slug:name}", &Given).as_deref(), Some("acme-ltd"));
        assert_eq!(expand_id("op-{year}-{seq:4}", &Given).as_deref(), Some("op-2026-0007"));
        assert_eq!(
            expand_id("{date}-{ref:customer:40}-{rand:4}", &Given).as_deref(),
            Some("20260109-a-very-long-customer-name-that-goes-on-a-k7q2")
        );
        assert_eq!(expand_id("{date}-{ref:contact:40}-{rand:4}", &Given).as_deref(), Some("20260109-k7q2"));
        assert_eq!(expand_id("{slug:nothing}", &Given), None);
    }

    #[test]
    fn paths_follow_their_template() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 9).unwrap();
        assert_eq!(expand_path("{date:%Y/%m}/{id}.toml", "a", day), "2026/01/a.toml");
        assert_eq!(expand_path("{hash:2}/{id}.toml", "a", day), "ca/a.toml");
    }

    #[test]
    fn templates_that_lead_astray_are_refused() {
        for good in ["{id}.toml", "{hash:2}/{id}.toml", "{date:%Y/%m}/{id}.toml", "archive/{year}/{id}.toml"] {
            assert_eq!(template_fault(good, true), None);
        }
        for bad in [
            "../{id}.toml",
            "{nope}/{id}.toml",
            "/{id}.toml",
            "a//{id}.toml",
            ".git/{id}.toml",
            "{id}",
            "x.toml",
            "{id.toml",
        ] {
            assert!(template_fault(bad, true).is_some(), "{bad}");
        }
        assert!(template_fault("{nope}", false).is_some());
        assert!(template_fault("fixed", false).is_some());
        assert_eq!(template_fault("op-{year}-{seq:4}", false), None);
    }

    #[test]
    fn what_could_leave_the_repository_is_no_id() {
        for bad in ["", "../x", ".git", "a/b", "A", "con", "com1", "-a", "客户", "a b", "a\u{0}", &"a".repeat(65)] {
            assert!(id_fault(bad).is_some(), "{bad:?}");
        }
        for good in ["a", "op-2026-0001", "console", "a-", "1"] {
            assert!(id_fault(good).is_none(), "{good:?}");
        }
    }
}

//! Owns how a place in a record is said: a path of segments, and its text such as `lines[A1].quantity`.
//! Refuses to look anything up.
//!
//! A segment is the name of a field, or a row's key in brackets: `["lines", "[A1]", "quantity"]`.

/// The segment of a row with this key.
pub fn row_segment(key: &str) -> String {
    format!("[{key}]")
}

/// The row's key, if the segment is one of a row.
pub fn row_key(segment: &str) -> Option<&str> {
    segment.strip_prefix('[')?.strip_suffix(']')
}

/// The path as the command line says it: `lines[A1].quantity`. Names and keys that would be misread are quoted:
/// `address."no. 1"`, `lines["a]"]`.
pub fn path_text(path: &[String]) -> String {
    let mut text = String::new();
    for segment in path {
        if let Some(key) = row_key(segment) {
            text.push('[');
            push_quoted_unless(&mut text, key, row_char);
            text.push(']');
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            push_quoted_unless(&mut text, segment, field_char);
        }
    }
    text
}

/// The path that [`path_text`] wrote, or `None` if the text is none.
pub fn parse_path(text: &str) -> Option<Vec<String>> {
    let mut path = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('[') {
            let (key, after) = piece(after, row_char)?;
            path.push(row_segment(&key));
            rest = after.strip_prefix(']')?;
        } else {
            let after = if path.is_empty() { rest } else { rest.strip_prefix('.')? };
            let (name, after) = piece(after, field_char)?;
            path.push(name);
            rest = after;
        }
    }
    Some(path)
}

fn field_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+')
}

fn row_char(c: char) -> bool {
    !c.is_control() && !matches!(c, '[' | ']' | '"' | '\\')
}

fn push_quoted_unless(text: &mut String, name: &str, bare: fn(char) -> bool) {
    if !name.is_empty() && name.chars().all(bare) {
        text.push_str(name);
        return;
    }
    text.push('"');
    for c in name.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if c.is_control() => text.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

/// A bare or quoted name at the start, and what follows it.
fn piece(text: &str, bare: fn(char) -> bool) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|c| !bare(c)).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let mut chars = rest.chars();
        match chars.next()? {
            '"' => return Some((name, chars.as_str())),
            '\\' => match chars.next()? {
                'u' => {
                    let (code, after) = chars.as_str().strip_prefix('{')?.split_once('}')?;
                    name.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                    rest = after;
                    continue;
                }
                c => name.push(c),
            },
            c => name.push(c),
        }
        rest = chars.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(segments: &[&str]) -> Vec<String> {
        segments.iter().map(|segment| (*segment).to_owned()).collect()
    }

    #[test]
    fn paths_read_as_on_the_command_line() {
        let cases: [(&[&str], &str); 8] = [
            (&["phone"], "phone"),
            (&["address", "city"], "address.city"),
            (&["lines", "[A1]", "quantity"], "lines[A1].quantity"),
            (&["lines", "[华东 1.5]"], "lines[华东 1.5]"),
            (&["amount+currency"], "amount+currency"),
            (&["地址", "no. 1"], "地址.\"no. 1\""),
            (&["lines", "[a]b\"]", "x"], "lines[\"a]b\\\"\"].x"),
            (&["", "a\nb"], "\"\".\"a\\u{a}b\""),
        ];
        for (segments, text) in cases {
            assert_eq!(path_text(&path(segments)), text);
            assert_eq!(parse_path(text), Some(path(segments)));
        }
    }

    #[test]
    fn what_is_no_path_is_told() {
        for text in ["a b", "a.", ".a", "a..b", "a[", "a[]", "a[b", "a[b]c", "\"a", "\"\\u{110000}\"", "\"\\"] {
            assert_eq!(parse_path(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_path_survives_its_text(path in prop::collection::vec(".{0,6}|\\[.{0,4}\\]|[\\[\\]\".\\\\a]{0,4}", 0..5)) {
            prop_assert_eq!(parse_path(&path_text(&path)), Some(path));
        }

        #[test]
        fn any_text_is_read_without_a_fall(text in "[a\\[\\]\".\\\\u{}1 ]{0,12}") {
            if let Some(path) = parse_path(&text) {
                prop_assert_eq!(parse_path(&path_text(&path)), Some(path));
            }
        }
    }
}

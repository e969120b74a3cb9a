//! Owns cells that hold several phone numbers, perhaps labelled.
//! Refuses to judge the numbers and to drop any part of the cell that isn't a separator.

use super::text::{clean, clean_lines, narrow};

/// Words that belong to the number behind them, not to a label.
const INSIDE: &[&str] = &["转", "轉", "分机", "内线", "ext", "x"];

/// The numbers of a cell as written, each with its label if it has one: `手机:138…, 座机 021-…`.
/// Separators are `/ ; , 、 |` and line breaks, and blanks between numbers of seven digits or more.
pub fn split_phones(cell: &str) -> Vec<(Option<String>, String)> {
    let lines = narrow(&clean_lines(cell));
    let mut found = Vec::new();
    for piece in parts(&lines) {
        let (label, number) = labelled(&piece);
        match apart(&number) {
            Some(numbers) => found.extend(numbers.into_iter().map(|number| (label.clone(), number))),
            None => found.push((label, number)),
        }
    }
    found
}

fn parts(lines: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut chars = lines.chars().peekable();
    while let Some(c) = chars.next() {
        // the `;ext=801` of our own spelling stays with its number
        let canonical = c == ';' && chars.clone().take(4).eq("ext=".chars());
        if !canonical && matches!(c, '/' | ';' | ',' | '、' | '|' | '\n') {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces.iter().map(|piece| clean(piece)).filter(|piece| !piece.is_empty()).collect()
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Parts a label in front of a number, or in brackets or words behind it.
fn labelled(piece: &str) -> (Option<String>, String) {
    let whole = || (None, piece.to_owned());
    let Some(first) = piece.find(|c: char| c.is_ascii_digit()) else { return whole() };
    let Some(last) = piece.rfind(|c: char| c.is_ascii_digit()) else { return whole() };
    let start = piece[..first].trim_end_matches(['+', '(', ' ']).len();
    let (front, rest) = piece.split_at(start);
    let rest = rest.trim_start();
    let end = rest.len() - (piece.len() - last - 1);
    let (number, back) = rest.split_at(end);
    // a bracket that closes an extension, `(转801)`, is no label
    let open = number.matches('(').count() > number.matches(')').count();
    let (number, back) = match back.strip_prefix(')').filter(|_| open) {
        Some(back) => (format!("{number})"), back),
        None => (number.to_owned(), back),
    };
    let tidy = |label: &str| label.trim_matches([' ', ':', '.', '-', '(', ')', '[', ']']).to_owned();
    let (front, back) = (tidy(front), tidy(back));
    if INSIDE.contains(&front.to_lowercase().as_str()) {
        return whole();
    }
    match (front.is_empty(), back.is_empty()) {
        (true, true) => (None, number),
        (true, false) => (Some(back), number),
        (false, true) => (Some(front), number),
        (false, false) => (Some(format!("{front} {back}")), number),
    }
}

/// `13800138000 021-88888888`: whole numbers with only a blank between them.
fn apart(number: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = number.split(' ').collect();
    let whole =
        |word: &&str| digits(word) >= 7 && word.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '(');
    (words.len() > 1 && words.iter().all(whole)).then(|| words.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_with_its_label() {
        for (cell, expected) in [
            ("13800138000", vec![("", "13800138000")]),
            ("手机:13800138000, 座机 021-88888888", vec![("手机", "13800138000"), ("座机", "021-88888888")]),
            (
                "手机：１３８００１３８０００；（021）88888888转801",
                vec![("手机", "13800138000"), ("", "(021)88888888转801")],
            ),
            (
                "13800138000/13900139000、021-88888888",
                vec![("", "13800138000"), ("", "13900139000"), ("", "021-88888888")],
            ),
            (
                "13800138000\r\n\r\nTel.: +86 21 88888888 ext. 5",
                vec![("", "13800138000"), ("Tel", "+86 21 88888888 ext. 5")],
            ),
            ("13800138000（王经理）", vec![("王经理", "13800138000")]),
            ("021-88888888（转801）", vec![("", "021-88888888(转801)")]),
            ("138 0013 8000", vec![("", "138 0013 8000")]),
            ("13800138000 13900139000", vec![("", "13800138000"), ("", "13900139000")]),
            ("office: (+1) 212 555 0123", vec![("office", "(+1) 212 555 0123")]),
            ("+862188888888;ext=801", vec![("", "+862188888888;ext=801")]),
            ("ask Li", vec![("", "ask Li")]),
            (" ;, ", vec![]),
        ] {
            let found = split_phones(cell);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(label, number)| (label.as_deref().unwrap_or(""), number.as_str())).collect();
            assert_eq!(found, expected, "{cell}");
        }
    }
}

//! Owns what a spreadsheet would run when it opens a cell of text, and the apostrophe that stops it, reversibly.
//! Refuses to touch numbers: a sign with nothing but digits behind it can't run.

use std::borrow::Cow;

/// A text as a cell of CSV: one that a spreadsheet would run as a formula gets an apostrophe in front.
///
/// Meant are texts that start, after blanks and quotes, with `=`, `+`, `-`, `@` or their full-width forms, and those
/// with a tab or a line break in front. `-12.5` and `+8613800138000` stay.
pub fn neutral_cell(text: &str) -> Cow<'_, str> {
    if runs(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes back exactly what [`neutral_cell`] did, and touches no other text.
pub fn restore_cell(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.strip_prefix('\'').filter(|rest| runs(rest)).unwrap_or(text))
}

/// Whether a spreadsheet might run it. If it might, then so it might with one more quote in front:
/// this is what makes `restore_cell` exact, also for texts that bring their own apostrophe.
fn runs(text: &str) -> bool {
    let body = text.trim_start_matches(leads);
    let lead = &text[..text.len() - body.len()];
    if lead.contains(['\t', '\r', '\n']) {
        return true;
    }
    match body.chars().next() {
        Some('=' | '@' | '＝' | '＋' | '－' | '＠') => true,
        Some('+' | '-') => {
            lead.contains(|c| c != ' ') || !body[1..].bytes().all(|b| b" ().,".contains(&b) || b.is_ascii_digit())
        }
        _ => false,
    }
}

fn leads(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '"' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_stopped() {
        for text in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "-a",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\tx",
            "\nx",
            " =1",
            "\u{3000}=1",
            "\"=1",
            "'=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "--1",
            "+1*2",
            "\u{feff}=1",
            "'-5",
            "+86 138-0013-8000",
        ] {
            assert_eq!(neutral_cell(text), format!("'{text}"));
            assert_eq!(restore_cell(&neutral_cell(text)), text);
        }
    }

    #[test]
    fn numbers_phones_and_plain_texts_stay() {
        for text in [
            "-12.5",
            "+3",
            "+8613800138000",
            "+86 (10) 6600 1234",
            "-1,200.00",
            " -5",
            "-",
            "",
            "'",
            "''",
            "'90s",
            "云栖=好",
            "a@b.cn",
            "\"quoted\"",
            "12-3",
            "\u{3000}首行",
        ] {
            assert_eq!(neutral_cell(text), text);
            assert_eq!(restore_cell(text), text);
        }
    }

    #[test]
    fn only_our_own_apostrophe_is_taken_back() {
        assert_eq!(restore_cell("'=1"), "=1");
        assert_eq!(restore_cell("''=1"), "'=1");
        assert_eq!(restore_cell("'abc"), "'abc");
        assert_eq!(restore_cell("=1"), "=1");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn restoring_undoes_neutralising(text in "['\"=+\\-@ \t\r\n＝－\u{feff}\u{3000}0-9.,()a云]{0,8}") {
            let neutral = neutral_cell(&text);
            prop_assert_eq!(restore_cell(&neutral), text.as_str());
        }

        #[test]
        fn of_any_text(text in any::<String>()) {
            let neutral = neutral_cell(&text);
            prop_assert_eq!(restore_cell(&neutral), text.as_str());
        }
    }
}

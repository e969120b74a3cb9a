//! Owns cleaning, narrowing and folding of text as cells and people give it.
//! Refuses to change what can be seen: only `fold`, which makes keys, drops signs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Signs that don't tell two names apart.
const IGNORED: &str = "_-‐‒–—−*()（）:：.,，。'‘’\"“”";

/// Takes no room on the line: a blank at the ends of a text, nothing inside it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A blank of any kind, zero-width ones and joiners too.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || matches!(c, '\u{180e}' | '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{3164}')
}

/// One line: NFC, line breaks, tabs and runs of blanks become one blank, control and invisible
/// characters go, blanks of any kind are trimmed at both ends.
pub fn clean(text: &str) -> String {
    if text.bytes().all(|byte| (b'!'..=b'~').contains(&byte)) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !c.is_control() && !is_invisible(c) {
            line.push(c);
        }
    }
    line.trim_matches(is_blank).nfc().collect()
}

/// Many lines: NFC, line ends as LF, trailing blanks of lines and blank lines at both ends go,
/// and so do control and invisible characters other than tabs.
pub fn clean_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String =
        text.chars().filter(|&c| c == '\n' || c == '\t' || (!c.is_control() && !is_invisible(c))).nfc().collect();
    let lines: Vec<&str> = kept.split('\n').map(|line| line.trim_end_matches(is_blank)).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    let last = lines.iter().rposition(|line| !line.is_empty());
    match (first, last) {
        (Some(first), Some(last)) => lines[first..=last].join("\n"),
        _ => String::new(),
    }
}

/// Full-width letters, digits, signs and the ideographic blank to half width, nothing else.
pub fn narrow(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// The key by which names are compared: NFKC, lower case, Latin without accents, without blanks,
/// quotes, brackets, dashes, dots, commas, colons and asterisks. Chinese stays as written.
pub fn fold(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let lower = text.nfkc().collect::<String>().to_lowercase();
    let mut key = String::with_capacity(lower.len());
    let mut latin = false;
    for c in lower.nfkd() {
        if is_combining_mark(c) {
            if !latin {
                key.push(c);
            }
        } else if !is_blank(c) && !c.is_control() && !IGNORED.contains(c) {
            let letter = c.is_alphabetic() && ('\u{c0}'..='\u{24f}').contains(&c);
            latin = c.is_ascii() || letter;
            if letter {
                // letters with a stroke and ligatures don't decompose
                key.push_str(&deunicode::deunicode_char(c).unwrap_or_default().to_lowercase());
            } else {
                key.push(c);
            }
        }
    }
    key.nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_loses_what_cannot_be_seen() {
        assert_eq!(clean("\u{feff}\u{3000} 海康\u{a0}\t信息\r\n有限\u{0}公司\u{200b} "), "海康 信息 有限公司");
        assert_eq!(clean("\u{202d}138\u{202c}"), "138");
        assert_eq!(clean("e\u{301}"), "é");
        assert_eq!(clean("👩\u{200d}💻"), "👩\u{200d}💻");
        assert_eq!(clean(" \u{3000}\n"), "");
    }

    #[test]
    fn lines_keep_their_breaks_tabs_and_indents() {
        assert_eq!(clean_lines("\r\n \r\n  a\t1 \rb\u{7}\u{3000}\r\n\r\nc\n\n"), "  a\t1\nb\n\nc");
        assert_eq!(clean_lines("\u{feff} \n"), "");
    }

    #[test]
    fn only_full_width_ascii_becomes_narrow() {
        assert_eq!(narrow("ＡＢ１２（：）　￥、。"), "AB12(:) ￥、。");
    }

    #[test]
    fn spelling_twins_fold_to_one_key() {
        assert_eq!(fold("GTX Pro"), fold("gtxPRO"));
        assert_eq!(fold("Québec Ltd."), "quebecltd");
        assert_eq!(fold("Straße Łódź"), "strasselodz");
        assert_eq!(fold("海康（中国）"), fold("海康(中国)"));
        assert_eq!(fold("客户名称：*"), "客户名称");
        assert_eq!(fold("客戶"), "客戶");
        assert_eq!(fold("が"), "が");
        assert_eq!(fold("2×3"), "2×3");
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
            let once = clean_lines(&text);
            prop_assert_eq!(clean_lines(&once), once);
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn blanks_never_stand_at_an_end(text in "[ \u{3000}\u{200b}\u{200d}\u{feff}\u{301}ab\r\n\t]{0,12}") {
            let line = clean(&text);
            prop_assert!(!line.starts_with(is_blank) && !line.ends_with(is_blank) && !line.contains("  "));
            prop_assert_eq!(clean(&line), line);
            let lines = clean_lines(&text);
            prop_assert_eq!(clean_lines(&lines), lines);
        }
    }
}

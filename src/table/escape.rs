//! Owns the list of characters that a terminal could obey or that hide in a text, and how they are shown instead.
//! Refuses everything else: joiners of emoji and scripts, combining marks and variants pass.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a terminal could obey this character, or a reader be misled by it: C0, DEL and C1 controls, direction
/// marks, overrides and isolates, line and paragraph separators, the byte order mark, zero-width blanks, invisible
/// operators, annotation marks and tag characters.
pub(super) fn obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line of text for people: every such character, line breaks included, is shown as `\u{202e}`.
/// Clean text comes back as it is, so that escaping twice is escaping once.
pub fn escape(text: &str) -> Cow<'_, str> {
    replace(text, false)
}

/// Text of many lines for people: as [`escape`], but `\n` stays, and `\r\n` becomes `\n`.
pub fn escape_lines(text: &str) -> Cow<'_, str> {
    replace(text, true)
}

fn replace(text: &str, lines: bool) -> Cow<'_, str> {
    let Some(first) = text.find(|c| obeyed(c) && !(lines && c == '\n')) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(&text[..first]);
    let mut rest = text[first..].chars().peekable();
    while let Some(c) = rest.next() {
        if lines && (c == '\n' || c == '\r' && rest.peek() == Some(&'\n')) {
            if c == '\n' {
                out.push('\n');
            }
        } else {
            push(&mut out, c);
        }
    }
    Cow::Owned(out)
}

/// Adds a character, escaped where it must be.
pub(super) fn push(out: &mut String, c: char) {
    if obeyed(c) {
        // A String takes all that is written.
        let _ = write!(out, "\\u{{{:x}}}", c as u32);
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_terminal_obeys_is_spelled_out() {
        assert_eq!(escape("云\u{1b}[31m栖\u{202e}\t"), "云\\u{1b}[31m栖\\u{202e}\\u{9}");
        assert_eq!(escape("a\nb\u{2028}\u{feff}\u{e0041}\u{9b}"), "a\\u{a}b\\u{2028}\\u{feff}\\u{e0041}\\u{9b}");
        assert_eq!(escape_lines("a\r\nb\nc\rd\r\r\n"), "a\nb\nc\\u{d}d\\u{d}\n");
    }

    #[test]
    fn scripts_and_emoji_pass_untouched() {
        for text in ["海康信息", "👩‍💻", "می\u{200c}خواهم", "❤\u{fe0f}", "葛\u{e0100}城", "\\u{1b}", ""]
        {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
        }
        assert!(matches!(escape_lines("一\n二"), Cow::Borrowed("一\n二")));
    }

    proptest! {
        #[test]
        fn escaping_twice_is_escaping_once(text in any::<String>()) {
            let (line, lines) = (escape(&text), escape_lines(&text));
            prop_assert!(!line.contains(obeyed));
            prop_assert!(!lines.contains(|c| obeyed(c) && c != '\n'));
            prop_assert_eq!(escape(&line), line.clone());
            prop_assert_eq!(escape_lines(&lines), lines.clone());
        }
    }
}

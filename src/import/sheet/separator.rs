//! Owns finding the separator of a text file.
//! Refuses to look beyond the first lines.

use super::records::Records;

const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_RECORDS: usize = 200;

/// The rarer in prose and in numbers comes first, and wins ties.
const CANDIDATES: [u8; 4] = [b'\t', b';', b'|', b','];

/// The separator that cuts most of the first records into the same number of cells.
pub(super) fn sniff(text: &str) -> Option<u8> {
    let mut best = None;
    for separator in CANDIDATES {
        let score = consistency(text, separator);
        if score > 0 && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// How many of a thousand records have the commonest number of cells, of two or more.
fn consistency(text: &str, separator: u8) -> usize {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut widths: Vec<usize> = Records::new(&text[..end], separator)
        .take(SAMPLE_RECORDS)
        .filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|record| record.cells.len())
        .collect();
    if end < text.len() && widths.len() > 1 && widths.len() < SAMPLE_RECORDS {
        widths.pop();
    }
    let commonest =
        widths.iter().filter(|width| **width > 1).map(|width| widths.iter().filter(|w| *w == width).count());
    commonest.max().unwrap_or(0) * 1000 / widths.len().max(1)
}

/// `sep=;` as Excel writes it in the first line: the separator and where the data starts.
pub(super) fn declared(text: &str) -> Option<(u8, usize)> {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="))?;
    let separator = *rest.as_bytes().first().filter(|byte| byte.is_ascii_punctuation() || **byte == b'\t')?;
    let after = &rest[1..];
    let end = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
    let whole_line = after.is_empty() || end.len() < after.len();
    (whole_line && separator != b'"').then(|| (separator, text.len() - end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_cuts_evenly() {
        assert_eq!(sniff("a;b;c\n1,5;2;\"x,y\"\n3,5;4;z, w\n"), Some(b';'));
        assert_eq!(sniff("name,tags\nA,x;y\nB,p;q\nC,r\n"), Some(b','));
        assert_eq!(sniff("a\tb, c\n1\t2, 3\n"), Some(b'\t'));
        assert_eq!(sniff("a|b\n1|2\n"), Some(b'|'));
        assert_eq!(sniff("1,5;2,5\n3,5;4,5\n"), Some(b';'));
        assert_eq!(sniff("one\ntwo\n"), None);
    }

    #[test]
    fn excel_declares_its_separator_in_the_first_line() {
        assert_eq!(declared("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(declared("sep=;x\r\na;b"), None);
        assert_eq!(declared("separator"), None);
    }
}

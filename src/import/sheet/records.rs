//! Owns cutting separated text into records and cells, quotes and all three line ends included.
//! Refuses to lose a byte: what it can't pair stays in the cell.

/// How often a quote without an end may send us back before quotes stop being special.
const MAX_RETRIES: u32 = 100;

/// One record of the text.
pub(super) struct Record {
    /// Line where it starts, from 1.
    pub line: u32,
    /// Cells, quotes taken away.
    pub cells: Vec<String>,
    /// The record is one cell, in quotes from end to end.
    pub lone_quoted: bool,
    /// Column (from 0) of a quote that never ends; it was taken as an ordinary character.
    pub stray_quote: Option<u32>,
}

/// Iterates over the records of a text, blank lines included (as one empty cell).
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    separator: u8,
    retries: u32,
}

impl<'a> Records<'a> {
    /// The separator is an ASCII character other than a quote and a line end.
    pub(super) fn new(text: &'a str, separator: u8) -> Records<'a> {
        Records { text, at: 0, line: 1, separator, retries: 0 }
    }

    /// The text between the quote before `at` and its partner, unless there is none.
    fn quoted(&mut self) -> Option<String> {
        let (mut cell, mut at) = (String::new(), self.at);
        loop {
            let end = at + self.text[at..].find('"')?;
            cell.push_str(&self.text[at..end]);
            at = end + 1;
            if self.text.as_bytes().get(at) != Some(&b'"') {
                break;
            }
            cell.push('"');
            at += 1;
        }
        self.at = at;
        self.line += line_ends(&cell);
        Some(cell)
    }

    fn until_separator(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let stop = |byte: &u8| *byte == self.separator || *byte == b'\n' || *byte == b'\r';
        let length = rest.as_bytes().iter().position(stop).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let mut record = Record { line: self.line, cells: Vec::new(), lone_quoted: false, stray_quote: None };
        loop {
            let mut cell = String::new();
            let mut whole = false;
            if bytes.get(self.at) == Some(&b'"') && self.retries < MAX_RETRIES {
                self.at += 1;
                match self.quoted() {
                    Some(inside) => (cell, whole) = (inside, true),
                    None => {
                        self.at -= 1;
                        self.retries += 1;
                        record.stray_quote = Some(record.cells.len() as u32);
                    }
                }
            }
            let rest = self.until_separator();
            cell.push_str(rest);
            record.lone_quoted = whole && rest.is_empty() && record.cells.is_empty();
            record.cells.push(cell);
            match bytes.get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
                Some(_) => self.at += 1,
                None => return Some(record),
            }
            if bytes[self.at - 1] != self.separator {
                self.line += 1;
                return Some(record);
            }
        }
    }
}

fn line_ends(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        Records::new(text, b',').map(|record| (record.line, record.cells)).collect()
    }

    #[test]
    fn lines_are_counted_through_quotes_and_every_line_end() {
        let read = cells("a,b\r\n\"1\r\n2\",\"x\ry\"\r\n\n3,\r4");
        let lines: Vec<u32> = read.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 5, 6, 7]);
        assert_eq!(read[1].1, ["1\r\n2", "x\ry"]);
        assert_eq!(read[3].1, ["3", ""]);
    }

    #[test]
    fn quotes_double_and_may_stand_in_the_middle() {
        let read = cells("\"say \"\"hi\"\"\",5\" pipe,\"a\"b\n");
        assert_eq!(read[0].1, ["say \"hi\"", "5\" pipe", "ab"]);
    }

    #[test]
    fn a_quote_without_an_end_is_a_character_and_swallows_nothing() {
        let records: Vec<Record> = Records::new("a,b\n1,\"2\n3,4", b',').collect();
        assert_eq!(records.len(), 3);
        assert_eq!(records[1].cells, ["1", "\"2"]);
        assert_eq!(records[1].stray_quote, Some(1));
    }
}

//! Owns a byte-level walk over the tags of an XML part, for guards that count.
//! Refuses to understand XML: no entities, no namespaces, no well-formedness.

/// A piece of markup.
pub(super) enum Piece<'a> {
    /// `<name …>`; `closed` for `<name …/>`. Name and attributes as written.
    Open { name: &'a [u8], attributes: &'a [u8], closed: bool },
    /// `</name>`.
    Close(&'a [u8]),
    /// Everything between two tags.
    Text(&'a [u8]),
}

/// Iterates over the pieces of a part.
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    pub(super) fn new(part: &'a [u8]) -> Pieces<'a> {
        Pieces { rest: part }
    }

    fn split(&mut self, at: usize) -> &'a [u8] {
        let (before, after) = self.rest.split_at(at.min(self.rest.len()));
        self.rest = after;
        before
    }

    /// Where the tag at the start ends, its `>` included; quotes hide one.
    fn tag_end(&self) -> usize {
        let mut quote = None;
        for (at, byte) in self.rest.iter().enumerate() {
            match (quote, byte) {
                (None, b'>') => return at + 1,
                (None, b'"' | b'\'') => quote = Some(*byte),
                (Some(open), byte) if open == *byte => quote = None,
                _ => {}
            }
        }
        self.rest.len()
    }

    fn after(&self, end: &[u8]) -> usize {
        self.rest.windows(end.len()).position(|window| window == end).map_or(self.rest.len(), |at| at + end.len())
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if self.rest[0] != b'<' {
            let end = self.rest.iter().position(|byte| *byte == b'<').unwrap_or(self.rest.len());
            return Some(Piece::Text(self.split(end)));
        }
        if self.rest.starts_with(b"<!--") {
            let end = self.after(b"-->");
            return Some(Piece::Text(self.split(end)));
        }
        if self.rest.starts_with(b"<![CDATA[") {
            let end = self.after(b"]]>");
            return Some(Piece::Text(self.split(end)));
        }
        if self.rest.starts_with(b"<?") {
            let end = self.after(b"?>");
            return Some(Piece::Text(self.split(end)));
        }
        let tag = self.split(self.tag_end());
        let inside = tag.strip_suffix(b">").unwrap_or(tag);
        if let Some(name) = inside.strip_prefix(b"</") {
            return Some(Piece::Close(name.trim_ascii()));
        }
        let inside = &inside[1..];
        let (inside, closed) = inside.strip_suffix(b"/").map_or((inside, false), |inside| (inside, true));
        let end = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
        Some(Piece::Open { name: &inside[..end], attributes: &inside[end..], closed })
    }
}

/// The largest number any attribute whose name ends in `name` has; `None` when one isn't
/// plain digits, 1 when there is none.
pub(super) fn largest(attributes: &[u8], name: &[u8]) -> Option<u64> {
    let mut most = 1;
    let mut rest = attributes;
    while let Some(at) = rest.windows(name.len()).position(|window| window == name) {
        rest = &rest[at + name.len()..];
        let value = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let quote = *value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let value = value[1..].split(|byte| *byte == quote).next()?;
        most = most.max(std::str::from_utf8(value).ok()?.parse().ok()?);
    }
    Some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_hidden_in_quotes_comments_and_sections_are_no_tags() {
        let part = b"<?xml?><a x='>'/><!-- <b> --><![CDATA[<c>]]><d y=\"1\">t</d>";
        let names: Vec<&[u8]> = Pieces::new(part)
            .filter_map(|piece| if let Piece::Open { name, .. } = piece { Some(name) } else { None })
            .collect();
        assert_eq!(names, [b"a", b"d"]);
    }

    #[test]
    fn the_largest_repeat_counts_and_disguised_ones_are_refused() {
        assert_eq!(largest(b" x:n='2' t:n = \"30\"", b"n"), Some(30));
        assert_eq!(largest(b" t:n=\"&#49;0\"", b"n"), None);
        assert_eq!(largest(b"", b"n"), Some(1));
    }
}

//! Owns where a statement begins and ends in a text: blanks, comments, quotes.
//! Refuses to understand SQL beyond that.

/// The first word after blanks, comments and `;`, as written.
pub(super) fn first_word(sql: &str) -> &str {
    let rest = begun(sql);
    let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
    &rest[..end]
}

/// The text up to the first `;` that ends a statement, and the text after it.
pub(super) fn first_statement(sql: &str) -> (&str, &str) {
    let mut at = 0;
    while at < sql.len() {
        at += blank(&sql[at..]);
        let rest = &sql[at..];
        let Some(character) = rest.chars().next() else { break };
        at += match character {
            ';' => return (&sql[..at], &rest[1..]),
            '\'' | '"' | '`' => quoted(rest, character),
            '[' => quoted(rest, ']'),
            other => other.len_utf8(),
        };
    }
    (sql, "")
}

/// Whether a piece of a statement closes all parentheses that it opens, and only those, and has no `;`.
pub(super) fn is_closed(sql: &str) -> bool {
    let (mut at, mut depth) = (0, 0usize);
    while at < sql.len() {
        at += blank(&sql[at..]);
        let rest = &sql[at..];
        let Some(character) = rest.chars().next() else { break };
        at += match character {
            '\'' | '"' | '`' => quoted(rest, character),
            '[' => quoted(rest, ']'),
            other => other.len_utf8(),
        };
        match character {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' | ';' => return false,
            _ => {}
        }
    }
    depth == 0
}

/// Nothing but blanks, comments and `;`.
pub(super) fn is_blank(sql: &str) -> bool {
    begun(sql).is_empty()
}

/// The text from its first word or sign other than `;`.
fn begun(mut sql: &str) -> &str {
    loop {
        sql = &sql[blank(sql)..];
        match sql.strip_prefix(';') {
            Some(rest) => sql = rest,
            None => return sql,
        }
    }
}

/// Bytes of blanks and comments at the beginning.
fn blank(sql: &str) -> usize {
    let mut rest = sql;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}', '\u{feff}']);
        rest = if rest.starts_with("--") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or("", |end| &comment[end + 2..])
        } else {
            return sql.len() - rest.len();
        };
    }
}

/// Bytes of a quoted piece; a doubled quote reads as two pieces side by side.
fn quoted(sql: &str, quote: char) -> usize {
    sql[1..].find(quote).map_or(sql.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_ends_where_sqlite_ends_it() {
        for (sql, statement, rest) in [
            ("select 1", "select 1", ""),
            ("select ';', \";\", `;`, [;] ; x", "select ';', \";\", `;`, [;] ", " x"),
            ("select 'it''s;' -- ;\n; /* ; */", "select 'it''s;' -- ;\n", " /* ; */"),
            ("select 'open; ", "select 'open; ", ""),
            ("select '客户;' /* open ; ", "select '客户;' /* open ; ", ""),
        ] {
            assert_eq!(first_statement(sql), (statement, rest));
        }
        assert_eq!(first_word("-- drop\n /* x */ SELECT(1)"), "SELECT");
        assert!(is_blank(" ; -- done\n;;/* */"));
        assert!(!is_blank(";; drop"));
    }

    #[test]
    fn pieces_of_statements_close_what_they_open() {
        for sql in ["a = ')' or (b > 1)", "\"(\" = 1 -- )", "/* ( */ x", "[(] = 1"] {
            assert!(is_closed(sql), "{sql}");
        }
        for sql in ["1) or (1", "(a", "a)", "a; b"] {
            assert!(!is_closed(sql), "{sql}");
        }
    }
}

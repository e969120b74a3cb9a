//! Owns web addresses: their scheme and host in one spelling, the rest as written.
//! Refuses every scheme but http and https, addresses that carry a password, hosts without a dot.

use super::shown;
use super::text::{clean, narrow};
use crate::diagnostic::Message;
use crate::msg;

/// A web address; `https://` is put in front where no scheme is written.
pub fn parse_url(text: &str) -> Result<String, Message> {
    let line = narrow(&clean(text));
    let (scheme, rest) = match line.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => match line.split_once(':') {
            // `acme.com:8080` has a port, `mailto:someone` a scheme
            Some((scheme, rest))
                if is_scheme(scheme) && !scheme.contains('.') && !rest.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                return Err(msg!("value-url-scheme", text = shown(text), scheme = scheme.to_ascii_lowercase()));
            }
            _ => ("https".to_owned(), line.strip_prefix("//").unwrap_or(&line)),
        },
    };
    if scheme != "http" && scheme != "https" {
        return Err(msg!("value-url-scheme", text = shown(text), scheme = scheme));
    }
    spelled(&scheme, rest).ok_or_else(|| msg!("value-url-unreadable", text = shown(text)))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn spelled(scheme: &str, rest: &str) -> Option<String> {
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\\<>\"`{}|^".contains(c)) {
        return None;
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let written = format!("{scheme}://{}{path}", host.to_lowercase());
    let parsed = url::Url::parse(&written).ok()?;
    let name = parsed.host_str()?;
    let dotted = name.trim_matches('.').contains('.') || name.starts_with('[');
    let open = parsed.username().is_empty() && parsed.password().is_none() && !host.contains('@');
    (dotted && open).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_get_a_scheme() {
        for (text, url) in [
            ("www.Acme.com", "https://www.acme.com"),
            ("acme.com:8080/A?b=C", "https://acme.com:8080/A?b=C"),
            ("HTTP://Acme.com/Über", "http://acme.com/Über"),
            (" https://海康.cn/标题 ", "https://海康.cn/标题"),
            ("//acme.com", "https://acme.com"),
            ("ｗｗｗ．acme．com", "https://www.acme.com"),
            ("acme.com/?u=http://x.y", "https://acme.com/?u=http://x.y"),
        ] {
            assert_eq!(parse_url(text).as_deref(), Ok(url), "{text}");
        }
    }

    #[test]
    fn other_schemes_and_words_are_refused() {
        for text in
            ["javascript:alert(1)", "ftp://acme.com", "file:///etc/passwd", "mailto:a@b.com", "data:text/html,x"]
        {
            assert_eq!(parse_url(text).unwrap_err().key, "value-url-scheme", "{text}");
        }
        for text in [
            "",
            "acme",
            "none",
            "acme com",
            "https://",
            "https://u:p@acme.com",
            "https://a\\b.com",
            "acme.com:99999999",
            "a@b.com",
        ] {
            assert_eq!(parse_url(text).unwrap_err().key, "value-url-unreadable", "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), near in "(https?|ftp)?:?/{0,2}[a-zé.:@\\[\\]%0-9]{0,12}[/?#]?.{0,4}") {
            for text in [text, near] {
                if let Ok(url) = parse_url(&text) {
                    prop_assert_eq!(parse_url(&url), Ok(url));
                }
            }
        }
    }
}

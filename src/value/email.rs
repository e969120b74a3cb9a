//! Owns e-mail addresses: their shape and their one spelling.
//! Refuses display names, several addresses, and mending what it can only guess.

use super::shown;
use super::text::{clean, narrow};
use crate::diagnostic::Message;
use crate::msg;
use email_address::{EmailAddress, Options};

/// One address: trimmed, narrow, its domain in lower case. A comma for the dot in the domain is refused,
/// and the message names the address that was probably meant.
pub fn parse_email(text: &str) -> Result<String, Message> {
    let line = narrow(&clean(text));
    let bare = line.strip_prefix("mailto:").unwrap_or(&line);
    let unreadable = || msg!("value-email-unreadable", text = shown(text));
    let (local, domain) = bare.rsplit_once('@').ok_or_else(unreadable)?;
    if local.contains('@') && local.contains([',', ';', ' ', '、', '/']) {
        return Err(msg!("value-email-several", text = shown(text)));
    }
    let domain = domain.replace('。', ".").to_lowercase();
    if domain.contains([',', '，', '、']) {
        let probable = format!("{local}@{}", domain.replace([',', '，', '、'], ".").trim_matches('.'));
        return Err(match checked(&probable) {
            Some(probable) => msg!("value-email-comma", text = shown(text), probable = probable),
            None => unreadable(),
        });
    }
    checked(&format!("{local}@{domain}")).ok_or_else(unreadable)
}

fn checked(address: &str) -> Option<String> {
    let strict = Options::default().without_display_text().without_domain_literal().with_required_tld();
    if address.contains(char::is_whitespace) {
        return None;
    }
    EmailAddress::parse_with_options(address, strict).ok().map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use proptest::prelude::*;

    #[test]
    fn addresses_have_one_spelling() {
        for (text, address) in [
            (" Zhang.San@Example.COM ", "Zhang.San@example.com"),
            ("ｚｈａｎｇ＠ｑｑ．ｃｏｍ", "zhang@qq.com"),
            ("zhang@qq。com", "zhang@qq.com"),
            ("mailto:a+b@x-y.org", "a+b@x-y.org"),
        ] {
            assert_eq!(parse_email(text).as_deref(), Ok(address), "{text}");
        }
    }

    #[test]
    fn a_comma_in_the_domain_names_the_probable_address() {
        for text in ["zhang@qq,com", "zhang@qq，com", "zhang@qq,com,"] {
            let message = parse_email(text).unwrap_err();
            assert_eq!(message.key, "value-email-comma");
            assert!(message.text(Lang::En).contains("`zhang@qq.com`"));
        }
        for text in [
            "",
            "zhang",
            "@qq.com",
            "zhang@",
            "zhang@qq",
            "a b@qq.com",
            "Zhang <a@qq.com>",
            "a@@qq.com",
            "a@qq..com",
            "a@[1.2.3.4]",
            "@,",
        ] {
            assert_eq!(parse_email(text).unwrap_err().key, "value-email-unreadable", "{text}");
        }
        assert_eq!(parse_email("a@qq.com; b@qq.com").unwrap_err().key, "value-email-several");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[a-z\"<> (,.\\\\é]{0,6}@[a-z.,\\[\\]é@ <>]{0,8}") {
            for text in [text, near] {
                if let Ok(address) = parse_email(&text) {
                    prop_assert_eq!(parse_email(&address), Ok(address));
                }
            }
        }
    }
}

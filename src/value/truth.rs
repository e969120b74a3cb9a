//! Owns yes and no as people write them.
//! Refuses words that may mean either.

use super::shown;
use super::text::{clean, narrow};
use crate::diagnostic::Message;
use crate::msg;

/// True or false: `true/false`, `yes/no`, `y/n`, `t/f`, `1/0`, `on/off`, 是/否, 有/无, 对/错, √/×.
pub fn parse_bool(text: &str) -> Result<bool, Message> {
    match narrow(&clean(text)).to_lowercase().as_str() {
        "true" | "yes" | "y" | "t" | "1" | "on" | "是" | "有" | "对" | "真" | "√" | "✓" | "✔" | "☑" => {
            Ok(true)
        }
        "false" | "no" | "n" | "f" | "0" | "off" | "否" | "无" | "無" | "错" | "假" | "×" | "✗" | "✘" | "☐" => {
            Ok(false)
        }
        _ => Err(msg!("value-bool-unreadable", text = shown(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_many_hands() {
        for text in ["true", "YES", "y", "1", "是", "有", "√", " T ", "１"] {
            assert_eq!(parse_bool(text), Ok(true), "{text}");
        }
        for text in ["False", "no", "N", "0", "否", "无", "×", "f"] {
            assert_eq!(parse_bool(text), Ok(false), "{text}");
        }
        for text in ["", "x", "maybe", "2", "-1", "1."] {
            assert!(parse_bool(text).is_err(), "{text}");
        }
    }
}

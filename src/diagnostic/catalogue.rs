//! Owns the message catalogue: every sentence in English and Chinese, by key.
//! Refuses missing keys in tests; at run time an unknown key shows itself.

use super::message::{Arg, Message};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;

/// A language of messages and labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// `en…` or `zh…`, as in `crm.toml`, `--lang` and locale names.
    pub fn parse(text: &str) -> Option<Lang> {
        let text = text.to_ascii_lowercase();
        match text.get(..2) {
            Some("en") => Some(Lang::En),
            Some("zh") => Some(Lang::Zh),
            _ => None,
        }
    }

    /// `en` or `zh`.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }
}

/// One file of the catalogue per area, in both languages.
macro_rules! areas {
    ($($area:literal),* $(,)?) => {
        const AREAS: &[(&str, &str, &str)] = &[
            $(($area, include_str!(concat!("catalogue/en/", $area, ".ftl")), include_str!(concat!("catalogue/zh/", $area, ".ftl")))),*
        ];
    };
}
areas!("failure", "value", "sql", "check", "sheet", "cli", "report", "import");

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> &'static Bundle {
    static EN: OnceLock<Bundle> = OnceLock::new();
    static ZH: OnceLock<Bundle> = OnceLock::new();
    let cell = match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    };
    cell.get_or_init(|| {
        let tag = match lang {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        };
        let mut bundle = Bundle::new_concurrent(tag.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        for (_, en, zh) in AREAS {
            let source = if lang == Lang::En { en } else { zh };
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

pub(super) fn text(message: &Message, lang: Lang) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(message.key).and_then(|found| found.value()) else {
        return format!("{} {:?}", message.key, message.args);
    };
    let mut args = FluentArgs::new();
    for (name, value) in &message.args {
        let value = match value {
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Number(count) => FluentValue::from(*count),
            Arg::Message(inner) => FluentValue::from(inner.text(lang)),
        };
        args.set(*name, value);
    }
    let mut problems = Vec::new();
    bundle.format_pattern(pattern, Some(&args), &mut problems).into_owned()
}

/// The keys of a language, sorted, for the test that compares them.
pub fn keys(lang: Lang) -> Vec<String> {
    let mut keys: Vec<String> = AREAS
        .iter()
        .map(|(_, en, zh)| if lang == Lang::En { *en } else { *zh })
        .flat_map(str::lines)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key)
        .filter(|key| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !key.is_empty())
        .map(str::to_owned)
        .collect();
    keys.sort();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_once_each() {
        let (en, zh) = (keys(Lang::En), keys(Lang::Zh));
        assert!(!en.is_empty());
        let missing: Vec<&String> =
            en.iter().filter(|key| !zh.contains(key)).chain(zh.iter().filter(|key| !en.contains(key))).collect();
        assert!(missing.is_empty(), "only in one language: {missing:?}");
        for keys in [en, zh] {
            let twice: Vec<&String> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
            assert!(twice.is_empty(), "a key stands twice: {twice:?}");
        }
    }

    #[test]
    fn every_file_of_the_catalogue_parses() {
        for (area, en, zh) in AREAS {
            for source in [en, zh] {
                assert!(FluentResource::try_new((*source).to_owned()).is_ok(), "{area}.ftl has a syntax error");
            }
        }
    }
}

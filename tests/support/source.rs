//! Owns reading the package's own source for the tests that judge it: comments and strings blanked, tests told apart.
//! Refuses to parse Rust any deeper than that.

use super::package;
use regex::Regex;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

/// A source file.
pub struct Source {
    /// Path relative to the package, with `/`.
    pub path: String,
    /// As written.
    pub text: String,
    /// The same bytes with comments and the insides of strings blanked; line ends stay.
    pub code: String,
    /// The bytes between the quotes of every string, in order.
    pub strings: Vec<Range<usize>>,
    /// Whether all of it is compiled for tests only.
    pub test: bool,
}

impl Source {
    /// All source files of the library and the program, by path; read once.
    pub fn all() -> &'static [Source] {
        static ALL: OnceLock<Vec<Source>> = OnceLock::new();
        ALL.get_or_init(Source::read_all)
    }

    fn read_all() -> Vec<Source> {
        let mut sources: Vec<Source> = walkdir::WalkDir::new(package().join("src"))
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
            .map(|entry| Source::read(entry.path()))
            .collect();
        let tests: Vec<String> = sources.iter().flat_map(Source::test_files).collect();
        for source in &mut sources {
            source.test = tests.contains(&source.path);
        }
        sources
    }

    fn read(path: &Path) -> Source {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let path = path.strip_prefix(package()).unwrap().to_string_lossy().replace('\\', "/");
        let (code, strings) = blank(&text);
        Source { path, text, code, strings, test: false }
    }

    /// The module of the ladder it belongs to: `check` for `src/check/fields.rs`; `lib`, `main`.
    pub fn module(&self) -> &str {
        let inner = self.path.trim_start_matches("src/");
        inner.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// `path:line` of a byte.
    pub fn at(&self, byte: usize) -> String {
        format!("{}:{}", self.path, self.code[..byte].matches('\n').count() + 1)
    }

    /// The code without what is compiled for tests only.
    pub fn working_code(&self) -> String {
        if self.test {
            return self.code.replace(|c: char| c != '\n', " ");
        }
        let mut code = self.code.clone();
        let marker = Regex::new("#\\[cfg\\(test\\)\\]").unwrap();
        for found in marker.find_iter(&self.code) {
            let end = item_end(&self.code, found.end());
            code.replace_range(found.start()..end, &blanked(&self.code[found.start()..end]));
        }
        code
    }

    /// Files declared `#[cfg(test)] mod name;` here.
    fn test_files(&self) -> Vec<String> {
        let declared = Regex::new("#\\[cfg\\(test\\)\\]\\s*(#\\[path = \"\\s*\"\\]\\s*)?mod (\\w+);").unwrap();
        let folder = match self.path.strip_suffix("/mod.rs") {
            Some(folder) => folder.to_owned(),
            None => self.path.trim_end_matches(".rs").to_owned(),
        };
        let parent = self.path.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
        let named = declared.captures_iter(&self.code).map(|found| match found.get(1) {
            Some(path) => {
                let inside = |range: &&Range<usize>| path.range().contains(&range.start);
                let name = self.strings.iter().find(inside).map_or("", |range| &self.text[range.clone()]);
                format!("{parent}/{name}")
            }
            None => format!("{folder}/{}.rs", &found[2]),
        });
        named.collect()
    }
}

/// The end of the item that begins at `from`: its `;`, or its closing brace.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The byte behind the bracket that closes the one at `open`, in blanked code.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 1 => return at + 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Blanks comments, the insides of strings, and characters; byte for byte.
fn blank(text: &str) -> (String, Vec<Range<usize>>) {
    let shape = Regex::new(concat!(
        r"(?s)//[^\n]*|/\*.*?\*/",
        r####"|\bb?r"(?<r0>[^"]*)"|\bb?r#"(?<r1>.*?)"#|\bb?r##"(?<r2>.*?)"##|\bb?r###"(?<r3>.*?)"###"####,
        r#"|"(?<s>(?:[^"\\]|\\.)*)""#,
        r"|'(?:[^'\\\n]|\\[^u\n]|\\x[0-9a-fA-F]{2}|\\u\{[0-9a-fA-F_]*\})'",
    ))
    .unwrap();
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut done = 0;
    for found in shape.captures_iter(text) {
        let whole = found.get(0).unwrap();
        code.push_str(&text[done..whole.start()]);
        let inside = ["r0", "r1", "r2", "r3", "s"].iter().find_map(|name| found.name(name));
        match inside {
            Some(inside) => {
                code.push_str(&text[whole.start()..inside.start()]);
                code.push_str(&blanked(inside.as_str()));
                code.push_str(&text[inside.end()..whole.end()]);
                strings.push(inside.range());
            }
            None => code.push_str(&blanked(whole.as_str())),
        }
        done = whole.end();
    }
    code.push_str(&text[done..]);
    assert_eq!(code.len(), text.len());
    (code, strings)
}

#[test]
fn comments_and_strings_are_blanked_and_lifetimes_are_not() {
    let (code, strings) = blank("fn f<'a>(x: &'a str) { g('\"', \"a // b\"); } // crate::x\n/* y\n*/ r#\"z\"z\"#");
    assert_eq!(code, "fn f<'a>(x: &'a str) { g(   , \"      \"); }            \n    \n   r#\"   \"#");
    assert_eq!(strings.len(), 2);
}

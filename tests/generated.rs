//! Owns files made from the code: reference, completions. They must be what the code makes now.
//! `BLESS=1` writes them. Refuses hand edits.

use crate::support::{Sandbox, package};

fn compare(path: &str, made: &str) {
    let path = package().join(path);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == made, "{} is not what the code makes: run with BLESS=1", path.display());
}

#[test]
fn the_reference_is_current() {
    let run = Sandbox::new().run(&["help", "--markdown"]);
    assert_eq!(run.status, 0, "{}", run.shown());
    compare("docs/reference.md", &run.stdout);
}

#[test]
fn the_completions_are_current() {
    for (shell, file) in [("bash", "guanxi.bash"), ("zsh", "_guanxi"), ("fish", "guanxi.fish")] {
        let run = Sandbox::new().run(&["completions", shell]);
        assert_eq!(run.status, 0, "{}", run.shown());
        compare(&format!("completions/{file}"), &run.stdout);
    }
}

#[test]
fn the_json_schemas_name_every_field_of_every_kind() {
    let sandbox = Sandbox::crm();
    let run = sandbox.run(&["schema", "export", "editor"]);
    assert_eq!(run.status, 0, "{}", run.shown());
    for kind in ["customer", "order", "member"] {
        let text = sandbox.read(&format!("crm/editor/schemas/{kind}.json"));
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(schema["properties"]["uid"].is_object(), "{kind}");
    }
    let taplo: toml::Table = sandbox.read("crm/editor/.taplo.toml").parse().unwrap();
    assert_eq!(taplo["rule"].as_array().unwrap().len(), 13);
}

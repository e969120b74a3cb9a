//! Owns proofs that the user's own edits stay his: one-line diffs, staged and dirty work, undo, save.
//! Refuses kills and odd repositories; `killing` and `repositories` have those.

use crate::support::Sandbox;
use crate::support::states::{ACME, crm, diffs, edit, listing, ok, refused, state};

#[test]
fn the_diff_is_one_line() {
    for (name, text) in [
        ("commented", ACME.to_owned()),
        ("crlf", ACME.replace('\n', "\r\n")),
        ("bom", format!("\u{feff}{ACME}")),
        ("both", format!("\u{feff}{}", ACME.replace('\n', "\r\n"))),
    ] {
        let sandbox = Sandbox::crm();
        sandbox.write("crm/customers/acme.toml", &text);
        ok(&sandbox, &["save"]);
        assert_eq!(sandbox.read("crm/customers/acme.toml"), text, "{name}: saved byte for byte");
        ok(&sandbox, &["set", "acme", "grade=A"]);
        assert_eq!(sandbox.read("crm/customers/acme.toml"), text.replace("\"B\"", "\"A\""), "{name}");
        assert_eq!(sandbox.git(&["show", "HEAD:customers/acme.toml"]), text.replace("\"B\"", "\"A\""), "{name}");
        assert_eq!(
            sandbox.git(&["diff", "--shortstat", "HEAD^"]).trim(),
            "1 file changed, 1 insertion(+), 1 deletion(-)"
        );
    }
}

#[test]
fn hand_edits_stay_the_users() {
    for stage in [false, true] {
        // The first is far away, the second neighbours the line that is set, the third adds a line.
        for (old, new) in [
            ("notes = \"first\"", "notes = \"by hand\""),
            ("# asked twice", "# asked thrice"),
            ("grade = \"B\"\n", "grade = \"B\"\nphone = \"+8613800138000\"\n"),
        ] {
            let sandbox = crm();
            edit(&sandbox, "crm/customers/acme.toml", old, new);
            if stage {
                sandbox.git(&["add", "customers/acme.toml"]);
            }
            let hunks = |text: String| -> String {
                text.lines().filter(|line| line.starts_with(['+', '-'])).map(|line| format!("{line}\n")).collect()
            };
            let before = diffs(&sandbox);
            ok(&sandbox, &["set", "acme", "grade=A"]);
            if old.starts_with("notes") {
                assert_eq!(diffs(&sandbox), before);
            } else {
                assert_eq!(hunks(diffs(&sandbox)), hunks(before).replace("grade = \"B\"", "grade = \"A\""));
            }
            assert_eq!(sandbox.git(&["show", "HEAD:customers/acme.toml"]), ACME.replace("\"B\"", "\"A\""));
            assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace(old, new).replace("\"B\"", "\"A\""));
            assert_eq!(
                sandbox.git(&["ls-files", "--stage", "--", "customers/stray.txt"]),
                "",
                "stray files are never swept in"
            );
        }
    }
}

#[test]
fn staged_and_dirty_in_one_file() {
    let sandbox = crm();
    edit(&sandbox, "crm/customers/acme.toml", "first", "staged");
    sandbox.git(&["add", "customers/acme.toml"]);
    edit(&sandbox, "crm/customers/acme.toml", "staged", "dirty");
    let before = diffs(&sandbox);
    ok(&sandbox, &["set", "acme", "grade=A"]);
    assert_eq!(diffs(&sandbox), before);
    assert!(sandbox.git(&["show", ":customers/acme.toml"]).contains("staged"));
}

#[test]
fn what_is_not_saved_is_refused() {
    let sandbox = crm();
    edit(&sandbox, "crm/customers/acme.toml", "\"B\"", "\"C\"");
    assert!(refused(&sandbox, &["set", "acme", "grade=A"], 5).contains("guanxi save"));
    refused(&sandbox, &["rename", "customer/acme", "other"], 5);
    sandbox.git(&["add", "customers/acme.toml"]);
    refused(&sandbox, &["set", "acme", "grade=A"], 5);
    sandbox.write("crm/customers/acme.toml", ACME);
    // Staged only: the work tree is HEAD's, and still what he staged must not be lost.
    refused(&sandbox, &["set", "acme", "grade=A"], 5);
    refused(&sandbox, &["rename", "customer/acme", "other"], 5);
    sandbox.git(&["reset", "-q", "--", "customers"]);
    sandbox.write("crm/customers/fresh.toml", "name = \"Fresh\"\nuid = \"freshfresh\"\nindustry = \"it\"\n");
    refused(&sandbox, &["set", "customer/fresh", "grade=A"], 5);
    sandbox.write("crm/customers/fresh.toml", "name = \"Fresh\nuid");
    assert!([1, 5].contains(&refuse_code(&sandbox, &["set", "customer/fresh", "grade=A"])));
    edit(&sandbox, "crm/customers/acme.toml", "city = \"杭州\"", "city = 杭州");
    assert!([1, 5].contains(&refuse_code(&sandbox, &["set", "customer/acme", "grade=A"])));
}

fn refuse_code(sandbox: &Sandbox, arguments: &[&str]) -> i32 {
    let before = listing(&sandbox.crm_path());
    let run = sandbox.run(arguments);
    assert!(before == listing(&sandbox.crm_path()), "{}", run.shown());
    run.status
}

#[test]
fn a_file_taken_away_by_hand_is_not_written_over() {
    let sandbox = crm();
    ok(&sandbox, &["add", "customer", "Gone", "industry=it"]);
    std::fs::remove_file(sandbox.path("crm/customers/gone.toml")).unwrap();
    refused(&sandbox, &["add", "customer", "Gone", "industry=it"], 5);
}

#[test]
fn undo_keeps_hand_edits() {
    let sandbox = crm();
    ok(&sandbox, &["set", "acme", "grade=A"]);
    edit(&sandbox, "crm/customers/acme.toml", "first", "by hand");
    let own = diffs(&sandbox);
    ok(&sandbox, &["undo"]);
    assert_eq!(diffs(&sandbox), own);
    assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace("first", "by hand"));
    assert_eq!(sandbox.git(&["show", "HEAD:customers/acme.toml"]), ACME);
    // The field itself edited by hand: that would be lost.
    ok(&sandbox, &["set", "acme", "grade=A"]);
    edit(&sandbox, "crm/customers/acme.toml", "\"A\"", "\"D\"");
    refused(&sandbox, &["undo"], 5);
}

#[test]
fn undo_restores_every_byte() {
    for command in [
        &["set", "acme", "grade=A", "city=", "website=example.com", "notes+=second"][..],
        &["rename", "customer/acme", "acme-two"],
        &["rm", "contact/wang"],
        &["add", "customer", "Other", "industry=it"],
        &["tags", "add", "vip"],
    ] {
        let sandbox = crm();
        let before = state(&sandbox);
        ok(&sandbox, command);
        let after = state(&sandbox);
        assert!(before != after);
        ok(&sandbox, &["undo"]);
        assert!(state(&sandbox) == before, "{command:?}");
        let list = ok(&sandbox, &["undo", "--list", "-f", "tsv"]);
        let operation = list.lines().nth(1).and_then(|line| line.split('\t').next()).unwrap().to_owned();
        ok(&sandbox, &["undo", &operation]);
        assert!(state(&sandbox) == after, "{command:?} undone and undone again");
    }
}

#[test]
fn undo_names_later_edits_it_kept() {
    let sandbox = crm();
    ok(&sandbox, &["set", "acme", "grade=A", "city=上海"]);
    let list = ok(&sandbox, &["undo", "--list", "-f", "tsv"]);
    let operation = list.lines().nth(1).and_then(|line| line.split('\t').next()).unwrap().to_owned();
    ok(&sandbox, &["set", "acme", "grade=C"]);
    let run = sandbox.run(&["undo", &operation]);
    assert_eq!(run.status, 0, "{}", run.shown());
    assert!(run.stderr.contains("customer/acme grade"), "{}", run.shown());
    assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace("\"B\"", "\"C\""));
}

#[test]
fn save_takes_files_that_are_no_text_byte_for_byte() {
    let sandbox = crm();
    let bytes = [0x50u8, 0x4b, 0xff, 0xfe, 0x00, 0xb9, 0xfa];
    sandbox.write("crm/templates/letter.docx", bytes);
    ok(&sandbox, &["save"]);
    assert_eq!(std::fs::read(sandbox.path("crm/templates/letter.docx")).unwrap(), bytes);
    assert_eq!(sandbox.git(&["status", "--porcelain", "templates"]), "");
}

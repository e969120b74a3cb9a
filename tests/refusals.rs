//! Owns what must be refused or survive unharmed: links, stray files, faulty settings, dangling undo, overwritten files.
//! Refuses nothing of its own; each test is a mistake somebody would make.

use crate::support::Sandbox;

fn with_customer() -> Sandbox {
    let sandbox = Sandbox::crm();
    assert_eq!(sandbox.run(&["add", "customer", "Acme", "industry=IT"]).status, 0);
    sandbox
}

#[test]
fn an_untracked_record_is_never_removed() {
    let sandbox = Sandbox::crm();
    sandbox.write("crm/customers/hand.toml", "name = \"Hand\"\nindustry = \"IT\"\n");
    assert_eq!(sandbox.run(&["rm", "hand"]).status, 5);
    assert!(sandbox.path("crm/customers/hand.toml").exists());
}

#[test]
fn nothing_is_written_through_a_linked_folder() {
    let sandbox = Sandbox::crm();
    std::fs::create_dir_all(sandbox.path("outside")).unwrap();
    std::os::unix::fs::symlink("../outside", sandbox.path("crm/customers")).unwrap();
    let run = sandbox.run(&["add", "customer", "Leak", "industry=IT"]);
    assert_eq!(run.status, 4, "{}", run.shown());
    assert_eq!(std::fs::read_dir(sandbox.path("outside")).unwrap().count(), 0);
}

#[test]
fn a_file_where_a_folder_should_be_blocks_only_that_command() {
    let sandbox = Sandbox::crm();
    sandbox.write("crm/customers", "not a folder\n");
    assert_ne!(sandbox.run(&["add", "customer", "Acme", "industry=IT"]).status, 0);
    assert_eq!(sandbox.run(&["list", "member"]).status, 0);
    sandbox.git(&["status"]);
    assert!(!sandbox.path("crm/.git/index.lock").exists());
}

#[test]
fn taking_back_a_record_that_others_refer_to_is_refused() {
    let sandbox = with_customer();
    assert_eq!(sandbox.run(&["add", "contact", "Bob", "customer=acme"]).status, 0);
    let operations = sandbox.run(&["undo", "--list", "-f", "csv"]).stdout;
    let operation =
        operations.lines().find(|line| line.contains("customer/acme")).unwrap().split(',').next().unwrap().to_owned();
    let run = sandbox.run(&["undo", &operation]);
    assert_eq!(run.status, 4, "{}", run.shown());
    assert!(sandbox.path("crm/customers/acme.toml").exists());
}

#[test]
fn the_beginning_can_not_be_taken_back_and_a_hand_deletion_that_orphans_is_refused() {
    let sandbox = with_customer();
    let operations = sandbox.run(&["undo", "--list", "-f", "csv"]).stdout;
    let first = operations.lines().last().unwrap().split(',').next().unwrap().to_owned();
    assert_eq!(sandbox.run(&["undo", &first]).status, 4);
    assert_eq!(sandbox.run(&["add", "contact", "Bob", "customer=acme"]).status, 0);
    std::fs::remove_file(sandbox.path("crm/customers/acme.toml")).unwrap();
    assert_eq!(sandbox.run(&["save"]).status, 4);
}

#[test]
fn one_of_two_equal_records_can_still_be_edited() {
    let sandbox = with_customer();
    sandbox.write("crm/customers/zz-acme.toml", "uid = \"twin000001\"\nname = \"ACME\"\nindustry = \"IT\"\n");
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "by hand"]);
    for id in ["acme", "zz-acme"] {
        let run = sandbox.run(&["set", &format!("customer/{id}"), "grade=A"]);
        assert_eq!(run.status, 0, "{}", run.shown());
    }
}

#[test]
fn adding_to_what_is_not_there_yet_begins_it() {
    let sandbox = with_customer();
    assert_eq!(sandbox.run(&["add", "opportunity", "Deal", "customer=acme"]).status, 0);
    let run = sandbox.run(&["set", "Deal", "amount+=100", "notes+=first", "competitors+=Other"]);
    assert_eq!(run.status, 0, "{}", run.shown());
    let text = sandbox.read("crm/opportunities/op-2026-0001.toml");
    for line in ["amount = 100", "notes = \"first\"", "competitors = [\"Other\"]"] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
}

#[test]
fn saving_keeps_every_byte_of_files_that_are_no_text() {
    let sandbox = Sandbox::crm();
    let bytes = [0xff, 0xfe, 0x00, 0xc8, b'\r', b'\n', 0x80];
    let path = sandbox.write("crm/templates/letter.bin", bytes);
    assert_eq!(sandbox.run(&["save"]).status, 0);
    assert_eq!(std::fs::read(path).unwrap(), bytes);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn faulty_settings_stop_writes_and_not_reading() {
    let sandbox = with_customer();
    let settings = sandbox.read("crm/crm.toml");
    sandbox.write("crm/crm.toml", format!("{settings}colour = \"x\"\n"));
    assert_eq!(sandbox.run(&["list", "customer"]).status, 0, "an unknown key is only a warning");
    sandbox.write("crm/crm.toml", format!("{settings}junk = [\n"));
    assert_eq!(sandbox.run(&["list", "customer", "-f", "ids"]).stdout, "customer/acme\n");
    assert_eq!(sandbox.run(&["set", "acme", "grade=A"]).status, 4);
}

#[test]
fn a_schema_can_not_lead_records_out_of_their_folder() {
    for template in ["../{id}.toml", "{nope}/{id}.toml", "/{id}.toml", ".git/{id}.toml"] {
        let sandbox = Sandbox::crm();
        sandbox.write("crm/schema/customer.toml", format!("path = \"{template}\"\n"));
        assert_eq!(sandbox.run(&["check"]).status, 1, "{template}");
        assert_eq!(sandbox.run(&["add", "customer", "Evil", "industry=IT"]).status, 4, "{template}");
    }
}

#[test]
fn rejects_never_overwrite_the_sheet_or_another_file() {
    let sandbox = Sandbox::crm();
    let sheet = sandbox.write("crm/a.csv", "客户名称,所属行业\n云栖,IT\n待定,IT\n");
    for target in ["a.csv", "keep.txt"] {
        sandbox.write("crm/keep.txt", "mine\n");
        assert_eq!(sandbox.run(&["import", sheet.to_str().unwrap(), "--rejects", target]).status, 4, "{target}");
    }
    assert_eq!(sandbox.read("crm/keep.txt"), "mine\n");
    assert_eq!(sandbox.run(&["import", sheet.to_str().unwrap(), "--rejects", "bad.csv"]).status, 0);
    assert_eq!(sandbox.run(&["import", sheet.to_str().unwrap(), "--rejects", "bad.csv"]).status, 0, "older rejects");
}

#[test]
fn an_exported_formula_comes_back_as_it_was() {
    let sandbox = with_customer();
    assert_eq!(sandbox.run(&["set", "acme", "notes==SUM(A1)"]).status, 0);
    let csv = sandbox.run(&["export", "customer"]).stdout;
    assert!(csv.contains("'=SUM(A1)"), "{csv}");
    let sheet = sandbox.write("crm/again.csv", "客户名称,备注\nAcme,'=SUM(A1)\n");
    let run = sandbox.run(&["import", sheet.to_str().unwrap(), "--kind", "customer", "--incomplete"]);
    assert_eq!(run.status, 0, "{}", run.shown());
    assert!(sandbox.read("crm/customers/acme.toml").contains("notes = \"=SUM(A1)\""));
}

#[test]
fn a_deal_without_a_name_is_called_after_what_is_sold_to_whom() {
    let sandbox = with_customer();
    assert_eq!(sandbox.run(&["add", "product", "GTX Pro"]).status, 0);
    sandbox.write("crm/deals.csv", "deal_no,account,item,value\nA1,Acme,GTXPro,10\nA2,Acme,,20\n");
    sandbox.write(
        "crm/deals.toml",
        "kind = \"opportunity\"\nkey = \"deal_no\"\n[columns]\ndeal_no = \"external_id\"\nvalue = \"amount\"\n\
         account = { field = \"customer\", lookup = \"name\" }\n\
         item = { field = \"product\", lookup = \"name\", values = { GTXPro = \"GTX Pro\" } }\n",
    );
    let run = sandbox.run(&["import", "deals.csv", "--map", "deals.toml"]);
    assert_eq!(run.status, 0, "{}", run.shown());
    let names = sandbox.run(&["list", "opportunity", "--columns", "name", "-f", "csv"]).stdout;
    assert_eq!(names, "name\nGTX Pro · Acme\nAcme\n");
}

#[test]
fn an_export_imports_back_without_a_change() {
    let sandbox = with_customer();
    assert_eq!(sandbox.run(&["add", "contact", "王芳", "customer=acme", "mobile=13800138001"]).status, 0);
    assert_eq!(sandbox.run(&["set", "acme", "notes==SUM(A1)", "tags=vip,展会", "phone=021-62345678"]).status, 0);
    for kind in ["customer", "contact", "member"] {
        let file = format!("{kind}.csv");
        assert_eq!(sandbox.run(&["export", kind, "-o", &file]).status, 0);
        let run = sandbox.run(&["import", &file, "--kind", kind]);
        assert_eq!(run.stdout, "nothing to change\n", "{}", run.shown());
    }
}

#[test]
fn a_pipe_from_one_command_into_another_does_not_wait_for_itself() {
    let sandbox = with_customer();
    let ids = sandbox.run(&["list", "customer", "-f", "ids"]).stdout;
    let run = sandbox.run_with(&["set", "-", "source=展会"], &ids);
    assert_eq!(run.status, 0, "{}", run.shown());
    assert_eq!(sandbox.run(&["-n", "init", "other"]).status, 2);
}

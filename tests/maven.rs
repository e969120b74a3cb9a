//! Owns the migration of a real CRM: the guide's own script on maven-crm, figures against its truth to the last digit.
//! Refuses to run where the data isn't; says so.

use crate::support::{Sandbox, data, package};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

fn migrated(data: &Path) -> Sandbox {
    let sandbox = Sandbox::new();
    let script = package().join("docs/examples/maven-crm/migrate.sh");
    let template = sandbox.command(&[]);
    let mut command = Command::new("sh");
    command.env_clear().envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let program = Path::new(env!("CARGO_BIN_EXE_guanxi")).parent().unwrap();
    command.env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default()));
    // One seed for every command of the script would give different records the same uid.
    command.env_remove("GUANXI_SEED");
    let run = sandbox.finish(command.arg(script).arg(data.join("maven-crm")).arg(sandbox.crm_path()).output().unwrap());
    assert_eq!(run.status, 0, "{}", run.shown());
    sandbox
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Vec<Value> {
    let run = sandbox.run(arguments);
    assert!(run.status <= 1, "{}", run.shown());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.shown()))
}

fn row<'r>(rows: &'r [Value], group: &str) -> &'r Value {
    rows.iter().find(|row| row["group"] == group).unwrap_or_else(|| panic!("no group {group}"))
}

/// Numbers compare by their digits: `10005534` and `"10005534"`, `1134672` and `1134672.00`.
fn same(left: &Value, right: &Value) -> bool {
    let digits = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    digits(left).parse::<rust_decimal::Decimal>().unwrap() == digits(right).parse::<rust_decimal::Decimal>().unwrap()
}

#[test]
fn a_whole_crm_moves_in_and_its_figures_are_right_to_the_last_digit() {
    let Some(data) = data() else { return };
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(data.join("maven-crm/truth.json")).unwrap()).unwrap();
    let truth = &truth["truth"];
    let sandbox = migrated(&data);

    let deals = json(&sandbox, &["sql", "select count(*) as deals from opportunities", "-f", "json"]);
    assert!(same(&deals[0]["deals"], &truth["deals_total"]));

    let owners = json(&sandbox, &["report", "sales", "-f", "json"]);
    for (agent, figures) in truth["won_by_agent"].as_object().unwrap() {
        let found = row(&owners, agent);
        assert!(
            same(&found["won"], &figures["won"]) && same(&found["won_amount"], &figures["value"]),
            "{agent}: {found}"
        );
    }
    let quarters = json(&sandbox, &["report", "sales", "--by", "quarter", "-f", "json"]);
    for (quarter, figures) in truth["won_by_close_quarter"].as_object().unwrap() {
        let found = row(&quarters, quarter);
        assert!(
            same(&found["won"], &figures["won"]) && same(&found["won_amount"], &figures["value"]),
            "{quarter}: {found}"
        );
        assert_eq!(found["open"], Value::Null, "groups of time have no open deals");
    }
    let shown = sandbox.run(&["report", "sales", "--by", "quarter"]).stdout;
    let total = shown.lines().last().unwrap();
    for figure in ["4238", "2473", "0.6315", "10,005,534.00", "51.782"] {
        assert!(total.contains(figure), "{figure} in {total}");
    }

    let missing = json(&sandbox, &["check", "-f", "json"]);
    let nameless = missing.iter().filter(|finding| finding["code"] == "required" && finding["field"] == "customer");
    assert_eq!(nameless.count(), 1425, "check names every deal without an account");

    let incomplete =
        json(&sandbox, &["sql", "select id from opportunities where customer is null limit 1", "-f", "json"]);
    let set = sandbox.run(&["set", incomplete[0]["id"].as_str().unwrap(), "notes=asked"]);
    assert_eq!(set.status, 0, "{}", set.shown());

    let maps = package().join("docs/examples/maven-crm/sales_pipeline.map.toml");
    let again = data.join("maven-crm/sales_pipeline.csv");
    let run = sandbox.run(&["import", again.to_str().unwrap(), "--map", maps.to_str().unwrap(), "--incomplete"]);
    assert_eq!(run.stdout, "nothing to change\n", "{}", run.shown());
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

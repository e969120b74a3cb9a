//! Owns amounts on their whole way: spreadsheet, record, SQL, report, export. Not a digit may change.
//! Refuses binary floats anywhere.

use crate::support::Sandbox;

const AMOUNTS: &[&str] = &["0.1", "0.2", "123456789012345.67", "12345678901234567.89", "99999999999999999"];

fn imported() -> Sandbox {
    let sandbox = Sandbox::crm();
    sandbox.run(&["add", "customer", "Acme", "industry=IT"]);
    let mut sheet = String::from("opportunity name,account,amount,stage,opened on,closed on\n");
    for (number, amount) in AMOUNTS.iter().enumerate() {
        sheet.push_str(&format!("deal {number},Acme,{amount},won,2026-01-01,2026-02-01\n"));
    }
    let file = sandbox.write("deals.csv", sheet);
    let run = sandbox.run(&["import", file.to_str().unwrap(), "--kind", "opportunity"]);
    assert_eq!(run.status, 0, "{}", run.shown());
    sandbox
}

#[test]
fn every_digit_survives_import_sql_report_and_export() {
    let sandbox = imported();
    let listed =
        sandbox.run(&["list", "opportunity", "--columns", "name,amount", "--sort", "name", "-f", "csv"]).stdout;
    let told: Vec<&str> = listed.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(told, AMOUNTS);
    let sum = sandbox.run(&["sql", "select sum(amount) as total from opportunities where amount < 1", "-f", "json"]);
    assert_eq!(sum.stdout, "[\n{\"total\":0.3}\n]\n");
    let exact =
        AMOUNTS.iter().map(|amount| amount.parse::<rust_decimal::Decimal>().unwrap()).sum::<rust_decimal::Decimal>();
    let report = sandbox.run(&["report", "sales", "-f", "csv"]).stdout;
    assert!(report.lines().nth(1).unwrap().contains(&format!(",{exact},")), "{report}");
    let export = sandbox.run(&["export", "opportunity"]).stdout;
    for amount in AMOUNTS {
        assert!(export.contains(&format!(",{amount},")), "{amount} in {export}");
    }
    let files = sandbox.git(&["grep", "-h", "^amount", "HEAD", "--", "opportunities"]);
    for amount in AMOUNTS {
        assert!(files.lines().any(|line| line.trim_end() == format!("amount = {amount}")), "{amount} in {files}");
    }
}

#[test]
fn comparing_is_right_for_every_amount() {
    let sandbox = imported();
    let count = |condition: &str| {
        let run = sandbox.run(&["list", "opportunity", "--where", condition, "-f", "ids"]);
        assert_eq!(run.status, 0, "{}", run.shown());
        run.stdout.lines().count()
    };
    assert_eq!(count("amount > 1000"), 3);
    assert_eq!(count("amount < 0"), 0);
    assert_eq!(count("amount between 0.1 and 0.2"), 2);
    assert_eq!(sandbox.run(&["list", "opportunity", "amount=1000..", "-f", "ids"]).stdout.lines().count(), 3);
}

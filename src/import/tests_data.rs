//! Owns trying imports on the real files, where they are present.
//! Refuses to copy any of them.

use super::tests::{World, request, told};
use super::*;
use crate::value::Value;
use std::collections::BTreeSet;

fn file(path: &str) -> Option<Vec<u8>> {
    Some(std::fs::read(sheet::data()?.join(path)).unwrap())
}

fn maven(name: &str) -> String {
    std::fs::read_to_string(format!("{}/docs/examples/maven-crm/{name}.map.toml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn refused(plan: &Plan) -> Vec<String> {
    plan.refused.iter().take(8).flat_map(|row| told(&row.findings)).collect()
}

#[test]
fn the_pipeline_of_8800_deals_comes_in_whole() {
    let mut world = World::new();
    for name in ["products", "sales_teams", "accounts", "sales_pipeline"] {
        let Some(bytes) = file(&format!("maven-crm/{name}.csv")) else { return };
        let mut asked = request(&format!("{name}.csv"));
        asked.map = world.map(&maven(name));
        let plan = world.import(&bytes, &asked);
        assert_eq!(refused(&plan), [] as [String; 0], "{name}");
        plan.permit(false).unwrap();
        if name == "sales_pipeline" {
            assert_eq!(plan.created["opportunity"], 8800);
            let lacking: Vec<_> =
                plan.incomplete.iter().map(|((kind, field), count)| (kind.as_str(), field.as_str(), *count)).collect();
            assert_eq!(lacking, [("opportunity", "customer", 1425)]);
        }
    }
    let counts: Vec<usize> =
        ["customer", "product", "member", "opportunity"].iter().map(|kind| world.all(kind).len()).collect();
    assert_eq!(counts, [85, 7, 41, 8800]);
    let deals = world.all("opportunity");
    let won: Vec<_> = deals.iter().filter(|deal| deal.text_of("stage") == Some("won")).collect();
    let sum: rust_decimal::Decimal = won.iter().filter_map(|deal| deal.root["amount"].number()).sum();
    assert_eq!((won.len(), sum.to_string()), (4238, "10005534".to_owned()));
}

#[test]
fn classic_models_come_in_trimmed_with_lines() {
    let mut world = World::new();
    let Some(bytes) = file("classicmodels/employees.csv") else { return };
    let mut asked = request("employees.csv");
    asked.map = world.map("kind = \"member\"\n[columns]\nemployeeNumber = \"number\"\nlastName = \"family_name\"\nfirstName = \"given_name\"\nextension = \"extension\"\nemail = \"emails\"\nofficeCode = \"office\"\nreportsTo = { field = \"manager\", lookup = \"number\" }\njobTitle = \"title\"\n");
    let plan = world.import(&bytes, &asked);
    assert_eq!((plan.created["member"], refused(&plan)), (23, vec![]));
    let mut asked = request("customers.csv");
    let plan = world.plan_bytes(&file("classicmodels/customers.csv").unwrap(), &asked).unwrap();
    assert_eq!(plan.unmapped, [] as [String; 0]);
    asked.map = world.map("kind = \"customer\"\n[columns]\ncustomerNumber = \"number\"\ncustomerName = \"name\"\ncontactLastName = \"contact.family_name\"\ncontactFirstName = \"contact.given_name\"\nphone = { field = \"phone\", otherwise = \"notes\" }\naddressLine1 = \"address\"\naddressLine2 = \"address2\"\ncity = \"city\"\nstate = \"province\"\npostalCode = \"postal_code\"\ncountry = \"country\"\nsalesRepEmployeeNumber = { field = \"owner\", lookup = \"number\" }\ncreditLimit = \"credit_limit\"\n");
    let plan = world.import(&file("classicmodels/customers.csv").unwrap(), &asked);
    assert_eq!((plan.created["customer"], plan.created["contact"], refused(&plan)), (122, 122, vec![]));
    let countries: BTreeSet<String> =
        world.all("customer").iter().map(|record| record.root["country"].display()).collect();
    assert_eq!(countries.len(), 27);
    let book = sheet::read("customers.csv", &file("classicmodels/customers.csv").unwrap(), &asked.sheet).unwrap().0;
    let cells = book.sheets[0].rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text().into_owned());
    assert_eq!(cells.filter(|text| text.trim() != text).count(), 51, "the sheet itself has padded cells");
    let mut padded = 0;
    for record in &world.records {
        padded += record.root.values().filter_map(Value::text).filter(|text| text.trim() != *text).count();
    }
    assert_eq!(padded, 0);
    let plan = world.import(&file("classicmodels/orders.csv").unwrap(), &request("orders.csv"));
    assert_eq!((plan.created["order"], refused(&plan)), (326, vec![]));
    let plan = world.import(&file("classicmodels/orderdetails.csv").unwrap(), &request("orderdetails.csv"));
    assert_eq!((plan.created.len(), refused(&plan)), (0, vec![]));
    let lines: usize = world.all("order").iter().map(|order| order.root["lines"].as_list().unwrap().len()).sum();
    assert_eq!(lines, 2996);
    let plan = world.import(&file("classicmodels/payments.csv").unwrap(), &request("payments.csv"));
    assert_eq!((plan.created["payment"], refused(&plan)), (273, vec![]));
}

#[test]
fn superstore_orders_are_keyed_by_number_and_customer() {
    let mut world = World::new();
    let Some(bytes) = file("superstore-zh/示例 - 超市.xls") else { return };
    let mut asked = request("示例 - 超市.xls");
    asked.map = world.map("kind = \"order\"\nsheet = \"订单\"\nskip = [\"客户名称\", \"细分\", \"类别\", \"子类别\", \"城市\", \"省/自治区\", \"国家/地区\", \"地区\"]\n[columns]\n\"行 ID\" = \"lines.number\"\n\"订单 ID\" = \"number\"\n\"订单日期\" = \"ordered_on\"\n\"发货日期\" = \"shipped_on\"\n\"邮寄方式\" = \"shipping_method\"\n\"客户 ID\" = { field = \"customer\", lookup = \"name\", create = true }\n\"产品 ID\" = \"lines.sku\"\n\"产品名称\" = \"lines.name\"\n\"销售额\" = \"lines.amount\"\n\"数量\" = \"lines.quantity\"\n\"折扣\" = \"lines.discount\"\n\"利润\" = \"lines.profit\"\n");
    let plan = world.import(&bytes, &asked);
    // A few numbers were given twice to one customer on different days: those rows are refused, never mixed.
    let groups: BTreeSet<(String, String)> =
        plan.refused.iter().map(|row| (row.cells[1].clone(), row.cells[5].clone())).collect();
    assert_eq!(plan.created["order"] + groups.len(), 4979, "{:?}", groups);
    assert!(plan.refused.len() < 40 && plan.refused.iter().all(|row| !row.incomplete), "{}", plan.refused.len());
    let lines: usize = world.all("order").iter().map(|order| order.root["lines"].as_list().unwrap().len()).sum();
    assert_eq!(lines + plan.refused.len(), 10_000);
}

#[test]
fn address_books_come_in() {
    for (name, skip, contacts) in [
        ("constellation__google_contacts.csv", "E-mail 1 - Type,Phone 1 - Type", 2),
        ("constellation__linkedin_connections.csv", "", 2),
        ("rolomind__linkedin.csv", "", 5),
        ("lexnetwork__google-contacts.csv", "E-mail 1 - Label,E-mail 2 - Label,Phone 1 - Label,Website 1 - Label", 3),
    ] {
        let mut world = World::new();
        let Some(bytes) = file(&format!("contacts/csv/{name}")) else { return };
        let mut asked = request(name);
        asked.skip = skip.split(',').map(str::to_owned).collect();
        let plan = world.import(&bytes, &asked);
        let mapped: Vec<_> = plan.sheets[0].columns.iter().map(|column| (&column.header, &column.target)).collect();
        assert_eq!(plan.unmapped, [] as [String; 0], "{name} {mapped:?}");
        let came = world.all("contact").len();
        assert_eq!(plan.refused.len() + came, contacts, "{name} {mapped:?} {:?}", refused(&plan));
        assert!(came > 0, "{name} {:?}", refused(&plan));
    }
}

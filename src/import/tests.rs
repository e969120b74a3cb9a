//! Owns trying imports on small sheets, each planned, carried out in memory, and planned again.
//! Refuses files; the real ones are tried beside this.

use super::*;
use crate::record::{Dice, edit_text, new_text};
use crate::schema::load;
use crate::value::Value;

/// A CRM in memory.
pub(super) struct World {
    pub schema: Schema,
    pub config: Config,
    pub vocabulary: Vocabulary,
    pub records: Vec<Record>,
    pub customs: Customs,
}

impl World {
    pub(super) fn new() -> World {
        let now = "2026-11-21T10:00:00+08:00".parse().unwrap();
        World {
            schema: load(&[]).0,
            config: Config::default(),
            vocabulary: Vocabulary::default(),
            records: Vec::new(),
            customs: Customs { now, region: "CN".into(), order: None },
        }
    }

    pub(super) fn plan_bytes(&self, bytes: &[u8], request: &Request) -> Result<Plan, Failure> {
        let (book, findings) = sheet::read(&request.file, bytes, &request.sheet).unwrap();
        assert_eq!(findings, []);
        let mut naming = Naming::new(self.customs.clone(), Dice::new(1));
        naming.take_all(&self.records);
        let mut materials = Materials {
            schema: &self.schema,
            config: &self.config,
            vocabulary: &self.vocabulary,
            records: &self.records,
            naming: &mut naming,
            customs: &self.customs,
            lang: Lang::Zh,
        };
        plan(&book, request, &mut materials)
    }

    pub(super) fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Create { kind, id, path, root } => {
                    let text = new_text(&self.schema.kinds[kind], root);
                    self.records.push(Record::read(kind, id, path, text).0.unwrap());
                }
                Change::Edit { kind, id, edits } => {
                    let record =
                        self.records.iter_mut().find(|record| record.kind == *kind && record.id == *id).unwrap();
                    let text = edit_text(&record.text, &self.schema.kinds[kind], edits).unwrap();
                    *record = Record::read(kind, id, &record.path, text).0.unwrap();
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// Plans, carries out, and sees that the second run changes nothing.
    pub(super) fn import(&mut self, bytes: &[u8], request: &Request) -> Plan {
        let plan = self.plan_bytes(bytes, request).unwrap_or_else(|failure| panic!("{failure} {:?}", failure.findings));
        self.apply(&plan.changes);
        let again = self.plan_bytes(bytes, request).unwrap();
        assert_eq!(again.changes, [], "the second run of {} changes something: {:?}", request.file, again.changed);
        plan
    }

    pub(super) fn all(&self, kind: &str) -> Vec<&Record> {
        self.records.iter().filter(|record| record.kind == kind).collect()
    }

    pub(super) fn map(&self, text: &str) -> Option<MapFile> {
        match read_map("m.toml", text, &self.schema) {
            Ok(map) => Some(map),
            Err(failure) => panic!("{:?}", told(&failure.findings)),
        }
    }
}

pub(super) fn request(file: &str) -> Request {
    let sheet = sheet::Options { lang: Lang::Zh, ..sheet::Options::default() };
    Request { file: file.into(), sheet, incomplete: true, ..Request::default() }
}

pub(super) fn told(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}  {}", finding.place, finding.message.text(Lang::En))).collect()
}

fn refusals(plan: &Plan) -> Vec<String> {
    plan.refused.iter().flat_map(|row| told(&row.findings)).collect()
}

fn targets(plan: &Plan) -> Vec<String> {
    let name = |column: &ColumnPlan| match &column.target {
        Some((kind, path)) => format!("{}={kind}.{path}", column.header),
        None => format!("{}=?", column.header),
    };
    plan.sheets.iter().flat_map(|sheet| sheet.columns.iter().map(name)).collect()
}

fn field(record: &Record, name: &str) -> String {
    record.root.get(name).map(Value::display).unwrap_or_default()
}

const KH: &str = "客户名单,,,,,\n客户名称,联系人,手机,下次联系,行业,备注2\n\
 杭州云栖科技 ,王芳,13800138000,2026-11-23,软件,x\n\
杭州云栖科技,李雷,13900139000,,软件,\n\
宁波甬江物流,赵云,1380013800,,物流,\n\
待定,钱七,13700137000,,物流,\n\
苏州太湖,孙八,13600136000,,,\n";

#[test]
fn a_row_makes_customer_contact_and_follow_up() {
    let mut world = World::new();
    let mut asked = request("客户.csv");
    let plan = world.plan_bytes(KH.as_bytes(), &asked).unwrap();
    assert_eq!(
        targets(&plan),
        [
            "客户名称=customer.name",
            "联系人=contact.name",
            "手机=contact.mobile",
            "下次联系=task.due",
            "行业=customer.industry",
            "备注2=?"
        ]
    );
    assert_eq!(plan.sheets[0].header, 2);
    assert_eq!(plan.unmapped, ["备注2"]);
    assert!(plan.permit(true).is_err());
    asked.skip = vec!["备注2".into()];
    let plan = world.import(KH.as_bytes(), &asked);
    assert_eq!(
        refusals(&plan),
        [
            "客户.csv:5:C  `1380013800` has 10 digits, expected 11 for a mobile number",
            "客户.csv:6:A  `待定` stands for a value that isn't known"
        ]
    );
    let created: Vec<_> = plan.created.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    assert_eq!(created, [("customer", 2), ("contact", 3), ("task", 1)]);
    assert_eq!(plan.incomplete.get(&("customer".into(), "industry".into())), Some(&1));
    let task = world.all("task")[0];
    assert_eq!((field(task, "title").as_str(), field(task, "due").as_str()), ("回访", "2026-11-23"));
    assert_eq!(field(task, "customer"), world.all("customer")[0].id);
    assert_eq!(field(world.all("contact")[1], "customer"), world.all("customer")[0].id);
    assert_eq!(field(world.all("customer")[0], "historic"), "true");
    let book = sheet::read("客户.csv", KH.as_bytes(), &asked.sheet).unwrap().0;
    let csv = rejects_csv(&book, &plan, Lang::En);
    let mended = csv.replace("1380013800,", "13800138009,");
    let again =
        world.plan_bytes(mended.as_bytes(), &Request { skip: vec!["备注2".into()], ..request("bad.csv") }).unwrap();
    assert_eq!((again.unmapped.len(), again.created["contact"]), (0, 1));
    assert!(
        csv.starts_with("客户名称,联系人,手机,下次联系,行业,备注2,reason\n宁波甬江物流,赵云,1380013800,,物流,,"),
        "{csv}"
    );
}

#[test]
fn what_lacks_a_field_stays_out_unless_asked_in() {
    let world = World::new();
    let mut asked = request("客户.csv");
    (asked.incomplete, asked.skip) = (false, vec!["备注2".into()]);
    let plan = world.plan_bytes(KH.as_bytes(), &asked).unwrap();
    let last = plan.refused.last().unwrap();
    assert!(last.incomplete && last.row == 7, "{last:?}");
    assert_eq!(told(&last.findings), ["客户.csv:7:E  industry missing"]);
    assert_eq!(plan.created["customer"], 1);
    assert!(plan.permit(false).is_err() && plan.permit(true).is_ok());
}

#[test]
fn a_done_follow_up_is_not_made_again_and_changes_are_told() {
    let mut world = World::new();
    let asked = request("客户.csv");
    let text = "客户名称,行业,联系人,手机,下次联系\n云栖,软件,王芳,13800138000,2026-11-23\n";
    world.import(text.as_bytes(), &asked);
    let task = world.records.iter().position(|record| record.kind == "task").unwrap();
    let done =
        world.records[task].text.replace("status = \"open\"", "status = \"done\"").replace("2026-11-23", "2026-12-01");
    world.records[task] = Record::read("task", &world.records[task].id.clone(), "tasks/x.toml", done).0.unwrap();
    let text = "客户名称,行业,联系人,手机,下次联系\n云栖,,王芳,13800138001,2026-11-23\n";
    let plan = world.plan_bytes(text.as_bytes(), &asked).unwrap();
    assert_eq!(plan.created.len(), 0);
    assert_eq!(plan.unchanged, 2);
    let told: Vec<_> =
        plan.changed.iter().map(|(_, field, old, new)| (field.as_str(), old.as_str(), new.as_str())).collect();
    assert_eq!(told, [("mobile", "+8613800138000", "+8613800138001")]);
}

#[test]
fn orders_join_their_lines_by_number_and_customer() {
    let mut world = World::new();
    let text = "订单编号,客户编号,客户名称,行业,下单日期,产品编码,数量,单价\n\
A1,1,甲公司,零售,2026-01-02,S10,1,10\nA1,1,甲公司,零售,2026-01-02,S10,2,9\nA1,2,乙公司,零售,2026-01-03,S11,3,8\nA2,2,乙公司,零售,2026-01-03,S11,x,8\nA2,2,乙公司,零售,2026-01-03,S12,3,8\n";
    let plan = world.import(text.as_bytes(), &request("订单.csv"));
    assert_eq!(plan.sheets[0].kind.as_deref(), Some("order"));
    assert_eq!(refusals(&plan).len(), 2, "{:?}", refusals(&plan));
    let orders = world.all("order");
    assert_eq!(orders.len(), 2);
    let keys: Vec<String> = orders[0].root["lines"]
        .as_list()
        .unwrap()
        .iter()
        .map(|line| line.as_table().unwrap()["sku"].display())
        .collect();
    assert_eq!(keys, ["S10", "S10-2"]);
}

#[test]
fn cells_are_read_as_people_write_them() {
    let mut world = World::new();
    let text = "商机名称,客户名称,行业,预计金额（万元）,概率,开始日期,联系人\nA,甲,零售,1.5,10%,13/02/2026,\nB,甲,零售,¥3亿,20%,01/03/2026,\n";
    let mut asked = request("商机.csv");
    asked.skip = vec![];
    let plan = world.import(text.as_bytes(), &asked);
    assert_eq!(refusals(&plan), [] as [String; 0]);
    let deals = world.all("opportunity");
    assert_eq!(field(deals[0], "amount"), "15000");
    assert_eq!(field(deals[1], "amount"), "300000000");
    assert_eq!(field(deals[1], "opened_on"), "2026-03-01");
    let both = "商机名称,开始日期\nA,01/02/2026\n";
    let plan = world.plan_bytes(both.as_bytes(), &asked).unwrap();
    assert_eq!(plan.findings.len(), 1);
    let phones = "客户名称,行业,电话\n丙,零售,\"13800138000/13900139000; 王经理:13700137000\"\n丁,零售,021-88888888转801\n,,,多\n";
    let plan = world.import(phones.as_bytes(), &request("客户.csv"));
    assert_eq!(refusals(&plan), ["客户.csv:4:D  `多` stands right of the last column of the header"]);
    let third = world.all("customer")[1];
    assert_eq!((field(third, "phone"), field(third, "phone2")), ("+8613800138000".into(), "+8613900139000".into()));
    assert_eq!(field(third, "notes"), "王经理: 13700137000");
}

#[test]
fn names_compose_and_people_without_company_keep_their_numbers() {
    let mut world = World::new();
    let plan = world.import(
        "姓,名,电话,邮箱\n王,小明,13800138000,w@x.cn\nSmith,Ann,13900139000,a@x.cn\n".as_bytes(),
        &request("p.csv"),
    );
    assert_eq!(
        targets(&plan),
        ["姓=contact.family_name", "名=contact.given_name", "电话=contact.phone", "邮箱=contact.email"]
    );
    let names: Vec<String> = world.all("contact").iter().map(|record| field(record, "name")).collect();
    assert_eq!(names, ["王小明", "Ann Smith"]);
    let text = "Company,Contact,Phone,Email,Industry\nAcme,Ann,021-88888888,ann@acme.cn,IT\n";
    let plan = world.import(text.as_bytes(), &request("c.csv"));
    assert_eq!(
        targets(&plan),
        [
            "Company=customer.name",
            "Contact=contact.name",
            "Phone=customer.phone",
            "Email=contact.email",
            "Industry=customer.industry"
        ]
    );
    let plan =
        world.import("客户名称,行业,手机,邮箱,微信\n乙公司,IT,13800138000,b@x.cn,wx\n".as_bytes(), &request("d.csv"));
    assert_eq!(targets(&plan)[2..], ["手机=customer.phone", "邮箱=customer.email", "微信=customer.wechat"]);
}

#[test]
fn references_are_found_or_refused_with_the_name_probably_meant() {
    let mut world = World::new();
    world.import("产品名称,价格\nGTX Basic Plus,500\n".as_bytes(), &request("产品.csv"));
    let text = "商机名称,产品\nA,GTXBasic Plus\nB,GTX Basik Plus\n";
    let plan = world.import(text.as_bytes(), &request("商机.csv"));
    assert_eq!(refusals(&plan), ["商机.csv:3:B  no product is called `GTX Basik Plus`"]);
    assert_eq!(plan.refused[0].findings[0].hint.as_ref().unwrap().text(Lang::En), "did you mean `GTX Basic Plus`?");
    assert_eq!(field(world.all("opportunity")[0], "product"), "gtx-basic-plus");
}

#[test]
fn rows_that_disagree_or_share_a_unique_name_are_refused() {
    let mut world = World::new();
    let text = "客户编号,客户名称,行业\n1,甲,IT\n1,甲,零售\n2,甲,IT\n";
    let plan = world.import(text.as_bytes(), &request("客户.csv"));
    assert_eq!(
        refusals(&plan),
        [
            "客户.csv:3:C  industry `零售`, but row 2 of the same record has `IT`",
            "客户.csv:4:B  `甲` is taken by `客户.csv:2`"
        ]
    );
}

#[test]
fn sheets_of_a_book_may_refer_to_each_other_and_letters_name_columns_without_header() {
    let mut world = World::new();
    let mut asked = request("a.csv");
    let text = "客户名称,行业,上级客户,\n甲,IT,乙,1\n乙,IT,,2\n";
    assert_eq!(world.plan_bytes(text.as_bytes(), &asked).unwrap().unmapped, ["D"]);
    asked.skip = vec!["D".into()];
    world.import(text.as_bytes(), &asked);
    assert_eq!(field(world.all("customer")[0], "parent"), world.all("customer")[1].id);
}

#[test]
fn a_key_updates_and_a_kept_edit_of_another_field_stays() {
    let mut world = World::new();
    let mut asked = request("deals.csv");
    asked.map = world.map(
        "kind = \"opportunity\"\nkey = \"no\"\n[columns]\nno = \"external_id\"\ntitle = \"name\"\nvalue = \"amount\"\n",
    );
    world.import(b"no,title,value\n007,A,100\n", &asked);
    assert_eq!(field(world.all("opportunity")[0], "external_id"), "007");
    let plan = world.plan_bytes(b"no,title,value\n007,A,120\n008,A,5\n", &asked).unwrap();
    assert_eq!(plan.changed.iter().map(|change| change.3.as_str()).collect::<Vec<_>>(), ["120"]);
    assert_eq!(plan.created["opportunity"], 1);
}

#[test]
fn equal_activities_stay_two_and_are_known_again() {
    let mut world = World::new();
    world.import("客户名称,行业\n甲,IT\n".as_bytes(), &request("客户.csv"));
    let text = "跟进时间,客户名称,跟进方式,跟进内容\n2026-01-02 09:00,甲,电话,报价\n2026-01-02 09:00,甲,电话,报价\n";
    let plan = world.import(text.as_bytes(), &request("跟进记录.csv"));
    assert_eq!(plan.created["activity"], 2);
}

#[test]
fn a_faulty_map_tells_all_its_faults() {
    let world = World::new();
    let text = "kind = \"opportunty\"\ncolums = 1\n";
    let failure = read_map("m.toml", text, &world.schema).unwrap_err();
    assert_eq!(told(&failure.findings)[..1], ["m.toml:2:10  a map has no key `colums`"]);
    let text = "kind = \"opportunity\"\nkey = \"id\"\ndates = \"abc\"\n[columns]\na = \"stge\"\nb = { field = \"amount\", lookup = \"name\" }\nc = { field = \"customer\", lookup = \"nme\", x = 1 }\n";
    let failure = read_map("m.toml", text, &world.schema).unwrap_err();
    let all = told(&failure.findings);
    assert_eq!(all.len(), 6, "{all:#?}");
    assert!(all.contains(&"m.toml:5:5  `opportunity` has no field `stge` that a cell can fill".to_owned()), "{all:#?}");
}

#[test]
fn a_map_makes_what_its_lookups_lack_and_fills_fixed_values() {
    let mut world = World::new();
    let mut asked = request("teams.csv");
    asked.map = world.map("kind = \"member\"\n[columns]\nagent = \"name\"\nmanager = { field = \"manager\", lookup = \"name\", create = true }\n[constants]\ntitle = \"agent of {manager}\"\n");
    let plan = world.import(b"agent,manager\nAnn,Bob\nBob,Cid\nEve,Bob\n", &asked);
    assert_eq!(plan.created["member"], 4);
    let ann = world.all("member")[0];
    assert_eq!((field(ann, "manager").as_str(), field(ann, "title").as_str()), ("bob", "agent of Bob"));
}

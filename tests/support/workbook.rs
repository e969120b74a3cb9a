//! Owns the workbook of the first five minutes, written when a test needs it.
//! Refuses to look like a clean table: a title above the header, two bad cells, a column nobody knows.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::Path;

/// Customer and contact of rows 3 to 48; 宁波甬江物流 stands twice, with two people.
const ROWS: [(&str, &str); 46] = [
    ("杭州云栖科技", "陈立"),
    ("宁波甬江物流", "王海燕"),
    ("宁波甬江物流", "周建国"),
    ("苏州金鸡湖精密", "沈志强"),
    ("上海浦江仪表", "顾晓明"),
    ("南京紫金软件", "许文静"),
    ("无锡太湖包装", "钱永康"),
    ("常州龙城电机", "蒋丽华"),
    ("嘉兴南湖纺织", "朱国平"),
    ("绍兴鉴湖酒业", "孟祥云"),
    ("合肥巢湖光电", "方宁"),
    ("温州瓯江鞋服", "叶建平"),
    ("金华婺城五金", "胡晓东"),
    ("台州椒江医化", "林美玲"),
    ("湖州莫干山茶业", "费思远"),
    ("扬州瘦西湖旅游", "卞玉兰"),
    ("镇江金山香醋", "殷志刚"),
    ("南通濠河船配", "施卫东"),
    ("徐州云龙机械", "孙广林"),
    ("盐城黄海风电", "季春梅"),
    ("泰州凤城药业", "杨一帆"),
    ("淮安清江食品", "丁国庆"),
    ("连云港花果山港务", "戴海波"),
    ("芜湖赭山汽配", "陶敏"),
    ("马鞍山采石冶金", "夏长青"),
    ("厦门鹭岛贸易", "蔡志鹏"),
    ("福州闽江建材", "郑秀英"),
    ("泉州刺桐石材", "吴振华"),
    ("待定", "刘洋"),
    ("广州珠江灯饰", "梁家辉"),
    ("深圳莲花山电子", "黄晓婷"),
    ("东莞松山湖模具", "曾庆伟"),
    ("佛山祖庙陶瓷", "冼志文"),
    ("珠海香炉湾软件", "邓芳"),
    ("长沙岳麓教育", "彭程"),
    ("武汉东湖光通", "熊伟"),
    ("成都锦江餐饮", "唐静怡"),
    ("重庆嘉陵摩配", "罗大勇"),
    ("西安曲江文化", "秦岭"),
    ("郑州嵩山物流", "赵铁柱"),
    ("济南趵突泉饮品", "孔令军"),
    ("青岛崂山海工", "于洋"),
    ("烟台芝罘果品", "姜涛"),
    ("大连星海造船", "曲波"),
    ("沈阳浑河重工", "关山月"),
    ("天津海河钢管", "冯国强"),
];

/// Rows with a next contact: number of the row, month and day of 2026, what to do.
const NEXT: [(u32, u8, u8, &str); 12] = [
    (3, 11, 23, "回电"),
    (4, 11, 20, "送合同"),
    (7, 11, 24, "寄样品"),
    (9, 11, 25, "回电"),
    (12, 11, 26, "拜访"),
    (15, 11, 30, "报价"),
    (20, 12, 1, "回电"),
    (24, 12, 3, "演示"),
    (29, 12, 7, "回电"),
    (36, 12, 10, "拜访"),
    (41, 12, 15, "签约"),
    (48, 12, 18, "回电"),
];

/// Row whose mobile number lacks a digit.
const SHORT_PHONE: u32 = 17;

/// Writes 客户.xlsx as a consultant would have it: title in row 1, header in row 2, rows 3 to 48.
/// 17:C is a mobile number of ten digits, 31:A says 待定; nothing says the industry.
pub fn customers_workbook(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("客户").unwrap();
    sheet.write(0, 0, "客户通讯录（2026年11月）").unwrap();
    for (column, header) in ["客户名称", "联系人", "手机", "下次联系", "下次跟进内容", "备注2"].into_iter().enumerate()
    {
        sheet.write(1, column as u16, header).unwrap();
    }
    let day = Format::new().set_num_format("yyyy/m/d");
    for (index, (customer, contact)) in ROWS.into_iter().enumerate() {
        let row = index as u32 + 2;
        let number = row + 1;
        sheet.write(row, 0, customer).unwrap();
        sheet.write(row, 1, contact).unwrap();
        let phone = if number == SHORT_PHONE {
            "1380013800".to_owned()
        } else {
            (13_800_138_000u64 + index as u64).to_string()
        };
        sheet.write(row, 2, phone).unwrap();
        if let Some((_, month, on, action)) = NEXT.into_iter().find(|(of, ..)| *of == number) {
            // As in life: some days typed as text, some real dates.
            if index % 2 == 0 {
                sheet.write(row, 3, format!("{month}月{on}日")).unwrap();
            } else {
                let date = ExcelDateTime::from_ymd(2026, month, on).unwrap();
                sheet.write_with_format(row, 3, &date, &day).unwrap();
            }
            sheet.write(row, 4, action).unwrap();
        }
        if index % 5 == 0 {
            sheet.write(row, 5, "老王介绍").unwrap();
        }
    }
    book.save(path).unwrap();
}

//! Owns what wants attention on a day: for now open tasks by their day.
//! Refuses to decide what is shown how; it returns items.

use crate::record::Record;
use crate::value::Value;
use chrono::NaiveDate;

/// One thing that wants attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its day.
    pub due: NaiveDate,
    /// Days from today: negative when late.
    pub days: i64,
    /// Why it is here.
    pub reason: &'static str,
    /// Kind of the record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub title: String,
    /// The customer it is about, by id.
    pub customer: Option<String>,
    /// Whose it is.
    pub owner: Option<String>,
}

/// Open tasks due by `until`, the oldest first; tasks without a day never come up. `owner` limits them to one member;
/// tasks of nobody are everybody's.
pub fn open_tasks(records: &[Record], today: NaiveDate, until: NaiveDate, owner: Option<&str>) -> Vec<Item> {
    let mut items: Vec<Item> = records
        .iter()
        .filter(|record| record.kind == "task" && record.text_of("status").unwrap_or("open") == "open")
        .filter(|record| record.root.get("archived").and_then(Value::as_bool) != Some(true))
        .filter_map(|record| {
            let due = record.root.get("due").and_then(Value::date).filter(|due| *due <= until)?;
            let text = |field: &str| record.text_of(field).map(str::to_owned);
            Some(Item {
                due,
                days: (due - today).num_days(),
                reason: "task",
                kind: record.kind.clone(),
                id: record.id.clone(),
                title: text("title").unwrap_or_default(),
                customer: text("customer"),
                owner: text("owner"),
            })
        })
        .filter(|item| owner.is_none_or(|owner| item.owner.as_deref().is_none_or(|whose| whose == owner)))
        .collect();
    items.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: &str, body: &str) -> Record {
        Record::read("task", id, &format!("tasks/{id}.toml"), body.to_owned()).0.unwrap()
    }

    #[test]
    fn late_and_todays_open_tasks_of_one_member_come_oldest_first() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let records = [
            task("a", "title = \"later\"\ndue = 2026-11-24\n"),
            task("b", "title = \"today\"\ndue = 2026-11-23\nowner = \"li\"\n"),
            task("c", "title = \"late\"\ndue = 2026-11-20\n"),
            task("d", "title = \"done\"\ndue = 2026-11-20\nstatus = \"done\"\n"),
            task("e", "title = \"other's\"\ndue = 2026-11-20\nowner = \"wang\"\n"),
            task("f", "title = \"some day\"\n"),
        ];
        let today = day("2026-11-23");
        let ids = |owner| {
            open_tasks(&records, today, today, owner).into_iter().map(|item| (item.id, item.days)).collect::<Vec<_>>()
        };
        assert_eq!(ids(Some("li")), [("c".to_owned(), -3), ("b".to_owned(), 0)]);
        assert_eq!(ids(None).len(), 3);
    }
}

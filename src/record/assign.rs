//! Owns `name=value`, `name+=value`, `name-=value` and `name=` as typed on the command line.
//! Refuses to interpret the value; the field's type does.

use super::FieldPath;

/// What an assignment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Set,
    /// `=` with nothing behind it
    Unset,
    /// `+=`
    Add,
    /// `-=`
    Remove,
}

/// One assignment, its value still text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The field as typed.
    pub path: FieldPath,
    /// What to do.
    pub operator: Operator,
    /// Text behind the sign.
    pub text: String,
}

impl Assignment {
    /// Reads an argument; `None` when it holds no `=` behind a name.
    pub fn parse(argument: &str) -> Option<Assignment> {
        let (left, text) = argument.split_once('=')?;
        let (name, operator) = match left.strip_suffix('+') {
            Some(name) => (name, Operator::Add),
            None => match left.strip_suffix('-') {
                Some(name) => (name, Operator::Remove),
                None if text.is_empty() => (left, Operator::Unset),
                None => (left, Operator::Set),
            },
        };
        Some(Assignment { path: FieldPath::parse(name.trim())?, operator, text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_signs() {
        let read = |text: &str| Assignment::parse(text).map(|read| (read.path.to_string(), read.operator, read.text));
        assert_eq!(read("phone=1=2"), Some(("phone".into(), Operator::Set, "1=2".into())));
        assert_eq!(read("tags+=vip"), Some(("tags".into(), Operator::Add, "vip".into())));
        assert_eq!(read("tags-=vip"), Some(("tags".into(), Operator::Remove, "vip".into())));
        assert_eq!(read("owner="), Some(("owner".into(), Operator::Unset, String::new())));
        assert_eq!(read("just text"), None);
        assert_eq!(read("=x"), None);
    }
}

//! Owns making a CRM directory: repository, crm.toml, attributes, the first member.
//! Refuses to overwrite one that is there.

use super::{Applied, Note, Settings, Workspace};
use crate::config::{FORMAT, Policy};
use crate::diagnostic::{Failure, Lang};
use crate::msg;
use crate::record::Change;
use crate::value::{Map, Value};
use crate::vcs::Git;
use std::path::Path;

/// How a CRM directory begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Language of messages.
    pub language: Lang,
    /// Currency, ISO 4217.
    pub currency: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Region of telephone numbers.
    pub region: String,
    /// How much is required.
    pub policy: Policy,
}

/// Makes the directory and its first commit. A git repository that is there already is used as it is.
/// `identity` (name, e-mail) is set for this repository where git knows none.
pub fn init(
    root: &Path,
    beginning: &Beginning,
    identity: Option<(String, String)>,
    settings: Settings,
) -> Result<(Workspace, Applied), Failure> {
    if root.join("crm.toml").symlink_metadata().is_ok() {
        return Err(Failure::refused(msg!("init-exists", path = root.display().to_string())));
    }
    let inside = root.ancestors().skip(1).find(|folder| folder.join("crm.toml").is_file());
    if let Some(outer) = inside {
        return Err(Failure::refused(msg!(
            "init-inside",
            path = root.display().to_string(),
            outer = outer.display().to_string()
        )));
    }
    let (fresh_folder, fresh_git) = (!root.exists(), root.join(".git").symlink_metadata().is_err());
    std::fs::create_dir_all(root).map_err(|error| Failure::io("create", root, &error))?;
    if fresh_git {
        Git::init(root)?;
    }
    let mut workspace = Workspace::open(root, settings)?;
    if let Some((name, email)) = identity {
        workspace.git.set_identity(&name, &email)?;
    }
    let identity = match workspace.git.identity() {
        Ok(identity) => identity,
        Err(failure) => {
            // Nothing is left of what only this call made.
            if fresh_git {
                let _ = std::fs::remove_dir_all(root.join(".git"));
            }
            if fresh_folder {
                let _ = std::fs::remove_dir(root);
            }
            return Err(failure);
        }
    };
    workspace.config.policy = beginning.policy;
    let mut member = Map::new();
    member.insert("name".into(), Value::Text(identity.name.clone()));
    member.insert("email".into(), Value::Text(identity.email));
    member.insert("status".into(), Value::Text("active".into()));
    let Some(kind) = workspace.schema.kinds.get("member") else {
        return Err(Failure::failed(msg!("kind-none", name = "member")));
    };
    let changes = vec![
        file("crm.toml", crm_toml(beginning)),
        file(".gitattributes", attributes(&workspace)?),
        workspace.naming(&crate::store::Corpus::default()).create(kind, member, None)?,
    ];
    let subject = format!("init: {}, {}, policy {}", beginning.currency, beginning.time_zone, beginning.policy.name());
    let tolerated = ["required", "require-any"];
    let (applied, ()) =
        workspace.transact_tolerating(false, &tolerated, |_| Ok((changes, Note::new("init", subject), ())))?;
    workspace.reload()?;
    Ok((workspace, applied))
}

fn file(path: &str, text: String) -> Change {
    Change::File { path: path.to_owned(), text: Some(text) }
}

fn crm_toml(beginning: &Beginning) -> String {
    format!(
        "# guanxi: this directory is a CRM. Every key has a default; `guanxi config` shows them all.\n\
         format = {FORMAT}\n\
         language = \"{}\"\n\
         currency = \"{}\"\n\
         time_zone = \"{}\"\n\
         region = \"{}\"\n\
         policy = \"{}\"\n",
        beginning.language.name(),
        beginning.currency,
        beginning.time_zone,
        beginning.region,
        beginning.policy.name(),
    )
}

/// Git must never touch line ends of records. What the user has there stays.
fn attributes(workspace: &Workspace) -> Result<String, Failure> {
    let mut text = workspace.text_of(".gitattributes")?.unwrap_or_default();
    let line = "*.toml -text\n";
    if !text.lines().any(|present| present.trim() == line.trim()) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
    }
    Ok(text)
}

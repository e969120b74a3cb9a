//! Owns the list of commands. A new command is one file and one line here.
//! Refuses commands that call commands.

use super::context::Context;
use crate::diagnostic::Failure;

macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident $module:ident),* $(,)?) => {
        $(mod $module;)*
        /// What to do.
        #[derive(clap::Subcommand, Debug)]
        pub enum Command { $($(#[$doc])* $variant($module::Arguments)),* }
        impl Command {
            /// Runs it; the exit code of one that did not fail.
            pub fn run(self, context: &Context) -> Result<u8, Failure> {
                match self { $(Command::$variant(arguments) => $module::run(arguments, context)),* }
            }
        }
    };
}
commands!(
    /// Make a CRM directory
    Init init,
    /// Build the CRM of a small consultancy to look around in
    Demo demo,
    /// Add a record
    Add add,
    /// Change fields of records
    Set set,
    /// Edit a record in your editor
    Edit edit,
    /// Show a record, what refers to it, its timeline
    Show show,
    /// List the records of a kind
    List list,
    /// Ask anything in SQL
    Sql sql,
    /// Make a report
    Report report,
    /// Remove a record nothing refers to, or archive it
    Rm rm,
    /// Give a record another id; references follow
    Rename rename,
    /// Put tags on records and take them off
    Tag tag,
    /// Show the tag vocabulary; add, rename, merge tags
    Tags tags,
    /// Check and commit hand edits
    Save save,
    /// Find everything that is wrong
    Check check,
    /// Write every value in its normal form
    Fmt fmt,
    /// Show what wants attention today
    Due due,
    /// Close a task
    Done done,
    /// Read a spreadsheet into records
    Import import,
    /// Write all records of a kind, as CSV or another format
    Export export,
    /// Show who changed what when
    History history,
    /// Take back an operation
    Undo undo,
    /// Show or change the configuration
    Config config,
    /// Show kinds and fields; add fields; export JSON Schemas
    Schema schema,
    /// Look whether everything is in order
    Doctor doctor,
    /// Print the completion script of a shell
    Completions completions,
    /// Write the manual pages
    Man man,
    /// Show help
    Help help,
);

# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_guanxi_global_optspecs
    string join \n C/dir= f/format= o/output= color= q/quiet v/verbose y/yes n/dry-run no-input today= lang= m/message= h/help V/version
end

function __fish_guanxi_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_guanxi_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_guanxi_using_subcommand
    set -l cmd (__fish_guanxi_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c guanxi -n "__fish_guanxi_needs_command" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_needs_command" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_needs_command" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_needs_command" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_needs_command" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_needs_command" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_needs_command" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_needs_command" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_needs_command" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_needs_command" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_needs_command" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_needs_command" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_needs_command" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_needs_command" -s V -l version -d 'Print version'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "init" -d 'Make a CRM directory'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "demo" -d 'Build the CRM of a small consultancy to look around in'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "add" -d 'Add a record'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "set" -d 'Change fields of records'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "edit" -d 'Edit a record in your editor'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "show" -d 'Show a record, what refers to it, its timeline'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "list" -d 'List the records of a kind'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "sql" -d 'Ask anything in SQL'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "report" -d 'Make a report'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "rm" -d 'Remove a record nothing refers to, or archive it'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "rename" -d 'Give a record another id; references follow'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "tag" -d 'Put tags on records and take them off'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "tags" -d 'Show the tag vocabulary; add, rename, merge tags'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "save" -d 'Check and commit hand edits'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "check" -d 'Find everything that is wrong'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "fmt" -d 'Write every value in its normal form'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "due" -d 'Show what wants attention today'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "done" -d 'Close a task'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "import" -d 'Read a spreadsheet into records'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "export" -d 'Write all records of a kind, as CSV or another format'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "history" -d 'Show who changed what when'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "undo" -d 'Take back an operation'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "config" -d 'Show or change the configuration'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "schema" -d 'Show kinds and fields; add fields; export JSON Schemas'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "doctor" -d 'Look whether everything is in order'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "man" -d 'Write the manual pages'
complete -c guanxi -n "__fish_guanxi_needs_command" -f -a "help" -d 'Show help'
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l policy -d 'How much records require: solo or team' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l currency -d 'Currency of amounts that say none, ISO 4217' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l time-zone -d 'Time zone of business days' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l region -d 'Region of telephone numbers without a country code' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l name -d 'Your name, where git knows none' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l email -d 'Your e-mail, where git knows none' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand init" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand demo" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand add" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -l known -d 'When the change became known, where that was earlier' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand set" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand edit" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand show" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l where -d 'Condition in SQL over the kind\'s table' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l sort -d 'Fields to sort by, -field downwards' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l columns -d 'Fields to show' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l limit -d 'At most so many' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l archived -d 'Archived records too'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand list" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -l schema -d 'List tables and columns'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand sql" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand report" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -l archive -d 'Keep the record but leave it out of lists'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand rm" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand rename" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand tag" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -f -a "add" -d 'Add a tag to the vocabulary'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -f -a "rename" -d 'Rename a tag in the vocabulary and in all records'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and not __fish_seen_subcommand_from add rename merge" -f -a "merge" -d 'Make a tag another one, in all records; its name stays as an alias'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -l group -d 'Group it belongs to' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -l alias -d 'Another spelling that means this tag' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand tags; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand save" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l policy -d 'Also what the policy of a team asks for' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l rows -d 'One line per finding, none summed up'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l staged -d 'What is staged in git instead of the files'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand check" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand fmt" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l within -d 'Also what comes up within this time, such as 7d or fri' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l owner -d 'Whose: me, all, or a member' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l exit-code -d 'Exit with 1 when something is due'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand due" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand done" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l kind -d 'Kind of the rows, where the headers don\'t tell' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l map -d 'Map of columns to fields (TOML)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l skip -d 'Leave a column out' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l rejects -d 'Write refused rows with their reasons to a CSV file and take the others' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l sheet -d 'Sheet of a workbook, by name or number' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l header -d 'Row of the header' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l encoding -d 'Encoding, where it isn\'t recognised: gbk, big5, utf-16le, windows-1252, …' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l separator -d 'Separator, where it isn\'t recognised' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l dates -d 'Order of dates that don\'t show it: ymd, dmy, mdy' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l incomplete -d 'Also take rows whose only fault is a missing required field'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l live -d 'The records are of today, not history'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand import" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -l confidential -d 'Confidential fields too'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand export" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand history" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -l list -d 'List operations, newest first'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand undo" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand config" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -a "add" -d 'Add a field to a kind, or a kind of your own with its first field'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and not __fish_seen_subcommand_from add export" -a "export" -d 'Write JSON Schemas and editor settings (Taplo, Tombi) into a folder'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l label -d 'Name for people' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l alias -d 'Another header or name that means this field' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l required-from -d 'The field must be there in records created from this day on; older ones are warned' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l required -d 'The field must be there'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l unique -d 'No two records share it'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand schema; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand completions" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand man" -s h -l help -d 'Print help'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s C -l dir -d 'CRM directory (else upwards from here, else GUANXI_DIR, else the default)' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s f -l format -d 'Output format: table, json, jsonl, csv, tsv, ids, md' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s o -l output -d 'Write to a file, format by its ending' -r -F
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -l color -d 'Colour: auto, always, never' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -l today -d 'The day to pretend it is' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -l lang -d 'Language of messages: en, zh' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s m -l message -d 'Commit message instead of our own' -r
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -l markdown -d 'The reference of all commands as markdown'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s q -l quiet -d 'Say nothing but errors'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s v -l verbose -d 'Say more'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s y -l yes -d 'Answer yes to every question'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s n -l dry-run -d 'Show what would change and write nothing'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -l no-input -d 'Never ask'
complete -c guanxi -n "__fish_guanxi_using_subcommand help" -s h -l help -d 'Print help'

word-error = error
word-warning = warning
word-advice = advice
word-hint = hint
lang-none = no such language: `{ $text }`, there are en and zh
format-none = no such format: `{ $name }`, there are table, json, jsonl, csv, tsv, ids, md
now-fault = GUANXI_NOW: `{ $text }` isn't a moment such as 2026-11-23T09:00:00+08:00
crm-none = no CRM here: no crm.toml in `{ $path }` or above
crm-none-hint = `guanxi init` makes one here; -C DIR or GUANXI_DIR names another
nothing-to-do = nothing to change
confirm-needed = { $question } No terminal to ask on
confirm-needed-hint = -y says yes
confirm-no = left as it was
confirm-many = Change { $count } records?
ask-failed = can't ask: { $error }
ask-name = name:
ask-email = e-mail:
init-done = created { $path }: { $currency }, { $zone }, policy { $policy }; you are the first member{ $default ->
        [yes] ; default CRM
       *[no] {""}
    }
kinds-known = there are { $kinds }
fields-known = { $kind } has { $fields }
assignment-none = `{ $text }` is no assignment: field=value
assignment-fault = { $field }: { $fault }
assignments-wrong = { $count ->
        [one] one value is wrong
       *[other] { $count } values are wrong
    }, nothing was written
field-immutable = never changes
field-empty = can't be empty
field-no-set = holds one value: += and -= are for sets, numbers and texts
record-unreadable = `{ $path }` can't be read as a record
subject-many = { $count } records: { $fields }
told-many = { $count } records: { $fields }
findings-summed = { $count } × { $kind }: { $message }
count-of = { $count } { $name }
show-timeline = what refers to it, newest first
check-done = { $records ->
        [one] one record
       *[other] { $records } records
    }: { $errors ->
        [0] no errors
        [one] one error
       *[other] { $errors } errors
    }{ $warnings ->
        [0] {""}
        [one] , one warning
       *[other] , { $warnings } warnings
    }
confirm-many-remove = Remove { $count } records?
rm-referred = { $count ->
        [one] one record refers
       *[other] { $count } records refer
    } to `{ $reference }`: { $names }
rm-referred-hint = `guanxi rm { $reference } --archive` keeps it and leaves it out of lists
rm-archived = { $what } archived
rm-removed = { $what } removed
rm-archived-many = { $count } records archived
rm-removed-many = { $count } records removed
rename-done = { $old } is now { $new }; { $count ->
        [0] nothing referred to it
        [one] one record follows
       *[other] { $count } records follow
    }
tags-tag = tag
tags-group = group
tags-records = records
tags-known = in tags.toml
tags-known-already = `{ $text }` is in the vocabulary: { $known }
tags-merge-hint = guanxi tags merge { $old } { $new }
tags-added = tag { $tag } added
tags-none = no tag `{ $text }`
tags-replaced = { $old } → { $new } in { $count } records
edit-none = no editor
edit-none-hint = export EDITOR=vi
edit-again = Edit again?
edit-failed = editor `{ $editor }`: { $error }
undo-op = op
undo-commit = commit
undo-author = author
undo-subject = subject
undo-nothing = nothing of yours to take back
undo-none = no operation `{ $operation }`
undo-merge = `{ $commit }` is a merge, it can't be taken back as one operation
undo-done = took back { $commit }: { $subject }
undo-kept = kept, edited later: { $what }
history-at = at
history-author = author
history-member = who
history-op = by
history-commit = commit
history-kind = kind
history-id = id
history-field = field
history-old = old
history-new = new
help-none = no such command: `{ $name }`
fmt-done = { $count } records in their normal form
plain = { $text }
config-key = no such key: `{ $key }`, there are { $known }
schema-kind = kind
schema-label = label
schema-folder = folder
schema-fields = fields
schema-field = field
schema-type = type
schema-required = required
schema-values = values
schema-from = from
schema-add-form = `{ $text }`: expected KIND.FIELD, such as customer.region
schema-exported = { $count } JSON Schemas and editor settings in { $folder }
doctor-no-member = no member has your e-mail: `guanxi add member NAME email=…`
doctor-format = { $format }, this guanxi writes { $known }
doctor-attributes = .gitattributes lacks `*.toml -text`: git may change line ends of records
doctor-dirty = { $count ->
        [0] none
        [one] one file, `guanxi save` commits it
       *[other] { $count } files, `guanxi save` commits them
    }
doctor-hooks = git hooks don't run for commits of guanxi
due-due = due
due-days = days
due-reason = reason
due-title = what
due-customer = customer
due-owner = owner
due-settle = settle with
done-none = no number { $number } in the last `due`
done-none-hint = `guanxi due` numbers what is due
done-done = { $what } done
export-left-out = left out, confidential: { $fields } (--confidential takes them along)
sql-none = no statement
sql-none-hint = guanxi sql "select name, grade from customers"; --schema lists tables and columns
report-option = `{ $text }`: expected --NAME VALUE
report-none = no report `{ $name }`
report-known = there are { $names }
report-heading = report
report-title = title
import-running = reading and writing …
import-separator = `{ $text }` can't separate cells
import-sheet = sheet { $name }, { $row ->
        [0] no header
       *[other] header in row { $row }
    }, { $rows ->
        [one] one row
       *[other] { $rows } rows
    }
import-skipped = left out
import-column-free = unmapped: --map FILE or --skip { $column }
import-would = would make { $counts }{ $refused ->
        [0] {""}
        [one] ; refuse one row:
       *[other] ; refuse { $refused } rows:
    }
import-lack = { $count } { $kind } { $count ->
        [one] lacks
       *[other] lack
    } { $field }: --incomplete takes them in
import-changed = { $count } changed
import-unchanged = { $count } unchanged
import-nothing = nothing
import-rejected = { $count ->
        [one] one row
       *[other] { $count } rows
    } in { $file }
demo-exists = `{ $path }` exists already
demo-done = { $path }: a consultancy in Shanghai, { $records } records, a year in { $commits } commits
demo-next = now: cd { $path }, then `guanxi list customer`, `guanxi show 云澜`, `guanxi --lang zh due`, `git log`
findings-more = … and { $count } more
import-rejects-there = `{ $path }` is the sheet itself or another file: rejects would overwrite it
no-dry-run = `{ $command }` makes a whole directory: there is no dry run
path-none = no such file or folder in this CRM: `{ $path }`
tags-name = `{ $text }` can't be a tag: it must not be empty or hold separators
tags-same = `{ $text }` is that tag already
schema-field-there = `{ $field }` is there already
schema-field-there-hint = edit `{ $path }`, then `guanxi save`

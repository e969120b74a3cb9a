import-unmapped = { $count ->
        [one] no field for column { $columns }
       *[other] no field for { $count } columns: { $columns }
    }
import-unmapped-hint = say it in a map (--map FILE) or leave it out: --skip "{ $column }"
import-columns-refused = columns that can't be read as a whole
import-refused = { $count ->
        [one] one row can't come in
       *[other] { $count } rows can't come in
    }
import-refused-hint = mend them, or import the others with --rejects FILE
import-incomplete-hint = they only lack required fields: take them with --incomplete
import-empty = `{ $file }` holds no rows
import-no-header = sheet `{ $sheet }`: no header found
import-no-kind = sheet `{ $sheet }`: the headers don't say what it holds
import-no-kind-hint = say it with --kind KIND or --map FILE, or choose another sheet with --sheet NAME
import-no-kind-named = there is no kind `{ $name }`
import-no-field = `{ $kind }` has no field `{ $name }` that a cell can fill
import-dates-open = column { $column }: dates such as `{ $example }` may begin with the day or the month
import-dates-hint = say it with dates = "dmy" (or "mdy") in the map file
import-note-fraction = column { $column } holds fractions of one; 0.1 is taken for 10 %
import-error-cell = the cell holds the error { $error }
import-ragged = `{ $text }` stands right of the last column of the header
import-none-named = no { $kind } is called `{ $text }`
import-several = `{ $text }` fits { $count } records
import-rows-disagree = { $field } `{ $new }`, but row { $row } of the same record has `{ $old }`
import-sibling = row { $row } of the same record is refused
import-map-faulty = { $count ->
        [one] `{ $file }` has a fault
       *[other] `{ $file }` has { $count } faults
    }
import-map-needs = `{ $key }` is missing
import-map-unknown-key = a map has no key `{ $key }`
import-map-text = `{ $key }` must be text in quotes
import-map-column = a column is "field" or a table with `field`
import-map-key = the key `{ $header }` is none of the columns
import-map-no-reference = `{ $field }` refers to no other record, so nothing can be looked up
import-map-otherwise = `{ $field }` is no text field that could take what can't be read
import-map-dates = `{ $text }` isn't one of: ymd, dmy, mdy
import-map-columns-missing = sheet `{ $sheet }` lacks columns of the map: { $columns }

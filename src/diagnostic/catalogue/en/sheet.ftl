sheet-not-a-spreadsheet = `{ $file }` is no spreadsheet we read ({ $what })
sheet-save-as-hint = open it in a spreadsheet program and save it as .xlsx or .csv
sheet-protected = `{ $file }` is protected by a password
sheet-protected-hint = save a copy without the password and import that
sheet-damaged = can't read `{ $file }`, it is damaged or unusual: { $error }
sheet-too-many-cells = `{ $file }` spans more than { $limit } million cells, or repeats them beyond what is safe to read
sheet-too-many-cells-hint = delete stray cells far from the table, or save the sheet as .csv
sheet-too-large = `{ $file }` would unpack into more than is safe to read
sheet-too-large-hint = split it, or save the sheets you need as .csv
sheet-unknown-encoding = unknown encoding `{ $name }`
sheet-encodings-hint = try utf-8, gbk, gb18030, big5, utf-16le, latin1
sheet-no-such-sheet = `{ $file }` has no sheet `{ $name }`
sheet-no-such-sheet-hint = it has: { $names }
sheet-unknown-error = sheet `{ $sheet }` has the error { $error } in a cell, which was left empty
sheet-undecodable = the cell has characters that don't fit the encoding; they show as `�`
sheet-nul = the cell held NUL bytes, which were removed
sheet-stray-quote = the quote that opens this cell never ends; it was read as an ordinary character
sheet-note-encoding = encoding: { $encoding }
sheet-note-separator = separator: { $separator }
sheet-note-hidden = { $count ->
        [one] left out a hidden sheet: { $names }
       *[other] left out { $count } hidden sheets: { $names }
    }
sheet-note-unwrapped = { $count ->
        [one] one row stood in quotes as a whole and was cut into its cells
       *[other] { $count } rows stood in quotes as a whole and were cut into their cells
    }

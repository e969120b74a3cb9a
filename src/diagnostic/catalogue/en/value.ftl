value-number-unreadable = `{ $text }` isn't a number: expected digits such as `1200.50`, `1,200.50` or `12万`
value-number-too-long = `{ $text }` has too many digits: at most 28 are kept exactly
value-percent-unreadable = `{ $text }` isn't a percentage: expected a number such as `10%` or `7.5`
value-int-unreadable = `{ $text }` isn't a whole number: expected digits such as `12`
value-int-fraction = `{ $text }` has a fraction: expected a whole number
value-int-too-large = `{ $text }` is too large for a whole number: expected at most 18 digits
value-bool-unreadable = `{ $text }` is neither yes nor no: expected `true` or `false`, `yes` or `no`, `是` or `否`
value-duration-unreadable = `{ $text }` isn't a length of time: expected a number and a unit such as `90m`, `1h30m`, `3d` or `2w`
value-date-unreadable = `{ $text }` isn't a date: expected one such as `2026-11-21`, `11月21日`, `fri` or `+10d`
value-date-no-such-day = `{ $text }` is no day of the calendar: expected an existing date such as `2026-11-21`
value-date-ambiguous = `{ $text }` may be { $first } or { $second }: expected year-month-day, or say the order of the column
value-date-wrong-order = `{ $text }` doesn't fit the order { $order ->
        [dmy] day, month, year
        [mdy] month, day, year
       *[ymd] year, month, day
    } that was chosen: expected a date in that order or year-month-day
value-moment-unreadable = `{ $text }` isn't a date with a time: expected one such as `2026-11-21 14:30`, `yesterday 14:30` or `now`
value-phone-unreadable = `{ $text }` isn't a phone number: expected digits, with the country code in front where it isn't this country
value-phone-mobile-length = `{ $text }` has { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    }, expected 11 for a mobile number
value-phone-area-code = `{ $text }` lacks its area code: expected one in front, such as `021-88888888`
value-phone-country-code = `{ $text }` lacks a valid country code: expected one in front, such as `+86`
value-phone-length = `{ $text }` has the wrong number of digits: { $digits }
value-phone-unassigned = `{ $text }` begins with digits that no number of its country has
value-email-unreadable = `{ $text }` isn't an e-mail address: expected one such as `name@example.com`
value-email-comma = `{ $text }` has a comma where a dot belongs: expected probably `{ $probable }`
value-email-several = `{ $text }` holds several e-mail addresses: expected one
value-url-unreadable = `{ $text }` isn't a web address: expected one such as `https://example.com`
value-url-scheme = `{ $text }` isn't a web address: it begins with `{ $scheme }`, expected `https` or `http`

value-number-unreadable = `{ $text }` 不是数字：应写作 `1200.50`、`1,200.50` 或 `12万` 这样的形式
value-number-too-long = `{ $text }` 位数过多：最多精确保留 28 位
value-percent-unreadable = `{ $text }` 不是百分比：应写作 `10%` 或 `7.5` 这样的形式
value-int-unreadable = `{ $text }` 不是整数：应写作 `12` 这样的数字
value-int-fraction = `{ $text }` 带有小数：此处应为整数
value-int-too-large = `{ $text }` 超出整数范围：最多 18 位
value-bool-unreadable = `{ $text }` 无法判断是或否：应写 `是` 或 `否`、`yes` 或 `no`、`true` 或 `false`
value-duration-unreadable = `{ $text }` 不是时长：应写数字加单位，如 `90m`、`1h30m`、`3d`、`2w` 或 `2小时`
value-date-unreadable = `{ $text }` 不是日期：应写作 `2026-11-21`、`11月21日`、`周五` 或 `+10d` 这样的形式
value-date-no-such-day = `{ $text }` 在日历上不存在：应为真实的日期，如 `2026-11-21`
value-date-ambiguous = `{ $text }` 可能是 { $first }，也可能是 { $second }：请写成年-月-日，或指明该列的日期顺序
value-date-wrong-order = `{ $text }` 不符合所选的{ $order ->
        [dmy] 日、月、年
        [mdy] 月、日、年
       *[ymd] 年、月、日
    }顺序：请按该顺序或年-月-日书写
value-moment-unreadable = `{ $text }` 不是日期时间：应写作 `2026-11-21 14:30`、`昨天 14:30` 或 `现在` 这样的形式
value-phone-unreadable = `{ $text }` 不是电话号码：应为数字，外国号码前面须带国家代码
value-phone-mobile-length = `{ $text }` 有 { $digits } 位数字，手机号应为 11 位
value-phone-area-code = `{ $text }` 缺少区号：应写作 `021-88888888` 这样的形式
value-phone-country-code = `{ $text }` 缺少有效的国家代码：前面应带 `+86` 这样的代码
value-phone-length = `{ $text }` 的位数不对：共 { $digits } 位
value-phone-unassigned = `{ $text }` 的号段在该国并不存在
value-email-unreadable = `{ $text }` 不是邮箱地址：应写作 `name@example.com` 这样的形式
value-email-comma = `{ $text }` 中该用点的地方写成了逗号：应该是 `{ $probable }`
value-email-several = `{ $text }` 含有多个邮箱地址：此处应只填一个
value-url-unreadable = `{ $text }` 不是网址：应写作 `https://example.com` 这样的形式
value-url-scheme = `{ $text }` 不是网址：它以 `{ $scheme }` 开头，应为 `https` 或 `http`

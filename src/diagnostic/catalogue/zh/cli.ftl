word-error = 错误
word-warning = 警告
word-advice = 建议
word-hint = 提示
lang-none = 没有此语言：`{ $text }`，可用 en 和 zh
format-none = 没有此格式：`{ $name }`，可用 table、json、jsonl、csv、tsv、ids、md
now-fault = GUANXI_NOW：`{ $text }` 不是时刻，例如 2026-11-23T09:00:00+08:00
crm-none = 这里没有 CRM：`{ $path }` 及上级目录中没有 crm.toml
crm-none-hint = `guanxi init` 在此新建；-C DIR 或 GUANXI_DIR 指定其他目录
nothing-to-do = 没有变化
confirm-needed = { $question }没有终端可以询问
confirm-needed-hint = 用 -y 表示同意
confirm-no = 保持不变
confirm-many = 修改 { $count } 条记录？
ask-failed = 无法询问：{ $error }
ask-name = 姓名：
ask-email = 邮箱：
init-done = 已创建 { $path }：{ $currency }，{ $zone }，规则 { $policy }；您是第一位成员{ $default ->
        [yes] ；设为默认 CRM
       *[no] {""}
    }
kinds-known = 可用：{ $kinds }
fields-known = { $kind } 有字段：{ $fields }
assignment-none = `{ $text }` 不是赋值：字段=值
assignment-fault = { $field }：{ $fault }
assignments-wrong = { $count } 个值有误，未写入任何内容
field-immutable = 不可修改
field-empty = 不能为空
field-no-set = 只有一个值：+= 和 -= 只用于集合、数字和长文本
record-unreadable = `{ $path }` 无法作为记录读取
subject-many = { $count } 条记录：{ $fields }
told-many = { $count } 条记录：{ $fields }
findings-summed = { $count } × { $kind }：{ $message }
count-of = { $count } 个{ $name }
show-timeline = 与之相关（最新在前）
check-done = { $records } 条记录：{ $errors ->
        [0] 没有错误
       *[other] { $errors } 处错误
    }{ $warnings ->
        [0] {""}
       *[other] ，{ $warnings } 处警告
    }
confirm-many-remove = 删除 { $count } 条记录？
rm-referred = 有 { $count } 条记录引用 `{ $reference }`：{ $names }
rm-referred-hint = `guanxi rm { $reference } --archive` 保留记录，但不再列出
rm-archived = { $what } 已归档
rm-removed = { $what } 已删除
rm-archived-many = { $count } 条记录已归档
rm-removed-many = { $count } 条记录已删除
rename-done = { $old } 改为 { $new }；{ $count ->
        [0] 没有记录引用它
       *[other] { $count } 条引用同时更新
    }
tags-tag = 标签
tags-group = 分组
tags-records = 记录数
tags-known = 在标签体系中
tags-known-already = `{ $text }` 已在标签体系中：{ $known }
tags-merge-hint = guanxi tags merge { $old } { $new }
tags-added = 已增加标签 { $tag }
tags-none = 没有标签 `{ $text }`
tags-replaced = { $old } → { $new }，共 { $count } 条记录
edit-none = 没有编辑器
edit-none-hint = export EDITOR=vi
edit-again = 重新编辑？
edit-failed = 编辑器 `{ $editor }`：{ $error }
undo-op = 操作
undo-commit = 提交
undo-author = 作者
undo-subject = 摘要
undo-nothing = 没有可撤销的操作
undo-none = 没有操作 `{ $operation }`
undo-merge = `{ $commit }` 是合并，不能作为一个操作撤销
undo-done = 已撤销 { $commit }：{ $subject }
undo-kept = 之后改过，保留：{ $what }
history-at = 时间
history-author = 作者
history-member = 人员
history-op = 操作
history-commit = 提交
history-kind = 类别
history-id = 编号
history-field = 字段
history-old = 原值
history-new = 新值
help-none = 没有此命令：`{ $name }`
fmt-done = { $count } 条记录已统一写法
plain = { $text }
config-key = 没有此项：`{ $key }`，可用：{ $known }
schema-kind = 类别
schema-label = 名称
schema-folder = 文件夹
schema-fields = 字段数
schema-field = 字段
schema-type = 类型
schema-required = 必填
schema-values = 可选值
schema-from = 来源
schema-add-form = `{ $text }`：应写作 类别.字段，例如 customer.region
schema-exported = 已将 { $count } 个 JSON Schema 和编辑器设置写入 { $folder }
doctor-no-member = 没有成员使用您的邮箱：`guanxi add member 姓名 email=…`
doctor-format = { $format }，本程序写入 { $known }
doctor-attributes = .gitattributes 缺少 `*.toml -text`：git 可能改动记录的换行
doctor-dirty = { $count ->
        [0] 没有
       *[other] { $count } 个文件，`guanxi save` 提交
    }
doctor-hooks = guanxi 的提交不运行 git 钩子
due-due = 到期
due-days = 天数
due-reason = 原因
due-title = 事项
due-customer = 客户
due-owner = 负责人
due-settle = 处理方式
done-none = 最近的 `due` 中没有第 { $number } 项
done-none-hint = `guanxi due` 会给到期事项编号
done-done = { $what } 已完成
export-left-out = 未导出的保密字段：{ $fields }（--confidential 可一并导出）
sql-none = 没有语句
sql-none-hint = guanxi sql "select name, grade from customers"；--schema 列出表和列
report-option = `{ $text }`：应写作 --名称 值
report-none = 没有报表 `{ $name }`
report-known = 可用：{ $names }
report-heading = 报表
report-title = 标题
import-running = 正在读取和写入……
import-separator = `{ $text }` 不能作分隔符
import-sheet = 工作表 { $name }，{ $row ->
        [0] 没有表头
       *[other] 表头在第 { $row } 行
    }，{ $rows } 行
import-skipped = 略过
import-column-free = 没有对应字段：--map 文件 或 --skip { $column }
import-would = 将新建 { $counts }{ $refused ->
        [0] {""}
       *[other] ；拒绝 { $refused } 行：
    }
import-lack = { $count } 个{ $kind }缺少 { $field }：用 --incomplete 一并导入
import-changed = 修改 { $count } 条
import-unchanged = { $count } 条无变化
import-nothing = 无
import-rejected = { $count } 行写入 { $file }
demo-exists = `{ $path }` 已存在
demo-done = { $path }：上海一家咨询公司，{ $records } 条记录，一年共 { $commits } 次提交
demo-next = 接下来：cd { $path }，再试 `guanxi list customer`、`guanxi show 云澜`、`guanxi due`、`git log`
findings-more = ……另有 { $count } 处
import-rejects-there = `{ $path }` 是原表或其他文件：不能用拒收行覆盖
no-dry-run = `{ $command }` 会新建整个目录，不支持试运行
path-none = 此 CRM 中没有文件或文件夹：`{ $path }`
tags-name = `{ $text }` 不能作标签：不能为空或含分隔符
tags-same = `{ $text }` 已经是该标签
schema-field-there = `{ $field }` 已存在
schema-field-there-hint = 请编辑 `{ $path }`，再 `guanxi save`

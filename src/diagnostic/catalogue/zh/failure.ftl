io-failed = 无法{ $doing ->
        [read] 读取
        [write] 写入
        [create] 创建
        [remove] 删除
        [lock] 锁定
       *[other] 处理
    } `{ $path }`：{ $error }
lock-held = 另一个 guanxi 命令占用 `{ $path }` 已 { $seconds } 秒
lock-held-hint = 等它结束后再试
git-failed = git 仓库：{ $doing ->
        [read] 读取
        [write] 写入
        [open] 打开
        [init] 初始化
       *[other] 操作
    }失败：{ $error }
git-run-failed = `git { $command }` 失败：{ $error }
git-none = `{ $path }` 不在 git 仓库中
git-none-hint = 用 `guanxi init` 或 `git init` 建立仓库
git-unsupported = `{ $path }` 是 { $what } 仓库，guanxi 无法安全写入
git-unsupported-hint = 请使用带工作区、SHA-1 对象和文件引用的仓库：`git init`
git-owner = `{ $path }` 属于其他用户，git 拒绝访问
git-owner-hint = git config --global --add safe.directory { $path }
git-in-progress = 仓库中有未完成的 { $state }
git-in-progress-hint = 完成（`git { $state } --continue`）或放弃（`git { $state } --abort`）后再试
git-detached = HEAD 处于游离状态：此时的提交不属于任何分支
git-detached-hint = 先 `git switch main`，再试
git-moved = 命令执行期间 `{ $branch }` 已变动
git-moved-hint = 未写入任何内容，请重试
git-staged-meanwhile = 命令执行期间 git 暂存区已变动
git-locked = 另一个 git 命令占用 `{ $path }`
git-locked-hint = 若没有 git 命令在运行，请删除该文件；未写入任何内容
git-no-identity = git 不知道您的姓名和邮箱
git-no-identity-hint = git config --global user.name "…" && git config --global user.email …
format-newer = 此 CRM 的格式为 { $format }，本程序只认识 { $known }：只读
format-newer-hint = 写入需安装更新的 guanxi
record-none = 没有此记录：`{ $reference }`
record-exists = `{ $reference }` 已存在：`{ $path }`
kind-none = 没有此类记录：`{ $name }`
save-first = `{ $path }` 有未提交的手工修改
save-first-hint = `guanxi save` 提交它们，`git diff` 查看它们
field-dirty = `{ $path }`：`{ $field }` 有未提交的手工修改
write-unfinished = 已提交，但文件尚未全部就位：{ $why }
write-unfinished-hint = 下一个 guanxi 命令会自动完成
refused-by-check = 已拒绝：{ $count } 处错误，未写入任何内容
id-fault = `{ $id }` 不能作编号：{ $why ->
        [empty] 为空
        [long] 超过 64 个字符
        [dash] 以短横开头
        [device] 某些系统保留此名称
       *[characters] 只能用 a-z、0-9 和 -
    }
id-fault-hint = 编号只含 a-z、0-9 和 -，最多 64 个字符
id-taken = `{ $reference }` 是（或曾是）另一条记录的编号
id-taken-hint = 用 id=… 另选，或不填
id-none-free = 找不到可用的 { $kind } 编号
reference-none = 没有名为 `{ $text }` 的记录
reference-none-near = 没有名为 `{ $text }` 的记录；是不是 `{ $near }`？
reference-kind = `{ $text }`：此处没有这类记录
reference-several = `{ $text }` 可能指 { $count } 条记录
reference-several-hint = 请指明：{ $names }
init-exists = `{ $path }` 已经是 CRM
init-inside = `{ $path }` 位于 CRM `{ $outer }` 之内
path-outside = `{ $path }` 超出仓库范围
path-no-folder = `{ $path }` 不是文件夹：那里是链接或文件
record-twins = `{ $reference }` 出现两次：{ $paths }
save-orphans-hint = `git checkout -- { $path }` 可恢复；`guanxi rm` 会说明哪些记录引用它
undo-init = CRM 的建立不能撤销
undo-rename-edited = 改名后的记录又被修改：{ $kept }
undo-rename-edited-hint = 请改回原编号：guanxi rename 记录 原编号
settings-faulty = crm.toml、tags.toml 或 schema/ 有 { $count } 处错误：修正前只读

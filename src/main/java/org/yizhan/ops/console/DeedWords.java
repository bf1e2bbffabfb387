package org.yizhan.ops.console;

import java.util.Map;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Order;
import org.yizhan.ops.Role;

/** What deeds are called on screens, and which screen shows what they were done to. */
final class DeedWords {

    private static final Map<String, String> CHINESE = Map.ofEntries(
            Map.entry("split", "拆分报道"),
            Map.entry("merge", "合并报道"),
            Map.entry("undo", "撤销修正"),
            Map.entry("erase", "删除稿件"),
            Map.entry("retag", "重新打标签"),
            Map.entry("make-key", "新建推送密钥"),
            Map.entry("pause-source", "暂停来源"),
            Map.entry("resume-source", "恢复来源"),
            Map.entry("poll-source", "立即抓取"),
            Map.entry("replay-dead-letter", "重放死信"),
            Map.entry("discard-dead-letter", "丢弃死信"),
            Map.entry("reload-dictionaries", "重读词典"),
            Map.entry("back-up", "备份数据库"),
            Map.entry("delete-backup", "删除备份"),
            Map.entry("end-subscription", "终止订阅"),
            Map.entry("retry-subscription", "立即推送订阅"),
            Map.entry("ping-subscription", "询问回调"),
            Map.entry("suspend-subscription", "暂停订阅"),
            Map.entry("resume-subscription", "恢复订阅"),
            Map.entry("resend-subscription", "重发上一次"),
            Map.entry("rotate-key", "轮换推送密钥"),
            Map.entry("revoke-key", "作废推送密钥"),
            Map.entry("check-signature", "核对签名"),
            Map.entry("log-in", "登录"),
            Map.entry("log-out", "退出"),
            Map.entry("put-account", "设置账号"),
            Map.entry("shut-account", "关闭账号"),
            Map.entry("change-password", "更换口令"),
            Map.entry("replay-mended-dead-letter", "改后重放死信"),
            Map.entry("replay-dead-letters", "批量重放死信"),
            Map.entry("discard-dead-letters", "批量丢弃死信"),
            Map.entry("pause-order", "暂停批量操作"),
            Map.entry("resume-order", "继续批量操作"),
            Map.entry("cancel-order", "取消批量操作"),
            Map.entry("start-route", "启动路由"),
            Map.entry("stop-route", "停止路由"),
            Map.entry("suspend-route", "挂起路由"),
            Map.entry("resume-route", "恢复路由"),
            Map.entry("reset-offsets", "重设位移"),
            Map.entry("pause-sources", "批量暂停来源"),
            Map.entry("resume-sources", "批量恢复来源"),
            Map.entry("poll-sources", "批量立即抓取"),
            Map.entry("set-source-intervals", "设定采集间隔"),
            Map.entry("set-source-tags", "加减来源标签"),
            Map.entry("ask-resting-host", "访问休息中的主机"),
            Map.entry("note-source", "记一条备注"),
            Map.entry("set-source-contact", "改联系人"),
            Map.entry("retry-file", "重试文件"),
            Map.entry("discard-file", "丢弃文件"),
            Map.entry("silence-alert", "静默告警"),
            Map.entry("end-silence", "结束静默"),
            Map.entry("make-feed-token", "新建订阅令牌"),
            Map.entry("revoke-feed-token", "吊销订阅令牌"));

    private static final Map<String, String> DETAILS = Map.ofEntries(
            Map.entry("file", "文件"),
            Map.entry("bytes", "大小"),
            Map.entry("taken", "收下的"),
            Map.entry("nothing", "没有"),
            Map.entry("partly", "一部分"),
            Map.entry("not-writable", "不让写"),
            Map.entry("rows", "行数"),
            Map.entry("begun", "已开始"),
            Map.entry("complete", "已完成"),
            Map.entry("deleted", "已删除"),
            Map.entry("notBefore", "不早于"),
            Map.entry("deadLetters", "删去的死信"),
            Map.entry("mendedRecords", "删去的改动记录"),
            Map.entry("pages", "删去的待取网页"),
            Map.entry("mentions", "提到它的死信"),
            Map.entry("replay", "重放"),
            Map.entry("discard", "丢弃"),
            Map.entry("item", "来源的编号"),
            Map.entry("q", "词"),
            Map.entry("ordered", "已下令"),
            Map.entry("failed-again", "又失败了"),
            Map.entry("current", "现有的"),
            Map.entry("all", "全部"),
            Map.entry("role", "角色"),
            Map.entry("state", "状态"),
            Map.entry("viewer", "观察员"),
            Map.entry("operator", "操作员"),
            Map.entry("admin", "管理员"),
            Map.entry("open", "可用"),
            Map.entry("closed", "已关闭"),
            Map.entry("source", "来源"),
            Map.entry("channel", "频道"),
            Map.entry("scope", "范围"),
            Map.entry("failed", "未成"),
            Map.entry("errors", "错误"),
            Map.entry("region", "地区"),
            Map.entry("kind", "类型"),
            Map.entry("name", "名称"),
            Map.entry("subject", "对象"),
            Map.entry("until", "到期"),
            Map.entry("since", "起"),
            Map.entry("stage", "阶段"),
            Map.entry("error", "类别"),
            Map.entry("topic", "主题"),
            Map.entry("host", "回调主机"),
            Map.entry("answer", "应答"),
            Map.entry("as it should", "正常"),
            Map.entry("good", "相符"),
            Map.entry("true", "是"),
            Map.entry("false", "否"),
            Map.entry("letters", "死信数"),
            Map.entry("filter", "筛选"),
            Map.entry("rate", "每秒条数"),
            Map.entry("order", "命令"),
            Map.entry("done", "已做"),
            Map.entry("skipped", "跳过"),
            Map.entry("again", "重读"),
            Map.entry("leftOut", "未动"),
            Map.entry("lastId", "到编号"),
            Map.entry("deliveries", "送达次数"),
            Map.entry("ids", "编号"),
            Map.entry("sources", "来源"),
            Map.entry("articles", "稿件"),
            Map.entry("stories", "报道"),
            Map.entry("mending", "修正"),
            Map.entry("undoes", "撤销的是"),
            Map.entry("key", "键"),
            Map.entry("replacedBy", "接替它的"),
            Map.entry("overlap", "重叠"),
            Map.entry("expires", "到期"),
            Map.entry("partitions", "分区"),
            Map.entry("started", "运行中"),
            Map.entry("stopped", "已停止"),
            Map.entry("suspended", "已暂停"),
            Map.entry("changing", "切换中"),
            Map.entry("running", "推送中"),
            Map.entry("paused", "已暂停"),
            Map.entry("polled", "采集中"),
            Map.entry("received", "收到"),
            Map.entry("replays", "重放次数"),
            Map.entry("waiting", "未重放"),
            Map.entry("replayed", "重放过"),
            Map.entry("discarded", "已丢弃"),
            Map.entry("fields", "改了的字段"),
            Map.entry("moreFields", "另有字段"),
            Map.entry("bytesBefore", "原字节数"),
            Map.entry("bytesAfter", "新字节数"),
            Map.entry("checksumBefore", "原校验和"),
            Map.entry("checksumAfter", "新校验和"),
            Map.entry("count", "个数"),
            Map.entry("next", "下次"),
            Map.entry("scheduled", "按计划"),
            Map.entry("now", "尽快"),
            Map.entry("never", "不再问"),
            Map.entry("value", "设为"),
            Map.entry("live", "有效"),
            Map.entry("revoked", "已吊销"),
            Map.entry("rotated", "已轮换"),
            Map.entry("told", "通知"),
            Map.entry("silent", "静默"),
            Map.entry("active", "有效"),
            Map.entry("failing", "失败中"),
            Map.entry("gone", "已不在"),
            Map.entry("ended", "已终止"),
            Map.entry("cancelled", "已取消"),
            Map.entry("edition", "版本"),
            Map.entry("failures", "连败"));

    private DeedWords() {}

    static String detail(Language language, String word) {
        return language.say(DETAILS.getOrDefault(word, word), word);
    }

    /** The action in this language; its own word where it has no Chinese one. */
    static String say(Language language, String action) {
        return language.say(CHINESE.getOrDefault(action, action), action.replace('-', ' '));
    }

    /** The screen of what a deed was done to; empty where it has none, or none that this role may see. */
    static Optional<String> link(Audit.Line line, Role role) {
        String object = Screen.encoded(line.object());
        if (object.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> one = switch (line.action()) {
            case "rotate-key", "revoke-key", "make-key" -> Optional.of("/ops/publishers/" + object);
            case "ask-resting-host" -> Optional.of("/ops/sources?q=" + object);
            case "reset-offsets" -> Optional.of("/ops/kafka/groups/" + object);
            case "replay-dead-letter", "replay-mended-dead-letter" ->
                role.may(Role.OPERATOR) ? Optional.of("/ops/dead-letters/" + object) : Optional.empty();
            case "discard-dead-letter" -> Optional.of("/ops/trace?q=" + object);
            case "replay-dead-letters", "discard-dead-letters", "pause-order", "resume-order", "cancel-order" ->
                Optional.of("/ops/dead-letters/orders/" + object);
            case "silence-alert", "end-silence", "make-feed-token", "revoke-feed-token" -> Optional.of("/ops/alerts");
            case "back-up", "delete-backup" -> role.may(Role.ADMIN) ? Optional.of("/ops/backups") : Optional.empty();
            case "put-account", "shut-account", "change-password" ->
                role.may(Role.ADMIN) ? Optional.of("/ops/accounts/" + object) : Optional.empty();
            case "split", "merge", "erase" -> Order.id(line.object()).map(id -> "/ops/trace?q=" + id);
            default -> Optional.empty();
        };
        return one.or(() -> ofGroup(line, object));
    }

    private static Optional<String> ofGroup(Audit.Line line, String object) {
        String action = line.action();
        if (action.endsWith("-sources") || action.equals("set-source-intervals") || action.equals("set-source-tags")) {
            return Optional.of(
                    line.object().matches("[0-9]+ sources")
                            ? "/ops/source-orders/" + line.no()
                            : "/ops/sources/" + object);
        }
        if (action.endsWith("-source") || action.endsWith("-file") || action.equals("set-source-contact")) {
            return Optional.of("/ops/sources/" + object);
        }
        if (action.endsWith("-route")) {
            return Optional.of("/ops/routes/" + object);
        }
        return action.endsWith("-subscription") && !action.equals("end-subscription")
                ? Optional.of("/ops/subscribers/" + object)
                : Optional.empty();
    }
}

package org.yizhan.ops.console;

import java.util.Map;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Order;

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
            Map.entry("end-subscription", "终止订阅"),
            Map.entry("retry-subscription", "重试订阅"),
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
            Map.entry("silence-alert", "静默告警"),
            Map.entry("end-silence", "结束静默"),
            Map.entry("make-feed-token", "新建订阅令牌"),
            Map.entry("revoke-feed-token", "吊销订阅令牌"));

    private static final Map<String, String> DETAILS = Map.ofEntries(
            Map.entry("role", "角色"),
            Map.entry("state", "状态"),
            Map.entry("viewer", "观察员"),
            Map.entry("operator", "操作员"),
            Map.entry("admin", "管理员"),
            Map.entry("open", "可用"),
            Map.entry("closed", "已关闭"),
            Map.entry("source", "来源"),
            Map.entry("scope", "范围"),
            Map.entry("failed", "未成"),
            Map.entry("errors", "错误"));

    private DeedWords() {}

    static String detail(Language language, String word) {
        return language.say(DETAILS.getOrDefault(word, word), word);
    }

    /** The action in this language; its own word where it has no Chinese one. */
    static String say(Language language, String action) {
        return language.say(CHINESE.getOrDefault(action, action), action.replace('-', ' '));
    }

    static Optional<String> link(Audit.Line line) {
        String object = line.object();
        if (object.isEmpty()) {
            return Optional.empty();
        }
        if (line.action().endsWith("-source")) {
            return Optional.of("/ops/sources/" + Screen.encoded(object));
        }
        if (line.action().endsWith("-route")) {
            return Optional.of("/ops/routes/" + Screen.encoded(object));
        }
        return switch (line.action()) {
            case "reset-offsets" -> Optional.of("/ops/kafka/groups/" + Screen.encoded(object));
            case "replay-dead-letter", "replay-mended-dead-letter" ->
                Optional.of("/ops/dead-letters/" + Screen.encoded(object));
            case "put-account", "shut-account", "change-password" ->
                Optional.of("/ops/accounts/" + Screen.encoded(object));
            case "split", "merge", "erase" -> Order.id(object).map(id -> "/ops/trace?q=" + id);
            default -> Optional.empty();
        };
    }
}

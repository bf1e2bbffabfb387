package org.yizhan.ops.console;

import org.yizhan.http.Language;
import org.yizhan.ops.Trouble;

/** What each kind of alert is called: in lists, and above its paragraph on the help page. */
public final class KindWords {

    private KindWords() {}

    /** Such as 数据库没有应答. */
    public static String title(Language language, Trouble.Kind kind) {
        return switch (kind) {
            case DATABASE -> language.say("数据库没有应答", "The database does not answer");
            case KAFKA -> language.say("Kafka 没有应答", "Kafka does not answer");
            case PARTITIONS -> language.say("分区没有分到", "Partitions are not given out");
            case DEPENDENCY -> language.say("某个依赖不可用", "A dependency is down");
            case DICTIONARY -> language.say("词典文件未生效", "A dictionary is refused");
            case PUSH_KEY -> language.say("配置的推送密钥已失效", "The configured push key has ended");
            case NETWORK -> language.say("网络断了", "The network is gone");
            case DISK -> language.say("磁盘快满了", "The disk is nearly full");
            case ROUTE -> language.say("路由没有运行", "A route does not run");
            case STALLED -> language.say("有活不干", "Nothing gets done though work waits");
            case LAG -> language.say("积压", "A stage is behind");
            case LAG_UNKNOWN -> language.say("积压未知", "The lag is unknown");
            case RETENTION -> language.say("未读的快要过期", "What is not read is about to be lost");
            case DEAD_LETTERS -> language.say("死信", "Dead letters");
            case POLLING_LATE -> language.say("采集停滞", "Polling has come to a halt");
            case POLL_FAILURES -> language.say("采集失败太多", "Too many polls fail");
            case SOURCES -> language.say("许多来源异常", "Many sources are in trouble");
            case SOURCE_FAILING -> language.say("来源采集失败", "A source fails");
            case SOURCE_GONE -> language.say("来源已停止", "A source has ended");
            case SOURCE_HOST -> language.say("同一主机的来源一起异常", "The sources of one host fail together");
            case SOURCE_HELD_OFF -> language.say("来源长期被限流", "A source has been held off for long");
            case SOURCE_REDESIGNED -> language.say("来源疑似改版", "A source looks redesigned");
            case SOURCE_QUIET -> language.say("来源安静得反常", "A source is silent for longer than usual");
            case SOURCE_FILE -> language.say("来源文件未生效", "A source's file is refused");
            case FAILED_FILES -> language.say("文件没收下", "Files were not taken");
            case HUB_LATE -> language.say("订阅推送滞后", "Subscribers are told late");
            case HUB_FAILING -> language.say("许多订阅推送失败", "Many subscribers can't be reached");
            case SEARCH -> language.say("检索落后", "Search is behind");
            case UNKNOWN -> language.say("看不到状况", "Something can't be looked at");
        };
    }
}

package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.yizhan.http.Language;
import org.yizhan.http.Times;

/** How sources fare in plain words: no word of the inside, no message of a program. */
public record StatusWords(Language language) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private record Words(String chinese, String english) {}

    private static final Words UNKNOWN = new Words("原因不明", "for a reason not known");

    private static final Map<String, Words> CAUSES = Map.ofEntries(
            Map.entry("dns", new Words("找不到它的域名", "its domain name can't be found")),
            Map.entry("forbidden-address", new Words("它的域名指向内部地址", "its domain name leads to an inside address")),
            Map.entry("connect", new Words("连不上它的服务器", "its server can't be reached")),
            Map.entry("tls", new Words("它的证书或加密连接有误", "its certificate or encryption is faulty")),
            Map.entry("timeout", new Words("它的服务器迟迟不答", "its server does not answer in time")),
            Map.entry("protocol", new Words("它的应答中断或不合规范", "its answer breaks off or is malformed")),
            Map.entry("redirect", new Words("它的网址转来转去", "its address leads in a circle")),
            Map.entry("http-403", new Words("它拒绝我们访问", "it refuses to answer us")),
            Map.entry("http-404", new Words("它的页面不见了", "its page is missing")),
            Map.entry("http-410", new Words("它说这个页面已永久撤下", "it says that the page is gone for good")),
            Map.entry("http-429", new Words("它要求我们少问几次", "it asks us to come less often")),
            Map.entry("http-4xx", new Words("它不接受我们的请求", "it does not accept our request")),
            Map.entry("http-5xx", new Words("它的服务器出错", "its server fails")),
            Map.entry("too-large", new Words("它的文件太大", "its document is too large")),
            Map.entry("selector", new Words("页面里找不到稿件列表", "no list of articles is found on its page")),
            Map.entry("empty", new Words("它的页面是空的", "its page is empty")),
            Map.entry("unreadable", new Words("它给的文件读不懂", "its document can't be read")),
            Map.entry("charset", new Words("它的文字编码有误", "its characters are garbled")),
            Map.entry("robots", new Words("它的 robots.txt 不许采集", "its robots.txt keeps us out")));

    private String say(String chinese, String english) {
        return language.say(chinese, english);
    }

    /** Such as 采集失败, with a mark that tells without colour. */
    public String state(Freshness.State state) {
        return switch (state) {
            case FAILING -> say("▲ 采集失败", "▲ failing");
            case GONE -> say("▲ 已停办", "▲ ended");
            case REDESIGNED -> say("▲ 疑似改版", "▲ page has changed");
            case HELD_OFF -> say("◐ 被限流", "◐ held off");
            case LATE -> say("◐ 迟了", "◐ late");
            case QUIET -> say("○ 比平常安静", "○ quiet longer than usual");
            case NEVER -> say("… 还没取过", "… not asked yet");
            case PAUSED -> say("‖ 暂停采集", "‖ paused");
            case FRESH -> say("● 正常", "● fresh");
            case PUSH_ONLY -> say("→ 只收推送", "→ pushes only");
        };
    }

    /** What the state means for those who wait for news. */
    public String meaning(Freshness.State state) {
        return switch (state) {
            case FAILING -> say("接连几次都没取到，还在重试。", "Several attempts in a row failed; we go on trying.");
            case GONE -> say("来源说它已永久停办，不再去取。", "The source says that it has ended; it is asked no more.");
            case REDESIGNED -> say("能打开，但找不到以前的列表，多半是改版了。", "It answers, but the list is no longer found there.");
            case HELD_OFF -> say("它要求我们少问几次，新稿会晚到。", "It asks us to come less often; what is new comes later.");
            case LATE -> say("是我们没有按时去取，新稿会晚到。", "We have not asked in time; what is new comes later.");
            case QUIET -> say("取得到，但它好久没有新稿，比平常久。", "It answers, but has published nothing for longer than usual.");
            case NEVER -> say("刚加入，还没去取。", "It is new and has not been asked yet.");
            case PAUSED -> say("运营者暂停了采集。", "The operator has paused it.");
            case FRESH -> say("按时取到。", "It is fetched in time.");
            case PUSH_ONLY -> say("它自己推送稿件，我们从不去取。", "It pushes its articles; we never ask for them.");
        };
    }

    /** Such as 它的服务器出错; for a class that has no words here, that the reason is not known. */
    public String cause(String word) {
        Words words = CAUSES.getOrDefault(word, UNKNOWN);
        return say(words.chinese(), words.english());
    }

    /** Such as {@code 3 小时}: days from two on, hours from two on, else minutes. */
    public String span(Duration time) {
        if (time.toDays() >= 2) {
            return say(time.toDays() + " 天", time.toDays() + " days");
        }
        if (time.toHours() >= 2) {
            return say(time.toHours() + " 小时", time.toHours() + " hours");
        }
        long minutes = Math.max(1, time.toMinutes());
        return say(minutes + " 分钟", minutes + " min");
    }

    /** Such as {@code 0.4 秒}; longer ones as spans. */
    public String delay(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) >= 0) {
            return span(time);
        }
        String seconds = String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
        return say(seconds + " 秒", seconds + " s");
    }

    /** What happened, in a line, without the source's name. */
    String headline(Outage outage) {
        if (outage.ended().isEmpty()) {
            return outage.isOfAll() ? say("采集整体落后", "polling as a whole is late") : trouble(outage.state());
        }
        return switch (outage.ending()) {
            case RECOVERED -> say("已恢复，历时 ", "recovered after ") + span(length(outage));
            case PAUSED -> say("已暂停采集", "paused");
            case REMOVED -> say("不再采集", "no longer polled");
        };
    }

    private String trouble(Freshness.State state) {
        return switch (state) {
            case GONE -> say("已停办", "has ended");
            case REDESIGNED -> say("疑似改版，取不到新稿", "page has changed, nothing is found");
            default -> say("采集失败", "can't be fetched");
        };
    }

    private static Duration length(Outage outage) {
        return Duration.between(outage.began(), outage.ended().orElse(outage.began()));
    }

    /** The whole of it: since when, why, until when, and what that means for what was published meanwhile. */
    String story(Outage outage) {
        var story = new StringBuilder(beginning(outage));
        outage.ended().ifPresent(ended -> story.append(end(outage, ended)));
        return story.toString();
    }

    private String beginning(Outage outage) {
        String since = moment(outage.since());
        if (outage.isOfAll()) {
            return say(
                    since + " 起，十分之一以上的来源没有按时去取，新稿会晚到。",
                    "Since " + since
                            + " more than a tenth of the sources have not been asked in time; news comes later. ");
        }
        String cause = outage.cause().isEmpty() && outage.state() == Freshness.State.REDESIGNED
                ? cause("selector")
                : cause(outage.cause());
        return say(since + " 起没有取到新稿：" + cause + "。", "Nothing has been fetched since " + since + ": " + cause + ". ");
    }

    private String end(Outage outage, Instant ended) {
        String at = moment(ended);
        return switch (outage.ending()) {
            case RECOVERED ->
                say(
                        at + " 恢复。其间发布、仍在列表上的稿件会补取，其余的会缺。",
                        "It recovered at " + at + ". What was published meanwhile and is still listed there follows;"
                                + " the rest is missing.");
            case PAUSED -> say(at + " 运营者暂停了采集。", "The operator paused it at " + at + ".");
            case REMOVED -> say(at + " 起不再采集这个来源。", "It is no longer polled from " + at + " on.");
        };
    }

    private static String moment(Instant time) {
        return Times.inChina(time).format(MOMENT);
    }
}

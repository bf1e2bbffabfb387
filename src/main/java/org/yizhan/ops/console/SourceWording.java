package org.yizhan.ops.console;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yizhan.http.Times;
import org.yizhan.ingest.LeftFiles;
import org.yizhan.ingest.poll.ChannelVersion;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceSetting;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ops.Chinese;
import org.yizhan.ops.SourceOrder;
import org.yizhan.ops.SourceOrders;

/**
 * How sources are spoken of in one language.
 *
 * @param regions the name of a region by its code; the code itself where it is unknown
 */
public record SourceWording(Screen screen, UnaryOperator<String> regions) {

    private static final Map<String, String> KINDS = Map.of(
            "poll-feed", "订阅源",
            "poll-list", "列表页",
            "poll-json", "JSON 列表",
            "poll-sitemap", "站点地图",
            "websub", "WebSub",
            "push", "推送",
            "mail", "邮件",
            "drop-folder", "文件夹");

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("new", "新加入"),
            Map.entry("learned", "学到的节奏"),
            Map.entry("quiet", "久未更新，少问"),
            Map.entry("every", "文件指定"),
            Map.entry("websub", "由集线器通知"),
            Map.entry("max-age", "缓存期"),
            Map.entry("ttl", "订阅源的 ttl"),
            Map.entry("skip-hours", "订阅源的 skipHours"),
            Map.entry("retry-after", "对方要求 Retry-After"),
            Map.entry("slow-down", "429，放慢"),
            Map.entry("back-off", "失败退避"),
            Map.entry("found", "刚找到订阅源"),
            Map.entry("robots", "robots.txt"),
            Map.entry("network", "网络不通"),
            Map.entry("interrupted", "被打断"),
            Map.entry("operator", "人工要求"),
            Map.entry("gone", "410，不再问"));

    private static final DateTimeFormatter REST_END = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    /** How its polls are spoken of. */
    public PollWording polls() {
        return new PollWording(screen);
    }

    public String manner(SourceState state) {
        return switch (state) {
            case FRESH -> "good";
            case LATE, QUIET, HELD_OFF -> "warn";
            case GONE, FAILING, REDESIGNED -> "bad";
            case PAUSED -> "held";
            case NEVER, PUSH_ONLY -> "calm";
        };
    }

    /** How its last poll is shown: what went wrong is never shown as well. */
    public String mannerOfFault(SourceHealth health) {
        String manner = manner(health.state());
        return manner.equals("good") && !health.fault().isEmpty() ? "warn" : manner;
    }

    /** Why its host is asked nothing, and until when. */
    public String rest(HostRest rest) {
        return screen.say(
                "主机 %s 休息到 %s：采集 %s 时它答了 %d"
                        .formatted(
                                screen.line(rest.host()),
                                screen.moment(rest.until()),
                                screen.line(rest.channel()),
                                rest.status()),
                "the host %s rests until %s, since it answered %d when %s was polled"
                        .formatted(
                                screen.line(rest.host()),
                                screen.moment(rest.until()),
                                rest.status(),
                                screen.line(rest.channel())));
    }

    /** When the rest ends, to the minute. */
    public String restEnd(HostRest rest) {
        return REST_END.format(Times.inChina(rest.until()));
    }

    public String state(SourceState state) {
        return switch (state) {
            case FRESH -> screen.say("正常", "fresh");
            case LATE -> screen.say("迟到", "late");
            case QUIET -> screen.say("沉默", "quiet");
            case GONE -> screen.say("已终止", "gone");
            case FAILING -> screen.say("失败", "failing");
            case REDESIGNED -> screen.say("疑似改版", "redesigned");
            case PAUSED -> screen.say("已暂停", "paused");
            case HELD_OFF -> screen.say("被限流", "held off");
            case NEVER -> screen.say("尚无答复", "no answer yet");
            case PUSH_ONLY -> screen.say("仅推送", "push only");
        };
    }

    public String kind(String kind) {
        return screen.say(KINDS.getOrDefault(kind, kind), kind);
    }

    public String why(String why) {
        return screen.say(REASONS.getOrDefault(why, why), why);
    }

    /** A region, or a province by its two digits. */
    public String region(String code) {
        String whole = code.length() == 2 ? code + "0000" : code;
        return code.isEmpty() ? screen.say("未标", "none") : screen.line(regions.apply(whole));
    }

    /** How fast it uses up what may be late, in seven days; 1 is just allowed. */
    public String burn(SourceHealth health) {
        return health.burn()
                .map(burn -> String.format(Locale.ROOT, "%.1f×", burn))
                .orElse("–");
    }

    public String mannerOfBurn(SourceHealth health) {
        if (health.burn().isEmpty()) {
            return "calm";
        }
        double burn = health.burn().get();
        return burn > 1 ? "bad" : burn > 0.5 ? "warn" : "good";
    }

    /** Such as {@code 2 / 335 (0.6 %)}. */
    public String share(long part, long whole) {
        return whole == 0
                ? "–"
                : "%s / %s (%.1f %%)".formatted(screen.number(part), screen.number(whole), 100.0 * part / whole);
    }

    public String event(ChannelVersion.Event event) {
        return switch (event) {
            case DECLARED -> screen.say("文件新增", "declared");
            case CHANGED -> screen.say("文件改动", "changed");
            case RETURNED -> screen.say("文件恢复", "returned");
            case REMOVED -> screen.say("文件移除", "removed");
        };
    }

    /** At least so many, where no more are remembered. */
    public String items(long many) {
        return many >= SourceHealth.Recent.MOST ? many + "+" : String.valueOf(many);
    }

    /** The share of polls that were answered with 304. */
    public String unchanged(SourceHealth.Recent recent) {
        return recent.polls() == 0 ? "–" : Math.round(100.0 * recent.unchanged() / recent.polls()) + " %";
    }

    /** Such as {@code 500 对方服务器出错 http-5xx}. */
    public String fault(SourceHealth health) {
        String status = health.status() == 0 ? "" : String.valueOf(health.status());
        String fault = screen.say(Chinese.named("fault", health.fault()), health.fault());
        return (status + " " + screen.line(fault)).strip();
    }

    /** As a list of sources names it: the status and the word, once. */
    public String faultInShort(SourceHealth health) {
        String fault = screen.word("fault", health.fault());
        String status = health.status() == 0 ? "" : String.valueOf(health.status());
        return fault.contains(status) ? fault : status + " " + fault;
    }

    /** Why a file was not taken, a sentence a line; a line about one of its articles begins with that one's id. */
    public List<Said> reasons(LeftFiles.Failed file) {
        return file.reason().lines().map(this::reason).toList();
    }

    private Said reason(String line) {
        Said whole = screen.said(line);
        int end = line.indexOf(": ");
        if (end < 0 || !whole.isForeign()) {
            return whole;
        }
        Said rest = screen.said(line.substring(end + 2));
        return new Said(screen.line(line.substring(0, end)) + "：" + rest.text(), rest.original(), rest.isForeign());
    }

    public String deed(SourceOrder.Deed deed) {
        return switch (deed) {
            case PAUSE -> screen.say("暂停", "Pause");
            case RESUME -> screen.say("恢复", "Resume");
            case POLL -> screen.say("立即采集", "Poll now");
            case INTERVAL -> screen.say("设定间隔", "Set interval");
            case TAGS -> screen.say("加减标签", "Change tags");
        };
    }

    /** With its number: {@code 暂停 37 个来源}. */
    public String deed(SourceOrder order, int many) {
        return deed(order.deed(), order.said(), many);
    }

    /** With its number. */
    public String deed(SourceOrders.Done done, int many) {
        return deed(done.deed(), done.value(), many);
    }

    /** What takes it back, with its number. */
    public String undo(SourceOrders.Done done) {
        return done.deed().sets().isPresent()
                ? screen.say(
                        "%s 个来源各恢复原值".formatted(screen.number(done.ids().size())),
                        "%s sources, each as it was"
                                .formatted(screen.number(done.ids().size())))
                : deed(done.deed().opposite(), "", done.ids().size());
    }

    private String deed(SourceOrder.Deed deed, String value, int many) {
        String set = value.equals(SourceSetting.AS_BEFORE) ? asBefore() : screen.line(value);
        return screen.say(
                "%s%s %s 个来源".formatted(deed(deed), set.isEmpty() ? "" : "（" + set + "）", screen.number(many)),
                "%s%s: %s sources".formatted(deed(deed), set.isEmpty() ? "" : " " + set, screen.number(many)));
    }

    /** An interval that nobody has set. */
    public String asBefore() {
        return screen.say("按文件或学到的节奏", "as the file says, or learned");
    }

    /** Why it is asked then; an operator's interval before all others. */
    public String why(SourceHealth health) {
        if (health.setInterval().isEmpty()) {
            return why(health.why());
        }
        return health.why().equals("every")
                ? screen.say("操作员设定", "set by an operator")
                : why(health.why())
                        + screen.say("；操作员设定 ", "; set by an operator: ")
                        + screen.span(health.setInterval().get());
    }

    public String effect(SourceOrder.Deed deed) {
        return switch (deed) {
            case PAUSE ->
                screen.say(
                        "不再访问它们，直到恢复；手头的请求会做完。可以撤销。",
                        "They are not asked until they are resumed; what is under way is finished. It can be undone.");
            case RESUME ->
                screen.say(
                        "尽快采集一次，然后按各自的节奏继续。可以撤销。",
                        "They are asked as soon as may be, and go on at their own pace. It can be undone.");
            case POLL ->
                screen.say(
                        "尽快采集；每个站点仍按自己的间隔，距上次访问不足 5 分钟的等满 5 分钟，对方要求休息的主机等它休息完。",
                        "They are asked as soon as may be; each host keeps its pace, 5 minutes lie between two polls, and a host that asked for a rest has it.");
            case INTERVAL ->
                screen.say(
                        "从现在起按这个间隔采集，先于来源文件和学到的节奏；对方要求的更长间隔（缓存期、ttl、Retry-After、失败退避）照旧遵守。可以撤销，每个来源回到它原来的设定。",
                        "They are asked at this interval from now on, before what files say and what was learned; what their servers wish (max-age, ttl, Retry-After, back-off) holds as ever. It can be undone, each source to what was set before.");
            case TAGS ->
                screen.say(
                        "标签是操作员自己的词，用来筛选，不影响采集，也与稿件的标签无关。可以撤销，每个来源回到它原来的标签。",
                        "Tags are the operators' own words to narrow lists by; they change nothing about polling and have nothing to do with the tags of articles. It can be undone, each source to its former tags.");
        };
    }

    public String sort(SourceQuery.Sort sort) {
        return switch (sort) {
            case WORST -> screen.say("最需要看的在前", "worst first");
            case CHANNEL -> screen.say("编号", "id");
            case NAME -> screen.say("名称", "name");
            case REGION -> screen.say("地区", "region");
            case STREAK -> screen.say("连败最多在前", "most failures in a row");
            case ATTEMPT -> screen.say("最近尝试在前", "asked last");
            case NEXT -> screen.say("最早要采集的在前", "due soonest");
            case SUCCESS -> screen.say("最久没成功的在前", "longest without success");
            case NEWEST_ITEM -> screen.say("最久没新稿的在前", "longest without news");
            case BURN -> screen.say("新鲜度预算烧得最快的在前", "fastest burn of the freshness budget");
            case PUSH -> screen.say("最近推送的在前", "pushed last");
            case GAP -> screen.say("两次成功相隔最久的在前", "longest gap between good polls");
            case ITEMS_24H -> screen.say("24 小时发布最多的在前", "most published in 24 h");
            case ITEMS_7D -> screen.say("7 天新稿最多的在前", "most new items in 7 days");
            case BYTES -> screen.say("每天字节最多的在前", "most bytes a day");
        };
    }

    /** As a heading says that its column is sorted. */
    public String direction(SourceQuery.Sort sort) {
        return switch (sort) {
            case CHANNEL, NAME, REGION, NEXT, SUCCESS, NEWEST_ITEM -> "ascending";
            case WORST -> "other";
            case STREAK, ATTEMPT, BURN, PUSH, GAP, ITEMS_24H, ITEMS_7D, BYTES -> "descending";
        };
    }
}

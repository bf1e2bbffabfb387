package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.ops.Chinese;

/** How the findings of a dry run are spoken of in one language. */
public record CheckWording(Screen screen) {

    private static final Map<String, String> FIELDS = Map.of(
            "title", "标题",
            "address", "网址",
            "publication time", "发布时间",
            "text", "正文",
            "attribution", "出处");

    /** Warnings by their English form; what is in brackets is put in place of {@code $1} and so on. */
    private static final Map<Pattern, String> WARNINGS = warnings();

    private static Map<Pattern, String> warnings() {
        var warnings = new LinkedHashMap<Pattern, String>();
        put(warnings, "nothing was found: .*", "一条也没匹配到：选择器或路径不对，或列表是空的");
        put(warnings, "(\\d+) of (\\d+) items have no (.+)", "$2 条里有 $1 条没有$3");
        put(warnings, "(\\d+) of (\\d+) articles read have no (.+)", "读出的 $2 篇里有 $1 篇没有$3");
        put(warnings, "(\\d+) items are dated in the future", "$1 条的日期在将来");
        put(warnings, "(\\d+) items are named twice", "$1 条重复出现");
        put(warnings, "(\\d+) items have a link that another has as well", "$1 条的链接与别的条目相同");
        put(warnings, "(\\d+) links? named before on the same page, taken once", "$1 个链接在同一页出现不止一次，只取一次");
        put(warnings, "(\\d+) links? without an address .*", "$1 个链接没有可访问的网址（http 或 https），已略去");
        put(warnings, "(\\d+) links? to files .*", "$1 个链接指向文件（.pdf、.doc……），不是网页，已略去");
        put(warnings, "(\\d+) links? taken without a title", "$1 个链接没有标题");
        put(warnings, "a publication time is refused: “(.+)” lies more than a day ahead.*", "“$1”在将来，不当作发布时间");
        put(warnings, "“(.+)” lies more than a day ahead.*", "“$1”在将来，不当作发布时间");
        put(warnings, "a publication time is refused: (.+)", "有发布时间不被接受：$1");
        put(warnings, "the selector item “(.+)” finds nothing", "item 选择器“$1”什么也没找到");
        put(
                warnings,
                "the selectors take longer than (\\d+) s on this page, the last was: (.+)",
                "选择器在这一页上用时超过 $1 秒，最后一条是：$2");
        put(warnings, "the selector (\\w+) “(.+)” finds nothing in any item", "选择器 $1“$2”在所有条目里都没找到东西");
        put(warnings, "the channel brought it before", "这个来源送过它");
        put(warnings, "no copy of it is there", "库里没有它的副本");
        put(warnings, "no running program was asked for copies", "没有查副本");
        put(warnings, "joins story (\\S+) as (\\w+): (.*)", "并入报道 $1（$2）：$3");
        put(warnings, "no article can be made of the entry", "读不出一篇稿件");
        put(warnings, "robots.txt keeps us out", "robots.txt 不让抓");
        return warnings;
    }

    private static void put(Map<Pattern, String> warnings, String form, String chinese) {
        warnings.put(Pattern.compile(form, Pattern.DOTALL), chinese);
    }

    /** Until when a host rests, as it stands in a warning. */
    private static final Pattern UNTIL = Pattern.compile("(?<=rests until |休息到 )[0-9]{4}-[0-9T:-]+Z");

    /** A warning of a dry run, or the reason of an outcome; in English where nobody has put it into Chinese. */
    public String warning(String english) {
        String said = screen.say(chinese(english), english);
        return screen.line(UNTIL.matcher(said).replaceAll(until -> screen.moment(Instant.parse(until.group()))));
    }

    /** Why a host was not asked, and until when. */
    public String rest(JsonNode rest) {
        String host = screen.line(rest.path("host").asText());
        String until = screen.moment(Instant.parse(rest.path("until").asText()));
        int status = rest.path("status").asInt();
        String channel = screen.line(rest.path("channel").asText());
        return channel.isEmpty()
                ? screen.say(
                        "主机 %s 休息到 %s：它刚答了 %d。余下的没有访问。".formatted(host, until, status),
                        "The host %s rests until %s, since it answered %d just now. The rest was not asked for."
                                .formatted(host, until, status))
                : screen.say(
                        "主机 %s 休息到 %s：采集 %s 时它答了 %d。没有访问它。".formatted(host, until, channel, status),
                        "The host %s rests until %s, since it answered %d when %s was polled. It was not asked."
                                .formatted(host, until, status, channel));
    }

    static String chinese(String english) {
        for (Map.Entry<Pattern, String> warning : WARNINGS.entrySet()) {
            Matcher matcher = warning.getKey().matcher(english);
            if (matcher.matches()) {
                return filled(matcher, warning.getValue());
            }
        }
        return Chinese.sentence(english).or(() -> classed(english)).orElse(english);
    }

    /** With the class of the failure before it: {@code selector: …}. */
    private static Optional<String> classed(String english) {
        int colon = english.indexOf(": ");
        return colon < 0
                ? Optional.empty()
                : Chinese.word("fault", english.substring(0, colon))
                        .map(fault -> fault + "：" + chinese(english.substring(colon + 2)));
    }

    /** What came of a request: the class, and what more is known. */
    public String request(JsonNode request) {
        String outcome = request.path("outcome").asText();
        String word = Chinese.word("outcome", outcome)
                .or(() -> Chinese.word("fault", outcome))
                .orElse(outcome);
        return screen.line((screen.say(word, outcome) + " "
                        + warning(request.path("detail").asText()))
                .strip());
    }

    private static String filled(Matcher matcher, String chinese) {
        String text = chinese;
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String word = matcher.group(group);
            text = text.replace("$" + group, word(word));
        }
        return text;
    }

    private static String word(String english) {
        return Optional.ofNullable(FIELDS.get(english))
                .or(() -> Chinese.word("relation", english))
                .or(() -> Chinese.sentence(english))
                .orElse(english);
    }

    /** How an outcome looks. */
    public String manner(String outcome) {
        return switch (outcome) {
            case "new" -> "good";
            case "rejected" -> "bad";
            case "duplicate", "known" -> "warn";
            default -> "calm";
        };
    }

    /** An outcome. */
    public String outcome(String outcome) {
        return switch (outcome) {
            case "new" -> screen.say("新稿", "new");
            case "duplicate" -> screen.say("重复", "duplicate");
            case "known" -> screen.say("已收过", "known");
            case "rejected" -> screen.say("不收", "rejected");
            case "not-fetched" -> screen.say("未抓取", "not fetched");
            default -> outcome;
        };
    }

    /** A time in the source's zone and in UTC, or why there is none. */
    public String time(JsonNode time) {
        if (time.has("at")) {
            return screen.line(
                    time.path("at").asText() + " = " + time.path("utc").asText());
        }
        String note = time.path("note").asText();
        return note.isEmpty() ? screen.say("没有", "none") : warning(note);
    }
}

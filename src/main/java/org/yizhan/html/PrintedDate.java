package org.yizhan.html;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.PublicationTime;

/** Finds dates in lines of text and in addresses. Stateless. */
final class PrintedDate {

    /** A date with its year, and the time of day where one follows. */
    static final String DATE = "(?<!\\d)(?:19|20)\\d{2}\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}\\s*日?"
            + "(?:[T\\s　\\-]*(?:上午|下午|晚上|凌晨|中午)?\\s*\\d{1,2}\\s*[:：时点]\\s*\\d{1,2}(?:\\s*[:：分]\\s*\\d{1,2})?分?秒?)?";

    private static final Pattern ANY = Pattern.compile(DATE);
    private static final Pattern BARE = Pattern.compile(
            "^\\d{10}$|^\\d{13}$|^\\d{8}$|^\\d{4}-\\d{2}-\\d{2}T.*|^\\w{3},? .*\\d{4}.*|^\\d{2}[-/]\\d{1,2}[-/]\\d{1,2}.*|^\\d{1,2}-\\d{1,2}(?: .*)?$");
    private static final Pattern CLOCK = Pattern.compile("\\d\\s*[:：时点]\\s*\\d");

    /** TRS, Hanweb, cac, CCTV and people.cn, news.cn: what the directories and names of their pages say. */
    private static final Pattern ADDRESS = Pattern.compile(
            "/t((?:19|20)\\d{2})(\\d{2})(\\d{2})_|/art/(\\d{4})/(\\d{1,2})/(\\d{1,2})/|/(20\\d{2}|19\\d{2})[-/](\\d{2})[-/]?(\\d{2})/"
                    + "|/(20\\d{2}|19\\d{2})(\\d{2})(\\d{2})/|[/_-](20\\d{2})(\\d{2})(\\d{2})(?:\\d{4,})?[_.-]|/(20\\d{2})[-/](\\d{1,2})[-/](\\d{1,2})(?=[/_.-])");

    private PrintedDate() {}

    /** The time that {@code text} is or holds, judged by {@code now}; a time without a zone is Asia/Shanghai. */
    static Optional<Instant> in(String text, Instant now) {
        String plain = text.strip();
        if (BARE.matcher(plain).matches()) {
            Optional<Instant> whole = read(plain, now);
            if (whole.isPresent()) {
                return whole;
            }
        }
        Matcher date = ANY.matcher(text);
        while (date.find()) {
            Optional<Instant> found = read(date.group(), now);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Why the date that {@code text} holds can't be one of publication; empty where it holds none. */
    static Optional<String> refusal(String text, Instant now) {
        Matcher date = ANY.matcher(text);
        return date.find() && PublicationTime.read(plain(date.group()), now) instanceof PublicationTime.Refused refused
                ? Optional.of(refused.reason().replaceFirst("; send it as .*$", ""))
                : Optional.empty();
    }

    /** Whether {@code text} says the time of day too. */
    static boolean hasClock(String text) {
        return CLOCK.matcher(text).find() || text.matches("\\d{10}|\\d{13}");
    }

    /** The day that the path of {@code url} says. */
    static Optional<Instant> ofAddress(String url, Instant now) {
        int path = url.indexOf('/', Math.min(url.length(), 8));
        Matcher date = ADDRESS.matcher(path < 0 ? "" : url.substring(path));
        if (!date.find()) {
            return Optional.empty();
        }
        var day = new StringBuilder();
        for (int i = 1; i <= date.groupCount(); i++) {
            if (date.group(i) != null) {
                day.append(day.isEmpty() ? "" : "-").append(date.group(i));
            }
        }
        return read(day.toString(), now);
    }

    private static Optional<Instant> read(String text, Instant now) {
        return PublicationTime.read(plain(text), now) instanceof PublicationTime.Known known
                ? Optional.of(known.at())
                : Optional.empty();
    }

    private static String plain(String text) {
        return text.replace('：', ':').replaceAll("\\s*([-/.年月日:时点分])\\s*", "$1").replaceAll("日(?=\\d)", "日 ");
    }
}

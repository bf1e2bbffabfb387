package org.yizhan.ops.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.yizhan.http.Language;
import org.yizhan.http.Times;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Chinese;
import org.yizhan.ops.Operator;
import org.yizhan.ops.Role;
import org.yizhan.ops.Shown;

/**
 * What every screen has around its own content, and how screens write times, numbers and texts from outside.
 *
 * @param here the screen's own path and query, without a language
 * @param twin the same as JSON; empty where there is none
 * @param who is logged in
 * @param now when the screen is made; ages count from it
 */
public record Screen(Language language, String title, String here, Optional<String> twin, Operator who, Instant now) {

    private static final int LONGEST_LINE = 300;

    /** One about what was asked for; its JSON twin has the same query. */
    static Screen of(Asked asked, Instant now, String chinese, String english) {
        String query = asked.query("lang");
        String twin = "/api/v1" + (asked.path().equals("/ops") ? "/ops/status" : asked.path()) + query;
        return new Screen(
                asked.language(),
                asked.language().say(chinese, english),
                asked.path() + query,
                Optional.of(twin),
                asked.who(),
                now);
    }

    /** The same with this JSON twin. */
    Screen twin(String path) {
        return new Screen(language, title, here, Optional.of(path), who, now);
    }

    /** The same without a JSON twin. */
    Screen alone() {
        return new Screen(language, title, here, Optional.empty(), who, now);
    }

    /** The same under another title. */
    Screen titled(String other) {
        return new Screen(language, other, here, twin, who, now);
    }

    public String say(String chinese, String english) {
        return language.say(chinese, english);
    }

    /** Whether the one who looks may do what needs this role. */
    public boolean may(Role needed) {
        return who.role().may(needed);
    }

    /** Of the one who looks. */
    Role role() {
        return who.role();
    }

    public boolean mayChange() {
        return may(Role.OPERATOR);
    }

    public boolean isAdmin() {
        return may(Role.ADMIN);
    }

    /** The address of a script or picture of ours. */
    public String shelf(String name) {
        return Shelf.address(name);
    }

    /** Whether this screen is that of {@code path}, or one below it. */
    public boolean isAt(String path) {
        return here.equals(path)
                || here.startsWith(path + "?")
                || (!path.equals("/ops") && here.startsWith(path + "/"));
    }

    /** This screen in the other language. */
    public String inOther() {
        return here + (here.indexOf('?') < 0 ? "?" : "&") + "lang="
                + language.other().word();
    }

    /** Such as {@code 2026-11-24 10:23:05 +08:00}. */
    public String moment(Instant time) {
        return Shown.moment(time);
    }

    /** For {@code datetime} attributes. */
    public String machine(Instant time) {
        return Times.rfc3339(time);
    }

    /** Such as {@code 3 小时前} or, for what is to come, {@code 3 小时后}. */
    public String ago(Instant time) {
        Duration age = Duration.between(time, now);
        return age.isNegative()
                ? say(span(age.negated()) + "后", "in " + span(age.negated()))
                : say(span(age) + "前", span(age) + " ago");
    }

    /** Such as {@code 3 天 4 小时} or {@code 12 秒}: the two largest units, or one where the other is none. */
    public String span(Duration span) {
        if (span.toDays() > 0) {
            return say(span.toDays() + " 天", span.toDays() + " d") + rest(span.toHoursPart(), " 小时", " h");
        }
        if (span.toHours() > 0) {
            return say(span.toHours() + " 小时", span.toHours() + " h") + rest(span.toMinutesPart(), " 分", " min");
        }
        return span.toMinutes() > 0
                ? say(span.toMinutes() + " 分钟", span.toMinutes() + " min")
                : say(span.toSeconds() + " 秒", span.toSeconds() + " s");
    }

    private String rest(int many, String chinese, String english) {
        return many == 0 ? "" : " " + many + say(chinese, english);
    }

    /** With thousands marked. */
    public String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With thousands marked; 未知 where it isn't known. */
    public String number(OptionalLong number) {
        return number.isPresent() ? number(number.getAsLong()) : say("未知", "unknown");
    }

    /** Such as {@code 12.3 KB}. */
    public String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f KB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** A word of the program's, such as {@code fault} {@code no-title}, in the reader's language where it has one. */
    public String word(String group, String word) {
        return line(language.say(Chinese.word(group, word).orElse(word), word));
    }

    /** A sentence of the program's in the reader's language, where it has one. */
    public Said said(String text) {
        return Said.of(language, text);
    }

    /** A sentence with times in it, in pieces, so that each time is shown as screens show times. */
    public List<Piece> pieces(String text) {
        List<Piece> pieces = Piece.of(line(text));
        return language == Language.EN ? pieces : Piece.closed(pieces);
    }

    /** A text from outside on one line, without control characters. */
    public String line(String text) {
        return Shown.line(text, LONGEST_LINE);
    }

    /** A word of a deed in the reader's language, where we have one; what is none of ours as it is. */
    public String word(String word) {
        return DeedWords.detail(language, word);
    }

    /** As the value of a query parameter, or a part of a path. */
    public String part(String text) {
        return encoded(text);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

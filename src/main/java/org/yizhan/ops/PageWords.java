package org.yizhan.ops;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** How the operator's pages write times and numbers. */
public final class PageWords {

    private static final DateTimeFormatter WITH_ZONE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneId.of("Asia/Shanghai"));

    private PageWords() {}

    /** Such as {@code 2026-11-24 10:00:00 +08:00}. */
    public static String time(Instant instant) {
        return WITH_ZONE.format(instant);
    }

    /** Such as {@code 3 天 4 小时 5 分}; seconds below a minute. */
    public static String duration(Duration duration) {
        var minutes = "%d 分".formatted(duration.toMinutesPart());
        if (duration.toDays() > 0) {
            return "%d 天 %d 小时 %s".formatted(duration.toDays(), duration.toHoursPart(), minutes);
        }
        if (duration.toHours() > 0) {
            return "%d 小时 %s".formatted(duration.toHours(), minutes);
        }
        return duration.toMinutes() > 0 ? minutes : "%d 秒".formatted(duration.toSeconds());
    }

    /** With thousands marked; 未知 where it isn't known. */
    public static String number(OptionalLong number) {
        return number.isPresent() ? number(number.getAsLong()) : "未知";
    }

    /** With thousands marked. */
    public static String number(long number) {
        return "%,d".formatted(number);
    }

    /** On one line, without control characters. */
    public static String line(String text) {
        return Shown.line(text, 300);
    }

    /** As the value of a query parameter. */
    public static String parameter(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

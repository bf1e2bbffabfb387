package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Relation;
import org.yizhan.article.Source;
import org.yizhan.http.Language;
import org.yizhan.http.Times;

/**
 * What every page has around its own content, and how pages write times and numbers.
 *
 * @param here the page's own path and query without a language; a search's words in them as they were typed
 * @param canonical the same in their one spelling as an absolute address; empty for a page that is not to be found by it
 * @param follow the feeds of what the page shows
 * @param now when the page is made; ages count from it
 */
public record Frame(
        Language language, String title, String here, String canonical, Optional<Follow> follow, Instant now) {

    private static final DateTimeFormatter DAY_ZH = DateTimeFormatter.ofPattern("y年M月d日 EEEE", Locale.CHINA);
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("EEEE, d MMMM y", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int DAYS_COUNTED = 30;

    public String say(String chinese, String english) {
        return language.say(chinese, english);
    }

    /** Around a page that only says that there is nothing. */
    Frame ofNothing() {
        return new Frame(language, title, here, "", follow, now);
    }

    /** The style sheet's address; another one for each content. */
    public String style() {
        return StaticFiles.STYLE;
    }

    /** This page in the other language. */
    public String inOther() {
        return here + (here.indexOf('?') < 0 ? "?" : "&") + "lang="
                + language.other().word();
    }

    /** Such as {@code 2026年11月24日 星期二}, in China's zone like all that follow. */
    public String day(Instant time) {
        return Times.inChina(time).format(language == Language.ZH ? DAY_ZH : DAY_EN);
    }

    /** Whether the list in force when the page is made has the source. */
    public boolean isApproved(Source source) {
        return source.approval().isApprovedOn(Times.inChina(now).toLocalDate());
    }

    /** Such as {@code 2026-11-24 10:23}. */
    public String moment(Instant time) {
        return Times.inChina(time).format(MOMENT);
    }

    /** Such as {@code 10:23}. */
    public String clock(Instant time) {
        return Times.inChina(time).format(CLOCK);
    }

    /** For {@code datetime} attributes. */
    public String machine(Instant time) {
        return Times.rfc3339(time);
    }

    /** Such as {@code 3 小时前}; empty for times to come and for those more than {@link #DAYS_COUNTED} days ago. */
    public String ago(Instant time) {
        Duration age = Duration.between(time, now);
        if (age.isNegative() || age.toDays() > DAYS_COUNTED) {
            return "";
        }
        if (age.toDays() > 0) {
            return say(age.toDays() + " 天前", age.toDays() + " d ago");
        }
        if (age.toHours() > 0) {
            return say(age.toHours() + " 小时前", age.toHours() + " h ago");
        }
        return age.toMinutes() > 0
                ? say(age.toMinutes() + " 分钟前", age.toMinutes() + " min ago")
                : say("刚刚", "just now");
    }

    /** With thousands marked. */
    public String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 97%}. */
    public String share(double part) {
        return Math.round(part * 100) + "%";
    }

    /** At most {@code most} characters of {@code text}, with an ellipsis where something was left out. */
    public String brief(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    public String relation(Relation relation) {
        return switch (relation) {
            case ORIGINAL -> say("首发", "original");
            case REPOST -> say("转载", "repost");
            case EDITED -> say("改动", "edited");
            case EXCERPT -> say("摘编", "excerpt");
            case CONTINUATION -> say("续版", "continuation");
            case UPDATE -> say("修订", "update");
        };
    }

    public String attribution(AttributionKind kind) {
        return switch (kind) {
            case REPOST -> say("转载自", "reposted from");
            case SOURCE -> say("来源", "source");
            case AGENCY -> say("通讯社电", "agency");
            case REPORTER -> say("本报记者", "own reporter");
            case HEARSAY -> say("据……消息", "as told by");
            case NONE -> say("未注明", "not stated");
        };
    }
}

package org.yizhan.list;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Finds the date that stands in or beside a list's item, as it is printed. Stateless. */
final class HtmlDateLinks {

    private static final int LONGEST = 60;

    private static final Pattern DAY =
            Pattern.compile("(?:19|20)\\d{2}\\s?[-/.年]\\s?\\d{1,2}\\s?[-/.月]\\s?\\d{1,2}(?!\\d)日?"
                    + "(?:\\s{1,3}\\d{1,2}:\\d{2}(?::\\d{2})?)?");

    /** {@code 11-23}, {@code 26-11-23}, {@code 11月23日}; only where nothing else stands there. */
    private static final Pattern SHORT_DAY = Pattern.compile("(?:\\d{2}[-/.])?\\d{1,2}[-/.月]\\d{1,2}日?");

    private static final Pattern MONTH = Pattern.compile("((?:19|20)\\d{2})[-/.年](\\d{1,2})月?");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("(\\d{1,2})日?");

    private static final Pattern BRACKETS = Pattern.compile("^[\\s\\[(（【〔]+|[\\s\\])）】〕]+$");

    private HtmlDateLinks() {}

    /** The date in {@code item}, or in the element after it where that is no item of its own; empty where there is none. */
    static String date(Element item, Predicate<Element> isItem) {
        return within(item)
                .or(() -> Optional.ofNullable(item.nextElementSibling())
                        .filter(isItem.negate())
                        .flatMap(HtmlDateLinks::within))
                .orElse("");
    }

    private static Optional<String> within(Element item) {
        return whole(item, DAY)
                .or(() -> whole(item, SHORT_DAY))
                .or(() -> calendarLeaf(item))
                .or(() -> texts(item)
                        .map(DAY::matcher)
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
    }

    private static Optional<String> whole(Element item, Pattern form) {
        return texts(item).filter(text -> form.matcher(text).matches()).findFirst();
    }

    /** Observed: the day stands large in one element, year and month small in another → one date. */
    private static Optional<String> calendarLeaf(Element item) {
        return texts(item)
                .map(MONTH::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(month -> texts(item)
                        .map(DAY_OF_MONTH::matcher)
                        .filter(Matcher::matches)
                        .findFirst()
                        .map(day -> month.group(1) + "-" + month.group(2) + "-" + day.group(1)));
    }

    /** What stands in the item's elements themselves, without brackets. */
    private static Stream<String> texts(Element item) {
        return item.stream()
                .limit(LONGEST)
                .map(element -> bare(element.ownText()))
                .filter(text -> !text.isEmpty() && text.length() < 500);
    }

    private static String bare(String text) {
        return BRACKETS.matcher(text).replaceAll("");
    }
}

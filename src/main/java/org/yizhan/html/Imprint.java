package org.yizhan.html;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a digital newspaper's page says of where it was printed; each empty where it doesn't.
 *
 * @param paper the newspaper's name, without 《》
 * @param date the day it appeared
 * @param page the page's number
 */
public record Imprint(Optional<String> paper, Optional<LocalDate> date, Optional<Integer> page) {

    /** As People's Daily prints it: 《岭南日报》（2026年11月12日 第 07 版）. */
    private static final Pattern NAMED = Pattern.compile("《([^《》]{2,20}?(?:报|刊|日报))》\\s*[（(]\\s*\\d{4}\\s*年");

    private static final Pattern DAY =
            Pattern.compile("(?<!\\d)(20\\d{2})\\s*[年./-]\\s*(\\d{1,2})\\s*[月./-]\\s*(\\d{1,2})(?!\\d)");
    private static final Pattern PAGE =
            Pattern.compile("第\\s*[A-Z]?\\s*0*(\\d{1,3})\\s*版|(?<![\\dA-Z])[A-Z]?0*(\\d{1,3})\\s*版\\s*[:：]");
    private static final Pattern SITE = Pattern.compile("^([^-_|—]{2,20}?报)(?:数字报|电子版|多媒体|[-_|—\\s]|$)");

    /** Reads {@code lines}, those of a page that are no article's text, and the document's own title. */
    static Imprint of(Iterable<String> lines, String documentTitle) {
        Optional<String> paper = Optional.empty();
        Optional<LocalDate> date = Optional.empty();
        Optional<Integer> page = Optional.empty();
        for (String line : lines) {
            paper = paper.or(() -> named(line));
            date = date.or(() -> day(line));
            page = page.or(() -> page(line));
        }
        Matcher site = SITE.matcher(documentTitle.strip());
        return new Imprint(
                paper.or(() -> site.find() ? Optional.ofNullable(site.group(1)) : Optional.empty()), date, page);
    }

    private static Optional<String> named(String line) {
        Matcher named = NAMED.matcher(line);
        return named.find() ? Optional.ofNullable(named.group(1)) : Optional.empty();
    }

    private static Optional<LocalDate> day(String line) {
        Matcher day = DAY.matcher(line);
        try {
            return day.find()
                    ? Optional.of(LocalDate.of(
                            Integer.parseInt(day.group(1)),
                            Integer.parseInt(day.group(2)),
                            Integer.parseInt(day.group(3))))
                    : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> page(String line) {
        Matcher page = PAGE.matcher(line);
        return page.find()
                ? Optional.ofNullable(page.group(1))
                        .or(() -> Optional.ofNullable(page.group(2)))
                        .map(Integer::valueOf)
                : Optional.empty();
    }
}

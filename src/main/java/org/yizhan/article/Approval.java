package org.yizhan.article;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The days on which a source stood on the list of units whose news may be reposted (稿源单位名单); the list is
 * published anew every few years, so a repost is judged by the list of its day.
 *
 * @param spans by their first day, none reaching into the next
 */
public record Approval(List<Span> spans) {

    /** On no list. */
    public static final Approval NEVER = new Approval(List.of());

    /** On every list, as far as is known. */
    public static final Approval ALWAYS = new Approval(List.of(new Span(LocalDate.MIN, LocalDate.MAX)));

    /**
     * Days in a row.
     *
     * @param from the first; {@link LocalDate#MIN} for ever
     * @param until the first that is none of them any more; {@link LocalDate#MAX} for none
     */
    public record Span(LocalDate from, LocalDate until) {
        public Span {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("the days from " + from + " until " + until + " are none");
            }
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(until);
        }

        @Override
        public String toString() {
            return (from.equals(LocalDate.MIN) ? "" : from) + "/" + (until.equals(LocalDate.MAX) ? "" : until);
        }
    }

    public Approval {
        spans = List.copyOf(spans);
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from.isBefore(spans.get(i - 1).until)) {
                throw new IllegalArgumentException(
                        "the days " + spans.get(i - 1) + " and " + spans.get(i) + " overlap or are not in order");
            }
        }
    }

    /**
     * Reads {@code 2021-10-20/2025-07-02,2025-07-02/}: intervals as in ISO 8601 §5.5, separated by commas, the day
     * after the solidus no longer in; a side left out is open. {@code true} is always, {@code false} and a blank never.
     *
     * @throws IllegalArgumentException with what is wrong, where it is none of these
     */
    public static Approval parse(String text) {
        return switch (text.strip()) {
            case "", "false" -> NEVER;
            case "true", "/" -> ALWAYS;
            default ->
                new Approval(Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(Approval::span)
                        .toList());
        };
    }

    private static Span span(String interval) {
        int solidus = interval.indexOf('/');
        if (solidus < 0) {
            throw new IllegalArgumentException("“" + interval + "” is no interval of days; write 2025-07-02/ or true");
        }
        return new Span(
                day(interval.substring(0, solidus), LocalDate.MIN),
                day(interval.substring(solidus + 1), LocalDate.MAX));
    }

    private static LocalDate day(String text, LocalDate open) {
        try {
            return text.isBlank() ? open : LocalDate.parse(text.strip());
        } catch (DateTimeException noDay) {
            throw new IllegalArgumentException("“" + text.strip() + "” is no day; write 2025-07-02", noDay);
        }
    }

    /** Whether it was on the list that was in force on {@code day}. */
    public boolean isApprovedOn(LocalDate day) {
        return spans.stream().anyMatch(span -> span.holds(day));
    }

    /** The days for people: {@code 2021-10-20/2025-07-02, 2025-07-02/}; empty where all or none are meant. */
    public String days() {
        return equals(ALWAYS) ? "" : spans.stream().map(Span::toString).collect(Collectors.joining(", "));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (equals(ALWAYS)) {
            return "true";
        }
        return spans.isEmpty() ? "false" : spans.stream().map(Span::toString).collect(Collectors.joining(","));
    }
}

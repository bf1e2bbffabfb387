package org.yizhan.ops;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One thing that is wrong now: what the overview lists and what operators are alerted to are both made of these.
 *
 * @param kind which rule says so; with the subject it tells whether two are the same
 * @param subject the dependency, stage, channel or file it is about
 * @param chinese one sentence
 * @param english the same sentence
 * @param covers of what it swallows, these subjects alone, where it is one that covers some; of many sources, those that
 *     are in trouble still
 */
public record Trouble(
        Kind kind, Severity severity, String subject, String chinese, String english, Set<String> covers) {

    public Trouble {
        covers = Set.copyOf(covers);
    }

    /** One that covers nothing. */
    public Trouble(Kind kind, Severity severity, String subject, String chinese, String english) {
        this(kind, severity, subject, chinese, english, Set.of());
    }

    static Trouble warning(Kind kind, String subject, String chinese, String english) {
        return new Trouble(kind, Severity.WARNING, subject, chinese, english);
    }

    static Trouble critical(Kind kind, String subject, String chinese, String english) {
        return new Trouble(kind, Severity.CRITICAL, subject, chinese, english);
    }

    /** Whether the other is no news of its own while this lasts. */
    public boolean swallows(Kind other, String about) {
        return kind.swallows().contains(other)
                && switch (kind) {
                    case LAG -> subject.equals(about);
                    case SOURCE_HOST -> covers.contains(about);
                    default -> true;
                };
    }

    /** Whether the other, which was told before, lasts while this does; else it ends as soon as it is found no more. */
    public boolean holds(Kind other, String about) {
        return swallows(other, about) && (kind != Kind.SOURCES || covers.isEmpty() || covers.contains(about));
    }

    /** The path of the screen that tells more about it. */
    public String screen() {
        return screen(kind, subject);
    }

    /** The path of the screen that tells more about what has this kind and subject. */
    public static String screen(Kind kind, String subject) {
        return switch (kind) {
            case SOURCE_HOST, SOURCE_FAILING, SOURCE_GONE, SOURCE_HELD_OFF, SOURCE_REDESIGNED, SOURCE_QUIET ->
                kind.screen() + "?q=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
            case FAILED_FILES ->
                kind.screen() + "/"
                        + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20") + "#failed-files";
            case DEAD_LETTERS -> kind.screen() + "?stage=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
            default -> kind.screen();
        };
    }

    /** How bad it is. */
    public enum Severity {
        /** Somebody should look at it today. */
        WARNING,
        /** Somebody should look at it now. */
        CRITICAL;

        /** As it is written: {@code critical}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who can see it. */
    public enum Sight {
        /** All instances see the same. */
        SHARED,
        /** Each instance sees its own. */
        LOCAL
    }

    /**
     * The kinds there are. A look is taken every fifteen seconds; a kind begins when so many looks in a row have found it,
     * and ends when so many have not.
     */
    public enum Kind {
        DATABASE(Sight.LOCAL, 2, 2, "/ops"),
        KAFKA(Sight.LOCAL, 4, 2, "/ops/kafka"),
        PARTITIONS(Sight.LOCAL, 8, 2, "/ops/kafka"),
        DEPENDENCY(Sight.LOCAL, 2, 2, "/ops"),
        DICTIONARY(Sight.LOCAL, 2, 1, "/ops/help#dictionary"),
        PUSH_KEY(Sight.LOCAL, 2, 2, "/ops/publishers"),
        NETWORK(Sight.LOCAL, 4, 4, "/ops/sources"),
        DISK(Sight.LOCAL, 2, 20, "/ops"),
        ROUTE(Sight.LOCAL, 4, 2, "/ops/routes"),
        STALLED(Sight.LOCAL, 2, 2, "/ops/kafka"),
        LAG(Sight.SHARED, 4, 8, "/ops/kafka"),
        LAG_UNKNOWN(Sight.LOCAL, 8, 2, "/ops/kafka"),
        RETENTION(Sight.SHARED, 4, 8, "/ops/kafka"),
        DEAD_LETTERS(Sight.SHARED, 1, 2, "/ops/dead-letters"),
        POLLING_LATE(Sight.SHARED, 4, 8, "/ops/sources?state=late"),
        POLL_FAILURES(Sight.SHARED, 4, 8, "/ops/sources?state=failing"),
        SOURCES(Sight.SHARED, 2, 8, "/ops/sources"),
        SOURCE_HOST(Sight.SHARED, 4, 2, "/ops/sources"),
        SOURCE_FAILING(Sight.SHARED, 4, 2, "/ops/sources"),
        SOURCE_GONE(Sight.SHARED, 2, 2, "/ops/sources"),
        SOURCE_HELD_OFF(Sight.SHARED, 2, 2, "/ops/sources"),
        SOURCE_REDESIGNED(Sight.SHARED, 2, 2, "/ops/sources"),
        SOURCE_QUIET(Sight.SHARED, 2, 2, "/ops/sources"),
        SOURCE_FILE(Sight.LOCAL, 2, 1, "/ops/sources#refused-files"),
        FAILED_FILES(Sight.LOCAL, 2, 2, "/ops/sources"),
        HUB_LATE(Sight.SHARED, 4, 4, "/ops/subscribers"),
        HUB_FAILING(Sight.SHARED, 4, 8, "/ops/subscribers?failing=true"),
        SEARCH(Sight.LOCAL, 4, 4, "/ops"),
        UNKNOWN(Sight.LOCAL, 4, 2, "/ops");

        private final Sight sight;
        private final int holds;
        private final int clears;
        private final String screen;

        Kind(Sight sight, int holds, int clears, String screen) {
            this.sight = sight;
            this.holds = holds;
            this.clears = clears;
            this.screen = screen;
        }

        /** As it is written: {@code source-failing}. It names the kind's paragraph on the help page too. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind that is written {@code word}. */
        public static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }

        public Sight sight() {
            return sight;
        }

        /** Looks in a row that must find it before it begins. */
        public int holds() {
            return holds;
        }

        /** Looks in a row that must not find it before it ends. */
        public int clears() {
            return clears;
        }

        /** The path of the screen that tells more. */
        public String screen() {
            return screen;
        }

        /** Where one paragraph says what to do. */
        public String runbook() {
            return "/ops/help#" + word();
        }

        /** What is no news of its own while this lasts, since it hangs on it; for {@link #LAG} of the same stage only. */
        public Set<Kind> swallows() {
            return switch (this) {
                case DATABASE -> EnumSet.complementOf(EnumSet.of(DATABASE, KAFKA, DISK, DEPENDENCY));
                case KAFKA ->
                    EnumSet.of(PARTITIONS, ROUTE, STALLED, LAG, LAG_UNKNOWN, RETENTION, POLLING_LATE, POLL_FAILURES);
                case PARTITIONS -> EnumSet.of(STALLED, LAG);
                case NETWORK ->
                    EnumSet.of(
                            POLLING_LATE,
                            POLL_FAILURES,
                            SOURCES,
                            SOURCE_HOST,
                            SOURCE_FAILING,
                            SOURCE_QUIET,
                            HUB_LATE,
                            HUB_FAILING);
                case SOURCES ->
                    EnumSet.of(
                            POLL_FAILURES,
                            SOURCE_HOST,
                            SOURCE_FAILING,
                            SOURCE_GONE,
                            SOURCE_HELD_OFF,
                            SOURCE_REDESIGNED,
                            SOURCE_QUIET);
                case SOURCE_HOST -> EnumSet.of(SOURCE_FAILING, SOURCE_HELD_OFF);
                case LAG -> EnumSet.of(STALLED);
                default -> EnumSet.noneOf(Kind.class);
            };
        }
    }
}

package org.yizhan.bench;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes synthetic articles: {@link #article} is a pure function of seed and number, so that nothing is kept and a repost
 * is made from its original's number alone. Safe for use by several threads.
 *
 * <p>An original has about 1,000 Chinese characters (3 KB of UTF-8) in a few paragraphs, some of them stock phrases, and the
 * line that its source puts under everything. A repost has another source and the original's text with a line
 * {@code 来源：…} before it or an attribution beside it, one in four has an edited title, two in five an editor's name, and
 * its own source's line. Articles come in the order in which they are published, give or take six hours, a million within
 * less than the 60 days within which articles can be one piece; a repost comes within a day of its original.
 */
final class Newsroom {
    /** How many sources publish. */
    static final int SOURCES = 50;

    private static final int CHARACTERS = 960;
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final long DAY_MINUTES = 24 * 60;

    /** Between the oldest original and the newest. */
    private static final long DAYS = 54;

    /** Seconds from one original to the next: a million are published in 46 days. */
    private static final long PACE = 4;

    /** A repost carries one of so many articles before it: those of the last 22 hours. */
    private static final int RECENT = 20_000;

    private final Vocabulary words = new Vocabulary();
    private final long seed;
    private final String run;
    private final double reposts;
    private final OffsetDateTime now;

    /** @param run what this run's ids begin with, different for each run against the same program */
    Newsroom(long seed, String run, double reposts, Instant now) {
        this.seed = seed;
        this.run = run;
        this.reposts = reposts;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).atOffset(BEIJING);
    }

    /** The number of the original that article {@code index} carries; its own for an original. */
    int root(int index) {
        int root = index;
        while (root > 0) {
            var random = random(root, 1);
            if (random.nextDouble() >= reposts) {
                break;
            }
            root -= 1 + random.nextInt(Math.min(root, RECENT));
        }
        return root;
    }

    /** What every id of this run begins with. */
    String run() {
        return run;
    }

    /** The source's own id of article {@code index}, of the same length for every article of a run. */
    String id(int index) {
        var digits = Integer.toString(index);
        return run + "-" + "0".repeat(Math.max(0, 9 - digits.length())) + digits;
    }

    /** The number of the article that {@code id} names; empty where it is none of this run. */
    OptionalInt index(String id) {
        return id.startsWith(run + "-")
                ? OptionalInt.of(Integer.parseInt(id, run.length() + 1, id.length(), 10))
                : OptionalInt.empty();
    }

    /** Numbers of originals, from {@code from} on. */
    IntStream originals(int from, int count) {
        return IntStream.iterate(from, index -> index + 1)
                .filter(index -> root(index) == index)
                .limit(count);
    }

    SyntheticArticle article(int index) {
        int root = root(index);
        var original = original(root);
        return root == index ? original : repost(index, original);
    }

    private SyntheticArticle original(int index) {
        var random = random(index, 2);
        var title = words.place(random)
                + words.office(random)
                + words.verb(random)
                + words.words(2, random)
                + words.verb(random)
                + words.words(2, random);
        int from = random.nextInt(SOURCES);
        var publishedAt = now.minusDays(DAYS)
                .plusSeconds(PACE * index % (DAYS * DAY_MINUTES * 60))
                .minusMinutes(random.nextLong(DAY_MINUTES / 4));
        return new SyntheticArticle(
                index, index, source(from), id(index), title, body(random) + words.footer(from), publishedAt, "");
    }

    /** Paragraphs, each with a line feed behind it. */
    private String body(SplittableRandom random) {
        var text = new StringBuilder(CHARACTERS + 300);
        while (text.length() < CHARACTERS) {
            paragraph(text, random);
        }
        return text.toString();
    }

    private SyntheticArticle repost(int index, SyntheticArticle original) {
        var random = random(index, 3);
        int from = number(original.source());
        int by = (from + 1 + random.nextInt(SOURCES - 1)) % SOURCES;
        var credit = "来源：" + words.paper(from);
        boolean line = random.nextBoolean();
        var text = new StringBuilder(original.text().length() + 100);
        text.append(line ? credit + "\n" : "");
        text.append(original.text(), 0, original.text().lastIndexOf('\n') + 1);
        text.append(random.nextInt(5) < 2 ? "（责任编辑：" + words.word(random) + "）\n" : "");
        text.append(words.footer(by));
        var title = random.nextInt(4) == 0 ? words.opening(random) + original.title() : original.title();
        return new SyntheticArticle(
                index,
                original.index(),
                source(by),
                id(index),
                title,
                text.toString(),
                original.publishedAt().plusMinutes(10 + random.nextLong(2 * DAY_MINUTES)),
                line ? "" : credit);
    }

    private void paragraph(StringBuilder text, SplittableRandom random) {
        int sentences = 3 + random.nextInt(3);
        for (int sentence = 0; sentence < sentences; sentence++) {
            if (random.nextInt(3) == 0) {
                text.append(words.opening(random));
            }
            if (random.nextInt(4) == 0) {
                text.append(words.place(random)).append(words.office(random)).append(words.verb(random));
            }
            int clauses = 2 + random.nextInt(3);
            for (int clause = 0; clause < clauses; clause++) {
                clause(text, random);
                text.append(clause + 1 < clauses ? '，' : '。');
            }
        }
        text.append('\n');
    }

    private void clause(StringBuilder text, SplittableRandom random) {
        if (random.nextInt(6) == 0) {
            text.append(words.phrase(random));
            return;
        }
        text.append(words.words(3 + random.nextInt(4), random));
        switch (random.nextInt(8)) {
            case 0 -> text.append(1 + random.nextInt(9_999)).append("万元");
            case 1 ->
                text.append(random.nextInt(100))
                        .append('.')
                        .append(random.nextInt(10))
                        .append('%');
            case 2 ->
                text.append(1 + random.nextInt(12))
                        .append('月')
                        .append(1 + random.nextInt(28))
                        .append('日');
            default -> {}
        }
    }

    private static int number(String source) {
        return Integer.parseInt(source, source.length() - 2, source.length(), 10);
    }

    private static String source(int number) {
        return "bench-" + (number < 10 ? "0" : "") + number;
    }

    private SplittableRandom random(int index, int purpose) {
        return new SplittableRandom(seed * 0xD1342543DE82EF95L + (4L * index + purpose) * 0xBF58476D1CE4E5B9L);
    }
}

package org.yizhan.bench;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * Writes synthetic articles: {@link #article} is a pure function of seed and number, so that nothing is kept and a repost
 * is made from its original's number alone. Safe for use by several threads.
 *
 * <p>An original has about 1,000 Chinese characters (3 KB of UTF-8) in a few paragraphs. A repost has another source and
 * the original's text with a line {@code 来源：…} before it or an attribution beside it, one in four has an edited title,
 * two in five a footer. Dates of publication are spread over the last days.
 */
final class Newsroom {
    /** How many sources publish. */
    static final int SOURCES = 50;

    private static final int CHARACTERS = 1_000;
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final long DAY_MINUTES = 24 * 60;

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
            root = random.nextInt(root);
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
                + words.word(random)
                + words.word(random)
                + words.verb(random)
                + words.word(random)
                + words.word(random);
        var text = new StringBuilder(CHARACTERS + 200);
        while (text.length() < CHARACTERS) {
            paragraph(text, random);
        }
        text.setLength(text.length() - 1);
        var publishedAt = now.minusMinutes(2 * DAY_MINUTES + random.nextLong(2 * DAY_MINUTES));
        return new SyntheticArticle(
                index, index, source(random.nextInt(SOURCES)), id(index), title, text.toString(), publishedAt, "");
    }

    private SyntheticArticle repost(int index, SyntheticArticle original) {
        var random = random(index, 3);
        int from =
                Integer.parseInt(original.source().substring(original.source().length() - 2));
        int by = (from + 1 + random.nextInt(SOURCES - 1)) % SOURCES;
        var credit = "来源：" + words.paper(from);
        boolean line = random.nextBoolean();
        var text = new StringBuilder(original.text().length() + 100);
        if (line) {
            text.append(credit).append('\n');
        }
        text.append(original.text());
        if (random.nextInt(5) < 2) {
            text.append("\n（责任编辑：").append(words.word(random)).append("）");
        }
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
        int count = 3 + random.nextInt(4);
        for (int word = 0; word < count; word++) {
            text.append(words.word(random));
        }
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

    private static String source(int number) {
        return "bench-" + (number < 10 ? "0" : "") + number;
    }

    private SplittableRandom random(int index, int purpose) {
        return new SplittableRandom(seed * 0xD1342543DE82EF95L + (4L * index + purpose) * 0xBF58476D1CE4E5B9L);
    }
}

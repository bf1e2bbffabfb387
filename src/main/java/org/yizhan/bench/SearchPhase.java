package org.yizhan.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.yizhan.search.Follower;
import org.yizhan.search.Question;
import org.yizhan.search.QuestionReader;
import org.yizhan.search.Wanted;

/**
 * Measures the search index alone, the database left out: how long it takes to make one of synthetic stories, and then
 * what searches take, one after another, each with words of its own.
 */
final class SearchPhase {
    private static final int SEARCHES = 200;
    private static final int LIMIT = 50;

    private final Newsroom newsroom;
    private final Instant now;
    private final Vocabulary words = new Vocabulary();
    private final SplittableRandom random = new SplittableRandom(7);

    SearchPhase(Newsroom newsroom, Instant now) {
        this.newsroom = newsroom;
        this.now = now;
    }

    SearchTime run(int count, Path folder) throws IOException, InterruptedException {
        var stories = new SyntheticStories(newsroom, count);
        try (var index = Follower.of(folder, stories)) {
            long cpu = cpu();
            long began = System.nanoTime();
            while (index.follow()) {
                // until it has caught up
            }
            double seconds = (System.nanoTime() - began - stories.writing()) / 1e9;
            double microseconds = (cpu() - cpu - stories.writing()) / 1e3 / count;
            List<SearchTime.Asked> asked = ask(index, count);
            return new SearchTime(count, seconds, microseconds, bytes(folder), asked);
        }
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    List<SearchTime.Asked> ask(Follower index, int count) {
        List<SearchTime.Asked> asked = new ArrayList<>();
        for (Wanted.Order order : Wanted.Order.values()) {
            String suffix = order == Wanted.Order.NEWEST ? "" : ", by relevance";
            asked.add(kind(index, "one word" + suffix, () -> wanted(word(), List.of(), order)));
            asked.add(kind(index, "two words" + suffix, () -> wanted(word() + " " + word(), List.of(), order)));
            asked.add(kind(index, "phrase" + suffix, () -> wanted('"' + phrase(count) + '"', List.of(), order)));
            asked.add(kind(index, "title" + suffix, () -> wanted(title(count), List.of(), order)));
            asked.add(kind(index, "frequent" + suffix, () -> wanted(opening(), List.of(), order)));
            asked.add(
                    kind(index, "two frequent" + suffix, () -> wanted(opening() + " " + opening(), List.of(), order)));
            asked.add(kind(index, "minus" + suffix, () -> wanted(opening() + " -" + word(), List.of(), order)));
            asked.add(kind(
                    index, "or" + suffix, () -> wanted(word() + " OR " + word() + " OR " + word(), List.of(), order)));
            asked.add(kind(index, "one filter" + suffix, () -> wanted(word(), filters(1), order)));
            asked.add(kind(index, "three filters" + suffix, () -> wanted(word(), filters(3), order)));
            asked.add(kind(index, "ten days" + suffix, () -> within(wanted(word(), List.of(), order))));
            asked.add(kind(index, "one character" + suffix, () -> wanted(word().substring(0, 1), List.of(), order)));
        }
        Wanted.Order order = Wanted.Order.NEWEST;
        asked.add(counts(index, "all, counted", () -> wanted("", List.of(), order)));
        asked.add(counts(index, "one filter alone, counted", () -> wanted("", filters(1), order)));
        asked.add(counts(index, "one word, counted", () -> wanted(word(), List.of(), order)));
        asked.add(counts(index, "phrase, counted", () -> wanted('"' + phrase(count) + '"', List.of(), order)));
        asked.add(counts(index, "two frequent, counted", () -> wanted(opening() + " " + opening(), List.of(), order)));
        asked.add(counts(index, "one filter, counted", () -> wanted(word(), filters(1), order)));
        asked.add(counts(index, "ten days, counted", () -> within(wanted(word(), List.of(), order))));
        asked.add(counts(index, "one character, counted", () -> wanted(word().substring(0, 1), List.of(), order)));
        return asked;
    }

    private static SearchTime.Asked kind(Follower index, String kind, Supplier<Wanted> searches) {
        return timed(kind, searches, wanted -> index.find(wanted).hits().isEmpty());
    }

    private static SearchTime.Asked counts(Follower index, String kind, Supplier<Wanted> searches) {
        return timed(kind, searches, wanted -> index.tally(wanted).stories() == 0);
    }

    /** @param isNothing asks, and says whether nothing was found */
    private static SearchTime.Asked timed(String kind, Supplier<Wanted> searches, Predicate<Wanted> isNothing) {
        double[] milliseconds = new double[SEARCHES];
        int found = 0;
        for (int i = -SEARCHES / 4; i < SEARCHES; i++) {
            Wanted wanted = searches.get();
            long began = System.nanoTime();
            boolean nothing = isNothing.test(wanted);
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - began) / 1e6;
                found += nothing ? 0 : 1;
            }
        }
        return new SearchTime.Asked(kind, (double) found / SEARCHES, Percentiles.of(milliseconds));
    }

    private static Wanted wanted(String text, List<String> feeds, Wanted.Order order) {
        Question question = switch (QuestionReader.read(text)) {
            case QuestionReader.Read.Understood read -> read.question();
            case QuestionReader.Read.Refused refused -> throw new IllegalArgumentException("no search: " + text);
        };
        return new Wanted(question, feeds, Optional.empty(), Optional.empty(), order, Optional.empty(), LIMIT);
    }

    private Wanted within(Wanted always) {
        Instant from = now.minus(Duration.ofDays(15 + random.nextInt(30)));
        return new Wanted(
                always.question(),
                always.feeds(),
                Optional.of(from),
                Optional.of(from.plus(Duration.ofDays(10))),
                always.order(),
                Optional.empty(),
                LIMIT);
    }

    private List<String> filters(int most) {
        int number = random.nextInt(10_000);
        return List.of(SyntheticStories.region(number), SyntheticStories.topic(number), "source/bench-1" + number % 10)
                .subList(0, most);
    }

    private String word() {
        return words.word(random);
    }

    private String opening() {
        return words.opening(random).replace("，", "");
    }

    /** Eight characters of some article's text. */
    private String phrase(int count) {
        String text = newsroom.article(random.nextInt(count)).text();
        int from = random.nextInt(text.length() / 2);
        return text.substring(from, from + 8);
    }

    private String title(int count) {
        return newsroom.article(random.nextInt(count)).title();
    }
}

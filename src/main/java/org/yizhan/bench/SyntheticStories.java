package org.yizhan.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.yizhan.search.Changes;
import org.yizhan.search.StoryDocument;

/** A store of synthetic articles, each a story, for an index to follow; nothing is kept but the stories just told of. */
final class SyntheticStories implements Changes {
    private static final int TEXT = 2_000;
    private static final int PROVINCES = 30;
    private static final int PREFECTURES = 300;
    private static final int REGIONS = 3_000;
    private static final int ORGANIZATIONS = 500;
    private static final int TOPICS = 20;

    private final Newsroom newsroom;
    private final int count;
    private Map<UUID, Integer> told = Map.of();
    private long writing;

    SyntheticStories(Newsroom newsroom, int count) {
        this.newsroom = newsroom;
        this.count = count;
    }

    /** Nanoseconds of processor time that writing the stories has taken. */
    long writing() {
        return writing;
    }

    @Override
    public String store() {
        return newsroom.run();
    }

    @Override
    public Changed after(long seq, int most) {
        long reached = Math.min(count, seq + most);
        told = new HashMap<>();
        IntStream.range((int) seq, (int) reached).forEach(index -> told.put(id(index), index));
        List<UUID> ids = List.copyOf(told.keySet());
        return new Changed(reached, count, ids, ids, false);
    }

    private UUID id(int index) {
        return UUID.nameUUIDFromBytes(newsroom.id(index).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<StoryDocument> stories(Collection<UUID> ids) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        List<StoryDocument> stories = told.entrySet().stream()
                .filter(story -> ids.contains(story.getKey()))
                .map(story -> story(story.getKey(), story.getValue()))
                .toList();
        writing += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return stories;
    }

    private StoryDocument story(UUID id, int index) {
        SyntheticArticle article = newsroom.article(index);
        String text = article.text();
        return new StoryDocument(
                id,
                List.of(id),
                article.title(),
                text.substring(0, Math.min(TEXT, text.length())),
                List.of("来源" + article.source()),
                List.of(
                        "source/" + article.source(),
                        "region/" + (index % PROVINCES),
                        "region/" + (1_000 + index % PREFECTURES),
                        region(index),
                        topic(index),
                        "organization/" + index % ORGANIZATIONS),
                article.publishedAt().toInstant());
    }

    static String region(int number) {
        return "region/" + (100_000 + number % REGIONS);
    }

    static String topic(int number) {
        return "topic/" + number % TOPICS;
    }
}

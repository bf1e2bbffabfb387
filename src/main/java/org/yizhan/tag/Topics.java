package org.yizhan.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics and their words, from {@code dictionaries/topics.txt}, which explains its own format.
 *
 * <p>The classes at the top are gov.cn's subject classes; articles get the topics under them, so a class's feed is made of
 * its {@link #within descendants}. Immutable and safe for concurrent use.
 */
public final class Topics {

    private static final Pattern HEAD = Pattern.compile("\\[([a-z-]+)] (\\S+)(?: < ([a-z-]+))?");
    private static final Pattern WORDS = Pattern.compile("(-?[0-9.]+)(?:/(-?[0-9.]+))?:\\s+(.+)");
    private static final double TITLE_FACTOR = 3;

    private final List<Topic> topics;
    private final Map<String, Topic> bySlug;
    private final Map<String, List<TopicWord>> words;

    private Topics(List<Topic> topics, Map<String, List<TopicWord>> words) {
        this.topics = List.copyOf(topics);
        Map<String, Topic> slugs = new LinkedHashMap<>();
        topics.forEach(topic -> slugs.put(topic.slug(), topic));
        this.bySlug = Map.copyOf(slugs);
        Map<String, List<TopicWord>> copies = new HashMap<>();
        words.forEach((word, list) -> copies.put(word, List.copyOf(list)));
        this.words = Map.copyOf(copies);
    }

    /** Reads the bundled topics. */
    public static Topics bundled() {
        return parse(DictionaryFile.lines("topics.txt"));
    }

    /**
     * Reads topics from lines in the format of {@code topics.txt}.
     *
     * @throws IllegalArgumentException naming the line that can't be read
     */
    static Topics parse(List<String> lines) {
        List<Topic> topics = new ArrayList<>();
        Map<String, List<TopicWord>> words = new HashMap<>();
        for (String line : lines) {
            Matcher head = HEAD.matcher(line);
            Matcher row = WORDS.matcher(line);
            if (head.matches()) {
                topics.add(new Topic(
                        head.group(1),
                        head.group(2),
                        Optional.ofNullable(head.group(3)).orElse("")));
            } else if (row.matches() && !topics.isEmpty()) {
                double weight = Double.parseDouble(row.group(1));
                double titleWeight = Optional.ofNullable(row.group(2))
                        .map(Double::parseDouble)
                        .orElse(weight * TITLE_FACTOR);
                TopicWord points = new TopicWord(topics.size() - 1, weight, titleWeight);
                for (String word : row.group(3).split("\\s+", -1)) {
                    words.computeIfAbsent(word, key -> new ArrayList<>(1)).add(points);
                }
            } else {
                throw new IllegalArgumentException("topics: neither a [topic] nor words: " + line);
            }
        }
        return new Topics(topics, words);
    }

    /** The topic with this slug, classes included. */
    public Optional<Topic> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /** All topics and classes, in the file's order. */
    public List<Topic> all() {
        return topics;
    }

    /** The topic and everything below it; empty for an unknown slug. */
    public List<Topic> within(String slug) {
        List<Topic> found = new ArrayList<>(find(slug).stream().toList());
        topics.stream()
                .filter(topic -> topic.parent().equals(slug))
                .forEach(child -> found.addAll(within(child.slug())));
        return found;
    }

    /** What each word says, positions as in {@link #all()}. */
    Map<String, List<TopicWord>> words() {
        return words;
    }
}

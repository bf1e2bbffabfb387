package org.yizhan.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The topics and their words, from {@code dictionaries/topics.txt}, which explains its own format.
 *
 * <p>The classes at the top are gov.cn's subject classes; articles get the topics under them. Immutable and safe for concurrent use.
 */
public final class Topics {

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

    /** The topics that come with the program. */
    public static Topics bundled() {
        return Dictionaries.bundled().topics();
    }

    /**
     * Reads topics in the format of {@code topics.txt}. A later text adds topics, and words to topics before it; points it
     * gives a word for a topic take the place of those it had there.
     *
     * @throws BrokenDictionary naming the line that can't be taken
     */
    static Topics parse(List<DictionaryText> texts) {
        var reader = new TopicReader();
        texts.forEach(reader::read);
        return new Topics(reader.topics(), reader.words());
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

    /** The topics directly below, in the file's order; empty for an unknown slug. */
    public List<Topic> below(String slug) {
        return topics.stream().filter(topic -> topic.parent().equals(slug)).toList();
    }

    /** Everything above the topic, the widest first; empty for a class and for an unknown slug. */
    public List<Topic> above(String slug) {
        LinkedHashSet<Topic> above = new LinkedHashSet<>();
        Optional<Topic> next = find(slug).flatMap(topic -> find(topic.parent()));
        // an edited file may name a topic as its own parent
        while (next.isPresent() && above.add(next.get())) {
            next = find(next.get().parent());
        }
        return List.copyOf(above.reversed());
    }

    /** What each word says, positions as in {@link #all()}. */
    Map<String, List<TopicWord>> words() {
        return words;
    }
}

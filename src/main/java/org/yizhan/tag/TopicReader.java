package org.yizhan.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts topics together from the texts of one dictionary, one text after the other; confined to one thread. */
final class TopicReader {

    private static final Pattern HEAD =
            Pattern.compile("\\[([a-z][a-z0-9-]*)](?:\\s+([^\\s<]+))?(?:\\s+<\\s+([a-z0-9-]+))?");
    private static final Pattern WORDS =
            Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)(?:/(-?[0-9]+(?:\\.[0-9]+)?))?:\\s+(.+)");
    private static final double TITLE_FACTOR = 3;

    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<TopicWord>> words = new HashMap<>();

    /** @throws BrokenDictionary naming the line that can't be taken */
    void read(DictionaryText text) {
        Map<String, List<TopicWord>> said = new HashMap<>();
        int topic = -1;
        for (DictionaryText.Line line : text.lines()) {
            Matcher head = HEAD.matcher(line.text());
            Matcher row = WORDS.matcher(line.text());
            if (head.matches()) {
                topic = topic(line, head);
            } else if (row.matches() && topic >= 0) {
                points(topic, row, said);
            } else {
                throw line.broken("neither a [topic] nor words; write [slug] label < parent, or 5: word word");
            }
        }
        said.forEach((word, points) -> words.merge(word, points, TopicReader::instead));
    }

    private int topic(DictionaryText.Line line, Matcher head) {
        String slug = head.group(1);
        String parent = Optional.ofNullable(head.group(3)).orElse("");
        if (!parent.isEmpty() && !topics.containsKey(parent)) {
            throw line.broken("there is no topic " + parent + " before it; put the parent first");
        }
        Optional<String> label = Optional.ofNullable(head.group(2));
        Topic known = topics.get(slug);
        if (known == null) {
            String named = label.orElseThrow(() -> line.broken("a new topic needs a label behind its [slug]"));
            places.put(slug, topics.size());
            topics.put(slug, new Topic(slug, named, parent));
        } else if (label.isPresent()) {
            topics.put(slug, new Topic(slug, label.get(), parent.isEmpty() ? known.parent() : parent));
        }
        return places.getOrDefault(slug, -1);
    }

    private static void points(int topic, Matcher row, Map<String, List<TopicWord>> said) {
        double weight = Double.parseDouble(row.group(1));
        double titleWeight =
                Optional.ofNullable(row.group(2)).map(Double::parseDouble).orElse(weight * TITLE_FACTOR);
        TopicWord points = new TopicWord(topic, weight, titleWeight);
        for (String word : row.group(3).split("\\s+", -1)) {
            said.computeIfAbsent(word, key -> new ArrayList<>(1)).add(points);
        }
    }

    /** The later text's points for a topic take the place of the earlier one's. */
    private static List<TopicWord> instead(List<TopicWord> before, List<TopicWord> after) {
        List<TopicWord> both = new ArrayList<>(before);
        both.removeIf(old -> after.stream().anyMatch(word -> word.topic() == old.topic()));
        both.addAll(after);
        return both;
    }

    List<Topic> topics() {
        return List.copyOf(topics.values());
    }

    Map<String, List<TopicWord>> words() {
        return words;
    }
}

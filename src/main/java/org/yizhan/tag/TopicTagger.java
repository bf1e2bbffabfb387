package org.yizhan.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.yizhan.article.Tag;

/**
 * Weighs the words of each topic and keeps the topics that stand out.
 *
 * <p>A word in the title weighs its title weight (half of it inside a series name 【…】), one in the opening half as much
 * again as one further on; each word counts at most four times. Up to three topics are kept: the strongest, and those
 * with at least {@value #SHARE} of its points.
 */
final class TopicTagger {

    private static final double LEAST = 9;
    private static final double SHARE = 0.62;
    private static final int MOST = 3;
    private static final int MOST_OF_A_WORD = 4;
    private static final int WORDS_SHOWN = 5;

    private final List<Topic> topics;

    TopicTagger(Topics topics) {
        this.topics = topics.all();
    }

    /** The tags, strongest first; evidence are the words that weighed most. */
    List<Tag> tag(Reading reading, List<Hit> hits) {
        double[] points = new double[topics.size()];
        Map<String, Integer> seen = new HashMap<>();
        for (Hit hit : hits) {
            boolean inTitle = reading.inTitle(hit.begin());
            if (!inTitle && seen.merge(hit.entry().word(), 1, Integer::sum) > MOST_OF_A_WORD) {
                continue;
            }
            for (TopicWord word : hit.entry().topics()) {
                points[word.topic()] += weight(reading, hit, inTitle, word);
            }
        }
        double strongest = 0;
        for (double sum : points) {
            strongest = Math.max(strongest, sum);
        }
        double bar = Math.max(LEAST, strongest * SHARE);
        return IntStream.range(0, points.length)
                .filter(topic -> points[topic] >= bar)
                .boxed()
                .sorted(Comparator.comparingDouble(topic -> -points[topic]))
                .limit(MOST)
                .map(topic -> new Tag(
                        Tag.Scheme.TOPIC,
                        topics.get(topic).slug(),
                        topics.get(topic).label(),
                        evidence(topic, hits)))
                .toList();
    }

    private static double weight(Reading reading, Hit hit, boolean inTitle, TopicWord word) {
        if (inTitle) {
            return hit.begin() < reading.seriesEnd() ? word.titleWeight() / 2 : word.titleWeight();
        }
        return reading.inLead(hit.begin()) ? word.weight() * 1.5 : word.weight();
    }

    private static String evidence(int topic, List<Hit> hits) {
        Set<String> words = new LinkedHashSet<>();
        List<Hit> speaking = new ArrayList<>();
        for (Hit hit : hits) {
            if (hit.entry().topics().stream().anyMatch(word -> word.topic() == topic && word.weight() > 0)) {
                speaking.add(hit);
            }
        }
        for (Hit hit : speaking) {
            if (words.size() < WORDS_SHOWN) {
                words.add(hit.entry().word());
            }
        }
        return String.join("、", words);
    }
}

package org.yizhan.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.yizhan.article.Evidence;
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

    private final List<Topic> topics;

    TopicTagger(Topics topics) {
        this.topics = topics.all();
    }

    /** The tags, strongest first; evidence are the words that weighed most. */
    List<Tag> tag(Reading reading, List<Hit> hits) {
        List<Hit> counting = counting(reading, hits);
        double[] points = new double[topics.size()];
        for (Hit hit : counting) {
            for (TopicWord word : hit.entry().topics()) {
                points[word.topic()] += weight(reading, hit, word);
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
                .map(topic -> Tag.of(
                        Tag.Scheme.TOPIC,
                        topics.get(topic).slug(),
                        topics.get(topic).label(),
                        evidence(reading, topic, counting)))
                .toList();
    }

    /** Without what a word says too often. */
    private static List<Hit> counting(Reading reading, List<Hit> hits) {
        Map<String, Integer> seen = new HashMap<>();
        List<Hit> counting = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            if (reading.inTitle(hit.begin()) || seen.merge(hit.entry().word(), 1, Integer::sum) <= MOST_OF_A_WORD) {
                counting.add(hit);
            }
        }
        return counting;
    }

    private static double weight(Reading reading, Hit hit, TopicWord word) {
        if (reading.inTitle(hit.begin())) {
            return hit.begin() < reading.seriesEnd() ? word.titleWeight() / 2 : word.titleWeight();
        }
        return reading.inLead(hit.begin()) ? word.weight() * 1.5 : word.weight();
    }

    /** The words that speak for the topic, weightiest first, each where it stands first. */
    private static List<Evidence> evidence(Reading reading, int topic, List<Hit> hits) {
        Map<String, Double> points = new LinkedHashMap<>();
        Map<String, Integer> first = new HashMap<>();
        for (Hit hit : hits) {
            for (TopicWord word : hit.entry().topics()) {
                if (word.topic() == topic && word.weight() > 0) {
                    points.merge(hit.entry().word(), weight(reading, hit, word), Double::sum);
                    first.putIfAbsent(hit.entry().word(), hit.begin());
                }
            }
        }
        return points.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(Tag.MOST)
                .map(word -> reading.evidence(word.getKey(), first.getOrDefault(word.getKey(), 0), word.getValue()))
                .toList();
    }
}

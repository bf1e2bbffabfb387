package org.yizhan.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.yizhan.deliver.Topics.News.Document;
import org.yizhan.deliver.Topics.State;

/**
 * How far somebody has come with each of some documents, so that a delivery that is cut short goes on there: up to the
 * first change that only a later one tells of. The document that tells of the oldest change is the first, so each of them
 * brings him on.
 */
final class HubSteps {

    private final SequencedMap<UUID, Long> told;
    private final Map<UUID, Integer> places = new HashMap<>();

    /** @param told the stories that there is something to tell of in the order in which they changed, with their numbers */
    HubSteps(SequencedMap<UUID, Long> told) {
        this.told = told;
        told.keySet().forEach(story -> places.put(story, places.size()));
    }

    /** @param all what is known by who has got all documents */
    List<Document> of(List<HubDocuments.Written> written, State all) {
        List<HubDocuments.Written> ordered =
                written.stream().sorted(Comparator.comparingInt(this::place)).toList();
        Set<UUID> left = new HashSet<>();
        List<Document> documents = new ArrayList<>();
        for (HubDocuments.Written last : ordered.reversed()) {
            documents.addFirst(new Document(last.body(), left.isEmpty() ? all : before(left, all)));
            left.addAll(last.stories());
        }
        return documents;
    }

    private int place(HubDocuments.Written written) {
        return written.stories().stream()
                .mapToInt(story -> places.getOrDefault(story, Integer.MAX_VALUE))
                .min()
                .orElse(0);
    }

    /** What is known by who was told of everything before the first of these. */
    private State before(Set<UUID> left, State all) {
        State known = all;
        for (Map.Entry<UUID, Long> story : told.entrySet()) {
            if (left.contains(story.getKey())) {
                break;
            }
            known = new State(story.getValue() - 1, all.etag(), Optional.of(story.getKey()));
        }
        return known;
    }
}

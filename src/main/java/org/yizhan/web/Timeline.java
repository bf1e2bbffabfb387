package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a story, oldest first: who published it and what was changed later. Stateless.
 */
public final class Timeline {

    private Timeline() {}

    /**
     * One thing that happened: either of the two.
     *
     * @param member published
     * @param change made later
     */
    public record Event(Optional<StoryDetails.Member> member, Optional<StoryPast.Happened> change) {

        Instant at() {
            return member.map(found -> found.copy().publishedAt())
                    .orElseGet(() -> change.orElseThrow().change().at());
        }
    }

    /** Of two at one moment, what was published comes first. */
    static List<Event> of(List<StoryDetails.Member> members, List<StoryPast.Happened> changes) {
        List<Event> events = new ArrayList<>();
        members.forEach(member -> events.add(new Event(Optional.of(member), Optional.empty())));
        changes.reversed().forEach(change -> events.add(new Event(Optional.empty(), Optional.of(change))));
        events.sort(Comparator.comparing(Event::at));
        return events;
    }
}

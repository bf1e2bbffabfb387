package org.yizhan.publish.provenance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * 转载链: the way of one story.
 *
 * @param origin where it was first published, among the members
 * @param members every member by its id, oldest first
 */
public record Provenance(UUID origin, SequencedMap<UUID, Taken> members) {

    public Provenance {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    public static Provenance of(UUID origin, List<Taken> members) {
        var byId = new LinkedHashMap<UUID, Taken>();
        members.forEach(taken -> byId.put(taken.step().member().id(), taken));
        return new Provenance(origin, byId);
    }

    /**
     * One member: whom it took the piece from, and what it made of it.
     *
     * @param text against the same member as the title
     * @param revision which revision of that member the text was compared with, where it is not today's
     */
    public record Taken(Step step, TextChange text, Optional<Integer> revision, Compliance compliance) {

        /** The title that the member's is compared with: of those it differs from as little, the compared revision's. */
        public String titleBefore() {
            return step.against().titleFor(step.member(), revision);
        }
    }

    /** What is known of one member. */
    public Optional<Taken> of(UUID article) {
        return Optional.ofNullable(members.get(article));
    }

    /** The outlet that the origin itself names and that is no member: the piece was published there before. */
    public Optional<Outlet> unseenOrigin() {
        return of(origin).flatMap(taken -> taken.step().unseen());
    }
}

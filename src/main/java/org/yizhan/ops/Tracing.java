package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds an article and gathers what is known of it. Safe for concurrent use. */
public final class Tracing {

    /** The most articles that a search gives. */
    public static final int MOST_FOUND = 50;

    private static final int MOST_LISTED = 50;

    private final Trails trails;
    private final DeadLetters letters;
    private final Audit audit;
    private final MendingLog mendings;
    private final Clock clock;

    public Tracing(Trails trails, DeadLetters letters, Audit audit, MendingLog mendings, Clock clock) {
        this.trails = trails;
        this.letters = letters;
        this.audit = audit;
        this.mendings = mendings;
        this.clock = clock;
    }

    /**
     * What a search found.
     *
     * @param letter the dead letter of this number, where the search was for one
     */
    public record Found(List<Trails.Hit> hits, Optional<KeptDeadLetter> letter) {
        public Found {
            hits = List.copyOf(hits);
        }

        /** The one article that is meant; empty where it is none, or one of several. */
        public Optional<UUID> single() {
            if (hits.size() + letter.stream().count() != 1) {
                return Optional.empty();
            }
            return letter.map(kept -> kept.letter().key())
                    .or(() -> hits.stream().map(Trails.Hit::articleId).findFirst());
        }
    }

    /** The articles that this may mean: an id, a source's own id, a dead letter's number, an address, words of a title. */
    public Found find(String sought) throws SQLException {
        String text = sought.strip();
        return new Found(
                trails.find(text, MOST_FOUND),
                OpsApi.isId(text) ? letters.find(Long.parseLong(text)) : Optional.empty());
    }

    /** All about the article of this id. */
    public Trace of(UUID id) throws SQLException {
        Optional<Trail> trail = trails.of(id);
        Instant soon = clock.instant().plus(Duration.ofMinutes(1));
        return new Trace(
                id,
                trail,
                trails.erased(id),
                trail.isEmpty() && trails.isSeen(id),
                letters.about(id, MOST_LISTED),
                audit.list(AuditQuery.about(id.toString(), MOST_LISTED)),
                mendings.latest(List.of(id), soon, MOST_LISTED));
    }
}

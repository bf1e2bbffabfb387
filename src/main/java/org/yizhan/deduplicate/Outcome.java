package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.yizhan.article.Moved;
import org.yizhan.article.Verdict;
import org.yizhan.deduplicate.Decisions.Decided;
import org.yizhan.deduplicate.Decisions.Follower;

/** What comes of one grouping: who moves, and what each is told. Used once. */
final class Outcome {

    private final Connection connection;
    private final Cluster cluster;
    private final long decided;
    private final Map<Long, UUID> causes;
    private final Instant now;
    private final Map<Long, Verdict> verdicts = new HashMap<>();
    private final List<Moved> moved = new ArrayList<>();
    private final List<Decided> kept = new ArrayList<>();
    private final Map<Long, UUID> movedBy = new TreeMap<>();

    /**
     * @param decided number of this decision
     * @param causes what was added to each cluster, by its name
     */
    Outcome(Connection connection, Cluster cluster, long decided, Map<Long, UUID> causes, Instant now) {
        this.connection = connection;
        this.cluster = cluster;
        this.decided = decided;
        this.causes = causes;
        this.now = now;
    }

    /** Where each article belongs, by number, and whom else that moved. */
    record Settled(Map<Long, Verdict> verdicts, List<Moved> moved) {}

    /**
     * Writes down whoever stands otherwise than before.
     *
     * @param batch articles that are told where they belong themselves
     * @param again articles that were moved by what has come again, with their cause
     */
    Settled of(List<Node> nodes, Collection<Long> batch, Map<Long, UUID> again) throws SQLException {
        Set<Long> moving = new TreeSet<>();
        for (Node node : nodes) {
            if (node.story() != cluster.story(node.no())) {
                moving.add(node.no());
            }
            tell(node, node.no(), cluster.verdict(node.no(), decided), batch, again);
        }
        Set<Long> asked = new TreeSet<>(batch);
        asked.addAll(again.keySet());
        Map<Long, Follower> followers = new TreeMap<>();
        Decisions.followers(connection, moving)
                .forEach(found -> followers.put(found.node().no(), found));
        Decisions.following(connection, asked)
                .forEach(found -> followers.put(found.node().no(), found));
        for (Follower follower : followers.values()) {
            Verdict verdict = cluster.verdict(follower.node(), follower.leader(), decided);
            tell(follower.node(), follower.leader(), verdict, batch, again);
        }
        Decisions.keep(connection, kept);
        Decisions.moved(connection, movedBy);
        return new Settled(verdicts, moved);
    }

    private void tell(Node node, long leader, Verdict found, Collection<Long> batch, Map<Long, UUID> again) {
        boolean changes = node.story() != cluster.story(leader)
                || node.relation() != found.relation()
                || !node.matched().equals(found.matched());
        Verdict verdict = changes ? found : found.decided(node.decided());
        if (changes) {
            kept.add(new Decided(node.no(), cluster.story(leader), verdict));
        }
        if (batch.contains(node.no())) {
            verdicts.put(node.no(), verdict);
        } else if (changes || again.containsKey(node.no())) {
            UUID cause = again.getOrDefault(node.no(), causes.getOrDefault(node.cluster(), node.articleId()));
            moved.add(new Moved(node.articleId(), verdict, cause, now));
            movedBy.put(node.no(), cause);
        }
    }
}

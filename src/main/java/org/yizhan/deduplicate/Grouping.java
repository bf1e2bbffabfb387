package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Merger;

/**
 * Where the articles of a batch belong, and which stories were found to be one on the way.
 *
 * @param roots the story of each article of the matches, by number
 * @param mergers the stories that have ended, each into an older one
 */
record Grouping(Map<Long, Forest.Root> roots, List<Merger> mergers) {

    /**
     * Joins the stories of every match, whatever order the matches come in.
     *
     * @param fresh articles that nobody has been told about: where nobody followed them, their own story ends silently
     */
    static Grouping join(Connection connection, List<Match> matches, Set<Long> fresh, Instant now) throws SQLException {
        Map<Long, Forest.Root> before = Forest.lockedRoots(connection, members(matches));
        var union = new Union();
        var causes = new HashMap<Long, UUID>();
        for (Match match : matches) {
            long one = root(before, match.article());
            long other = root(before, match.other());
            union.join(one, other);
            UUID cause = match.article().print().articleId();
            causes.putIfAbsent(one, cause);
            causes.putIfAbsent(other, cause);
        }
        var stories = new HashMap<Long, Forest.Root>();
        before.values().forEach(root -> stories.put(root.no(), root));
        var roots = new HashMap<Long, Forest.Root>();
        before.forEach((member, root) -> roots.put(member, requireNonNull(stories.get(union.find(root.no())))));
        Map<Long, Long> moves = union.moves();
        Set<Long> followed = Forest.move(connection, moves);
        Forest.follow(connection, told(matches, roots));
        var mergers = new ArrayList<Merger>();
        moves.forEach((from, into) -> {
            if (!fresh.contains(from) || followed.contains(from)) {
                mergers.add(new Merger(
                        requireNonNull(stories.get(from)).story(),
                        requireNonNull(stories.get(into)).story(),
                        requireNonNull(causes.get(from)),
                        now));
            }
        });
        return new Grouping(roots, mergers);
    }

    private static Set<Long> members(List<Match> matches) {
        Set<Long> members = new HashSet<>();
        for (Match match : matches) {
            members.add(match.article().no());
            members.add(match.other().no());
        }
        return members;
    }

    private static long root(Map<Long, Forest.Root> roots, Stored member) {
        Forest.Root root = roots.get(member.no());
        if (root == null) {
            throw new IllegalStateException("fingerprint " + member.no() + " has left the store");
        }
        return root.no();
    }

    /** The stories that an article of the batch is told to belong to without having founded them. */
    private static Set<Long> told(List<Match> matches, Map<Long, Forest.Root> roots) {
        Set<Long> told = new HashSet<>();
        for (Match match : matches) {
            long root = root(roots, match.article());
            if (root != match.article().no()) {
                told.add(root);
            }
        }
        return told;
    }
}

package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One transaction that settles where articles belong: their clusters are locked and read, what was found is added, the
 * stories are told apart anew, and whoever moved is written down. Not safe for concurrent use.
 */
final class Settlement {

    private final Connection connection;
    private final Instant now;
    private final Leaders leaders;
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<Long, UUID> causes = new TreeMap<>();

    /**
     * @param articles whose clusters are locked
     */
    Settlement(Connection connection, Clues clues, Fingerprints fingerprints, Instant now, Collection<Long> articles)
            throws SQLException {
        this.connection = connection;
        this.leaders = new Leaders(connection, clues, fingerprints);
        this.now = now;
        places.putAll(Clusters.lock(connection, articles));
    }

    /** An article has other content than the one that was compared. */
    static final class Outrun extends SQLException {
        private static final long serialVersionUID = 1;
        private final long no;

        Outrun(long no) {
            super("article " + no + " has changed while it was compared");
            this.no = no;
        }

        long no() {
            return no;
        }
    }

    /**
     * Those of these that rest on what both articles still are; one that has left the store is no match any more.
     *
     * @throws Outrun where one of them has other content by now
     */
    List<Match> standing(List<Match> matches) throws Outrun {
        var standing = new ArrayList<Match>();
        for (Match match : matches) {
            if (places.containsKey(match.article().no())
                    && places.containsKey(match.other().no())) {
                check(match.article());
                check(match.other());
                standing.add(match);
            }
        }
        return standing;
    }

    private void check(Stored compared) throws Outrun {
        if (!place(compared.no()).contentHash().equals(compared.print().contentHash())) {
            throw new Outrun(compared.no());
        }
    }

    /**
     * Sees to those whose text has changed: who repeated the former text no longer follows, and an article that has
     * become another lets go of its pairs.
     */
    void shed() throws SQLException {
        Set<Long> revised = new TreeSet<>();
        Set<Long> departed = new TreeSet<>();
        for (Place place : places.values()) {
            if (place.revised()) {
                (place.departed() ? departed : revised).add(place.no());
            }
        }
        if (revised.isEmpty() && departed.isEmpty()) {
            return;
        }
        leaders.separate(revised, Likeness.REVISED);
        leaders.leave(departed);
        Pairs.remove(connection, departed);
        departed.addAll(revised);
        update("update fingerprint set leader = null, revised = false, departed = false where no = any(?)", departed);
        reread();
    }

    private void update(String sql, Collection<Long> numbers) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, Columns.numbers(connection, numbers));
            update.executeUpdate();
        }
    }

    private void reread() throws SQLException {
        Set<Long> known = Set.copyOf(places.keySet());
        places.clear();
        places.putAll(Clusters.lock(connection, known));
    }

    /**
     * Takes over what was found alike.
     *
     * @param known articles that have stood somewhere before; they follow no leader, whom they may have been split from
     */
    void add(List<Match> matches, Set<Long> known) throws SQLException {
        Map<Long, Long> led = new TreeMap<>();
        for (Match match : matches) {
            long no = match.article().no();
            long leader = place(match.other().no()).node();
            boolean repeats = match.likeness().same()
                    && match.article().print().sameText(match.other().print())
                    && match.kind() == Kind.COPY;
            if (repeats && leader < no && !known.contains(no) && !place(no).hasLeader()) {
                led.merge(no, leader, Math::min);
            }
        }
        // who leads others does not follow itself
        Decisions.followers(connection, led.keySet()).forEach(follower -> led.remove(follower.leader()));
        // a leader's own leader counts; it has a smaller number, and so has been looked at before
        led.replaceAll((no, leader) -> led.getOrDefault(leader, leader));
        leaders.lead(led);
        var pairs = new LinkedHashMap<List<Long>, Pair>();
        for (Match match : matches) {
            long one = node(match.article().no(), led);
            long other = node(match.other().no(), led);
            if (one != other) {
                Pair pair = match.pair(one, other);
                pairs.putIfAbsent(List.of(pair.one(), pair.other()), pair);
            }
        }
        Pairs.add(connection, pairs.values());
        connect(matches, led);
        matches.forEach(match -> causes.putIfAbsent(
                cluster(match.article().no(), led), match.article().print().articleId()));
    }

    private long node(long no, Map<Long, Long> led) {
        long node = place(no).node();
        return led.getOrDefault(node, node);
    }

    private Place place(long no) {
        return requireNonNull(places.get(no), () -> "article " + no + " was not locked");
    }

    /** Makes one cluster of all that these matches connect; who follows a leader is in that one's. */
    private void connect(List<Match> matches, Map<Long, Long> led) throws SQLException {
        var union = new Union();
        for (Match match : matches) {
            union.join(cluster(match.article().no(), led), cluster(match.other().no(), led));
        }
        join(union);
    }

    private long cluster(long no, Map<Long, Long> led) {
        Place leader = places.get(node(no, led));
        return leader == null ? cluster(no) : leader.cluster();
    }

    /** Makes one cluster of those of all these articles. */
    void together(Collection<Long> articles) throws SQLException {
        var union = new Union();
        long first = articles.stream().mapToLong(this::cluster).min().orElseThrow();
        articles.forEach(no -> union.join(first, cluster(no)));
        join(union);
    }

    private long cluster(long no) {
        return place(no).cluster();
    }

    private void join(Union union) throws SQLException {
        Map<Long, Long> names = union.names();
        names.entrySet().removeIf(name -> name.getKey().equals(name.getValue()));
        Clusters.join(connection, names);
        reread();
    }

    /** All others of the stories that these articles are in. */
    Set<Long> fellows(Set<Long> articles) throws SQLException {
        Set<Long> clusters = new TreeSet<>();
        articles.forEach(no -> clusters.add(cluster(no)));
        List<Node> nodes = Clusters.nodes(connection, clusters);
        Set<Long> stories = new HashSet<>();
        Set<Long> named = nodes(articles);
        nodes.stream().filter(node -> named.contains(node.no())).forEach(node -> stories.add(node.story()));
        Set<Long> all = new TreeSet<>();
        nodes.stream().filter(node -> stories.contains(node.story())).forEach(node -> all.add(node.no()));
        Decisions.followers(connection, Set.copyOf(all))
                .forEach(follower -> all.add(follower.node().no()));
        all.removeAll(articles);
        places.putAll(Clusters.lock(connection, all));
        return all;
    }

    /** These articles, each by its leader. */
    Set<Long> nodes(Set<Long> articles) {
        Set<Long> nodes = new TreeSet<>();
        articles.forEach(no -> nodes.add(place(no).node()));
        return nodes;
    }

    /** Makes sure that none of these, whom an operator parts from others, is led by another article, nor leads one. */
    void separate(Set<Long> articles) throws SQLException {
        leaders.separate(articles, Likeness.EQUAL);
        reread();
    }

    /** Gives those who repeat the text of an article that is to go a leader of their own. */
    void leave(Set<Long> articles) throws SQLException {
        leaders.leave(articles);
        reread();
    }

    /** Tells why what moves in the clusters of these articles does so. */
    void because(UUID cause, Collection<Long> articles) {
        articles.forEach(no -> causes.put(cluster(no), cause));
    }

    /**
     * Tells the stories of all locked clusters apart.
     *
     * @param batch articles that are told where they belong themselves
     * @param again articles that were moved by what has come again, with their cause
     */
    Outcome.Settled settle(Collection<Long> batch, Map<Long, UUID> again) throws SQLException {
        Set<Long> clusters = new TreeSet<>();
        places.values().forEach(place -> clusters.add(place.cluster()));
        List<Node> nodes = Clusters.nodes(connection, clusters);
        Set<Long> numbers = new HashSet<>();
        nodes.forEach(node -> numbers.add(node.no()));
        Cluster cluster = Cluster.of(nodes, Pairs.of(connection, numbers), Mendings.of(connection, numbers));
        return new Outcome(connection, cluster, Decisions.next(connection), causes, now).of(nodes, batch, again);
    }
}

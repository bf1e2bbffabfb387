package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
import org.yizhan.article.Moved;
import org.yizhan.article.Verdict;
import org.yizhan.deduplicate.Decisions.Decided;
import org.yizhan.deduplicate.Decisions.Follower;

/**
 * One transaction that settles where articles belong: their clusters are locked and read, what was found is added, the
 * stories are told apart anew, and whoever moved is written down. Not safe for concurrent use.
 */
final class Settlement {

    private final Connection connection;
    private final Clues clues;
    private final Fingerprints fingerprints;
    private final Instant now;
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<Long, UUID> causes = new TreeMap<>();

    /**
     * @param articles whose clusters are locked
     */
    Settlement(Connection connection, Clues clues, Fingerprints fingerprints, Instant now, Collection<Long> articles)
            throws SQLException {
        this.connection = connection;
        this.clues = clues;
        this.fingerprints = fingerprints;
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

    /** Where each article belongs, by number, and whom else that moved. */
    record Settled(Map<Long, Verdict> verdicts, List<Moved> moved) {}

    Map<Long, Place> places() {
        return places;
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
        separate(revised, Likeness.REVISED);
        leave(departed);
        Pairs.remove(connection, departed);
        departed.addAll(revised);
        update("update fingerprint set leader = null, revised = false, departed = false where no = any(?)", departed);
        reread();
    }

    /**
     * Gives those others who repeat the texts of these articles a leader of their own.
     *
     * @return the former leader of each new one
     */
    Map<Long, Long> leave(Set<Long> leaders) throws SQLException {
        Map<Long, Long> heirs = new TreeMap<>();
        Map<Long, Long> led = new TreeMap<>();
        for (Follower follower : Decisions.followers(connection, leaders)) {
            if (!leaders.contains(follower.node().no())) {
                heirs.merge(follower.leader(), follower.node().no(), Math::min);
                led.put(follower.node().no(), follower.leader());
            }
        }
        led.replaceAll((no, leader) -> requireNonNull(heirs.get(leader)));
        lead(led);
        Pairs.inherit(connection, heirs);
        Map<Long, Long> formers = new TreeMap<>();
        heirs.forEach((former, heir) -> formers.put(heir, former));
        adopt(formers);
        return formers;
    }

    /** Each key takes its place beside the leader it had, its value, and gets the clues it may never have had. */
    private void adopt(Map<Long, Long> formers) throws SQLException {
        if (formers.isEmpty()) {
            return;
        }
        String sql = """
                update fingerprint f set cluster = coalesce(former.cluster, former.no)
                from unnest(?::bigint[], ?::bigint[]) as u (heir, former) join fingerprint former on former.no = u.former
                where f.no = u.heir
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            new Columns<>(update, formers.entrySet()).numbers(Map.Entry::getKey).numbers(Map.Entry::getValue);
            update.executeUpdate();
        }
        List<Stored> stored =
                List.copyOf(fingerprints.load(connection, formers.keySet()).values());
        Clues.remove(connection, stored);
        clues.file(connection, stored);
    }

    /** Gives each key its value as its leader; one that leads itself has none. */
    private void lead(Map<Long, Long> led) throws SQLException {
        if (led.isEmpty()) {
            return;
        }
        String sql = """
                update fingerprint f set leader = nullif(u.leader, f.no)
                from unnest(?::bigint[], ?::bigint[]) as u (no, leader) where f.no = u.no
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            new Columns<>(update, led.entrySet()).numbers(Map.Entry::getKey).numbers(Map.Entry::getValue);
            update.executeUpdate();
        }
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
        lead(led);
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
        connect(matches);
        for (Match match : matches) {
            long cluster = place(match.article().no()).cluster();
            causes.putIfAbsent(cluster, match.article().print().articleId());
        }
    }

    private long node(long no, Map<Long, Long> led) {
        long node = place(no).node();
        return led.getOrDefault(node, node);
    }

    private Place place(long no) {
        return requireNonNull(places.get(no), () -> "article " + no + " was not locked");
    }

    /** Makes one cluster of all that these matches connect. */
    private void connect(List<Match> matches) throws SQLException {
        var union = new Union();
        for (Match match : matches) {
            union.join(cluster(match.article().no()), cluster(match.other().no()));
        }
        join(union);
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
        Clusters.join(connection, names);
        if (!names.isEmpty()) {
            reread();
        }
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

    /**
     * Makes sure that none of these is led by another article, nor leads one.
     *
     * @param likeness how those stay connected that followed and led
     */
    void separate(Set<Long> articles, Likeness likeness) throws SQLException {
        if (articles.isEmpty()) {
            return;
        }
        Map<Long, Long> formers = new TreeMap<>(leave(articles));
        Map<Long, Long> firsts = new TreeMap<>();
        Map<Long, Long> led = new TreeMap<>();
        for (Follower follower : Decisions.following(connection, articles)) {
            if (!articles.contains(follower.leader())) {
                long no = follower.node().no();
                led.put(no, firsts.computeIfAbsent(follower.leader(), leader -> no));
            }
        }
        lead(led);
        firsts.forEach((leader, first) -> formers.put(first, leader));
        Pairs.inherit(connection, firsts);
        Pairs.add(
                connection,
                formers.entrySet().stream()
                        .map(heir -> Pair.of(heir.getKey(), heir.getValue(), Kind.COPY, likeness))
                        .toList());
        adopt(formers);
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
    Settled settle(Collection<Long> batch, Map<Long, UUID> again) throws SQLException {
        Set<Long> clusters = new TreeSet<>();
        places.values().forEach(place -> clusters.add(place.cluster()));
        List<Node> nodes = Clusters.nodes(connection, clusters);
        Set<Long> numbers = new HashSet<>();
        nodes.forEach(node -> numbers.add(node.no()));
        Cluster cluster = Cluster.of(nodes, Pairs.of(connection, numbers), Mendings.of(connection, numbers));
        return new Outcome(cluster, Decisions.next(connection)).of(nodes, batch, again);
    }

    /** What comes of one grouping. */
    private final class Outcome {
        private final Cluster cluster;
        private final long decided;
        private final Map<Long, Verdict> verdicts = new HashMap<>();
        private final List<Moved> moved = new ArrayList<>();
        private final List<Decided> kept = new ArrayList<>();
        private final Map<Long, UUID> movedBy = new TreeMap<>();

        Outcome(Cluster cluster, long decided) {
            this.cluster = cluster;
            this.decided = decided;
        }

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
            boolean changes = node.story() != cluster.story(leader) || node.relation() != found.relation();
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

    /** The story of each of these articles, by number. */
    static Map<Long, UUID> stories(Connection connection, Collection<Long> articles) throws SQLException {
        String sql = """
                select f.no, founder.article_id
                from fingerprint f join fingerprint founder on founder.no = coalesce(f.story, f.no)
                where f.no = any(?)
                """;
        var stories = new HashMap<Long, UUID>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, articles));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stories.put(row.getLong(1), row.getObject(2, UUID.class));
                }
            }
        }
        return stories;
    }

    /** Who was named among these, by its id. */
    static Map<UUID, Long> numbers(Connection connection, Collection<UUID> articles) throws SQLException {
        String sql = "select article_id, no from fingerprint where article_id = any(?) and not erased";
        var numbers = new HashMap<UUID, Long>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.ids(connection, articles));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getObject(1, UUID.class), row.getLong(2));
                }
            }
        }
        return numbers;
    }
}

package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yizhan.deduplicate.Decisions.Follower;

/**
 * Who repeats whose text to the letter: such an article follows that one, its leader, and has no pairs of its own. Works in
 * one transaction, whose clusters are locked. Not safe for concurrent use.
 */
final class Leaders {

    private final Connection connection;
    private final Clues clues;
    private final Fingerprints fingerprints;

    Leaders(Connection connection, Clues clues, Fingerprints fingerprints) {
        this.connection = connection;
        this.clues = clues;
        this.fingerprints = fingerprints;
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
        Mendings.inherit(connection, formers);
    }

    /** Gives each key its value as its leader; one that leads itself has none. */
    void lead(Map<Long, Long> led) throws SQLException {
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
    }
}

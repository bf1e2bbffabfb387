package org.yizhan.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Every replay of a dead letter, and the letter that each ended in. Safe for concurrent use. */
public final class LetterReplays {

    private static final int MOST_LATER = 100;

    private final DataSource database;

    public LetterReplays(DataSource database) {
        this.database = database;
    }

    /**
     * A letter of one of the same keys that was kept later.
     *
     * @param discarded how it went; empty where it is still there
     */
    record Later(
            long id,
            UUID key,
            String stage,
            String topic,
            String digest,
            Instant storedAt,
            Optional<LetterOutcome.Discarded> discarded) {}

    /**
     * The newest first.
     *
     * @param deeds what was done to the letter by itself
     */
    List<LetterReplay> of(KeptDeadLetter kept, List<Audit.Line> deeds) throws SQLException {
        try (var connection = database.getConnection()) {
            Map<Long, String> mended = mended(connection, kept.id());
            String own = digest(connection, kept.id());
            Stream<LetterReplay> single = deeds.stream()
                    .flatMap(deed ->
                            LetterReplay.of(
                                    deed, kept, LetterReplay.isMended(deed) ? mended.getOrDefault(deed.no(), "") : own)
                                    .stream());
            List<LetterReplay> all = Stream.concat(single, ordered(connection, kept, own).stream())
                    .sorted(Comparator.comparing(LetterReplay::at).reversed())
                    .toList();
            return all.stream().noneMatch(LetterReplay::isSent) ? unwritten(kept, own, all) : all;
        }
    }

    /** One that was acknowledged and counted, and of which nothing else was written down. */
    private static List<LetterReplay> unwritten(KeptDeadLetter kept, String own, List<LetterReplay> all) {
        return kept.replayedAt()
                .map(at -> Stream.concat(Stream.of(replay(kept, own, at, "", Optional.empty())), all.stream())
                        .toList())
                .orElse(all);
    }

    private static LetterReplay replay(
            KeptDeadLetter kept, String own, Instant at, String operator, Optional<UUID> order) {
        return new LetterReplay(at, operator, false, order, kept.letter().key(), own, LetterReplay.receipt(kept), "");
    }

    private static Map<Long, String> mended(Connection connection, long letter) throws SQLException {
        var sql = "select audit_no, encode(digest, 'hex') as digest from mended_record where letter = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, letter);
            try (ResultSet rows = statement.executeQuery()) {
                Map<Long, String> digests = new HashMap<>();
                while (rows.next()) {
                    digests.put(rows.getLong("audit_no"), rows.getString("digest"));
                }
                return digests;
            }
        }
    }

    private static String digest(Connection connection, long letter) throws SQLException {
        var sql = "select encode(sha256(bytes), 'hex') as digest from dead_letter where id = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, letter);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString("digest") : "";
            }
        }
    }

    private static List<LetterReplay> ordered(Connection connection, KeptDeadLetter kept, String own)
            throws SQLException {
        var sql = """
                select e."order" as id, e.at, coalesce(o.operator, '') as operator
                from dead_letter d cross join jsonb_to_recordset(d.ordered) as e ("order" uuid, at timestamptz)
                left join dead_letter_order o on o.id = e."order" where d.id = ?
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, kept.id());
            try (ResultSet rows = statement.executeQuery()) {
                var ordered = new ArrayList<LetterReplay>();
                while (rows.next()) {
                    ordered.add(replay(
                            kept,
                            own,
                            rows.getTimestamp("at").toInstant(),
                            rows.getString("operator"),
                            Optional.of(rows.getObject("id", UUID.class))));
                }
                return ordered;
            }
        }
    }

    /**
     * The letters that these replays ended in, as far as they ended in one: the first that was kept since, of what went or,
     * from a stage further on, of its key. Those that were discarded since count as before.
     *
     * @param replays the newest first
     */
    Map<LetterReplay, Later> ends(KeptDeadLetter kept, List<LetterReplay> replays) throws SQLException {
        Map<LetterReplay, Later> ends = new IdentityHashMap<>();
        if (replays.isEmpty()) {
            return ends;
        }
        for (Later later : later(kept, replays)) {
            replays.stream()
                    .filter(replay -> replay.mayEndIn(later, kept) && !ends.containsKey(replay))
                    .findFirst()
                    .ifPresent(replay -> ends.put(replay, later));
        }
        return ends;
    }

    private List<Later> later(KeptDeadLetter kept, List<LetterReplay> replays) throws SQLException {
        var sql = """
                select id, record_key, stage, topic, encode(sha256(bytes), 'hex') as digest, stored_at,
                    false as discarded, null::timestamptz as gone_at, null as operator
                from (select * from dead_letter where id > ? and record_key = any(?) and stored_at >= ?
                      order by id limit ?) as there
                union all
                select e.letter, e.key, e.stage, e.topic, e.digest, e."keptAt", true, e."goneAt", e.operator
                from dead_letter d cross join jsonb_to_recordset(d.gone) as e (letter bigint, key uuid, stage text,
                    topic text, digest text, "keptAt" timestamptz, "goneAt" timestamptz, operator text)
                where d.id = ?
                order by id
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, kept.id());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            replays.stream().map(LetterReplay::key).distinct().toArray()));
            statement.setTimestamp(3, Timestamp.from(replays.getLast().at()));
            statement.setInt(4, MOST_LATER);
            statement.setLong(5, kept.id());
            try (ResultSet rows = statement.executeQuery()) {
                var later = new ArrayList<Later>();
                while (rows.next()) {
                    later.add(new Later(
                            rows.getLong("id"),
                            rows.getObject("record_key", UUID.class),
                            rows.getString("stage"),
                            rows.getString("topic"),
                            rows.getString("digest"),
                            rows.getTimestamp("stored_at").toInstant(),
                            discarded(rows)));
                }
                return later;
            }
        }
    }

    private static Optional<LetterOutcome.Discarded> discarded(ResultSet row) throws SQLException {
        return row.getBoolean("discarded")
                ? Optional.of(new LetterOutcome.Discarded(
                        Optional.ofNullable(row.getTimestamp("gone_at")).map(Timestamp::toInstant),
                        Optional.ofNullable(row.getString("operator")).orElse("")))
                : Optional.empty();
    }
}

package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Enters articles in the tables that {@link Fingerprints} reads: gives each its number, and says what is new, revised or
 * another text by now. Stateless; connection and transaction are the caller's.
 */
final class Register {

    private final Quarters quarters;
    private final Fingerprints fingerprints;

    Register(Quarters quarters, Fingerprints fingerprints) {
        this.quarters = quarters;
        this.fingerprints = fingerprints;
    }

    /**
     * A batch in the store.
     *
     * @param numbers of every article of the batch but those that were erased
     * @param compared the newest content of each, where its text is still kept
     * @param written those that are new or have new content
     * @param former what those with new content were before
     * @param known those that had been in the store before
     * @param decided number of the decision that each stands alone, for those nobody has seen yet
     */
    record Entered(
            Map<UUID, Long> numbers,
            List<Stored> compared,
            List<Stored> written,
            List<Stored> former,
            Set<Long> known,
            long decided) {}

    /** What is stored of an article before a batch is written. */
    private record Row(long no, String contentHash, long receivedAt) {

        boolean isRevisedBy(Fingerprint print) {
            return !contentHash.equals(print.contentHash()) && receivedAt <= Fingerprints.micros(print.receivedAt());
        }
    }

    /** Writes what is new and what has new content; an older revision is not written over a newer one. */
    Entered enter(Connection connection, Collection<Fingerprint> prints) throws SQLException {
        long decided = Decisions.next(connection);
        Map<UUID, Row> before = rows(connection, prints);
        List<Stored> former = former(connection, prints, before);
        Map<UUID, Long> numbers = new HashMap<>();
        before.forEach((article, row) -> numbers.put(article, row.no()));
        Set<Long> known = Set.copyOf(numbers.values());
        Map<UUID, Long> newest = write(connection, prints, decided);
        numbers.putAll(newest);
        List<Stored> written = prints.stream()
                .filter(print -> newest.containsKey(print.articleId()))
                .map(print -> new Stored(requireNonNull(newest.get(print.articleId())), print))
                .toList();
        depart(connection, departed(written, former));
        writeTexts(connection, written);
        fingerprints.hold(written);
        Set<Long> unchanged = new HashSet<>(known);
        unchanged.removeAll(newest.values());
        var compared = new ArrayList<>(written);
        compared.addAll(fingerprints.load(connection, unchanged).values());
        compared.sort(Comparator.comparingLong(Stored::no));
        return new Entered(numbers, compared, written, former, known, decided);
    }

    /** Those of these articles that are stored and not erased. */
    private static Map<UUID, Row> rows(Connection connection, Collection<Fingerprint> prints) throws SQLException {
        String sql = """
                select article_id, no, content_hash, received_at from fingerprint
                where article_id = any(?) and not erased
                """;
        List<UUID> articles = prints.stream().map(Fingerprint::articleId).toList();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.ids(connection, articles));
            var rows = new HashMap<UUID, Row>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getObject(1, UUID.class), new Row(row.getLong(2), row.getString(3), row.getLong(4)));
                }
            }
            return rows;
        }
    }

    /** What those are that will have new content, from the tables: another instance may have written it. */
    private List<Stored> former(Connection connection, Collection<Fingerprint> prints, Map<UUID, Row> before)
            throws SQLException {
        List<Long> revised = prints.stream()
                .filter(print -> Optional.ofNullable(before.get(print.articleId()))
                        .filter(row -> row.isRevisedBy(print))
                        .isPresent())
                .map(print -> requireNonNull(before.get(print.articleId())).no())
                .toList();
        return revised.isEmpty() ? List.of() : fingerprints.stored(connection, revised);
    }

    /**
     * The numbers of those written; the older of two of a batch is the one that stands first in it. Who had a number in a
     * database that is lost has it again.
     */
    private static Map<UUID, Long> write(Connection connection, Collection<Fingerprint> prints, long decided)
            throws SQLException {
        String sql = """
                insert into fingerprint as f
                    (decided, no, article_id, source, content_hash, link, published_at, received_at)
                overriding system value
                select ?, coalesce(lost.no, nextval('fingerprint_no_seq')), u.article_id, u.source, u.content_hash, u.link,
                    u.published_at, u.received_at
                from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[]) with ordinality
                        as u (article_id, source, content_hash, link, published_at, received_at, place)
                    left join lost_arrival lost on lost.article_id = u.article_id
                order by u.place
                on conflict (article_id) do update set
                    content_hash = excluded.content_hash, link = excluded.link, published_at = excluded.published_at,
                    received_at = excluded.received_at, revised = true,
                    revised_by = excluded.decided
                    where f.content_hash <> excluded.content_hash and f.received_at <= excluded.received_at
                        and not f.erased
                returning article_id, no
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, decided);
            new Columns<>(insert, prints, 2)
                    .ids(Fingerprint::articleId)
                    .texts(Fingerprint::source)
                    .texts(Fingerprint::contentHash)
                    .numbers(Fingerprint::link)
                    .numbers(print -> Fingerprints.micros(print.publishedAt()))
                    .numbers(print -> Fingerprints.micros(print.receivedAt()));
            var written = new HashMap<UUID, Long>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    written.put(row.getObject(1, UUID.class), row.getLong(2));
                }
            }
            return written;
        }
    }

    private void writeTexts(Connection connection, List<Stored> written) throws SQLException {
        Set<LocalDate> days = new HashSet<>();
        written.forEach(stored -> days.add(Quarters.day(stored.print().receivedAt())));
        quarters.open(connection, days);
        fingerprints.forget(connection, written.stream().map(Stored::no).toList());
        String sql = """
                insert into fingerprint_text (no, received_on, title, body, part)
                select no, received_on::date, title, body, part
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as u (no, received_on, title, body, part)
                on conflict (no, received_on) do update set title = excluded.title, body = excluded.body,
                    part = excluded.part
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(insert, written)
                    .numbers(Stored::no)
                    .texts(stored -> Quarters.day(stored.print().receivedAt()).toString())
                    .texts(stored -> stored.print().title())
                    .texts(stored -> stored.print().lines().stored())
                    .texts(stored -> stored.print().part().map(Part::toString).orElse(null));
            insert.executeUpdate();
        }
    }

    /** Those whose text is no revision of what it was but another one. */
    private static List<Long> departed(List<Stored> written, List<Stored> former) {
        Map<Long, Fingerprint> before = new HashMap<>();
        former.forEach(stored -> before.put(stored.no(), stored.print()));
        return written.stream()
                .filter(now -> Optional.ofNullable(before.get(now.no()))
                        .filter(was -> !Judge.isRevision(was, now.print()))
                        .isPresent())
                .map(Stored::no)
                .toList();
    }

    /** From now on none of the pairs of these articles holds. */
    static void depart(Connection connection, Collection<Long> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        String sql = "update fingerprint set revised = true, departed = true where no = any(?)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, Columns.numbers(connection, numbers));
            update.executeUpdate();
        }
    }
}

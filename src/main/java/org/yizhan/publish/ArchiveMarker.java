package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells the states of an archive's pages apart, on one snapshot. */
final class ArchiveMarker {

    private final Connection connection;
    private final ArchiveReader archive;

    ArchiveMarker(Connection connection, FeedName name) {
        this.connection = connection;
        this.archive = new ArchiveReader(connection, name);
    }

    /** As in {@link Archives#mark}. */
    Optional<ArchiveMark> mark(int number) throws SQLException {
        long seq = FeedReader.seq(connection);
        Optional<ArchiveReader.Cut> cut = archive.page(number);
        return cut.isPresent() ? Optional.of(new ArchiveMark(seq, mark(cut.get()))) : Optional.empty();
    }

    private String mark(ArchiveReader.Cut cut) throws SQLException {
        return "older "
                + archive.older(cut.place()).map(ArchiveReader.Cut::page).orElse(0)
                + " newer "
                + archive.newer(cut.place()).map(ArchiveReader.Cut::page).orElse(0)
                + " stories " + digest(archive.stories(archive.stretch(cut), Archives.MOST + 1));
    }

    /** Whatever becomes of an article, its sequence number moves; one that leaves its story takes its number along. */
    private String digest(List<UUID> stories) throws SQLException {
        var sql = """
                select coalesce(md5(string_agg(concat_ws(' ', s.id, s.origin, s.first,
                           extract(epoch from s.updated_at), members.numbers), ',' order by u.place)), '')
                from unnest(?) with ordinality as u(id, place) join story s on s.id = u.id,
                  lateral (
                    select string_agg(a.seq::text, ' ' order by a.seq) as numbers from (
                        select seq from article where id = s.id and story_id = id
                        union all select seq from article where story_id = s.id and story_id <> id
                    ) a
                  ) members
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}

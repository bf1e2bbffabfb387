package org.yizhan.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.yizhan.article.Approval;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;

/**
 * The sources we know: those that a route declares and those that have pushed. Questions are answered from memory; a
 * source met for the first time is known at once and stored with the next {@link #refresh}, so that taking an article in
 * does not wait for PostgreSQL. Safe for concurrent use.
 */
public final class SourceRegistry implements Sources {

    private final DataSource database;
    private final Set<String> unstored = ConcurrentHashMap.newKeySet();
    private volatile Snapshot known = Snapshot.of(List.of());

    public SourceRegistry(DataSource database) {
        this.database = database;
    }

    private record Snapshot(Map<String, Source> byId, OutletNames names) {

        static Snapshot of(Collection<Source> sources) {
            var byId = new HashMap<String, Source>();
            sources.forEach(source -> byId.put(source.id(), source));
            return new Snapshot(Map.copyOf(byId), OutletNames.of(sources));
        }
    }

    @Override
    public Optional<Source> find(String id) {
        return Optional.ofNullable(known.byId.get(id));
    }

    @Override
    public Optional<Source> resolve(String printedName) {
        return known.names.resolve(printedName);
    }

    @Override
    public List<Source> all() {
        return known.byId.values().stream()
                .sorted(Comparator.comparing(Source::id))
                .toList();
    }

    /** Makes {@code id} known, unapproved, where it is not yet. */
    public void meet(String id) {
        if (find(id).isEmpty() && unstored.add(id)) {
            replace(List.of(Source.unknown(id)));
        }
    }

    private synchronized void replace(Collection<Source> sources) {
        var all = new HashMap<>(known.byId);
        sources.forEach(source -> all.put(source.id(), source));
        known = Snapshot.of(all.values());
    }

    /** Stores what the routes declare; it wins over what was stored before. */
    public void declare(Collection<Source> sources) {
        String sql = """
                insert into source (id, name, aliases, region, homepage, kind, approval)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set
                    name = excluded.name, aliases = excluded.aliases, region = excluded.region,
                    homepage = excluded.homepage, kind = excluded.kind, approval = excluded.approval
                """;
        store(sql, sources);
        replace(sources);
    }

    /**
     * Stores the sources met since the last time and reads what other instances stored.
     *
     * @throws IllegalStateException where PostgreSQL is away; nothing is forgotten then
     */
    public void refresh() {
        List<String> met = List.copyOf(unstored);
        String sql = """
                insert into source (id, name, aliases, region, homepage, kind, approval)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do nothing
                """;
        store(sql, met.stream().flatMap(id -> find(id).stream()).toList());
        met.forEach(unstored::remove);
        replace(stored());
    }

    private void store(String sql, Collection<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Source source : sources) {
                insert.setString(1, source.id());
                insert.setString(2, source.name());
                insert.setArray(
                        3, connection.createArrayOf("text", source.aliases().toArray()));
                insert.setString(4, source.region());
                insert.setString(5, source.homepage());
                insert.setString(6, source.kind());
                insert.setString(7, source.approval().toString());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("sources could not be stored: " + e.getMessage(), e);
        }
    }

    private List<Source> stored() {
        var read = new java.util.ArrayList<Source>();
        String sql = "select id, name, aliases, region, homepage, kind, approval from source";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Array aliases = rows.getArray("aliases");
                read.add(new Source(
                        rows.getString("id"),
                        rows.getString("name"),
                        List.of((String[]) aliases.getArray()),
                        rows.getString("region"),
                        rows.getString("homepage"),
                        rows.getString("kind"),
                        Approval.parse(rows.getString("approval"))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("sources could not be read: " + e.getMessage(), e);
        }
        return read;
    }
}

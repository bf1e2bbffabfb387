package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds for one batch which notices are about which articles: those it brings among the articles that are here, and those
 * that are here among the articles it brings, so that either may come first. Of several articles that a notice fits the
 * {@linkplain NoticeRow#likeliness likeliest} is meant, whatever order they come in.
 */
final class Noticeboard {

    private final NoticeTable table;
    private final ArticleTable articles;

    private final Map<UUID, NoticeRow> kept = new LinkedHashMap<>();
    private final Set<UUID> ended = new HashSet<>();
    private final List<NoticeRow> sought = new ArrayList<>();
    private Map<UUID, Long> found = Map.of();
    private long changes;

    Noticeboard(Connection connection) {
        this.table = new NoticeTable(connection);
        this.articles = new ArticleTable(connection);
    }

    /** Takes up the notices that the batch begins, ends or is meant by, and has their words reach the articles meant. */
    void read(Membership membership) throws SQLException {
        changes = table.changes();
        List<ArticleState> arrived = membership.arrived();
        List<ArticleState> fresh =
                arrived.stream().filter(article -> article.fresh().isPresent()).toList();
        Map<UUID, NoticeRow> known = changes == 0 ? Map.of() : known(arrived, fresh, membership.erased());
        Map<UUID, NoticeRow> now = now(known, arrived, membership.erased());
        Map<UUID, Named> stored = search();
        meant(known, now, stored).forEach(article -> stored.put(article.id(), Named.of(article)));
        arrived.forEach(article -> stored.merge(article.id(), Named.of(article), (old, anew) -> anew.and(old)));
        membership.erased().forEach(stored::remove);
        Map<String, List<Named>> byName = now.isEmpty() ? Map.of() : byName(stored.values());
        now.forEach((id, notice) -> {
            NoticeRow settled = notice.meaning(meant(notice, candidates(notice, byName, stored)));
            if (!settled.equals(known.get(id))) {
                kept.put(id, settled);
            }
        });
        known.forEach((id, before) -> unsay(before, now.containsKey(id), stored, membership));
        kept.values().forEach(notice -> say(notice, stored, membership));
    }

    private Map<UUID, NoticeRow> known(List<ArticleState> arrived, List<ArticleState> fresh, List<UUID> erased)
            throws SQLException {
        List<UUID> ids = Stream.concat(arrived.stream().map(ArticleState::id), erased.stream())
                .toList();
        Set<String> names = fresh.stream()
                .flatMap(article -> Named.of(article).names().stream())
                .collect(Collectors.toSet());
        return table.find(ids, names).stream().collect(Collectors.toMap(NoticeRow::id, Function.identity()));
    }

    /** The notices at hand as they are after the batch; those that it begins or changes are looked for what they mean. */
    private Map<UUID, NoticeRow> now(Map<UUID, NoticeRow> known, List<ArticleState> arrived, List<UUID> erased) {
        var now = new HashMap<>(known);
        erased.forEach(now::remove);
        for (ArticleState article : arrived) {
            Optional<NoticeRow> before = Optional.ofNullable(known.get(article.id()));
            Optional<NoticeRow> notice = NoticeRow.of(article, before);
            now.remove(article.id());
            notice.ifPresent(row -> now.put(row.id(), row));
            notice.filter(row -> before.filter(row::equals).isEmpty()).ifPresent(sought::add);
        }
        known.keySet().stream().filter(id -> !now.containsKey(id)).forEach(ended::add);
        return now;
    }

    /** The stored articles that those sought fit. */
    private Map<UUID, Named> search() throws SQLException {
        Map<UUID, Named> fitting = sought.isEmpty() ? new HashMap<>() : table.named(sought);
        found = fitting.values().stream()
                .collect(Collectors.toMap(Named::id, named -> named.article().seq()));
        return fitting;
    }

    /** The articles that notices at hand were about so far. */
    private Collection<ArticleState> meant(
            Map<UUID, NoticeRow> known, Map<UUID, NoticeRow> now, Map<UUID, Named> stored) throws SQLException {
        Set<UUID> meant = Stream.concat(known.values().stream(), now.values().stream())
                .flatMap(notice -> notice.about().stream())
                .filter(id -> !stored.containsKey(id))
                .collect(Collectors.toSet());
        return meant.isEmpty() ? List.of() : articles.byId(meant).values();
    }

    private static Map<String, List<Named>> byName(Collection<Named> articles) {
        Map<String, List<Named>> byName = new HashMap<>();
        articles.forEach(article -> article.names()
                .forEach(name ->
                        byName.computeIfAbsent(name, any -> new ArrayList<>(1)).add(article)));
        return byName;
    }

    private static List<Named> candidates(NoticeRow notice, Map<String, List<Named>> byName, Map<UUID, Named> stored) {
        return Stream.of(
                        notice.about().flatMap(id -> Optional.ofNullable(stored.get(id))).stream(),
                        byName.getOrDefault(notice.titleKey(), List.of()).stream(),
                        byName.getOrDefault(notice.urlKey(), List.of()).stream())
                .flatMap(articles -> articles)
                .toList();
    }

    private static Optional<UUID> meant(NoticeRow notice, Collection<Named> candidates) {
        return candidates.stream()
                .filter(article -> notice.fits(article)
                        || notice.about().filter(article.id()::equals).isPresent())
                .max(notice.likeliness())
                .map(Named::id);
    }

    /** Takes back what a notice said that has ended, says something else, or means another article. */
    private void unsay(NoticeRow before, boolean stands, Map<UUID, Named> stored, Membership membership) {
        if (!stands || kept.containsKey(before.id())) {
            before.about()
                    .flatMap(id -> Optional.ofNullable(stored.get(id)))
                    .ifPresent(article -> membership.announce(article.article(), said -> said.without(before.id())));
        }
    }

    private static void say(NoticeRow notice, Map<UUID, Named> stored, Membership membership) {
        notice.about()
                .flatMap(id -> Optional.ofNullable(stored.get(id)))
                .ifPresent(article -> membership.announce(article.article(), said -> said.with(notice.said())));
    }

    /**
     * Writes the rows; the turn is taken.
     *
     * @throws Overtaken where a notice has come meanwhile, or another article that one of ours fits
     */
    void write(List<UUID> erased) throws SQLException {
        Overtaken.unless(table.changes() == changes);
        if (!sought.isEmpty()) {
            Map<UUID, Long> before = found;
            search();
            Overtaken.unless(before.entrySet().containsAll(found.entrySet()));
        }
        if (!kept.isEmpty()) {
            table.keep(kept.values());
        }
        table.remove(ended, erased);
    }
}

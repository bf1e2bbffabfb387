package org.yizhan.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Compares what was promised with the database, with the feeds in three formats through all their archives, with the feed of
 * each source, and with subscribers' inboxes.
 */
final class Checker {

    /** How far the archives are read. */
    enum Depth {
        /** Until all that was promised was found. */
        NEWEST,
        /** To the end. */
        ALL
    }

    private static final List<String> FORMATS = List.of("rss", "atom", "json");

    private final Program program;
    private final Servers servers;
    private final Store store;
    private final Inbox inbox;
    private final Map<String, Long> expected = new TreeMap<>();

    Checker(Program program, Servers servers, Inbox inbox) {
        this.program = program;
        this.servers = servers;
        this.store = new Store(servers);
        this.inbox = inbox;
    }

    Store store() {
        return store;
    }

    /** So many of these are meant not to come to an end. */
    void expect(String what, long many) {
        expected.put(what, many);
    }

    /** Waits until all that was promised is in the database and nothing is under way; then compares, come what may. */
    Comparison settled(Ledger ledger, Duration patience, Depth depth)
            throws SQLException, IOException, InterruptedException {
        Map<String, Long> unfinished = new TreeMap<>();
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreExceptions()
                    .until(() -> ledger.missing(revisions()).isEmpty() && isAtRest(unfinished));
        } catch (ConditionTimeoutException late) {
            unfinished.put("after " + patience, 1L);
        }
        Comparison comparison = compare(ledger, depth);
        unfinished.forEach((what, many) -> comparison.said("stuck: " + what, Set.of(many)));
        return comparison;
    }

    private boolean isAtRest(Map<String, Long> unfinished)
            throws SQLException, ExecutionException, InterruptedException, TimeoutException {
        Map<String, Long> now = new TreeMap<>(store.unfinished());
        now.putAll(Groups.behind(servers.brokers()));
        unfinished.clear();
        now.forEach((what, many) -> {
            if (!many.equals(expected.get(what))) {
                unfinished.put(what, many);
            }
        });
        return unfinished.isEmpty();
    }

    private Map<UUID, Integer> revisions() throws SQLException {
        return store.articles().values().stream().collect(Collectors.toMap(Store.Row::id, Store.Row::revision));
    }

    private Comparison compare(Ledger ledger, Depth depth) throws SQLException, IOException, InterruptedException {
        Map<UUID, Ledger.Promise> promised = ledger.promises();
        var comparison = new Comparison(promised);
        Map<UUID, Store.Row> rows = store.articles();
        Map<UUID, Integer> revisions = new HashMap<>();
        rows.values().stream().filter(row -> !row.withdrawn()).forEach(row -> revisions.put(row.id(), row.revision()));
        comparison.lost("the database", ledger.missing(revisions));
        comparison.said("in the wrong story", misplaced(promised, rows));
        feeds(comparison, promised, rows, depth);
        inboxes(comparison, promised, rows);
        return comparison;
    }

    /** Reposts that are not with what they were taken from, and originals that share a story. */
    private static Set<UUID> misplaced(Map<UUID, Ledger.Promise> promised, Map<UUID, Store.Row> rows) {
        Map<String, Set<UUID>> byRoot = new HashMap<>();
        Map<UUID, Set<String>> byStory = new HashMap<>();
        promised.forEach((id, promise) -> {
            if (rows.containsKey(id)) {
                UUID story = rows.get(id).story();
                String root = root(promise.dispatch());
                byRoot.computeIfAbsent(root, unseen -> new HashSet<>()).add(story);
                byStory.computeIfAbsent(story, unseen -> new HashSet<>()).add(root);
            }
        });
        var misplaced = new HashSet<UUID>();
        byRoot.values().stream().filter(stories -> stories.size() > 1).forEach(misplaced::addAll);
        byStory.forEach((story, roots) -> {
            if (roots.size() > 1) {
                misplaced.add(story);
            }
        });
        return misplaced;
    }

    /** What names the piece: its id without the number, and the number of the article that it repeats. */
    private static String root(Dispatches.Dispatch dispatch) {
        String run = dispatch.id().substring(0, dispatch.id().lastIndexOf('-'));
        return run + "-" + Dispatches.root(dispatch.number());
    }

    private void feeds(
            Comparison comparison, Map<UUID, Ledger.Promise> promised, Map<UUID, Store.Row> rows, Depth depth)
            throws IOException, InterruptedException {
        for (String format : FORMATS) {
            feed(comparison, promised, rows, depth, "all", format, row -> true);
        }
        List<String> sources = rows.values().stream()
                .map(Store.Row::source)
                .distinct()
                .sorted()
                .toList();
        for (int n = 0; n < sources.size(); n++) {
            String source = sources.get(n);
            String format = FORMATS.get(n % FORMATS.size());
            feed(
                    comparison,
                    promised,
                    rows,
                    depth,
                    "source/" + source,
                    format,
                    row -> row.source().equals(source));
        }
    }

    private void feed(
            Comparison comparison,
            Map<UUID, Ledger.Promise> promised,
            Map<UUID, Store.Row> rows,
            Depth depth,
            String feed,
            String format,
            Predicate<Store.Row> belongs)
            throws IOException, InterruptedException {
        Set<UUID> awaited = new HashSet<>();
        promised.keySet().stream()
                .map(rows::get)
                .filter(row -> row != null && belongs.test(row))
                .forEach(row -> awaited.add(row.story()));
        FeedWalk walk = FeedWalk.of(program, feed, format, found -> {
            awaited.removeAll(found);
            return depth == Depth.NEWEST && awaited.isEmpty();
        });
        String place = feed + "." + format;
        comparison.lost(place, lacking(promised, rows, walk.titles().keySet(), belongs));
        comparison.twice(place, walk.twice());
        comparison.said("in two copies that differ in " + place, walk.unequal());
        Set<UUID> foreign = new HashSet<>(walk.titles().keySet());
        rows.values().stream()
                .filter(belongs)
                .filter(row -> !row.withdrawn())
                .forEach(row -> foreign.remove(row.story()));
        comparison.said("does not belong in " + place, foreign);
        comparison.said("reads otherwise in " + place, outdated(rows, walk.titles()));
    }

    /** The promised articles whose stories are not among these. */
    private static Set<UUID> lacking(
            Map<UUID, Ledger.Promise> promised,
            Map<UUID, Store.Row> rows,
            Set<UUID> stories,
            Predicate<Store.Row> belongs) {
        return promised.keySet().stream()
                .filter(id -> rows.containsKey(id) && belongs.test(rows.get(id)))
                .filter(id -> !stories.contains(rows.get(id).story()))
                .collect(Collectors.toSet());
    }

    /** The stories of one article that are shown with another title than it has. */
    private static Set<UUID> outdated(Map<UUID, Store.Row> rows, Map<UUID, String> titles) {
        Map<UUID, Long> members =
                rows.values().stream().collect(Collectors.groupingBy(Store.Row::story, Collectors.counting()));
        return titles.entrySet().stream()
                .filter(story -> members.getOrDefault(story.getKey(), 0L) == 1)
                .filter(story -> rows.containsKey(story.getKey()))
                .filter(story -> !rows.get(story.getKey()).title().equals(story.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void inboxes(Comparison comparison, Map<UUID, Ledger.Promise> promised, Map<UUID, Store.Row> rows) {
        inbox.boxes().forEach((name, box) -> {
            Map<UUID, String> titles = box.told().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, told -> told.getValue().title()));
            comparison.lost("inbox " + name, lacking(promised, rows, titles.keySet(), row -> true));
            comparison.said("told otherwise to inbox " + name, outdated(rows, titles));
        });
        comparison.said("refused by the inbox", inbox.faults());
    }
}

package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * R24: the database is lost; its backup, which was taken under load, is put back by the command that operators have, and the
 * topics are read again from where that was made.
 */
class RescueIT extends LongDrill {

    private static final int RATE = 40;
    private static final List<String> FORMATS = List.of("rss", "atom", "json");

    @BeforeEach
    void open() throws Exception {
        apart();
    }

    @Test
    void r24ABackupAndTheTopicsGiveTheSameFeeds() throws Exception {
        Drill drill = station().drill("R24", RATE);
        drill.awaitMore(10 * RATE);
        Path backup = Files.copy(Path.of(station().program().command("backup")), folder().resolve("kept.zip"));
        drill.awaitMore(10 * RATE);
        drill.end("backup=taken");
        Map<String, FeedWalk> before = feeds();

        long began = System.nanoTime();
        station().program().stop();
        loseEverything();
        station().program().command("restore", backup.toString());
        station().program().start().awaitReady();
        Comparison comparison = station().checker().settled(drill.ledger(), Duration.ofMinutes(3), Checker.Depth.ALL);
        long millis = (System.nanoTime() - began) / 1_000_000;
        Map<String, FeedWalk> after = feeds();

        Differences differences = Differences.between(before, after);
        System.out.printf(
                "R24 acked=%d published=%d lost=%d dup=%d recover_ms=%d feeds=%d %s%n",
                comparison.acked(),
                comparison.published(),
                comparison.lost().size(),
                comparison.twice().size(),
                millis,
                before.size(),
                differences);
        assertThat(comparison.faults()).isEmpty();
        assertThat(differences.otherIds()).as("other ids").isEmpty();
        assertThat(differences.otherOrder()).as("another order").isEmpty();
        assertThat(differences.otherEntries()).as("entries that read otherwise").isEmpty();
        assertThat(differences.otherDocuments()).as("documents of other bytes").isEmpty();
    }

    private void loseEverything() throws SQLException {
        try (Connection lost = station().postgres().connect();
                Statement statement = lost.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
    }

    /** Every feed through its whole archive. */
    private Map<String, FeedWalk> feeds() throws SQLException, IOException, InterruptedException {
        List<String> names = new ArrayList<>(List.of("all"));
        station().checker().store().articles().values().stream()
                .map(row -> "source/" + row.source())
                .distinct()
                .sorted()
                .forEach(names::add);
        Map<String, FeedWalk> feeds = new LinkedHashMap<>();
        for (String name : names) {
            for (String format : FORMATS) {
                feeds.put(name + "." + format, FeedWalk.of(station().program(), name, format));
            }
        }
        return feeds;
    }

    /**
     * How feeds differ from what they were, in the order in which it matters to those who read them.
     *
     * @param documents how many there were
     * @param otherIds feeds with other stories
     * @param otherOrder with the same ones in another order
     * @param otherEntries an entry of each feed that reads otherwise
     * @param otherDocuments addresses whose bytes are others, or that only one of the two walks met
     */
    private record Differences(
            long documents,
            List<String> otherIds,
            List<String> otherOrder,
            List<String> otherEntries,
            List<URI> otherDocuments) {

        static Differences between(Map<String, FeedWalk> before, Map<String, FeedWalk> after) {
            long documents = 0;
            var otherIds = new ArrayList<String>();
            var otherOrder = new ArrayList<String>();
            var otherEntries = new ArrayList<String>();
            var otherDocuments = new ArrayList<URI>();
            for (Map.Entry<String, FeedWalk> feed : before.entrySet()) {
                FeedWalk was = feed.getValue();
                FeedWalk is = after.getOrDefault(feed.getKey(), was);
                documents += was.documents().size();
                if (!is.titles().keySet().equals(was.titles().keySet())) {
                    otherIds.add(feed.getKey());
                } else if (!List.copyOf(is.titles().keySet())
                        .equals(List.copyOf(was.titles().keySet()))) {
                    otherOrder.add(feed.getKey());
                }
                was.texts().entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(is.texts().get(entry.getKey())))
                        .limit(1)
                        .forEach(entry -> otherEntries.add(feed.getKey() + "\n" + entry.getValue() + "\n"
                                + is.texts().get(entry.getKey())));
                Stream.concat(was.documents().keySet().stream(), is.documents().keySet().stream())
                        .distinct()
                        .filter(at -> !Objects.equals(
                                was.documents().get(at), is.documents().get(at)))
                        .forEach(otherDocuments::add);
            }
            return new Differences(documents, otherIds, otherOrder, otherEntries, otherDocuments);
        }

        @Override
        public String toString() {
            return "documents=%d other_ids=%d other_order=%d other_entries=%d other_documents=%d"
                    .formatted(
                            documents, otherIds.size(), otherOrder.size(), otherEntries.size(), otherDocuments.size());
        }
    }
}

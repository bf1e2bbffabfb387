package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BoilerplateIT {

    @RegisterExtension
    static final Store store = new Store();

    private static final Boilerplate.Line LATE = new Boilerplate.Line("cac", 1);
    private static final Boilerplate.Line EARLY = new Boilerplate.Line("cac", 2);

    private static Connection open() throws SQLException {
        Connection connection = store.database().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static CompletableFuture<Void> learning(Boilerplate.Line line) {
        return CompletableFuture.runAsync(() -> {
            try (Connection connection = open()) {
                new Boilerplate().learn(connection, Set.of(line));
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean isSomebodyWaiting() throws SQLException {
        return store.count("pg_locks where locktype = 'advisory' and not granted") > 0;
    }

    @Test
    void hearsOfLinesWhoseLearningTookLongerThanThatOfManyOthers() throws Exception {
        var reader = new Boilerplate();
        try (Connection slow = open();
                Connection reading = store.database().getConnection()) {
            new Boilerplate().learn(slow, Set.of(LATE));
            store.execute("select nextval(pg_get_serial_sequence('boilerplate', 'no')) from generate_series(1, 20000)");
            CompletableFuture<Void> fast = learning(EARLY);
            await().until(() -> fast.isDone() || isSomebodyWaiting());
            reader.refresh(reading);
            assertThat(reader.of("cac")).doesNotContain(LATE.hash());

            slow.commit();
            fast.join();
            reader.refresh(reading);

            assertThat(reader.of("cac")).containsExactlyInAnyOrder(LATE.hash(), EARLY.hash());
        }
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final Closing closing = new Closing();

    @Test
    void stopsInTheOppositeOrderWhateverFails() {
        closing.add(() -> stopped.add("first"));
        closing.add(() -> {
            throw new IOException("stuck");
        });
        closing.add(() -> stopped.add("last"));

        closing.close();

        assertThat(stopped).containsExactly("last", "first");
        assertThat(closing.isOpen()).isFalse();
    }

    /** As a stage waits for a database that does not answer. */
    @Test
    void stopsFirstWhatOthersWaitForTooLong() {
        var hasty = new Closing(Duration.ofMillis(20));
        var answered = new CountDownLatch(1);
        hasty.addWaitedFor(() -> {
            stopped.add("database");
            answered.countDown();
        });
        hasty.add(() -> {
            answered.await();
            stopped.add("stage");
        });

        hasty.close();

        assertThat(stopped).startsWith("database", "stage");
    }

    @Test
    void stopsEverythingOnceHoweverOftenItIsClosed() {
        closing.add(() -> stopped.add("part"));

        closing.close();
        closing.close();

        assertThat(stopped).containsExactly("part");
    }

    @Test
    void stopsAtOnceWhatIsAddedTooLate() {
        closing.close();

        assertThatThrownBy(() -> closing.add(() -> stopped.add("late"))).hasMessageContaining("stopped while starting");
        assertThat(stopped).containsExactly("late");
    }
}

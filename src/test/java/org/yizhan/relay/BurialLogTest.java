package org.yizhan.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.yizhan.article.Unreadable;

class BurialLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(BurialLog.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Queue<Runnable> second = new ArrayDeque<>();
    private final BurialLog log = new BurialLog("normalize", Topic.RECEIVED, second::add);

    @BeforeEach
    void listen() {
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(told);
    }

    private void bury(long offset, String error) {
        RuntimeException failure =
                error.equals("stage-failure") ? new IllegalStateException("broken") : new Unreadable(error, "no title");
        log.say(new Batch.Entry("key", new byte[0], 3, offset, Optional.empty()), error, failure);
    }

    private void secondPasses() {
        int due = second.size();
        for (int i = 0; i < due; i++) {
            second.remove().run();
        }
    }

    private static Object value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map((KeyValuePair pair) -> pair.value)
                .findFirst()
                .orElse("");
    }

    @Test
    void saysOneLineASecondAndCauseAndCountsTheOthers() {
        for (long offset = 0; offset < 20_000; offset++) {
            bury(offset, "no-title");
            bury(offset, "stage-failure");
        }
        assertThat(told.list).hasSize(2).allMatch(line -> value(line, "offset").equals(0L));
        assertThat(told.list.get(0).getThrowableProxy()).isNull();
        assertThat(told.list.get(1).getThrowableProxy()).isNotNull();

        secondPasses();
        assertThat(told.list).hasSize(4);
        assertThat(told.list.subList(2, 4))
                .allMatch(line -> value(line, "records").equals(19_999L));
    }

    @Test
    void saysWhereTheNextOneLayOnceASecondWasQuiet() {
        bury(1, "no-title");
        secondPasses();
        bury(7, "no-title");

        assertThat(told.list).extracting(line -> value(line, "offset")).containsExactly(1L, 7L);
    }
}

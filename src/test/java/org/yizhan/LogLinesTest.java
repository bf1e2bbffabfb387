package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Holds the form of a log line, and that no text from outside can forge one. */
@Row("S21")
class LogLinesTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(getClass().getResource("/logback.xml"));
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() > ch.qos.logback.core.status.Status.INFO);
    }

    @Test
    void writesTimeLevelLoggerMessageAndKeyValuesOnOneLine() {
        var line = line("收到一篇稿件", null, new KeyValuePair("source", "cac"));
        assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  \\S+Normalizer"
                        + " 收到一篇稿件 source=\"cac\"\\R");
    }

    @Test
    void writesLineEndsAndEscapesFromOutsideAsDots() {
        var line = line("one\r\ntwo\u001b[31m\u2028three\u0085\u202e\u2066", null, new KeyValuePair("url", "a\nb"));
        assertThat(line).contains("one··two·[31m·three···").contains("url=\"a·b\"");
        assertThat(line.strip().lines()).hasSize(1);
    }

    @Test
    void keepsTheLinesOfAStackTraceButNoEscapes() {
        var text = line("failed", new IllegalStateException("bad\u001b[2J\r"));
        assertThat(text).contains("IllegalStateException: bad·[2J·").doesNotContain("\u001b");
        assertThat(text.lines().filter(line -> line.startsWith("\tat "))).isNotEmpty();
        assertThat(text.lines().filter(line -> line.contains("IllegalStateException")))
                .hasSize(1);
    }

    @Test
    void noMessageOfAnExceptionBeginsALine() {
        var thrown = new IllegalStateException(
                "one\n2026-01-01T00:00:00.000Z INFO  forged", new IOException("two\r\nforged"));
        thrown.addSuppressed(new IllegalArgumentException("three\nforged"));
        assertThat(line("failed", thrown).lines())
                .noneMatch(line -> line.matches("(2026-01-01.*|forged)"))
                .anyMatch(line -> line.contains("IllegalStateException: one·2026"))
                .anyMatch(line -> line.contains("Caused by: java.io.IOException: two··forged"))
                .anyMatch(line -> line.contains("Suppressed: java.lang.IllegalArgumentException: three·forged"));
    }

    @Test
    void hearsOnlyWarningsOfTheLibraries() {
        for (var library : List.of("org.apache.kafka", "kafka", "org.apache.camel", "com.zaxxer", "org.flywaydb")) {
            assertThat(context.getLogger(library + ".Any").getEffectiveLevel()).isEqualTo(Level.WARN);
        }
        assertThat(context.getLogger("org.yizhan.Any").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    private String line(String message, Throwable thrown, KeyValuePair... pairs) {
        var logger = context.getLogger("org.yizhan.normalize.Normalizer");
        var event = new LoggingEvent(getClass().getName(), logger, Level.INFO, message, thrown, null);
        event.setKeyValuePairs(List.of(pairs));
        var appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("CONSOLE");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}

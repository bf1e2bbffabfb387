package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yizhan.ops.CopyMeters;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Trouble;

/** Holds Prometheus' rules and Grafana's dashboard against the metrics that the program exposes. */
class MonitoringFilesTest {

    private static final Path FOLDER = Path.of("src/main/docker");
    private static final Pattern METRIC = Pattern.compile("\\b((?:yizhan|jvm|process|system)_[a-z_]+)(\\{[^}]*})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"");

    /** What a program that has done everything once shows, by name, with the labels of each. */
    private static Map<String, Set<String>> exposed() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var metrics = new Metrics(registry, "test")) {
            metrics.stage("keep-dead-letter");
            metrics.polls().asked("poll", "ok", Duration.ZERO);
            metrics.polls().counted(Map.of("fresh", 1L), Duration.ZERO, 0);
            metrics.polls().failedFiles(0);
            metrics.dropped("bodies", 1);
            metrics.deliveries().counted(Map.of("active", 1L), Duration.ZERO);
            metrics.search(() -> 0, () -> Duration.ZERO);
            metrics.alerts().open("critical", 0);
            metrics.alerts().told("mail", "sent");
            metrics.show(new NoCopies());
            return names(registry.scrape());
        }
    }

    private record NoCopies() implements CopyMeters {
        @Override
        public long hits() {
            return 0;
        }

        @Override
        public long misses() {
            return 0;
        }

        @Override
        public long renderings() {
            return 0;
        }

        @Override
        public long evictions() {
            return 0;
        }

        @Override
        public long kept() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    private static Map<String, Set<String>> names(String scraped) {
        var names = new HashMap<String, Set<String>>();
        scraped.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            MatchResult metric = Pattern.compile("^([a-z_]+)(\\{[^}]*})?")
                    .matcher(line)
                    .results()
                    .findFirst()
                    .orElseThrow();
            names.computeIfAbsent(metric.group(1), name -> new TreeSet<>()).addAll(labels(metric.group(2)));
        });
        return names;
    }

    private static List<String> labels(String braces) {
        return braces == null
                ? List.of()
                : LABEL.matcher(braces).results().map(label -> label.group(1)).toList();
    }

    /** What {@code expression} asks for that is not there: metrics, and labels of metrics. */
    private static List<String> unknown(String expression, Map<String, Set<String>> exposed) {
        var unknown = new ArrayList<String>();
        METRIC.matcher(expression).results().forEach(metric -> {
            Set<String> known = exposed.get(metric.group(1));
            if (known == null) {
                unknown.add(metric.group(1));
            } else {
                labels(metric.group(2)).stream()
                        .filter(label -> !known.contains(label) && !label.equals("job"))
                        .forEach(label -> unknown.add(metric.group(1) + "{" + label + "}"));
            }
        });
        return unknown;
    }

    private static List<String> rules() throws IOException {
        return Files.readString(FOLDER.resolve("alerts.yml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("expr: "))
                .toList();
    }

    private static List<String> panels() throws IOException {
        JsonNode dashboard =
                new JsonMapper().readTree(FOLDER.resolve("grafana/yizhan.json").toFile());
        return dashboard.path("panels").findValuesAsText("expr");
    }

    @Test
    void rulesAskForMetricsThatThereAre() throws IOException {
        Map<String, Set<String>> exposed = exposed();
        assertThat(rules())
                .hasSizeGreaterThan(20)
                .allSatisfy(rule -> assertThat(unknown(rule, exposed)).isEmpty());
    }

    @Test
    void theDashboardAsksForMetricsThatThereAre() throws IOException {
        Map<String, Set<String>> exposed = exposed();
        assertThat(panels())
                .hasSizeGreaterThan(20)
                .allSatisfy(panel -> assertThat(unknown(panel, exposed)).isEmpty());
    }

    @Test
    void aNameOrALabelThatThereIsNotWouldBeFound() {
        assertThat(unknown("rate(yizhan_tag_sent_totals[5m]) / yizhan_alerts{level=\"x\"}", exposed()))
                .containsExactly("yizhan_tag_sent_totals", "yizhan_alerts{level}");
    }

    @Test
    void everyRuleLeadsToAParagraphThatThereIs() throws IOException {
        List<String> anchors = Pattern.compile("/ops/help#([a-z-]+)")
                .matcher(Files.readString(FOLDER.resolve("alerts.yml")))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(anchors)
                .hasSameSizeAs(rules())
                .allSatisfy(anchor -> assertThat(anchor.equals("runbooks")
                                || Trouble.Kind.of(anchor).isPresent())
                        .as(anchor)
                        .isTrue());
    }

    @Test
    void everyGroupIsToldToBeBehindByTimeAsTheProgramTellsIt() throws IOException {
        for (String group : List.of("normalize", "deduplicate", "tag", "publish", "keep_dead_letter")) {
            String waited = "max(yizhan_%s_lag_seconds)".formatted(group);
            assertThat(rules())
                    .contains("expr: '%s > 300'".formatted(waited), "expr: '%s > 900'".formatted(waited))
                    .anyMatch(rule -> rule.contains("yizhan_%s_sent_total[30m]".formatted(group)))
                    .noneMatch(rule -> rule.contains("yizhan_%s_lag_records) > 1".formatted(group)));
            assertThat(panels()).contains(waited);
        }
    }

    /** Rates and alerts begin from a zero that was there, not from the first event. */
    @Test
    void whatIsCountedIsThereBeforeItHappens() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var metrics = new Metrics(registry, "test")) {
            assertThat(registry.scrape())
                    .contains(
                            "yizhan_deliver_deliveries_seconds_count{outcome=\"failed\"} 0",
                            "yizhan_deliver_verifications_total{outcome=\"unreachable\"} 0.0",
                            "yizhan_deliver_events_total{event=\"reset\"} 0.0",
                            "yizhan_deliver_turned_away_total{reason=\"full\"} 0.0");
            metrics.deliveries().told("reset", 2);
            assertThat(registry.scrape()).contains("yizhan_deliver_events_total{event=\"reset\"} 2.0");
        }
    }

    @Test
    void linksOfAlertsLeadToTheConsoleThatIsConfigured() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("alerts.yml"))).doesNotContain("localhost");
        assertThat(Files.readString(FOLDER.resolve("prometheus.yml"))).contains("console: ${YIZHAN_ALERTS_CONSOLE}");
        String compose = Files.readString(Path.of("docker-compose.yml"));
        assertThat(Pattern.compile("YIZHAN_ALERTS_CONSOLE: \\$\\{YIZHAN_ALERTS_CONSOLE:-http://localhost:8081}")
                        .matcher(compose)
                        .results()
                        .count())
                .as("the program and Prometheus")
                .isEqualTo(2);
    }

    @Test
    @SuppressWarnings("unchecked")
    void overTlsTheSameIsAskedForWithTheProgramsCertificate() throws IOException {
        var clear = yaml("prometheus.yml");
        var secure = yaml("prometheus.secure.yml");
        var scrape = ((List<Map<String, Object>>)
                        Optional.ofNullable(secure.get("scrape_configs")).orElse(List.of()))
                .getFirst();

        assertThat(scrape.remove("scheme")).isEqualTo("https");
        assertThat(scrape.remove("tls_config")).isEqualTo(Map.of("ca_file", "/run/secrets/management.crt"));
        assertThat(secure).isEqualTo(clear);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String file) throws IOException {
        return (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FOLDER.resolve(file)));
    }

    @Test
    void noSeriesIsOfASource() {
        assertThat(exposed().values())
                .allSatisfy(labels ->
                        assertThat(labels).doesNotContain("source", "channel", "host", "topic", "feed", "key"));
    }
}

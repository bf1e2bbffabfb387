package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.yizhan.article.Identity;
import org.yizhan.article.Sources;
import org.yizhan.http.QueryString;
import org.yizhan.publish.ReportQuery;
import org.yizhan.publish.Stories;

/**
 * {@code GET /api/v1/reports/provenance.csv?from=&to=&source=}: every repost published in a span of time, and how it keeps
 * to the rules of reposting.
 */
public final class ProvenanceReport {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST_DAYS = 366;
    private static final String BAD = "Bad request";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Stories stories;
    private final Sources sources;
    private final Downloads downloads;

    /** @param workers where the store is asked */
    public ProvenanceReport(Stories stories, Sources sources, Executor workers) {
        this.stories = stories;
        this.sources = sources;
        this.downloads = new Downloads(workers);
    }

    public void mount(Router router) {
        CrossOrigin.open(router, "/api/v1/reports/provenance.csv");
        router.route("/api/v1/reports/provenance.csv")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::report);
    }

    private void report(RoutingContext context) {
        MultiMap parameters = QueryString.of(context);
        Optional<Instant> from = Parameters.given(parameters, "from").flatMap(ProvenanceReport::begin);
        Optional<Instant> to = Parameters.given(parameters, "to").flatMap(ProvenanceReport::begin);
        Optional<String> source = Parameters.given(parameters, "source").map(Identity::nfc);
        if (from.isEmpty() || to.isEmpty()) {
            Problem.send(context, 400, BAD, unreadable(from.isEmpty() ? "from" : "to"));
        } else if (!from.get().isBefore(to.get())) {
            Problem.send(context, 400, BAD, "`from` is not before `to`; what is published at `to` is left out");
        } else if (Duration.between(from.get(), to.get()).compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            Problem.send(context, 400, BAD, "from `from` to `to` are more than " + MOST_DAYS + " days; ask in parts");
        } else if (source.isPresent() && sources.find(source.get()).isEmpty()) {
            Problem.send(context, 404, "Not found", "there is no source `" + source.get() + "`");
        } else {
            send(context, new ReportQuery(from.get(), to.get(), source));
        }
    }

    private static String unreadable(String name) {
        return "`" + name + "` is missing or no time; write a day in China as 2026-11-23, or a time as"
                + " 2026-11-23T10:00:00%2B08:00 (RFC 3339, percent-encoded); `from` and `to` are both needed";
    }

    /** A time, or the beginning of a day in China. */
    private static Optional<Instant> begin(String text) {
        Optional<Instant> time;
        try {
            time = Optional.of(LocalDate.parse(text.strip()).atStartOfDay(CHINA).toInstant());
        } catch (DateTimeParseException noDay) {
            time = Parameters.time(text);
        }
        return time.filter(found -> !found.isBefore(FIRST) && found.isBefore(LAST));
    }

    private void send(RoutingContext context, ReportQuery query) {
        var headers = Map.of(
                "Content-Type", "text/csv; charset=utf-8; header=present",
                "Content-Disposition", "attachment; filename=\"provenance.csv\"");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.response().headers().addAll(headers);
            context.response().end();
            return;
        }
        downloads.start(context, headers, outflow -> {
            outflow.write(BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
            line(outflow, new CsvLine().cells(ReportColumns.NAMES));
            stories.report(query, row -> {
                line(outflow, ReportColumns.line(row));
                outflow.passOn();
            });
        });
    }

    private static void line(Outflow outflow, CsvLine line) {
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        outflow.write(bytes, 0, bytes.length);
    }
}

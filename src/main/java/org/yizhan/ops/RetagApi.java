package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Orders to run the dictionaries in force over stored articles, over HTTP. */
public final class RetagApi {

    private static final String PATH = "/api/v1/ops/retag";
    private static final String NEEDED = "{\"since\":\"2026-11-01\",\"until\":\"…\",\"source\":\"…\"}";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Retags retags;
    private final Predicate<String> sources;
    private final Clock clock;
    private final Supplier<UUID> ids;

    /**
     * @param sources whether there is a source of this id
     * @param ids makes the ids of orders
     */
    public RetagApi(Retags retags, Predicate<String> sources, Clock clock, Supplier<UUID> ids) {
        this.retags = retags;
        this.sources = sources;
        this.clock = clock;
        this.ids = ids;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.POST, PATH, this::order);
        paths.work(HttpMethod.GET, PATH, this::list).takes("limit");
    }

    /**
     * 202 with the order. Body: {@code since}, {@code until} (default and at most: now; what comes later is tagged with
     * these dictionaries anyway), each a time in RFC 3339 or a day, which begins in Asia/Shanghai; {@code source}.
     */
    private Answer order(Asked asked) throws SQLException {
        JsonNode body = Order.object(asked.body(), Set.of("since", "until", "source"), NEEDED);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant since = time(body, "since").orElseThrow(() -> Rejection.of(422, "since is required; send " + NEEDED));
        Instant until = time(body, "until").filter(now::isAfter).orElse(now);
        if (!since.isBefore(until)) {
            throw Rejection.of(422, "since must be before until, and before now");
        }
        var wanted = new Retags.Wanted(since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since, until, source(body));
        return Answer.json(202, row(retags.order(ids.get(), asked.operator(), wanted)));
    }

    private static Optional<Instant> time(JsonNode body, String field) {
        if (!body.has(field)) {
            return Optional.empty();
        }
        String text = body.path(field).asText();
        try {
            Instant time = text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZONE).toInstant();
            return Optional.of(time.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException unreadable) {
            throw Rejection.of(
                    422,
                    "%s '%s' is no day and no time, such as 2026-11-01 or 2026-11-01T08:00:00+08:00"
                            .formatted(field, Shown.line(text, 40)));
        }
    }

    private Optional<String> source(JsonNode body) {
        if (!body.has("source")) {
            return Optional.empty();
        }
        String source = body.path("source").asText();
        if (!sources.test(source)) {
            throw Rejection.of(422, "there is no source '%s'; /sources lists them".formatted(Shown.line(source, 60)));
        }
        return Optional.of(source);
    }

    /** {@code {"retags":[…]}}, newest first; parameter {@code limit} (default {@value #USUAL}). */
    private Answer list(Asked asked) throws SQLException {
        var body = Answer.object();
        var rows = body.putArray("retags");
        retags.latest(asked.limit(USUAL, MOST)).forEach(order -> rows.add(row(order)));
        return Answer.json(200, body);
    }

    private static ObjectNode row(Retags.Retag order) {
        var row = Answer.object()
                .put("id", order.id().toString())
                .put("orderedAt", order.orderedAt().toString())
                .put("operator", order.operator())
                .put("since", order.wanted().since().toString())
                .put("until", order.wanted().until().toString());
        order.wanted().source().ifPresent(source -> row.put("source", source));
        row.put("sent", order.sent())
                .put("leftOut", order.leftOut())
                .put("cursor", order.cursor().received().toString())
                .put("done", order.doneAt().isPresent());
        order.doneAt().ifPresent(at -> row.put("doneAt", at.toString()));
        return row;
    }
}

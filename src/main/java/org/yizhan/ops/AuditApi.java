package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What operators did, over HTTP. */
public final class AuditApi {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Audit audit;

    public AuditApi(Audit audit) {
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/audit", this::list);
    }

    /**
     * {@code {"audit":[…],"next":"?before=…"}}, newest first. Parameters: {@code action} (a word of {@link Audit.Action}),
     * {@code object}, {@code before} (a number), {@code limit} (default {@value #USUAL}); {@code next} is missing on the
     * last page.
     */
    private Answer list(Asked asked) throws SQLException, JsonProcessingException {
        var action = asked.parameter("action");
        action.filter(word -> Stream.of(Audit.Action.values())
                        .noneMatch(known -> known.word().equals(word)))
                .ifPresent(AuditApi::refuse);
        int limit = asked.limit(USUAL, MOST);
        List<Audit.Line> lines = audit.list(
                action, asked.parameter("object"), asked.number("before").orElse(Long.MAX_VALUE), limit);
        var body = Answer.object();
        var rows = body.putArray("audit");
        for (Audit.Line line : lines) {
            rows.add(row(line));
        }
        if (lines.size() == limit) {
            body.put("next", next(asked, lines.getLast().no(), limit));
        }
        return Answer.json(200, body);
    }

    private static void refuse(String action) {
        throw Rejection.of(
                400,
                "action '%s' is none of %s"
                        .formatted(
                                Shown.line(action, 40),
                                Stream.of(Audit.Action.values())
                                        .map(Audit.Action::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static String next(Asked asked, long before, int limit) {
        return "?action=%s&object=%s&limit=%d&before=%d"
                .formatted(
                        LetterQuery.encoded(asked.parameter("action").orElse("")),
                        LetterQuery.encoded(asked.parameter("object").orElse("")),
                        limit,
                        before);
    }

    static ObjectNode row(Audit.Line line) throws JsonProcessingException {
        ObjectNode row = Answer.object()
                .put("no", line.no())
                .put("at", line.at().toString())
                .put("operator", line.operator())
                .put("action", line.action())
                .put("object", line.object())
                .put("reason", line.reason());
        return row.set("detail", Answer.JSON.readTree(line.detail()));
    }
}

package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators did, over HTTP. */
public final class AuditApi {

    /** As many lines as one page has. */
    public static final int USUAL = 50;

    /** As many as one may have. */
    public static final int MOST = 500;

    /** Where the list is had as a file. */
    public static final String FILE = "/api/v1/ops/audit.ndjson";

    private static final String LIST = "/api/v1/ops/audit";
    private static final int MOST_IN_A_FILE = 50_000;

    private final Audit audit;

    public AuditApi(Audit audit) {
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, LIST, this::list).takes(AuditQuery.PARAMETERS);
        paths.work(HttpMethod.GET, FILE, this::file).takes(AuditQuery.PARAMETERS);
    }

    /** {@code {"audit":[…],"next":"?…"}}, newest first, as {@link AuditQuery} asks; {@code next} is missing on the last page. */
    private Answer list(Asked asked) throws SQLException, JsonProcessingException {
        var query = AuditQuery.of(asked, USUAL, MOST);
        List<Audit.Line> lines = audit.list(query);
        var body = Answer.object();
        var rows = body.putArray("audit");
        for (Audit.Line line : lines) {
            rows.add(row(line, asked.who().role()));
        }
        query.next(asked, lines).ifPresent(next -> body.put("next", next));
        return Answer.json(200, body);
    }

    /** The same as NDJSON, one line each, to be kept; where there are more, {@code Link} says where they follow (RFC 8288). */
    private Answer file(Asked asked) throws SQLException, JsonProcessingException {
        var query = AuditQuery.of(asked, MOST_IN_A_FILE, MOST_IN_A_FILE);
        List<Audit.Line> lines = audit.list(query);
        Buffer body = Buffer.buffer();
        for (Audit.Line line : lines) {
            body.appendBytes(Answer.JSON.writeValueAsBytes(row(line, asked.who().role())))
                    .appendString("\n");
        }
        var file = new Answer(
                200,
                "application/x-ndjson",
                body,
                Map.of("Content-Disposition", "attachment; filename=\"yizhan-audit.ndjson\""));
        Optional<String> next = query.next(asked, lines);
        return next.isPresent() ? file.with("Link", "<%s%s>; rel=\"next\"".formatted(FILE, next.get())) : file;
    }

    /** A line as whoever has this role may see it. */
    static ObjectNode row(Audit.Line whole, Role role) throws JsonProcessingException {
        Audit.Line line = whole.seenBy(role);
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

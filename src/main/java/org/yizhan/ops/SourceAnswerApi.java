package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.TreeMap;
import org.yizhan.check.ReportJson;
import org.yizhan.ingest.poll.LastAnswer;

/** What a source answered last, as JSON, with what is read from it. For operators: a page may hold what is not public. */
public final class SourceAnswerApi {

    /** Characters of a document that are shown. */
    public static final int SHOWN = 65_536;

    private final SourcePast past;
    private final DryRuns runs;

    public SourceAnswerApi(SourcePast past, DryRuns runs) {
        this.past = past;
        this.runs = runs;
    }

    public void mount(Paths paths) {
        paths.work(Role.OPERATOR, HttpMethod.GET, "/api/v1/ops/sources/:id/answer", this::answer);
    }

    /** The answer's head; with {@code document}, and {@code report} as a dry run on it has it. */
    private Answer answer(Asked asked) throws SQLException, InterruptedException {
        LastAnswer answer = past.answer(asked.id()).orElseThrow(SourceAnswerApi::unknown);
        ObjectNode body = head(answer);
        String type = answer.headers().getOrDefault("content-type", "");
        body.put("said", Shown.block(CharsetFound.of(answer.said(), type).text(), SHOWN));
        answer.document().ifPresent(document -> body.set("document", document(document)));
        runs.reread(asked.id()).ifPresent(report -> body.set("report", ReportJson.of(report, false)));
        return Answer.json(200, body);
    }

    /** Nothing was kept. */
    public static Rejection unknown() {
        return Rejection.of(404, "no answer of this source is kept; its next poll keeps one");
    }

    static ObjectNode head(LastAnswer answer) {
        ObjectNode head = Answer.object().put("at", answer.at().toString());
        head.put("status", answer.status()).put("fault", answer.fault());
        ObjectNode headers = head.putObject("headers");
        new TreeMap<>(answer.headers()).forEach(headers::put);
        return head;
    }

    private static ObjectNode document(LastAnswer.Document document) {
        CharsetFound found = CharsetFound.of(document.body(), document.contentType());
        ObjectNode json = Answer.object()
                .put("at", document.at().toString())
                .put("url", document.url())
                .put("contentType", document.contentType())
                .put("bytes", document.bytes())
                .put("keptBytes", document.body().length)
                .put("whole", document.isWhole());
        json.putObject("charset")
                .put("name", found.charset())
                .put("origin", found.origin().word())
                .put("served", found.served().orElse(""))
                .put("declared", found.declared().orElse(""))
                .put("damaged", found.isDamaged());
        return json.put("text", Shown.block(found.text(), SHOWN));
    }
}

package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters as lines of JSON (NDJSON), newest first, with their bytes in base64: all that a filter finds, however many.
 * They are read a page at a time, and the next page when the client has taken the last. Safe for concurrent use.
 */
final class LetterDownload {

    private static final Logger log = LoggerFactory.getLogger(LetterDownload.class);
    private static final int AT_ONCE = 50;
    private static final int MOST_RUNNING = 2;
    private static final int PATIENCE_SECONDS = 60;

    private final DeadLetters letters;
    private final Semaphore room = new Semaphore(MOST_RUNNING);

    LetterDownload(DeadLetters letters) {
        this.letters = letters;
    }

    /** Answers 400 for a wrong parameter, 503 where too many are on their way. */
    void begin(RoutingContext context) {
        LetterFilter filter;
        try {
            filter = LetterFilter.of(context.queryParams());
        } catch (IllegalArgumentException wrong) {
            Answer.problem(400, String.valueOf(wrong.getMessage())).send(context.response());
            return;
        }
        if (!room.tryAcquire()) {
            Rejection.forNow(MOST_RUNNING + " downloads are running").answer().send(context.response());
            return;
        }
        Context events = context.vertx().getOrCreateContext();
        context.response()
                .setChunked(true)
                .putHeader("Content-Type", "application/x-ndjson")
                .putHeader("Content-Disposition", "attachment; filename=\"dead-letters.ndjson\"");
        var unused = Thread.ofVirtual().name("letter-download").start(() -> run(filter, context.response(), events));
    }

    private void run(LetterFilter filter, HttpServerResponse response, Context events) {
        try {
            OptionalLong before = OptionalLong.empty();
            List<KeptDeadLetter> page;
            do {
                page = letters.list(filter, before, AT_ONCE);
                if (!page.isEmpty()) {
                    hand(lines(page), response, events);
                    before = OptionalLong.of(page.getLast().id());
                }
            } while (page.size() == AT_ONCE);
            events.runOnContext(nothing -> response.end());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (SQLException | JsonProcessingException | ExecutionException | TimeoutException failure) {
            log.atWarn().addKeyValue("error", failure.toString()).log("a download of dead letters was broken off");
            events.runOnContext(nothing -> response.reset());
        } finally {
            room.release();
        }
    }

    private Buffer lines(List<KeptDeadLetter> page) throws SQLException, JsonProcessingException {
        Buffer lines = Buffer.buffer();
        List<Long> ids = page.stream().map(KeptDeadLetter::id).toList();
        Map<Long, LetterStanding> standings = letters.standings(page);
        for (KeptDeadLetter kept : letters.find(ids).reversed()) {
            var row = DeadLetterApi.row(kept, standings)
                    .put("bytes", kept.letter().bytes());
            lines.appendString(Answer.JSON.writeValueAsString(row)).appendByte((byte) '\n');
        }
        return lines;
    }

    private static void hand(Buffer lines, HttpServerResponse response, Context events)
            throws InterruptedException, ExecutionException, TimeoutException {
        Promise<Void> written = Promise.promise();
        events.runOnContext(nothing -> response.write(lines).onComplete(written));
        var unused = written.future().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}

package org.yizhan.ops;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's pages: how the program is, its dead letters, and buttons to replay or to discard one. Every method may block. */
public final class OpsPages {

    private static final String STYLE = "/static/ops/style.css";
    private static final int MOST_SHOWN = 200_000;

    private final DeadLetters letters;
    private final Replayer replayer;
    private final DeadLetterRemoval removal;
    private final Status status;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, OpsPages.class.getClassLoader(), "org.yizhan.web.pages");
    private final Buffer style = resource(STYLE);

    public OpsPages(DeadLetters letters, Replayer replayer, DeadLetterRemoval removal, Status status) {
        this.letters = letters;
        this.replayer = replayer;
        this.removal = removal;
        this.status = status;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops", asked -> overview(asked.parameters()));
        paths.work(HttpMethod.GET, "/ops/style.css", asked -> style());
        paths.work(HttpMethod.GET, "/ops/dead-letters/:id", asked -> deadLetter(asked.id()));
        paths.work(HttpMethod.POST, "/ops/dead-letters/:id/replay", this::replay);
        paths.work(HttpMethod.POST, "/ops/dead-letters/:id/discard", this::discard);
    }

    /**
     * What the overview shows.
     *
     * @param letters one page of dead letters, newest first
     * @param older the query string of the next page, empty where this is the last
     * @param stage the stage they are narrowed to, or empty
     * @param error the class of failure they are narrowed to, or empty
     */
    public record Overview(
            StatusReport report, List<KeptDeadLetter> letters, String older, String stage, String error) {
        public Overview {
            letters = List.copyOf(letters);
        }
    }

    /** The overview; without its list of dead letters where the database doesn't answer, which it says then. */
    private Answer overview(MultiMap parameters) {
        var report = status.report();
        try {
            var query = LetterQuery.of(parameters);
            var page = query.ask(letters);
            return page(new Overview(
                    report,
                    page,
                    query.after(page).orElse(""),
                    query.stage().orElse(""),
                    query.error().orElse("")));
        } catch (SQLException unreachable) {
            return page(new Overview(report, List.of(), "", "", ""));
        } catch (IllegalArgumentException wrong) {
            return Answer.problem(400, String.valueOf(wrong.getMessage()));
        }
    }

    /** One dead letter with its reason and bytes. */
    private Answer deadLetter(String id) throws SQLException {
        var found = OpsApi.isId(id) ? letters.find(Long.parseLong(id)) : Optional.<KeptDeadLetter>empty();
        return found.map(this::page).orElseGet(OpsPages::unknownLetter);
    }

    /** Replays one and goes back to it. */
    private Answer replay(Asked asked) throws SQLException {
        if (!OpsApi.isId(asked.id())) {
            return unknownLetter();
        }
        return switch (replayer.replay(Long.parseLong(asked.id()), asked.operator())) {
            case Replayer.Outcome.Replayed done ->
                Answer.seeOther("/ops/dead-letters/" + done.letter().id());
            case Replayer.Outcome.Unknown unknown -> unknownLetter();
            case Replayer.Outcome.Refused refused ->
                Answer.problem(
                        503,
                        "not replayed, Kafka did not acknowledge it (%s); go back and try again"
                                .formatted(refused.reason()));
        };
    }

    /** Discards one and goes back to the overview. */
    private Answer discard(Asked asked) throws SQLException {
        Order order = Order.of(asked);
        return OpsApi.isId(asked.id()) && removal.discard(Long.parseLong(asked.id()), order)
                ? Answer.seeOther("/ops")
                : unknownLetter();
    }

    /** The style sheet of the pages. */
    private Answer style() {
        return new Answer(200, "text/css; charset=utf-8", style, Map.of());
    }

    private Answer page(Overview overview) {
        return rendered("ops/overview.jte", Map.of("page", overview));
    }

    private Answer page(KeptDeadLetter kept) {
        var bytes = Base64.getDecoder().decode(kept.letter().bytes());
        var text = Shown.block(new String(bytes, StandardCharsets.UTF_8), MOST_SHOWN);
        return rendered("ops/letter.jte", Map.of("kept", kept, "text", text));
    }

    private Answer rendered(String template, Map<String, Object> model) {
        var html = new StringOutput();
        templates.render(template, model, html);
        return Answer.text("text/html; charset=utf-8", html.toString());
    }

    private static Answer unknownLetter() {
        return Answer.problem(404, "no dead letter has this id; /ops lists them");
    }

    private static Buffer resource(String path) {
        try (var stream = OpsPages.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + path);
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.yizhan.check.Report;
import org.yizhan.ingest.poll.LastAnswer;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.CharsetFound;
import org.yizhan.ops.DryRuns;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;
import org.yizhan.ops.Shown;
import org.yizhan.ops.SourceAnswerApi;
import org.yizhan.ops.SourcePast;

/** The screen of what a source answered last: as it came, as bytes, and as it is read. Nothing is fetched for it. */
public final class SourceAnswerScreen {

    private final Screens screens;
    private final SourcePast past;
    private final DryRuns runs;

    public SourceAnswerScreen(Screens screens, SourcePast past, DryRuns runs) {
        this.screens = screens;
        this.past = past;
        this.runs = runs;
    }

    public void mount(Paths paths) {
        paths.work(Role.OPERATOR, HttpMethod.GET, "/ops/sources/:id/answer", this::answer)
                .takes("as");
    }

    /**
     * The last answer.
     *
     * @param charset of its document; empty where none came
     * @param hex the document's first bytes; empty where its text is asked for
     * @param report what a dry run reads from it
     */
    public record Last(
            Screen screen,
            String channel,
            LastAnswer answer,
            Optional<CharsetFound> charset,
            String hex,
            Optional<Report> report) {

        /** What the answer says about a failure. */
        public String said() {
            String type = answer.headers().getOrDefault("content-type", "");
            return Shown.block(CharsetFound.of(answer.said(), type).text(), SourceAnswerApi.SHOWN);
        }

        public String text() {
            return charset.map(found -> Shown.block(found.text(), SourceAnswerApi.SHOWN))
                    .orElse("");
        }

        public String origin(CharsetFound found) {
            return switch (found.origin()) {
                case MARK -> screen.say("字节序标记（BOM）", "its byte order mark");
                case SERVED -> screen.say("Content-Type", "the Content-Type");
                case DECLARED -> screen.say("文档自己的声明", "what the document says of itself");
                case BYTES -> screen.say("字节本身", "the bytes themselves");
            };
        }
    }

    private Answer answer(Asked asked) throws SQLException, InterruptedException {
        LastAnswer answer = past.answer(asked.id()).orElseThrow(SourceAnswerApi::unknown);
        Screen screen = screens.of(asked, "最近的答复", "Last answer");
        boolean isHex = asked.parameter("as").filter("hex"::equals).isPresent();
        return Screens.page(
                "sourceanswer",
                new Last(
                        screen,
                        asked.id(),
                        answer,
                        answer.document().map(document -> CharsetFound.of(document.body(), document.contentType())),
                        isHex ? answer.document().map(SourceAnswerScreen::hex).orElse("") : "",
                        isHex ? Optional.empty() : runs.reread(asked.id())));
    }

    private static String hex(LastAnswer.Document document) {
        byte[] body = document.body();
        return HexDump.of(Arrays.copyOf(body, Math.min(body.length, SourceAnswerApi.SHOWN)), SourceAnswerApi.SHOWN);
    }
}

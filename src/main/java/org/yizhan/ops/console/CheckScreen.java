package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yizhan.article.Channel;
import org.yizhan.check.Checks;
import org.yizhan.ingest.poll.LastAnswer;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.CheckApi;
import org.yizhan.ops.DryRuns;
import org.yizhan.ops.DryRuns.Documents;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Role;

/** The screen of the dry run: a source file or an address goes in, and what would come of it is shown. Nothing is stored. */
public final class CheckScreen {

    private static final int MOST_PAGES = 10;
    private static final String RUN = "run:";
    private static final String STORED = "stored:";

    private final Screens screens;
    private final DryRuns runs;
    private final Function<String, Optional<Channel>> files;
    private final Snapshots snapshots;

    /**
     * @param files what the source files say of a channel
     * @param ids names of runs
     */
    public CheckScreen(Screens screens, DryRuns runs, Function<String, Optional<Channel>> files, Supplier<UUID> ids) {
        this.screens = screens;
        this.runs = runs;
        this.files = files;
        this.snapshots = new Snapshots(ids);
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/check", this::ask).takes("source", "from");
        paths.slowWork(HttpMethod.POST, "/ops/check", this::run);
        paths.work(Role.OPERATOR, HttpMethod.GET, "/ops/check/snapshots/:id", this::download);
    }

    /**
     * What the form says.
     *
     * @param from where the documents come from: empty for the site itself, or one of {@link Form#choices}
     * @param choices what else they may come from, by the form's word, as people are told
     */
    public record Form(String input, int pages, String from, List<Choice> choices) {
        public Form {
            choices = List.copyOf(choices);
        }
    }

    /** Documents that are there already. */
    public record Choice(String word, String told) {}

    /**
     * The form and what came of it.
     *
     * @param result empty before anything was asked
     * @param refused why nothing was run
     */
    public record Asking(Screen screen, Form form, Optional<Result> result, String refused) {}

    /**
     * The reports, and the source file that an address suggests.
     *
     * @param rests the hosts of which something was not asked, since they rest
     * @param snapshot by which the run can be saved; empty: it is too large
     */
    public record Result(List<JsonNode> reports, String suggestion, List<JsonNode> rests, Optional<UUID> snapshot) {
        public Result {
            reports = List.copyOf(reports);
            rests = List.copyOf(rests);
        }

        /** Whether anything was asked, or read. */
        public boolean isRun() {
            return reports.stream().anyMatch(report -> !report.path("usable").isNull());
        }
    }

    private Screen screen(Asked asked) {
        return screens.of(asked, "试运行", "Dry run").alone();
    }

    /** The empty form, or with the file of the channel {@code source}, to be changed and run again. */
    private Answer ask(Asked asked) throws SQLException {
        Screen screen = screen(asked);
        String source = asked.parameter("source").orElse("");
        String input = files.apply(source).map(Checks::file).orElse("");
        String from = asked.parameter("from").orElse("");
        var form = new Form(input, 1, from, choices(screen, STORED + source, Optional.empty()));
        return Screens.page("check", new Asking(screen, form, Optional.empty(), ""));
    }

    private List<Choice> choices(Screen screen, String from, Optional<UUID> last) throws SQLException {
        var choices = new ArrayList<Choice>();
        if (from.startsWith(STORED)) {
            runs.kept(from.substring(STORED.length()))
                    .map(document -> new Choice(from, told(screen, document)))
                    .ifPresent(choices::add);
        }
        if (from.startsWith(RUN)) {
            choices.add(new Choice(from, screen.say("上次抓到的快照", "what an earlier run fetched")));
        }
        last.map(id -> new Choice(RUN + id, screen.say("刚才抓到的快照", "what was fetched just now")))
                .ifPresent(choices::add);
        return choices;
    }

    private static String told(Screen screen, LastAnswer.Document document) {
        String size = screen.bytes(document.body().length);
        return screen.say(
                "最近一次采集保存的答复（%s，%s）".formatted(screen.ago(document.at()), size),
                "what the last poll kept (%s, %s)".formatted(screen.ago(document.at()), size));
    }

    private Answer run(Asked asked) throws InterruptedException, SQLException {
        String input = asked.field("input").replace("\r\n", "\n");
        String from = asked.field("from");
        int pages = pages(asked.field("pages"));
        Screen screen = screen(asked);
        if (input.isBlank()) {
            String nothing = screen.say("没有内容：贴上来源文件或网址。", "There is nothing: paste a source file or an address.");
            return refused(screen, new Form("", pages, from, choices(screen, from, Optional.empty())), nothing);
        }
        try {
            DryRuns.Run run = runs.run(input, pages, documents(asked, screen, from));
            Optional<UUID> kept = snapshots.put(run.fixture());
            var form = new Form(input, pages, from, choices(screen, from, from.isEmpty() ? kept : Optional.empty()));
            return Screens.page("check", new Asking(screen, form, Optional.of(result(run.answer(), kept)), ""));
        } catch (IllegalArgumentException wrong) {
            var form = new Form(input, pages, from, choices(screen, from, Optional.empty()));
            return refused(screen, form, String.valueOf(wrong.getMessage()));
        }
    }

    private static Answer refused(Screen screen, Form form, String why) {
        return Screens.page("check", new Asking(screen, form, Optional.empty(), why));
    }

    private Documents documents(Asked asked, Screen screen, String from) {
        if (from.startsWith(STORED)) {
            return new Documents.Stored(from.substring(STORED.length()));
        }
        if (from.startsWith(RUN)) {
            return new Documents.Kept(snapshots
                    .find(from.substring(RUN.length()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            screen.say("这份快照已不在内存里，请重新抓取。", "This snapshot is no longer in memory; fetch again."))));
        }
        if (!from.isEmpty()) {
            throw new IllegalArgumentException(screen.say("没有这种来处：", "there is no such place to read from: ") + from);
        }
        boolean isAnyway = asked.field("anyway").equals("true");
        return new Documents.Site(isAnyway ? Optional.of(asked.operator()) : Optional.empty());
    }

    private Answer download(Asked asked) {
        return snapshots
                .find(asked.id())
                .map(CheckApi::file)
                .orElseThrow(() -> Rejection.of(404, "this snapshot is no longer in memory; run it again"));
    }

    private static Result result(JsonNode run, Optional<UUID> snapshot) {
        var reports = new ArrayList<JsonNode>();
        run.path("reports").forEach(reports::add);
        var rests = new ArrayList<JsonNode>();
        run.path("hostRests").forEach(rests::add);
        return new Result(reports, run.path("suggestion").asText(), rests, snapshot);
    }

    private static int pages(String text) {
        return text.matches("[0-9]{1,2}") ? Math.min(MOST_PAGES, Integer.parseInt(text)) : 1;
    }
}

package org.yizhan.ops.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yizhan.article.Channel;
import org.yizhan.check.Checks;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;

/** The screen of the dry run: a source file or an address goes in, and what would come of it is shown. Nothing is stored. */
public final class CheckScreen {

    private static final int MOST_PAGES = 10;

    private final Screens screens;
    private final Checks checks;
    private final Function<String, Optional<Channel>> files;

    /** @param files what the source files say of a channel */
    public CheckScreen(Screens screens, Checks checks, Function<String, Optional<Channel>> files) {
        this.screens = screens;
        this.checks = checks;
        this.files = files;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/check", this::ask).takes("source");
        paths.slowWork(HttpMethod.POST, "/ops/check", this::run);
    }

    /**
     * The form and what came of it.
     *
     * @param result empty before anything was asked
     * @param refused why nothing was run
     */
    public record Asking(Screen screen, String input, int pages, Optional<Result> result, String refused) {}

    /** The reports, and the source file that an address suggests. */
    public record Result(List<JsonNode> reports, String suggestion) {
        public Result {
            reports = List.copyOf(reports);
        }
    }

    private Screen screen(Asked asked) {
        return screens.of(asked, "试运行", "Dry run").alone();
    }

    /** The empty form, or with the file of the channel {@code source}, to be changed and run again. */
    private Answer ask(Asked asked) {
        String input =
                asked.parameter("source").flatMap(files).map(Checks::file).orElse("");
        return Screens.page("check", new Asking(screen(asked), input, 1, Optional.empty(), ""));
    }

    private Answer run(Asked asked) throws InterruptedException {
        String input = asked.field("input").replace("\r\n", "\n");
        int pages = pages(asked.field("pages"));
        Screen screen = screen(asked);
        if (input.isBlank()) {
            String nothing = screen.say("没有内容：贴上来源文件或网址。", "There is nothing: paste a source file or an address.");
            return Screens.page("check", new Asking(screen, "", pages, Optional.empty(), nothing));
        }
        try {
            JsonNode run = checks.run(new Checks.Wanted(input, pages, false));
            return Screens.page("check", new Asking(screen, input, pages, Optional.of(result(run)), ""));
        } catch (IllegalArgumentException wrong) {
            String why = String.valueOf(wrong.getMessage());
            return Screens.page("check", new Asking(screen, input, pages, Optional.empty(), why));
        }
    }

    private static Result result(JsonNode run) {
        var reports = new ArrayList<JsonNode>();
        run.path("reports").forEach(reports::add);
        return new Result(reports, run.path("suggestion").asText());
    }

    private static int pages(String text) {
        return text.matches("[0-9]{1,2}") ? Math.min(MOST_PAGES, Integer.parseInt(text)) : 1;
    }

    /** How an outcome looks. */
    public static String manner(String outcome) {
        return switch (outcome) {
            case "new" -> "good";
            case "rejected" -> "bad";
            case "duplicate", "known" -> "warn";
            default -> "calm";
        };
    }

    /** The outcome in the language of the screen. */
    public static String word(Screen screen, String outcome) {
        return switch (outcome) {
            case "new" -> screen.say("新稿", "new");
            case "duplicate" -> screen.say("重复", "duplicate");
            case "known" -> screen.say("已收过", "known");
            case "rejected" -> screen.say("不收", "rejected");
            case "not-fetched" -> screen.say("未抓取", "not fetched");
            default -> outcome;
        };
    }
}

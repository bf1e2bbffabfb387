package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.DeadLetters;
import org.yizhan.ops.KeptDeadLetter;
import org.yizhan.ops.LetterQuery;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Status;
import org.yizhan.ops.StatusReport;

/** The first screen: how the program is. */
public final class OverviewScreen {

    private final Screens screens;
    private final Status status;
    private final DeadLetters letters;

    public OverviewScreen(Screens screens, Status status, DeadLetters letters) {
        this.screens = screens;
        this.status = status;
        this.letters = letters;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops", this::overview);
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
            Screen screen,
            StatusReport report,
            List<KeptDeadLetter> letters,
            String older,
            String stage,
            String error) {
        public Overview {
            letters = List.copyOf(letters);
        }
    }

    /** The overview; without its list of dead letters where the database doesn't answer, which it says then. */
    private Answer overview(Asked asked) {
        Screen screen = screens.of(asked, "概览", "Overview");
        var report = status.report();
        try {
            var query = LetterQuery.of(asked.parameters());
            var page = query.ask(letters);
            return Screens.page(
                    "overview",
                    new Overview(
                            screen,
                            report,
                            page,
                            query.after(page).orElse(""),
                            query.filter().stage().orElse(""),
                            query.filter().error().orElse("")));
        } catch (SQLException unreachable) {
            return Screens.page("overview", new Overview(screen, report, List.of(), "", "", ""));
        } catch (IllegalArgumentException wrong) {
            throw Rejection.of(400, String.valueOf(wrong.getMessage()));
        }
    }
}

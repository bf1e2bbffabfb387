package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Audit;
import org.yizhan.ops.AuditApi;
import org.yizhan.ops.AuditQuery;
import org.yizhan.ops.Paths;

/** The screen of what operators did. */
public final class AuditScreen {

    private static final String PATH = "/ops/audit";

    private final Screens screens;
    private final Audit audit;

    public AuditScreen(Screens screens, Audit audit) {
        this.screens = screens;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::list).takes(AuditQuery.PARAMETERS);
    }

    /**
     * One page of it.
     *
     * @param since as it was asked for
     * @param file the address of the same list as a file
     * @param older the query string of the next page; empty where this is the last
     */
    public record Listed(
            Screen screen,
            AuditQuery query,
            String since,
            String until,
            List<Row> rows,
            String file,
            Optional<String> older) {
        public Listed {
            rows = List.copyOf(rows);
        }

        public List<String> actions() {
            return AuditQuery.actions();
        }

        public String say(String action) {
            return DeedWords.say(screen.language(), action);
        }

        /** Whether the list is narrowed. */
        public boolean isPart() {
            return !(query.action() + query.operator() + query.object() + since + until).isEmpty()
                    || query.before() != Long.MAX_VALUE;
        }
    }

    /**
     * One deed.
     *
     * @param link the screen of what it was done to; empty where that has none
     */
    public record Row(Audit.Line line, Optional<String> link, List<DeedChange> changes) {
        public Row {
            changes = List.copyOf(changes);
        }

        /** Whether it was done to several sources, whose number is said instead of a name. */
        public boolean isMany() {
            return line.object().matches("[0-9]+ sources");
        }
    }

    private Answer list(Asked asked) throws SQLException {
        var query = AuditQuery.of(asked, AuditApi.USUAL, AuditApi.MOST);
        List<Audit.Line> lines = audit.list(query);
        Screen screen = screens.of(asked, "审计", "Audit");
        var rows = new ArrayList<Row>();
        for (Audit.Line whole : lines) {
            Audit.Line line = whole.seenBy(asked.who().role());
            rows.add(new Row(line, DeedWords.link(line, screen.role()), DeedChange.of(screen, line)));
        }
        return Screens.page(
                "audit",
                new Listed(
                        screen,
                        query,
                        asked.parameter("since").orElse(""),
                        asked.parameter("until").orElse(""),
                        rows,
                        AuditApi.FILE + AuditQuery.narrowed(asked),
                        query.next(asked, lines)));
    }
}

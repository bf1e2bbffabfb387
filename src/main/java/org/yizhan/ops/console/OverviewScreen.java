package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Pulse;
import org.yizhan.ops.Status;
import org.yizhan.ops.StatusReport;
import org.yizhan.ops.Trouble;

/** The first screen: how the program is, problems first. */
public final class OverviewScreen {

    /** So many sources in trouble are named; the list of sources has the rest. */
    private static final int SOURCES = 8;

    private final Screens screens;
    private final Status status;
    private final Pulse pulse;
    private final Metrics metrics;
    private final LiveScreens live;

    /** @param live has the open overviews kept up to date */
    public OverviewScreen(Screens screens, Status status, Pulse pulse, Metrics metrics, LiveScreens live) {
        this.screens = screens;
        this.status = status;
        this.pulse = pulse;
        this.metrics = metrics;
        this.live = live;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops", this::overview);
        paths.get("/ops/events", live::open);
    }

    /**
     * What the overview shows.
     *
     * @param figures the few numbers to look at first
     * @param stages in flow order
     */
    public record Overview(Screen screen, StatusReport report, List<Figure> figures, List<StageCard> stages) {
        public Overview {
            figures = List.copyOf(figures);
            stages = List.copyOf(stages);
        }

        /** What is wrong, worst first; of sources only so many. */
        public List<Trouble> named() {
            var sources = ofSources().limit(SOURCES).toList();
            return report.troubles().stream()
                    .filter(trouble -> !isOfSource(trouble) || sources.contains(trouble))
                    .toList();
        }

        /** How many sources in trouble are not named. */
        public long unnamed() {
            return Math.max(0, ofSources().count() - SOURCES);
        }

        private Stream<Trouble> ofSources() {
            return report.troubles().stream().filter(Overview::isOfSource);
        }

        private static boolean isOfSource(Trouble trouble) {
            return trouble.kind().word().startsWith("source-");
        }

        /** What the stages are called, for scripts: {@code ingest=采集 ingest;tag=…}. */
        public String names() {
            return stages.stream()
                    .map(stage -> stage.stage() + "=" + stage.name())
                    .collect(Collectors.joining(";"));
        }
    }

    private Answer overview(Asked asked) {
        return Screens.page("overview", view(screens.of(asked, "概览", "Overview")));
    }

    /** Looks at everything now. */
    private Overview view(Screen screen) {
        StatusReport report = status.report();
        var words = new OverviewWords(screen, report, pulse, metrics);
        return new Overview(screen, report, words.figures(), words.stages());
    }

    /** Sends the part that changes to every open overview; to be called again and again. */
    public void tick() {
        live.tell(language -> Screens.fragment("overviewnow", view(screens.plain(language))));
    }
}

package org.yizhan.ops.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.yizhan.ops.Chinese;
import org.yizhan.ops.DeadLetterCount;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Pulse;
import org.yizhan.ops.SourcesFresh;
import org.yizhan.ops.StatusReport;

/** Puts what is measured into the overview's words. */
final class OverviewWords {

    /** A queue is drawn full with so many records: some seconds of work at full speed. */
    private static final long FULL = 10_000;

    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration VERY_SLOW = Duration.ofSeconds(60);

    private final Screen screen;
    private final StatusReport report;
    private final Metrics metrics;
    private final List<Pulse.Rate> rates;
    private final Optional<Pulse.Delay> delay;

    OverviewWords(Screen screen, StatusReport report, Pulse pulse, Metrics metrics) {
        this.screen = screen;
        this.report = report;
        this.metrics = metrics;
        this.rates = pulse.rates();
        this.delay = pulse.delay();
    }

    List<Figure> figures() {
        return List.of(
                new Figure(screen.say("收（篇/分）", "in / min"), rate(Metrics.INGEST, true), "", "/ops/sources"),
                new Figure(screen.say("可读（篇/分）", "out / min"), rate("publish", false), "", "/ops/routes/publish"),
                new Figure(screen.say("出错", "errors"), errors(), failed() > 0 ? "bad" : "good", "/ops/dead-letters"),
                new Figure(
                        screen.say("到可读 p50", "to readable p50"),
                        took(delay.map(Pulse.Delay::half)),
                        "",
                        "/ops/routes"),
                new Figure(
                        screen.say("到可读 p95", "to readable p95"),
                        took(delay.map(Pulse.Delay::most)),
                        delay.map(found -> slow(found.most())).orElse(""),
                        "/ops/routes"),
                new Figure(screen.say("积压（条）", "lag (records)"), screen.number(lag()), "", "/ops/kafka"),
                new Figure(screen.say("积压（时间）", "lag (time)"), screen.span(lagTime()), slow(lagTime()), "/ops/kafka"),
                letters(),
                report.sources().map(this::fresh).orElseGet(this::unknownFresh));
    }

    private Figure letters() {
        String name = screen.say("死信待处理", "dead letters");
        if (report.deadLetters().isEmpty()) {
            return new Figure(name, unknown(), "warn", "/ops/dead-letters");
        }
        long waiting = waiting(count -> true);
        return new Figure(name, screen.number(waiting), waiting > 0 ? "warn" : "good", "/ops/dead-letters");
    }

    private String unknown() {
        return screen.say("未知", "unknown");
    }

    private Figure unknownFresh() {
        return new Figure(screen.say("来源正常", "sources fresh"), unknown(), "warn", "/ops/sources");
    }

    /** The share of sources that are as fresh as they should be; a stroke where none is to be polled, words while our network is gone. */
    private Figure fresh(SourcesFresh sources) {
        OptionalInt percent = sources.percent();
        String name = screen.say("来源正常", "sources fresh");
        if (sources.networkGone().isPresent()) {
            return new Figure(name, screen.say("断网，无从得知", "unknown: no network"), "warn", "/ops/sources");
        }
        return percent.isPresent()
                ? new Figure(name, percent.getAsInt() + "%", fresh(percent.getAsInt()), "/ops/sources")
                : new Figure(name, "-", "", "/ops/sources");
    }

    private static String fresh(int percent) {
        return percent == 100 ? "good" : percent < 90 ? "bad" : "warn";
    }

    private static String slow(Duration time) {
        return time.compareTo(VERY_SLOW) > 0 ? "bad" : time.compareTo(SLOW) > 0 ? "warn" : "good";
    }

    private String took(Optional<Duration> time) {
        return time.map(found -> found.toMillis() < 10_000
                        ? String.format(Locale.ROOT, "%.2f s", found.toMillis() / 1e3)
                        : screen.span(found))
                .orElse("-");
    }

    private double failed() {
        return ofStages(Pulse.Rate::failed);
    }

    /** Of the records that the stages took up in the last minute, replayed ones too, the share that went to the dead letters. */
    private String errors() {
        double received = ofStages(Pulse.Rate::received);
        return percent(received == 0 ? 0 : Math.min(1, failed() / received));
    }

    private double ofStages(ToDoubleFunction<Pulse.Rate> what) {
        return rates.stream()
                .filter(rate -> Metrics.STAGES.contains(rate.stage()))
                .mapToDouble(what)
                .sum();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.1 ? "%.2f%%" : "%.0f%%", share * 100);
    }

    private OptionalLong lag() {
        return report.stages().stream().allMatch(stage -> stage.lag().isEmpty())
                ? OptionalLong.empty()
                : OptionalLong.of(report.stages().stream()
                        .mapToLong(stage -> stage.lag().orElse(0))
                        .sum());
    }

    private Duration lagTime() {
        return report.stages().stream()
                .map(Metrics.Seen::lagTime)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private String rate(String stage, boolean isIn) {
        return rates.stream()
                .filter(rate -> rate.stage().equals(stage))
                .map(rate -> perMinute(isIn ? rate.received() : rate.sent()))
                .findFirst()
                .orElse("-");
    }

    private static String perMinute(double rate) {
        return String.format(Locale.ROOT, rate > 0 && rate < 10 ? "%.1f" : "%,.0f", rate);
    }

    List<StageCard> stages() {
        var cards = new ArrayList<StageCard>();
        cards.add(ingest());
        report.stages().stream()
                .filter(stage -> Metrics.STAGES.contains(stage.stage()))
                .map(this::stage)
                .forEach(cards::add);
        cards.add(deliver());
        return cards;
    }

    private StageCard ingest() {
        List<String> more = new ArrayList<>();
        boolean isKnown = report.hasDatabase() && metrics.polls().isKnown();
        if (isKnown && metrics.polls().overdue().compareTo(Duration.ofMinutes(1)) > 0) {
            more.add(screen.say(
                    "最久的轮询晚了 " + screen.span(metrics.polls().overdue()),
                    "the oldest poll is " + screen.span(metrics.polls().overdue()) + " late"));
        }
        long pages = metrics.polls().pagesWaiting();
        return card(
                "ingest",
                through("ingest"),
                pages,
                isKnown
                        ? screen.say(screen.number(pages) + " 个页面待抓取", screen.number(pages) + " pages to fetch")
                        : screen.say("待抓取的页面：未知", "pages to fetch: unknown"),
                "/ops/sources",
                more);
    }

    private StageCard stage(Metrics.Seen seen) {
        long lag = seen.lag().orElse(0);
        String queue = seen.lag().isEmpty()
                ? screen.say("积压未知", "lag unknown")
                : screen.say("积压 " + screen.number(lag) + " 条", screen.number(lag) + " records behind")
                        + (seen.lagTime().isZero() ? "" : " · " + screen.span(seen.lagTime()));
        return card(seen.stage(), through(seen.stage()), lag, queue, "/ops/kafka/groups/" + seen.stage(), List.of());
    }

    private StageCard deliver() {
        Map<String, Long> hub = metrics.deliveries().subscriptions();
        long waiting = hub.getOrDefault("waiting", 0L);
        String lists = screen.say(
                screen.number(metrics.deliveries().readers()) + " 份打开的列表",
                screen.number(metrics.deliveries().readers()) + " open lists");
        if (!report.hasDatabase()) {
            String queue = screen.say("待送：未知", "deliveries that wait: unknown");
            return card("deliver", "", 0, queue, "/ops/subscribers", List.of(lists));
        }
        String queue = screen.say(screen.number(waiting) + " 份待送", screen.number(waiting) + " deliveries wait")
                + (metrics.deliveries().lag().isZero()
                        ? ""
                        : " · " + screen.span(metrics.deliveries().lag()));
        String active = screen.number(hub.getOrDefault("active", 0L));
        List<String> more = List.of(screen.say(active + " 个订阅", active + " subscriptions"), lists);
        return card("deliver", "", waiting, queue, "/ops/subscribers", more);
    }

    private StageCard card(String stage, String rate, long waiting, String queue, String list, List<String> more) {
        int fill = (int) Math.min(100, 100 * waiting / FULL);
        return new StageCard(
                stage,
                screen.say(Chinese.named("stage", stage), stage),
                rate,
                fill,
                fill >= 85 ? "bad" : fill >= 60 ? "warn" : "good",
                queue,
                list,
                waiting(count -> count.stage().equals(stage)),
                more);
    }

    private String through(String stage) {
        String dead = rates.stream()
                .filter(rate -> rate.stage().equals(stage) && rate.failed() > 0)
                .map(rate -> perMinute(rate.failed()))
                .findFirst()
                .map(failed -> screen.say(" + " + failed + " 条死信", " + " + failed + " dead"))
                .orElse("");
        return dead.isEmpty()
                ? screen.say(rate(stage, false) + " 条/分", rate(stage, false) + " / min")
                : screen.say("每分 " + rate(stage, false) + " 条" + dead, rate(stage, false) + dead + " / min");
    }

    private long waiting(Predicate<DeadLetterCount> which) {
        return report.deadLetters().stream()
                .flatMap(List::stream)
                .filter(which)
                .mapToLong(DeadLetterCount::waiting)
                .sum();
    }
}

package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceWatch;

/** Says which sources somebody has to look at: the worst by name, the others by number. Safe for concurrent use. */
public final class SourceTroubles {

    private static final Logger log = LoggerFactory.getLogger(SourceTroubles.class);
    private static final int NAMED = 10;

    private final SourceWatch watch;
    private final Supplier<Optional<Instant>> networkDownSince;
    private final Supplier<Map<String, String>> refused;

    /**
     * @param networkDownSince since when no host at all can be reached
     * @param refused the source files that are not in force as they stand, with line and reason
     */
    public SourceTroubles(
            SourceWatch watch, Supplier<Optional<Instant>> networkDownSince, Supplier<Map<String, String>> refused) {
        this.watch = watch;
        this.networkDownSince = networkDownSince;
        this.refused = refused;
    }

    /** What is wrong now, worst first; never throws. */
    List<Trouble> troubles() {
        var troubles = new ArrayList<Trouble>();
        networkDownSince.get().map(SourceTroubles::down).ifPresent(troubles::add);
        refused.get()
                .forEach((file, reason) -> troubles.add(new Trouble(
                        file,
                        "来源文件 %s 未生效：%s".formatted(file, reason),
                        "the source file %s is refused: %s".formatted(file, reason))));
        try {
            SourceWatch.Page page = watch.list(SourceQuery.worst(NAMED));
            page.rows().stream()
                    .filter(health -> health.state().isTrouble())
                    .map(SourceTroubles::trouble)
                    .forEach(troubles::add);
            more(page, troubles);
        } catch (SQLException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the sources can't be looked at");
            troubles.add(new Trouble("sources", "来源站状况未知：数据库没有应答", "sources unknown: the database did not answer"));
        }
        return troubles;
    }

    private static Trouble down(Instant since) {
        return new Trouble(
                "network",
                "自 %s 起连不上任何站点，采集暂停".formatted(since),
                "no host can be reached since %s; polling waits".formatted(since));
    }

    private static void more(SourceWatch.Page page, List<Trouble> troubles) {
        long all = page.states().entrySet().stream()
                .filter(count -> count.getKey().isTrouble())
                .mapToLong(count -> count.getValue())
                .sum();
        if (all > NAMED) {
            troubles.add(new Trouble(
                    "sources",
                    "另有 %,d 个来源异常".formatted(all - NAMED),
                    "%,d more sources are in trouble".formatted(all - NAMED)));
        }
    }

    private static Trouble trouble(SourceHealth health) {
        String name = Shown.line(health.name() + " (" + health.channel() + ")", 120);
        String detail = Shown.line(health.detail(), 160);
        return switch (health.state()) {
            case GONE ->
                new Trouble(
                        health.channel(),
                        "%s 已停止（410），改地址或恢复后再采集".formatted(name),
                        "%s has ended (410): give its new address, or resume it".formatted(name));
            case REDESIGNED ->
                new Trouble(
                        health.channel(),
                        "%s 疑似改版：规则不再匹配".formatted(name),
                        "%s looks redesigned: its rule finds nothing any more".formatted(name));
            default ->
                health.streak() == 0
                        ? new Trouble(
                                health.channel(),
                                "%s 的规则从未匹配：%s".formatted(name, detail),
                                "the rule of %s has never found anything: %s".formatted(name, detail))
                        : new Trouble(
                                health.channel(),
                                "%s 自 %s 起失败 %,d 次：%s %s"
                                        .formatted(name, since(health), health.streak(), health.fault(), detail),
                                "%s fails since %s, %,d times in a row: %s %s"
                                        .formatted(name, since(health), health.streak(), health.fault(), detail));
        };
    }

    private static String since(SourceHealth health) {
        return health.failingSince().map(Instant::toString).orElse("?");
    }
}

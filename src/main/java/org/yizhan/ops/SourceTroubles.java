package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Trouble.Kind;

/**
 * Says which sources somebody has to look at: each by name while they are few, those of one host together,
 * all by number where they are many, and none but the network where most can't be reached. Safe for concurrent use.
 */
public final class SourceTroubles implements Rule {

    private static final Logger log = LoggerFactory.getLogger(SourceTroubles.class);

    /** So many are named one by one, or a twentieth of all, whatever is more. */
    static final int NAMED = 20;

    /** All that a template takes is too much beside the one that was meant. */
    private static final String ALL_PARAMETERS = "(?s)(: did you mean [^;]*\\?); it has .*";

    private static final int MOST = SourceQuery.MOST;

    /** The states of those that are ill, or may be; the worst first. */
    private static final List<SourceState> LOOKED_AT = List.of(
            SourceState.GONE, SourceState.FAILING, SourceState.REDESIGNED, SourceState.HELD_OFF, SourceState.QUIET);

    private final SourceWatch watch;
    private final PollFailures failures;
    private final Supply supply;

    /**
     * What the poller and the source files know by themselves.
     *
     * @param networkDownSince since when no host at all can be reached
     * @param refused the source files that are not in force as they stand, with line and reason
     * @param files the names of all source files
     */
    public record Supply(
            Supplier<Optional<Instant>> networkDownSince,
            Supplier<Map<String, String>> refused,
            Supplier<Set<String>> files) {}

    public SourceTroubles(SourceWatch watch, PollFailures failures, Supply supply) {
        this.watch = watch;
        this.failures = failures;
        this.supply = supply;
    }

    @Override
    public Look look() {
        return Look.all(List.of(known(), stored()));
    }

    @Override
    public Look withoutDatabase() {
        return Look.all(List.of(known(), unseen()));
    }

    @Override
    public Map<Kind, Set<String>> subjects() {
        return Map.of(Kind.SOURCE_FILE, supply.files().get());
    }

    private Look known() {
        return Look.of(Stream.concat(
                        supply.networkDownSince().get().map(SourceTroubles::down).stream(),
                        supply.refused().get().entrySet().stream().map(SourceTroubles::refused))
                .toList());
    }

    private Look stored() {
        try {
            return Look.of(Stream.concat(unreachable(failures.reach()).stream(), ill().stream())
                    .toList());
        } catch (SQLException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the sources can't be looked at");
            return unseen();
        }
    }

    private static Look unseen() {
        return Look.failed(
                "sources",
                "来源站状况",
                Kind.NETWORK,
                Kind.SOURCES,
                Kind.SOURCE_HOST,
                Kind.SOURCE_FAILING,
                Kind.SOURCE_GONE,
                Kind.SOURCE_HELD_OFF,
                Kind.SOURCE_REDESIGNED,
                Kind.SOURCE_QUIET);
    }

    /** The worst by name, those that fail together by their host, or all as one. */
    private List<Trouble> ill() throws SQLException {
        Map<SourceState, Long> states = watch.states();
        long all = states.values().stream().mapToLong(Long::longValue).sum();
        var ill = new ArrayList<SourceHealth>();
        for (SourceState state : LOOKED_AT) {
            if (states.containsKey(state)) {
                ill.addAll(watch.all(SourceQuery.worst(MOST).of(state), MOST + 1));
            }
        }
        ill.removeIf(health -> !health.isIll());
        List<Trouble> troubles = HostTroubles.of(ill, SourceTroubles::trouble);
        return ill.size() > MOST || troubles.size() > Math.max(NAMED, all / 20)
                ? List.of(many(count(states, ill), all, stillIll(ill, troubles)))
                : troubles;
    }

    /** How many they are, also where not all of them were read. */
    private static long count(Map<SourceState, Long> states, List<SourceHealth> ill) {
        long certain = LOOKED_AT.stream()
                .filter(state -> state != SourceState.HELD_OFF)
                .mapToLong(state -> states.getOrDefault(state, 0L))
                .sum();
        return certain + ill.stream().filter(SourceHealth::heldLong).count();
    }

    /** The channels and hosts that are in trouble; where not all were read, those that may be. */
    private Set<String> stillIll(List<SourceHealth> ill, List<Trouble> troubles) throws SQLException {
        Set<String> subjects = new HashSet<>();
        troubles.forEach(trouble -> {
            subjects.add(trouble.subject());
            subjects.addAll(trouble.covers());
        });
        if (ill.size() > MOST) {
            for (SourceState state : LOOKED_AT) {
                SourceQuery query = SourceQuery.worst(MOST).of(state);
                subjects.addAll(watch.ids(query));
                subjects.addAll(watch.hosts(query));
            }
        }
        return subjects;
    }

    private static Trouble many(long ill, long all, Set<String> still) {
        return new Trouble(
                Kind.SOURCES,
                Trouble.Severity.WARNING,
                "sources",
                "%,d 个来源中有 %,d 个异常，逐个见来源列表".formatted(all, ill),
                "%,d of %,d sources are in trouble; the list of sources names them".formatted(ill, all),
                still);
    }

    private static Optional<Trouble> unreachable(PollFailures.Reach reach) {
        return reach.isOurs()
                ? Optional.of(Trouble.critical(
                        Kind.NETWORK,
                        "network",
                        "%,d 个来源中有 %,d 个连不上（%,d 个主机），多半是本机网络或 DNS 的问题"
                                .formatted(reach.channels(), reach.unreachable(), reach.hosts()),
                        "%,d of %,d sources on %,d hosts can't be reached: most likely our own network or DNS"
                                .formatted(reach.unreachable(), reach.channels(), reach.hosts())))
                : Optional.empty();
    }

    private static Trouble down(Instant since) {
        return Trouble.critical(
                Kind.NETWORK,
                "network",
                "自 %s 起连不上任何站点，采集暂停".formatted(Shown.moment(since)),
                "no host can be reached since %s; polling waits".formatted(Shown.moment(since)));
    }

    private static Trouble refused(Map.Entry<String, String> file) {
        String reason = file.getValue().replaceFirst(ALL_PARAMETERS, "$1");
        return Trouble.warning(
                Kind.SOURCE_FILE,
                file.getKey(),
                "来源文件 %s 未生效：%s"
                        .formatted(file.getKey(), Chinese.sentence(reason).orElse(reason)),
                "the source file %s is refused: %s".formatted(file.getKey(), reason));
    }

    private static Trouble trouble(SourceHealth health) {
        String name = Shown.line(health.name() + " (" + health.channel() + ")", 120);
        String detail = Shown.line(health.detail(), 160);
        String said = Chinese.sentence(detail).orElse(detail);
        return switch (health.state()) {
            case GONE ->
                of(
                        health,
                        Kind.SOURCE_GONE,
                        "%s 已停止（410），改地址或恢复后再采集",
                        "%s has ended (410): give its new address, or resume it",
                        name);
            case REDESIGNED ->
                of(
                        health,
                        Kind.SOURCE_REDESIGNED,
                        "%s 疑似改版：规则不再匹配",
                        "%s looks redesigned: its rule finds nothing any more",
                        name);
            case QUIET -> quiet(health, name);
            case HELD_OFF ->
                of(
                        health,
                        Kind.SOURCE_HELD_OFF,
                        "%s 长期被限流（429）：上次成功 %s",
                        "%s has been told to come less often (429) for long: its last success %s",
                        name,
                        health.lastSuccess().map(Shown::moment).orElse("–"));
            default ->
                health.streak() == 0
                        ? Trouble.warning(
                                Kind.SOURCE_FAILING,
                                health.channel(),
                                "%s 的规则从未匹配：%s".formatted(name, said),
                                "the rule of %s has never found anything: %s".formatted(name, detail))
                        : Trouble.warning(
                                Kind.SOURCE_FAILING,
                                health.channel(),
                                "%s 自 %s 起失败 %,d 次：%s %s"
                                        .formatted(
                                                name,
                                                since(health),
                                                health.streak(),
                                                Chinese.named("fault", health.fault()),
                                                said),
                                "%s fails since %s, failures in a row: %,d: %s %s"
                                        .formatted(name, since(health), health.streak(), health.fault(), detail));
        };
    }

    private static Trouble quiet(SourceHealth health, String name) {
        return of(
                health,
                Kind.SOURCE_QUIET,
                "%s 安静得反常：最新一条在 %s，平时间隔不超过 %,d 小时",
                "%s is silent for longer than usual: its newest item came at %s, its gaps are %,d hours at most",
                name,
                health.newestItem().map(Shown::moment).orElse("?"),
                health.quietAfter().map(gap -> gap.toHours()).orElse(0L));
    }

    private static Trouble of(SourceHealth health, Kind kind, String chinese, String english, Object... words) {
        return Trouble.warning(kind, health.channel(), chinese.formatted(words), english.formatted(words));
    }

    private static String since(SourceHealth health) {
        return health.failingSince().map(Shown::moment).orElse("?");
    }
}

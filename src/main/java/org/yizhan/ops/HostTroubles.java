package org.yizhan.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceState;

/** Tells of sources that fail at one host as one: most likely it is down, and each of them says the same. */
final class HostTroubles {

    /** So many channels of a host are told of together. */
    static final int TOGETHER = 3;

    private HostTroubles() {}

    /**
     * What is wrong with these, in their order: a host where several fail or are held off stands for them.
     *
     * @param single what is wrong with one
     */
    static List<Trouble> of(List<SourceHealth> ill, Function<SourceHealth, Trouble> single) {
        Map<String, List<SourceHealth>> hosts = ill.stream()
                .filter(HostTroubles::isOfHost)
                .collect(Collectors.groupingBy(SourceHealth::host, LinkedHashMap::new, Collectors.toList()));
        hosts.values().removeIf(channels -> channels.size() < TOGETHER);
        var troubles = new ArrayList<Trouble>();
        Set<String> told = new HashSet<>();
        for (SourceHealth health : ill) {
            boolean isCovered = isOfHost(health) && hosts.containsKey(health.host());
            if (!isCovered) {
                troubles.add(single.apply(health));
            } else if (told.add(health.host())) {
                troubles.add(host(health.host(), hosts.getOrDefault(health.host(), List.of())));
            }
        }
        return troubles;
    }

    /** Whether what is wrong may be its host: it does not answer as it should, which no rule of ours can be blamed for. */
    private static boolean isOfHost(SourceHealth health) {
        return health.isPolled() && (health.state() == SourceState.FAILING && health.streak() > 0 || health.heldLong());
    }

    private static Trouble host(String host, List<SourceHealth> channels) {
        String name = Shown.line(host, 120);
        Set<String> covered = channels.stream().map(SourceHealth::channel).collect(Collectors.toSet());
        List<String> faults =
                channels.stream().map(SourceHealth::fault).distinct().sorted().toList();
        return new Trouble(
                Trouble.Kind.SOURCE_HOST,
                Trouble.Severity.WARNING,
                host,
                "主机 %s 的 %,d 个来源一起异常：%s"
                        .formatted(
                                name,
                                channels.size(),
                                faults.stream()
                                        .map(fault -> Chinese.named("fault", fault))
                                        .collect(Collectors.joining("、"))),
                "sources of the host %s fail together, %,d of them: %s"
                        .formatted(name, channels.size(), String.join(", ", faults)),
                covered);
    }
}

package org.yizhan.ops;

import java.util.List;

/** Says which dependencies are down; the disk has a rule of its own. */
final class CheckRule {

    /** How {@link PartitionsCheck} begins where the broker answers and the groups are not served. */
    static final String NO_PARTITIONS = "no partitions yet";

    private CheckRule() {}

    static Look look(List<Readiness.Found> checks) {
        return Look.of(checks.stream()
                .filter(check -> !check.health().isUp() && !check.name().equals(DiskRule.NAME))
                .map(CheckRule::trouble)
                .toList());
    }

    private static Trouble trouble(Readiness.Found check) {
        String reason = check.health().reason();
        return Trouble.critical(
                kind(check.name(), reason),
                check.name(),
                "%s 不可用：%s"
                        .formatted(
                                Chinese.named("check", check.name()),
                                Chinese.sentence(reason).orElse(reason)),
                "%s is down: %s".formatted(check.name(), reason));
    }

    private static Trouble.Kind kind(String name, String reason) {
        return switch (name) {
            case DatabaseCheck.NAME -> Trouble.Kind.DATABASE;
            case "kafka" -> reason.startsWith(NO_PARTITIONS) ? Trouble.Kind.PARTITIONS : Trouble.Kind.KAFKA;
            default -> Trouble.Kind.DEPENDENCY;
        };
    }
}

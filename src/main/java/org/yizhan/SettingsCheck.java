package org.yizhan;

import java.util.List;
import java.util.Map;
import org.yizhan.ingest.SigningKey;
import org.yizhan.ops.Account;
import org.yizhan.ops.Passwords;

/** Reads every setting that has a form before anything is started: a wrong one is told at once, not after both servers are up. */
final class SettingsCheck {

    /** Whole numbers, with the least of each. */
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("yizhan.alerts.disk.warning", 0),
            Map.entry("yizhan.alerts.disk.critical", 0),
            Map.entry("yizhan.database.connections", 4),
            Map.entry("yizhan.deduplicate.consumers", 1),
            Map.entry("yizhan.ingest.pollers", 1),
            Map.entry("yizhan.kafka.partitions", 1),
            Map.entry("yizhan.kafka.replicas", 1),
            Map.entry("yizhan.live.readers", 0),
            Map.entry("yizhan.live.readers-per-address", 0),
            Map.entry("yizhan.normalize.consumers", 1),
            Map.entry("yizhan.publish.consumers", 1),
            Map.entry("yizhan.push.burst", 1),
            Map.entry("yizhan.push.quota", 0),
            Map.entry("yizhan.push.rate", 0),
            Map.entry("yizhan.tag.consumers", 1),
            Map.entry("yizhan.websub.searches-per-host", 0));

    private static final List<String> PORTS =
            List.of("yizhan.alerts.mail.port", "yizhan.http.port", "yizhan.management.port");
    private static final List<String> SWITCHES =
            List.of("yizhan.polling", "yizhan.push.limit-any", "yizhan.samples", "yizhan.search");
    private static final List<String> DURATIONS =
            List.of("yizhan.alerts.idle", "yizhan.alerts.lag.critical", "yizhan.alerts.lag.warning");
    private static final List<String> OPENED =
            List.of("yizhan.alerts.webhook.allow", "yizhan.fetch.allow", "yizhan.websub.allow");

    private SettingsCheck() {}

    /** @throws IllegalArgumentException that names the first wrong one and says what to give */
    static void of(Settings settings) {
        NUMBERS.forEach(settings::number);
        PORTS.forEach(settings::port);
        SWITCHES.forEach(settings::is);
        DURATIONS.forEach(settings::duration);
        OPENED.forEach(key -> settings.allowList(key, "yizhan.fetch.allow"));
        settings.bytes("yizhan.data.reserve");
        settings.webAddress("yizhan.base.url");
        if (!settings.text("yizhan.alerts.console").isEmpty()) {
            settings.webAddress("yizhan.alerts.console");
        }
        settings.proxies("yizhan.http.proxies");
        signingKey(settings.text("yizhan.signing.key"));
        password(settings.text("yizhan.ops.password"));
        PortSettings.managementNames(settings);
        PortSettings.WEB.chain(settings);
        PortSettings.MANAGEMENT.chain(settings);
    }

    private static void signingKey(String given) {
        if (given.isBlank()) {
            return;
        }
        try {
            var unused = SigningKey.of(given);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("yizhan.signing.key: " + wrong.getMessage(), wrong);
        }
    }

    private static void password(String given) {
        if (!given.isBlank() && !Passwords.isFit(given, Account.FIRST)) {
            throw new IllegalArgumentException(
                    "yizhan.ops.password can't be used: it must have %d to %d characters, four of them different, as every password; where it is empty one is made up"
                            .formatted(Passwords.SHORTEST, Passwords.LONGEST));
        }
    }
}

package org.yizhan;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.embedded.Secrets;
import org.yizhan.ingest.Allowance;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.KeyTable;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.SigningKey;
import org.yizhan.ingest.WebhookLog;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Publishers;
import org.yizhan.ops.PublishersApi;
import org.yizhan.ops.PushKeyRule;
import org.yizhan.ops.Rule;
import org.yizhan.ops.console.PublisherScreens;
import org.yizhan.ops.console.Screens;
import org.yizhan.web.Proxies;
import org.yizhan.web.PushApi;

/** Who may push, and what came of it, joined. */
final class Pushing {

    private static final Logger LOG = LoggerFactory.getLogger(Pushing.class);
    private static final Duration REFRESH = Duration.ofSeconds(3);

    private final DataSource database;
    private final Clock clock;
    private final ApiKeys keys;
    private final PushLog log;
    private final Allowance allowance;
    private final Proxies proxies;

    /** The key that somebody configured; one that was made up is nobody's to mend. */
    private final Optional<String> configured;

    Pushing(Settings settings, DataSource database, ApiKeys keys, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.keys = keys;
        this.log = new PushLog(database, clock);
        this.proxies = settings.proxies("yizhan.http.proxies");
        this.configured = Optional.of(settings.text(PushKeyRule.KEY)).filter(key -> !key.isBlank());
        this.allowance = new Allowance(
                new Allowance.Terms(
                        settings.number("yizhan.push.rate", 0),
                        settings.number("yizhan.push.burst", 1),
                        settings.number("yizhan.push.quota", 0),
                        settings.is("yizhan.push.limit-any")),
                clock);
    }

    /**
     * The keys that are stored, and the one that was chosen for this program.
     *
     * @throws IllegalStateException where the signing key is none
     */
    static ApiKeys keys(DataSource database, Secrets secrets, SecureRandom random, Clock clock) {
        try {
            var keys = new ApiKeys(database, random, clock, SigningKey.of(secrets.signingKey()));
            if (!keys.admit(secrets.apiKey())) {
                LOG.warn(
                        "the push key yizhan.api.key was revoked or has been rotated, and lets nobody in; choose another,"
                                + " or make one with `yizhan key add`");
            }
            return keys;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    "%s; set %s".formatted(wrong.getMessage(), Settings.variable("yizhan.signing.key")), wrong);
        }
    }

    /**
     * How pushes are let in.
     *
     * @param isRoom whether they could be stored
     */
    PushApi.Door door(int largestBody, BooleanSupplier isRoom) {
        return new PushApi.Door(keys, new WebhookLog(database, clock), allowance, log, largestBody, isRoom, proxies);
    }

    /** What can be wrong with who may push. */
    Rule rule() {
        return new PushKeyRule(
                () -> configured.filter(key -> keys.verify(key).isEmpty()).isPresent());
    }

    ApiKeys keys() {
        return keys;
    }

    /**
     * The operator's paths.
     *
     * @param base the program's public address
     */
    List<Consumer<Paths>> parts(Screens screens, Audit audit, String base) {
        var publishers = new Publishers(keys, new KeyTable(database), log, audit, clock);
        return List.of(new PublishersApi(publishers)::mount, new PublisherScreens(screens, publishers, base)::mount);
    }

    /** Brings in the keys that other instances made, and stores what was pushed here. */
    void begin(Regularly regularly) {
        regularly.every(REFRESH, "refresh keys", keys::refresh);
        regularly.every(REFRESH, "write down what was pushed", this::write);
        regularly.every(REFRESH, "count what the day's pushes left", this::count);
    }

    private void count() {
        try {
            allowance.seen(log.accepted(allowance.dayBegins()));
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("what others took of the quotas is counted later");
        }
    }

    private void write() {
        try {
            log.flush();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("what was pushed is written down later");
        }
    }
}

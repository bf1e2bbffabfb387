package org.yizhan;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.HttpFetcher;
import org.yizhan.fetch.HttpSender;
import org.yizhan.fetch.Limits;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rule;
import org.yizhan.ops.alert.AlertDesk;
import org.yizhan.ops.alert.Alerts;
import org.yizhan.ops.alert.AlertsApi;
import org.yizhan.ops.alert.FeedTokens;
import org.yizhan.ops.alert.IncidentFeed;
import org.yizhan.ops.alert.Mail;
import org.yizhan.ops.alert.Messenger;
import org.yizhan.ops.alert.Output;
import org.yizhan.ops.alert.Webhook;
import org.yizhan.ops.console.AlertScreens;
import org.yizhan.ops.console.Screens;

/** Whoever is to be told that something is wrong, joined. */
final class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final Limits CALL = Limits.DEFAULT.within(Duration.ofSeconds(10));

    private final Clock clock;
    private final Messenger messenger;
    private final Alerts alerts;
    private final AlertDesk desk;
    private final FeedTokens tokens;
    private final String console;

    /**
     * @param outputs by which people are told
     * @param rules everything that can be wrong
     */
    Alarms(
            Settings settings,
            List<Output> outputs,
            DataSource database,
            Rule rules,
            Metrics metrics,
            Audit audit,
            SecureRandom random,
            Clock clock) {
        this.clock = clock;
        this.console = console(settings);
        this.messenger = new Messenger(database, outputs, console, metrics, clock);
        this.alerts = new Alerts(
                database, rules, new Alerts.Place(instance(settings), console), messenger, clock, UUID::randomUUID);
        this.desk = new AlertDesk(database, alerts, rules, audit, clock);
        this.tokens = new FeedTokens(database, audit, random, clock);
    }

    /** Where operators' browsers find the console: the management port itself, where nothing else is said. */
    private static String console(Settings settings) {
        String given = settings.text("yizhan.alerts.console");
        String address = given.isEmpty()
                ? PortSettings.management(settings, settings.port("yizhan.management.port"))
                : settings.webAddress("yizhan.alerts.console").toString();
        return address.replaceFirst("/+$", "");
    }

    /** The same after a restart: the machine's name and the port. */
    private static String instance(Settings settings) {
        String port = ":" + settings.port("yizhan.management.port");
        try {
            return InetAddress.getLocalHost().getHostName() + port;
        } catch (UnknownHostException nameless) {
            return "localhost" + port;
        }
    }

    /** By which people are told, as configured; to be asked before anything is started, for it refuses what can't be. */
    static List<Output> outputs(Settings settings, Closing closing, Clock clock) {
        var outputs = new ArrayList<Output>();
        if (!settings.text("yizhan.alerts.webhook").isEmpty()) {
            outputs.add(webhook(settings, closing, clock));
        }
        if (!settings.text("yizhan.alerts.mail.host").isEmpty()) {
            outputs.add(mail(settings, clock));
        }
        return outputs;
    }

    private static Webhook webhook(Settings settings, Closing closing, Clock clock) {
        String address = settings.webAddress("yizhan.alerts.webhook").toString();
        String userAgent = HttpFetcher.userAgent(
                Wiring.version(), settings.text("yizhan.base.url"), settings.text("yizhan.fetch.contact"));
        var sender = closing.add(new HttpSender(
                userAgent, settings.allowList("yizhan.alerts.webhook.allow", "yizhan.fetch.allow"), CALL));
        Optional<String> refusal = WebAddress.of(address).flatMap(sender::refusal);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(
                    "yizhan.alerts.webhook is refused: %s; yizhan.alerts.webhook.allow opens it"
                            .formatted(refusal.get()));
        }
        try {
            return new Webhook(sender, address, settings.text("yizhan.alerts.webhook.secret"), clock);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("yizhan.alerts.webhook.secret: " + wrong.getMessage(), wrong);
        }
    }

    private static Mail mail(Settings settings, Clock clock) {
        try {
            return new Mail(
                    new Mail.Letterhead(
                            settings.text("yizhan.alerts.mail.host"),
                            settings.port("yizhan.alerts.mail.port"),
                            settings.text("yizhan.alerts.mail.security"),
                            settings.text("yizhan.alerts.mail.user"),
                            settings.text("yizhan.alerts.mail.password"),
                            settings.text("yizhan.alerts.mail.from"),
                            settings.text("yizhan.alerts.mail.to")),
                    clock);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("yizhan.alerts.mail: " + wrong.getMessage(), wrong);
        }
    }

    /** The operators' paths. */
    List<Consumer<Paths>> parts(Screens screens) {
        return List.of(
                new AlertsApi(desk, tokens, clock)::mount,
                new IncidentFeed(desk, tokens, console, clock)::mount,
                new AlertScreens(screens, desk, tokens, clock)::mount);
    }

    /** Has the rules looked at, and people told, on threads of their own. */
    void begin(Closing closing) {
        var regularly = closing.add(new Regularly());
        regularly.every(Alerts.PAUSE, "look for what is wrong", alerts::look);
        regularly.every(Duration.ofSeconds(2), "tell what is wrong", messenger::send);
        regularly.every(Duration.ZERO, Alerts.PAUSE, "refresh feed tokens", this::refresh);
    }

    private void refresh() {
        try {
            tokens.refresh();
        } catch (SQLException away) {
            LOG.atDebug().addKeyValue("error", away.getMessage()).log("the feed's tokens stay as they are");
        }
    }
}

package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.deliver.Subscription;
import org.yizhan.deliver.Subscriptions;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;
import org.yizhan.ops.SubscriptionDesk;
import org.yizhan.ops.SubscriptionsApi;

/** The screens of the hub's subscribers: who they are, whether they can be told, and what to do about one. */
public final class SubscriberScreens {

    private static final String PATH = "/ops/subscribers";
    private static final int PAGE = 50;

    private final Screens screens;
    private final SubscriptionDesk desk;

    public SubscriberScreens(Screens screens, SubscriptionDesk desk) {
        this.screens = screens;
        this.desk = desk;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::all).takes(SubscriptionsApi.PARAMETERS);
        paths.work(HttpMethod.GET, PATH + "/:id", asked -> one(asked, Optional.empty()));
        paths.work(HttpMethod.GET, PATH + "/:id/end", this::ending);
        for (Turn turn : Turn.values()) {
            String path = PATH + "/:id/" + turn.word();
            paths.work(HttpMethod.GET, path, asked -> ask(asked, turn));
            paths.work(HttpMethod.POST, path, asked -> take(asked, turn));
        }
        paths.work(HttpMethod.POST, PATH + "/:id/ping", this::ping);
        paths.work(HttpMethod.POST, PATH + "/:id/end", this::end);
    }

    /** One page of them. */
    public record All(
            Screen screen,
            Subscriptions.Query query,
            List<Subscription> rows,
            long total,
            Subscriptions.Counts counts) {
        public All {
            rows = List.copyOf(rows);
        }

        /** The query of the page that begins at {@code offset}. */
        public String page(int offset) {
            return "?topic=" + screen.part(query.topic().orElse("")) + "&host="
                    + screen.part(query.host().orElse("")) + (query.failing() ? "&failing=true" : "")
                    + (query.suspended() ? "&suspended=true" : "") + "&offset="
                    + Math.max(0, offset);
        }
    }

    /** How long deliveries take, in words. */
    public static String took(Screen screen, Optional<Duration> time) {
        return time.map(found -> found.toMillis() < 10_000
                        ? String.format(Locale.ROOT, "%.2f s", found.toMillis() / 1e3)
                        : screen.span(found))
                .orElse("–");
    }

    /**
     * One of them.
     *
     * @param said what came of a ping: empty: there was none; blank: it answered
     */
    public record One(Screen screen, Subscription subscription, Optional<String> said) {}

    /** What can be done to one, after its effect was read. */
    public enum Turn {
        SUSPEND,
        RESUME,
        RETRY,
        RESEND;

        /** As paths write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of the button, and of the page that says what it would do. */
        public String title(Screen screen) {
            return switch (this) {
                case SUSPEND -> screen.say("暂停这个订阅", "Suspend this subscription");
                case RESUME -> screen.say("恢复这个订阅", "Resume this subscription");
                case RETRY -> screen.say("该送的现在就送", "Deliver what is due now");
                case RESEND -> screen.say("重发上一次", "Send the last delivery again");
            };
        }

        /** What it would do. */
        public String effect(Screen screen) {
            return switch (this) {
                case SUSPEND ->
                    screen.say(
                            "不再向它推送，该送的留着，恢复后从停下的地方补送。租期照走：订阅者可以续订、退订，到期仍会结束。正在路上的一次会送完。",
                            "Nothing more is delivered to it; what is due waits and follows from where it stopped once it is resumed. Its lease goes on: the subscriber may renew or end it, and it ends when the lease does. What is under way is finished.");
                case RESUME ->
                    screen.say(
                            "停下以来该送的马上补送，然后照常推送。",
                            "What has waited since it was suspended is delivered at once, and then it goes on as usual.");
                case RETRY ->
                    screen.say(
                            "不等下一次重试的时间，马上再送一次；失败了就按原来的间隔接着重试。",
                            "It is tried at once instead of at the time of the next attempt; where that fails, attempts go on as before.");
                case RESEND ->
                    screen.say(
                            "上一次送达的内容连同之后的变化再送一遍。订阅者会再次收到相同的条目，编号不变。",
                            "What was delivered last is delivered again, with what has changed since. The subscriber gets the same entries once more, under the same ids.");
            };
        }
    }

    /** What a turn would do, to be confirmed. */
    public record Turning(Screen screen, Subscription subscription, Turn turn) {}

    private Answer ask(Asked asked, Turn turn) throws SQLException {
        Screen screen = screens.of(asked, "", "").alone();
        Screen titled = screen.titled(turn.title(screen) + " " + asked.id());
        return Screens.page("subscriberturn", new Turning(titled, desk.find(asked.id()), turn));
    }

    private Answer take(Asked asked, Turn turn) throws SQLException {
        Subscription done = switch (turn) {
            case SUSPEND -> desk.suspend(asked.id(), asked.operator());
            case RESUME -> desk.resume(asked.id(), asked.operator());
            case RETRY -> desk.retry(asked.id(), asked.operator());
            case RESEND -> desk.resend(asked.id(), asked.operator());
        };
        return Answer.seeOther(PATH + "/" + done.id());
    }

    private Answer all(Asked asked) throws SQLException {
        Subscriptions.Query query = SubscriptionsApi.query(asked, PAGE);
        Subscriptions subscriptions = desk.subscriptions();
        return Screens.page(
                "subscribers",
                new All(
                        screens.of(asked, "订阅者", "Subscribers"),
                        query,
                        subscriptions.list(query),
                        subscriptions.total(query),
                        subscriptions.counts()));
    }

    private Answer one(Asked asked, Optional<String> said) throws SQLException {
        Screen screen = screens.of(asked, "订阅 " + asked.id(), "Subscription " + asked.id());
        return Screens.page(
                "subscriber", new One(said.isPresent() ? screen.alone() : screen, desk.find(asked.id()), said));
    }

    private Answer ending(Asked asked) throws SQLException {
        Screen screen = screens.of(asked, "结束订阅 " + asked.id(), "End subscription " + asked.id());
        return Screens.page("subscriberend", new One(screen.alone(), desk.find(asked.id()), Optional.empty()));
    }

    private Answer ping(Asked asked) throws SQLException {
        return one(asked, Optional.of(desk.ping(asked.id(), asked.operator()).orElse("")));
    }

    private Answer end(Asked asked) throws SQLException {
        desk.end(asked.id(), asked.operator());
        return Answer.seeOther(PATH);
    }
}

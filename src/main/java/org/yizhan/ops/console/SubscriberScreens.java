package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
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
        paths.work(HttpMethod.POST, PATH + "/:id/retry", this::retry);
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
                    + screen.part(query.host().orElse("")) + (query.failing() ? "&failing=true" : "") + "&offset="
                    + Math.max(0, offset);
        }
    }

    /**
     * One of them.
     *
     * @param said what came of a ping: empty: there was none; blank: it answered
     */
    public record One(Screen screen, Subscription subscription, Optional<String> said) {}

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

    private Answer retry(Asked asked) throws SQLException {
        return Answer.seeOther(
                PATH + "/" + desk.retry(asked.id(), asked.operator()).id());
    }

    private Answer ping(Asked asked) throws SQLException {
        return one(asked, Optional.of(desk.ping(asked.id(), asked.operator()).orElse("")));
    }

    private Answer end(Asked asked) throws SQLException {
        desk.end(asked.id(), asked.operator());
        return Answer.seeOther(PATH);
    }
}

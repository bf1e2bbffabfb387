package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;
import org.yizhan.ops.SourceOrder;
import org.yizhan.ops.SourceOrders;
import org.yizhan.ops.SourceOrdersApi;

/** The screens of orders on many sources: what one would do, and what one did, with a button to take it back. */
public final class SourceOrderScreens {

    private static final String ORDERS = "/ops/source-orders";
    private static final int NAMED = 200;

    private final Screens screens;
    private final SourceOrders orders;
    private final UnaryOperator<String> regions;

    public SourceOrderScreens(Screens screens, SourceOrders orders, UnaryOperator<String> regions) {
        this.screens = screens;
        this.orders = orders;
        this.regions = regions;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, ORDERS, this::plan).takes(SourceOrdersApi.PARAMETERS);
        paths.work(HttpMethod.POST, ORDERS, this::take)
                .takes(SourceOrdersApi.PARAMETERS)
                .takes("expected");
        paths.work(HttpMethod.GET, ORDERS + "/:id", this::done);
        paths.work(HttpMethod.POST, ORDERS + "/:id/undo", this::undo);
    }

    /** What an order would do; {@code named} are the first of those that it would change. */
    public record Planned(
            Screen screen,
            SourceOrders.Plan plan,
            List<String> named,
            List<HostRest> rests,
            String question,
            SourceWording words) {}

    /** What is to be set is asked for; {@code kept} is the rest of the question. */
    public record Setting(
            Screen screen, SourceOrder.Deed deed, List<Map.Entry<String, String>> kept, SourceWording words) {
        public Setting {
            kept = List.copyOf(kept);
        }
    }

    /** What an order did. */
    public record Done(
            Screen screen, SourceOrders.Done done, List<String> named, List<HostRest> rests, SourceWording words) {
        /** The first of them. */
        public List<String> named(List<String> ids) {
            return SourceOrderScreens.named(ids);
        }
    }

    private static List<String> named(List<String> ids) {
        return ids.subList(0, Math.min(NAMED, ids.size()));
    }

    private Answer plan(Asked asked) throws SQLException {
        return SourceOrdersApi.lacksValue(asked) ? value(asked) : planned(asked);
    }

    /** The form that asks what to set; it sends the rest of the question on. */
    private Answer value(Asked asked) {
        SourceOrdersApi.choice(asked);
        Screen screen = screens.of(asked, "", "");
        var words = new SourceWording(screen, regions);
        SourceOrder.Deed deed = SourceOrdersApi.deed(asked);
        List<Map.Entry<String, String>> kept = asked.parameters().entries().stream()
                .filter(entry -> !entry.getKey().equals(deed.parameter()))
                .toList();
        return Screens.page("sourcesetting", new Setting(screen.titled(words.deed(deed)), deed, kept, words));
    }

    private Answer planned(Asked asked) throws SQLException {
        SourceOrders.Plan plan = orders.plan(SourceOrdersApi.order(asked), SourceOrdersApi.choice(asked));
        Screen screen = screens.of(asked, "", "");
        var words = new SourceWording(screen, regions);
        return Screens.page(
                "sourceorder",
                new Planned(
                        screen.titled(words.deed(plan.order(), plan.open().size())),
                        plan,
                        named(plan.open()),
                        rests(plan.order().deed(), plan.open()),
                        asked.query("expected"),
                        words));
    }

    private Answer take(Asked asked) throws SQLException {
        SourceOrders.Done done = orders.take(
                SourceOrdersApi.order(asked),
                SourceOrdersApi.choice(asked),
                SourceOrdersApi.expected(asked),
                SourceOrdersApi.by(asked));
        return Answer.seeOther(done.ids().isEmpty() ? "/ops/sources" : ORDERS + "/" + done.no());
    }

    private Answer done(Asked asked) throws SQLException {
        SourceOrders.Done done = orders.find(SourceOrdersApi.no(asked));
        Screen screen = screens.of(asked, "", "");
        var words = new SourceWording(screen, regions);
        return Screens.page(
                "sourceorderdone",
                new Done(
                        screen.titled(words.deed(done, done.ids().size())),
                        done,
                        named(done.ids()),
                        rests(done.deed(), done.ids()),
                        words));
    }

    private List<HostRest> rests(SourceOrder.Deed deed, List<String> channels) throws SQLException {
        return deed == SourceOrder.Deed.POLL ? orders.rests(channels) : List.of();
    }

    private Answer undo(Asked asked) throws SQLException {
        return Answer.seeOther(ORDERS + "/"
                + orders.undo(SourceOrdersApi.no(asked), SourceOrdersApi.by(asked))
                        .no());
    }
}

package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Mender;
import org.yizhan.ops.MendingLog;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Published;
import org.yizhan.ops.Rejection;

/** The screen of a story, on which it is split and merged, and on which that is taken back. */
public final class StoryScreens {

    private static final int MENDINGS = 50;
    private static final int MEMBERS = 500;

    private final Screens screens;
    private final Published published;
    private final MendingLog log;
    private final Mender mender;
    private final Supplier<UUID> keys;

    /** @param keys makes one for each form, so that a form sent twice is one order */
    public StoryScreens(Screens screens, Published published, MendingLog log, Mender mender, Supplier<UUID> keys) {
        this.screens = screens;
        this.published = published;
        this.log = log;
        this.mender = mender;
        this.keys = keys;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/stories/:id", this::story).takes("done");
        paths.work(HttpMethod.POST, "/ops/stories/:id/split", this::split);
        paths.work(HttpMethod.POST, "/ops/stories/:id/merge", this::merge);
        paths.work(HttpMethod.POST, "/ops/stories/:id/undo", this::undo);
    }

    /**
     * What the screen shows.
     *
     * @param members at most {@value #MEMBERS}, the origin first
     * @param all how many there are
     * @param mendings what was done to any of them by hand, newest first
     * @param key of the order that a form on the screen gives
     * @param done whether an order was given just now
     */
    public record Story(
            Screen screen,
            UUID id,
            List<Published.Member> members,
            int all,
            List<MendingLog.Kept> mendings,
            UUID key,
            boolean done) {
        public Story {
            members = List.copyOf(members);
            mendings = List.copyOf(mendings);
        }
    }

    private Answer story(Asked asked) {
        Published.Story story = found(asked.id());
        List<Published.Member> members = published.members(story.id());
        Screen screen = screens.of(asked, "报道", "Story").twin("/api/v1/ops/stories/" + story.id());
        return Screens.page(
                "story",
                new Story(
                        screen,
                        story.id(),
                        members.stream().limit(MEMBERS).toList(),
                        members.size(),
                        log.latest(story.articles(), screen.now().plusSeconds(60), MENDINGS),
                        keys.get(),
                        asked.parameter("done").isPresent()));
    }

    private Published.Story found(String id) {
        return Order.id(id)
                .flatMap(published::story)
                .orElseThrow(() -> Rejection.of(404, "no story stands under this id; look for it at /ops/trace"));
    }

    private Answer split(Asked asked) throws SQLException {
        mender.split(asked.id(), order(asked, ids(asked, "article")));
        return done(asked);
    }

    /** With the stories whose ids were given. */
    private Answer merge(Asked asked) throws SQLException {
        Set<UUID> stories = new LinkedHashSet<>();
        stories.add(found(asked.id()).id());
        stories.addAll(ids(asked, "story"));
        mender.merge(order(asked, List.copyOf(stories)));
        return done(asked);
    }

    private Answer undo(Asked asked) throws SQLException {
        mender.undo(asked.field("mending"), order(asked, List.of()));
        return done(asked);
    }

    private static Answer done(Asked asked) {
        return Answer.seeOther("/ops/stories/" + asked.id() + "?done=1");
    }

    /** The form's reason and key, with these ids. */
    private static Order order(Asked asked, List<UUID> ids) {
        Order reason = Order.of(asked);
        return new Order(reason.operator(), reason.reason(), ids, Optional.of(asked.field("key")));
    }

    private static List<UUID> ids(Asked asked, String field) {
        List<UUID> ids = asked.fields().getOrDefault(field, List.of()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> Order.id(text.substring(text.lastIndexOf('/') + 1))
                        .orElseThrow(() -> Rejection.of(422, "an id looks like 0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814")))
                .toList();
        if (ids.isEmpty()) {
            throw Rejection.of(422, "nothing was chosen; go back and choose at least one");
        }
        return ids;
    }
}

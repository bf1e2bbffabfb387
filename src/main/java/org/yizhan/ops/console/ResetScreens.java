package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.Optional;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.ConsumerGroups;
import org.yizhan.ops.GroupState;
import org.yizhan.ops.KafkaQuestion;
import org.yizhan.ops.OffsetReset;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Role;

/** The screen that sets a stopped group's offsets: first where to, then what that would do, then the typed word. */
public final class ResetScreens {

    private final Screens screens;
    private final ConsumerGroups groups;
    private final OffsetReset reset;

    public ResetScreens(Screens screens, ConsumerGroups groups, OffsetReset reset) {
        this.screens = screens;
        this.groups = groups;
        this.reset = reset;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/kafka/groups/:id/reset", this::ask).takes(KafkaQuestion.AIM);
        paths.work(Role.ADMIN, HttpMethod.POST, "/ops/kafka/groups/:id/reset", this::reset);
    }

    /**
     * The question.
     *
     * @param plan what it would do; empty until it is said where to
     * @param refused why there is no plan
     */
    public record Ask(
            Screen screen,
            GroupState group,
            String to,
            String value,
            String partition,
            Optional<OffsetReset.Plan> plan,
            String refused) {}

    private Answer ask(Asked asked) {
        GroupState group = groups.find(asked.id());
        Screen screen = screens.of(asked, "设定位移 " + group.id(), "Set offsets of " + group.id());
        try {
            Optional<OffsetReset.Plan> plan =
                    asked.parameter("to").map(to -> reset.plan(group.id(), KafkaQuestion.aim(asked)));
            return page(screen, asked, group, plan, "");
        } catch (Rejection refused) {
            return page(screen, asked, group, Optional.empty(), String.valueOf(refused.getMessage()));
        }
    }

    private static Answer page(
            Screen screen, Asked asked, GroupState group, Optional<OffsetReset.Plan> plan, String refused) {
        return Screens.page(
                "reset",
                new Ask(
                        plan.isPresent() ? screen : screen.alone(),
                        group,
                        asked.parameter("to").orElse("earliest"),
                        asked.parameter("value").orElse(""),
                        asked.parameter("partition").orElse(""),
                        plan,
                        refused));
    }

    private Answer reset(Asked asked) throws SQLException {
        var aim = KafkaQuestion.aim(asked.field("to"), asked.field("value"), asked.field("partition"));
        OffsetReset.Plan plan =
                reset.apply(asked.id(), aim, asked.field("expected"), asked.field("confirm"), Order.of(asked));
        return Answer.seeOther("/ops/kafka/groups/" + plan.group().id());
    }
}

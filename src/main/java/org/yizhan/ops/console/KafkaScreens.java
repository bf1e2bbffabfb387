package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.ConsumerGroups;
import org.yizhan.ops.GroupState;
import org.yizhan.ops.KafkaQuestion;
import org.yizhan.ops.KafkaTopics;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Peek;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.TopicState;

/** The screens of Kafka: topics and groups, one topic with its records, one group. */
public final class KafkaScreens {

    private final Screens screens;
    private final KafkaTopics topics;
    private final ConsumerGroups groups;
    private final Peek peek;

    public KafkaScreens(Screens screens, KafkaTopics topics, ConsumerGroups groups, Peek peek) {
        this.screens = screens;
        this.topics = topics;
        this.groups = groups;
        this.peek = peek;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/kafka", this::all);
        paths.work(HttpMethod.GET, "/ops/kafka/topics/:id", this::topic).takes(KafkaQuestion.RECORDS);
        paths.work(HttpMethod.GET, "/ops/kafka/groups/:id", this::group);
    }

    /** Topics and groups. */
    public record All(Screen screen, List<TopicState> topics, List<GroupState> groups, Words words) {}

    /**
     * One topic.
     *
     * @param found the records that were asked for; empty where none were
     * @param refused why they are not shown; empty where nothing is wrong
     * @param asked the fields of the form as they were sent
     */
    public record Topic(
            Screen screen, TopicState topic, Optional<Peek.Found> found, String refused, Fields asked, Words words) {}

    /** What was asked for, as it was written. */
    public record Fields(String partition, String offset, String time, String key, String limit) {
        static Fields of(Asked asked) {
            return new Fields(
                    asked.parameter("partition").orElse(""),
                    asked.parameter("offset").orElse(""),
                    asked.parameter("time").orElse(""),
                    asked.parameter("key").orElse(""),
                    asked.parameter("limit").orElse("10"));
        }
    }

    /** One group, and the line of its lag. */
    public record Group(Screen screen, GroupState group, String line, long most, Words words) {}

    private Answer all(Asked asked) {
        Screen screen = screens.of(asked, "Kafka", "Kafka");
        return Screens.page("kafka", new All(screen, topics.list(), groups.list(), new Words(screen)));
    }

    private Answer topic(Asked asked) {
        Screen screen = screens.of(asked, "主题 " + asked.id(), "Topic " + asked.id());
        var fields = Fields.of(asked);
        var words = new Words(screen);
        if (!KafkaQuestion.isLook(asked)) {
            return Screens.page(
                    "topic", new Topic(screen, topics.find(asked.id()), Optional.empty(), "", fields, words));
        }
        try {
            Peek.Found found = peek.look(asked.id(), KafkaQuestion.wanted(asked));
            return Screens.page("topic", new Topic(screen, found.topic(), Optional.of(found), "", fields, words));
        } catch (Rejection refused) {
            String why = String.valueOf(refused.getMessage());
            return Screens.page(
                    "topic", new Topic(screen, topics.find(asked.id()), Optional.empty(), why, fields, words));
        }
    }

    private Answer group(Asked asked) {
        GroupState group = groups.find(asked.id());
        Screen screen = screens.of(asked, "消费组 " + group.id(), "Consumer group " + group.id());
        var trend = group.trend();
        long most = trend.stream().mapToLong(sample -> sample.number()).max().orElse(0);
        return Screens.page("group", new Group(screen, group, line(group, most), most, new Words(screen)));
    }

    /** The points of a line over the last hour, 600 wide and 60 high. */
    private static String line(GroupState group, long most) {
        var points = new StringBuilder();
        var trend = group.trend();
        for (int i = 0; i < trend.size(); i++) {
            double across = trend.size() == 1 ? 0 : 600.0 * i / (trend.size() - 1);
            double down = 58 - 56.0 * trend.get(i).number() / Math.max(1, most);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across, down));
        }
        return points.toString().strip();
    }

    /** How Kafka's things are spoken of in one language. */
    public record Words(Screen screen) {

        public String manner(GroupState group) {
            return switch (group.state()) {
                case "stable" -> "good";
                case "empty", "dead" -> "held";
                default -> "warn";
            };
        }

        public String state(GroupState group) {
            return switch (group.state()) {
                case "stable" -> screen.say("稳定", "stable");
                case "empty" -> screen.say("无成员", "no members");
                case "dead" -> screen.say("不存在", "dead");
                default -> screen.say("再均衡中", "rebalancing");
            };
        }

        /** Such as {@code 12.5}; 未知 where it isn't known. */
        public String rate(OptionalDouble rate) {
            return rate.isPresent()
                    ? String.format(Locale.ROOT, "%.1f", rate.getAsDouble())
                    : screen.say("未知", "unknown");
        }

        /** What is old against the time that records are kept: whole segments go, so somewhat more is usual. */
        public String risk(TopicState topic) {
            double percent = topic.risk().orElse(0);
            return percent < 80 ? "good" : percent < 120 ? "calm" : "warn";
        }

        public String percent(OptionalDouble percent) {
            return percent.isPresent() ? String.format(Locale.ROOT, "%.0f %%", percent.getAsDouble()) : "–";
        }
    }
}

package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Configuration;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;

/** The screen of what this instance runs with. Nothing is changed there: settings come from the environment. */
public final class SettingsScreen {

    private static final Map<String, String> CHINESE = Map.of(
            "Yizhan", "驿站",
            "PID", "进程号",
            "started", "启动于",
            "heap", "堆内存",
            "garbage collectors", "垃圾回收",
            "processors", "处理器",
            "system", "系统",
            "time zone", "时区",
            "dictionaries", "词典版本",
            "database size", "数据库大小");

    private final Screens screens;
    private final Supplier<Configuration> configuration;

    public SettingsScreen(Screens screens, Supplier<Configuration> configuration) {
        this.screens = screens;
        this.configuration = configuration;
    }

    public void mount(Paths paths) {
        paths.work(Role.OPERATOR, HttpMethod.GET, "/ops/settings", this::show);
    }

    /** Settings in force, and facts by group. */
    public record Shown(Screen screen, Configuration configuration) {

        public List<Configuration.Fact> facts(String group) {
            return configuration.facts().stream()
                    .filter(fact -> fact.group().equals(group))
                    .toList();
        }

        public String name(Configuration.Fact fact) {
            return screen.say(CHINESE.getOrDefault(fact.name(), fact.name()), fact.name());
        }

        /** A time as all screens write it. */
        public String value(Configuration.Fact fact) {
            return fact.name().equals("started")
                    ? screen.moment(Instant.parse(fact.value()))
                    : screen.line(fact.value());
        }

        /** How many settings are not as they come. */
        public long changed() {
            return configuration.values().stream()
                    .filter(value -> !value.origin().equals("default"))
                    .count();
        }

        public String origin(String word) {
            return switch (word) {
                case "environment" -> screen.say("环境变量", "environment");
                case "file" -> screen.say("密钥文件", "file");
                case "property" -> screen.say("系统属性", "system property");
                case "generated" -> screen.say("首次启动生成", "made up at the first start");
                default -> screen.say("默认", "default");
            };
        }
    }

    private Answer show(Asked asked) {
        return Screens.page("settings", new Shown(screens.of(asked, "设置", "Settings"), configuration.get()));
    }
}

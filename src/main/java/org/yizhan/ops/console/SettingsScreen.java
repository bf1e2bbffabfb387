package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Supplier;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Configuration;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Role;

/** The screen of what this instance runs with. Nothing is changed there: settings come from the environment. */
public final class SettingsScreen {

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

        /** How many settings are not as they come. */
        public long changed() {
            return configuration.values().stream()
                    .filter(value -> !value.origin().equals("default"))
                    .count();
        }

        public String origin(String word) {
            return switch (word) {
                case "environment" -> screen.say("环境变量", "environment");
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

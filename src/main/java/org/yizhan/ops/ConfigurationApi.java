package org.yizhan.ops;

import io.vertx.core.http.HttpMethod;
import java.util.function.Supplier;

/** What this instance runs with, over HTTP. */
public final class ConfigurationApi {

    private final Supplier<Configuration> configuration;

    public ConfigurationApi(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    public void mount(Paths paths) {
        paths.work(Role.OPERATOR, HttpMethod.GET, "/api/v1/ops/settings", asked -> tell());
    }

    /** {@code {"settings":[{"key","variable","value","origin","secret"}],"facts":[{"group","name","value"}]}}. */
    private Answer tell() {
        Configuration now = configuration.get();
        var body = Answer.object();
        var settings = body.putArray("settings");
        now.values()
                .forEach(value -> settings.addObject()
                        .put("key", value.key())
                        .put("variable", value.variable())
                        .put("value", value.value())
                        .put("origin", value.origin())
                        .put("secret", value.isSecret()));
        var facts = body.putArray("facts");
        now.facts()
                .forEach(fact -> facts.addObject()
                        .put("group", fact.group())
                        .put("name", fact.name())
                        .put("value", fact.value()));
        return Answer.json(200, body);
    }
}

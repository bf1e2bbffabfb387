package org.yizhan.routes;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The channels' routes in a running Camel context. To be used by one thread. */
final class SourceRoutes {

    private final ModelCamelContext camel;

    SourceRoutes(ModelCamelContext camel) {
        this.camel = camel;
    }

    /** The templates that a channel can be made from, by id. */
    Map<String, Template> templates() {
        var templates = new HashMap<String, Template>();
        for (RouteTemplateDefinition definition : camel.getRouteTemplateDefinitions()) {
            templates.put(definition.getId(), template(definition));
        }
        return templates;
    }

    private static Template template(RouteTemplateDefinition definition) {
        Set<String> required = new HashSet<>();
        var defaults = new HashMap<String, String>();
        for (RouteTemplateParameterDefinition parameter : definition.getTemplateParameters()) {
            if (parameter.getDefaultValue() == null) {
                required.add(parameter.getName());
            } else {
                defaults.put(parameter.getName(), parameter.getDefaultValue());
            }
        }
        required.remove(Template.CHANNEL);
        return new Template(definition.getId(), required, defaults);
    }

    /** Whether a route of this id runs, a stage's or a channel's. */
    boolean has(String id) {
        return camel.getRoute(id) != null;
    }

    /**
     * Makes and starts a channel's route.
     *
     * @throws BrokenFile where Camel refuses it; nothing of it is left then
     */
    void add(Declaration declaration) throws BrokenFile {
        try {
            switch (declaration) {
                case Declaration.Templated templated -> make(templated);
                case Declaration.Whole whole -> load(whole);
            }
        } catch (Exception e) {
            remove(declaration.id());
            throw BrokenFile.forNow(declaration.line(), "the route " + declaration.id() + " can't start: " + reason(e));
        }
    }

    private void make(Declaration.Templated templated) {
        TemplatedRouteBuilder route =
                TemplatedRouteBuilder.builder(camel, templated.template()).routeId(templated.id());
        templated.channel().parameters().forEach(route::parameter);
        route.add();
    }

    private void load(Declaration.Whole whole) throws Exception {
        byte[] yaml = whole.yaml().getBytes(StandardCharsets.UTF_8);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromBytes("source:" + whole.id() + RouteFiles.ENDING, yaml));
    }

    /** What Camel says at the bottom of its causes. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Stops a channel's route and takes it out; exchanges under way end first. */
    void remove(String id) {
        try {
            camel.getRouteController().stopRoute(id);
            camel.removeRoute(id);
        } catch (Exception e) {
            throw new IllegalStateException("the route " + id + " can't be stopped: " + e.getMessage(), e);
        }
    }
}

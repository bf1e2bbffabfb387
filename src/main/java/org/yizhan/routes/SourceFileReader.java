package org.yizhan.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.yizhan.article.Channel;
import org.yizhan.ingest.poll.ChannelFaults;

/**
 * Reads a source file: a YAML list of {@code templatedRoute}, or of whole routes, in Camel's canonical form. It is stricter
 * than Camel, which passes over a parameter it does not know, and says at which line to mend. Safe for concurrent use.
 */
final class SourceFileReader {

    /** A route's id stands in addresses, metrics and tables. */
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    private static final int DEEPEST = 100;
    private static final Set<String> FIELDS = Set.of("routeTemplateRef", "routeId", "parameters", "description");

    private final Map<String, Template> templates;
    private final ChannelFaults faults;

    /**
     * @param templates by id
     * @param faults what may be wrong with a channel
     */
    SourceFileReader(Map<String, Template> templates, ChannelFaults faults) {
        this.templates = Map.copyOf(templates);
        this.faults = faults;
    }

    /**
     * Reads the file {@code name}, which holds {@code text}.
     *
     * @throws BrokenFile at the first thing that can't be used
     */
    SourceFile read(String name, String text) throws BrokenFile {
        var declarations = new ArrayList<Declaration>();
        var ids = new HashSet<String>();
        for (Node element : elements(text)) {
            Declaration declaration = declaration(element, text);
            if (!ids.add(declaration.id())) {
                throw new BrokenFile(
                        declaration.line(), "the route id " + declaration.id() + " stands twice in this file");
            }
            check(declaration);
            declarations.add(declaration);
        }
        return new SourceFile(name, declarations);
    }

    private void check(Declaration declaration) throws BrokenFile {
        if (declaration instanceof Declaration.Templated templated) {
            List<String> wrong = faults.of(templated.channel());
            if (!wrong.isEmpty()) {
                String parameter = wrong.getFirst().split("\\W", 2)[0];
                throw new BrokenFile(templated.lineOf(parameter), String.join("; ", wrong));
            }
        }
    }

    private static List<Node> elements(String text) throws BrokenFile {
        try {
            requireShallow(text);
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                throw new BrokenFile(0, "the file is empty; it is to hold a list of templatedRoute");
            }
            return sequence(root.get(), "the file").getValue();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new BrokenFile(line, "no readable YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new BrokenFile(0, "no readable YAML: " + e.getMessage());
        }
    }

    /** The composer calls itself at each level, until its thread has no stack left. */
    private static void requireShallow(String text) throws BrokenFile {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
                throw new BrokenFile(line, "lists and mappings stand more than " + DEEPEST + " deep in each other");
            }
        }
    }

    private Declaration declaration(Node element, String text) throws BrokenFile {
        Map<String, Node> wrapper = fields(element, "an element of the list");
        Node templated = wrapper.get("templatedRoute");
        Node whole = wrapper.get("route");
        if (wrapper.size() == 1 && templated != null) {
            return templated(templated, line(element));
        }
        if (wrapper.size() == 1 && whole != null) {
            return new Declaration.Whole(
                    id("id", fields(whole, "route"), whole), excerpt(element, text), line(element));
        }
        throw new BrokenFile(
                line(element), "an element is to be one templatedRoute or one route, not " + wrapper.keySet());
    }

    /** The element's own lines, the hyphen before it included. */
    private static String excerpt(Node element, String text) {
        int from = line(element) - 1;
        int to = element.getEndMark()
                .map(mark -> mark.getLine() + (mark.getColumn() > 0 ? 1 : 0))
                .orElse(from);
        return String.join("\n", text.lines().toList().subList(from, Math.max(from, to))) + "\n";
    }

    private Declaration.Templated templated(Node route, int line) throws BrokenFile {
        Map<String, Node> fields = fields(route, "templatedRoute");
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            if (!FIELDS.contains(field.getKey())) {
                throw new BrokenFile(line(field.getValue()), "templatedRoute has no field " + field.getKey());
            }
        }
        Template template = template(fields, route);
        return templated(template, id("routeId", fields, route), line, fields.get("parameters"));
    }

    private static Declaration.Templated templated(
            Template template, String id, int line, @org.jspecify.annotations.Nullable Node given) throws BrokenFile {
        var values = new LinkedHashMap<>(template.defaults());
        values.put(Template.CHANNEL, id);
        var lines = new HashMap<String, Integer>();
        for (Node parameter :
                given == null ? List.<Node>of() : sequence(given, "parameters").getValue()) {
            Map<String, Node> pair = fields(parameter, "a parameter");
            String name = scalar(pair.get("name"), "name", parameter);
            if (!template.knows(name)) {
                throw new BrokenFile(
                        line(parameter),
                        "the template " + template.id() + " has no parameter " + name + meant(name, template)
                                + "; it has " + String.join(", ", template.parameters()));
            }
            if (lines.put(name, line(parameter)) != null) {
                throw new BrokenFile(line(parameter), "the parameter " + name + " stands twice");
            }
            values.put(name, scalar(pair.get("value"), "value", parameter));
        }
        for (String name : template.required()) {
            if (values.getOrDefault(name, "").isBlank()) {
                throw new BrokenFile(lines.getOrDefault(name, line), "the parameter " + name + " is missing");
            }
        }
        return new Declaration.Templated(template.id(), channel(template, id, values), line, lines);
    }

    private static String meant(String name, Template template) {
        return Misspelt.of(name, template.parameters())
                .map(near -> ": did you mean " + near + "?")
                .orElse("");
    }

    private static Channel channel(Template template, String id, Map<String, String> values) {
        Channel.Kind kind =
                Channel.Kind.valueOf(template.id().toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Channel(id, kind, values.getOrDefault("source", ""), values);
    }

    private Template template(Map<String, Node> fields, Node route) throws BrokenFile {
        String id = scalar(fields.get("routeTemplateRef"), "routeTemplateRef", route);
        Template template = templates.get(id);
        if (template == null) {
            throw new BrokenFile(
                    line(route),
                    "there is no template " + id + "; there are "
                            + String.join(
                                    ", ", templates.keySet().stream().sorted().toList()));
        }
        return template;
    }

    private static String id(String field, Map<String, Node> fields, Node route) throws BrokenFile {
        String id = scalar(fields.get(field), field, route);
        if (!ID.matcher(id).matches()) {
            throw new BrokenFile(
                    line(route), field + " is '" + id + "'; give small letters, digits and single hyphens");
        }
        return id;
    }

    private static SequenceNode sequence(Node node, String what) throws BrokenFile {
        if (node instanceof SequenceNode list) {
            return list;
        }
        throw new BrokenFile(line(node), what + " is to be a list");
    }

    private static Map<String, Node> fields(Node node, String what) throws BrokenFile {
        if (!(node instanceof MappingNode mapping)) {
            throw new BrokenFile(line(node), what + " is to be a mapping of names to values");
        }
        var fields = new LinkedHashMap<String, Node>();
        for (NodeTuple field : mapping.getValue()) {
            String name = scalar(field.getKeyNode(), "a name", node);
            if (fields.put(name, field.getValueNode()) != null) {
                throw new BrokenFile(line(field.getKeyNode()), name + " stands twice");
            }
        }
        return fields;
    }

    private static String scalar(@org.jspecify.annotations.Nullable Node node, String what, Node around)
            throws BrokenFile {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        throw new BrokenFile(line(node == null ? around : node), what + " is missing or no plain value");
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}

package org.yizhan.routes;

import java.util.Map;
import org.yizhan.article.Channel;

/** A route as a source file declares it. Two are equal where they make the very same route, wherever they stand. */
sealed interface Declaration {

    /** The route's id. */
    String id();

    /** What it makes. */
    Object content();

    /** The line to name where it is wrong. */
    int line();

    /** Whether {@code other} makes the very same route. */
    default boolean isSameAs(Declaration other) {
        return content().equals(other.content());
    }

    /**
     * One made from a template of {@code 1-ingest}.
     *
     * @param template the template's id
     * @param channel what it makes known, the template's defaults filled in
     * @param line where it begins in its file, from 1
     * @param lines where each parameter stands in its file, by name
     */
    record Templated(String template, Channel channel, int line, Map<String, Integer> lines) implements Declaration {

        public Templated {
            lines = Map.copyOf(lines);
        }

        @Override
        public String id() {
            return channel.id();
        }

        @Override
        public Object content() {
            return channel;
        }

        /** The line to name where {@code parameter} is wrong; that of the route where the file does not give it. */
        int lineOf(String parameter) {
            return lines.getOrDefault(parameter, line);
        }
    }

    /**
     * A whole Camel route, for a source with odd needs; it ends at {@code direct:push} or {@code direct:received}.
     *
     * @param yaml the list element that declares it, in Camel's YAML
     */
    record Whole(String id, String yaml, int line) implements Declaration {
        @Override
        public Object content() {
            return yaml;
        }
    }
}

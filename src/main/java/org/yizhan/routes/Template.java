package org.yizhan.routes;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a route template of {@code 1-ingest} asks for.
 *
 * @param id its id
 * @param required the parameters without a default
 * @param defaults the others, with their defaults
 */
record Template(String id, Set<String> required, Map<String, String> defaults) {

    /** The parameter that the program fills in: the route's own id. */
    static final String CHANNEL = "channel";

    Template {
        required = Set.copyOf(required);
        defaults = Map.copyOf(defaults);
    }

    boolean knows(String parameter) {
        return !parameter.equals(CHANNEL) && (required.contains(parameter) || defaults.containsKey(parameter));
    }

    /** Every parameter a file may give, by name. */
    Set<String> parameters() {
        var all = new TreeSet<>(required);
        all.addAll(defaults.keySet());
        all.remove(CHANNEL);
        return all;
    }
}

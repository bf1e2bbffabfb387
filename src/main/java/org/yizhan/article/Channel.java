package org.yizhan.article;

import java.util.Map;
import java.util.Optional;

/**
 * One way by which a source's articles come: a route made from one of the templates of {@code 1-ingest}.
 *
 * @param id the route's id; health is kept by it
 * @param kind the template's id
 * @param source the source's id
 * @param parameters what the route's file says, defaults of the template included, blanks left out
 */
public record Channel(String id, Kind kind, String source, Map<String, String> parameters) {

    /** The templates. */
    public enum Kind {
        POLL_FEED,
        POLL_LIST,
        POLL_JSON,
        POLL_SITEMAP,
        DROP_FOLDER,
        MAIL,
        PUSH,
        WEBSUB;

        /** Whether what is asked for is a feed. */
        public boolean isFeed() {
            return this == POLL_FEED || this == WEBSUB;
        }
    }

    public Channel {
        parameters = Map.copyOf(parameters);
    }

    /** The parameter {@code name}; empty where the file says nothing or a blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }
}

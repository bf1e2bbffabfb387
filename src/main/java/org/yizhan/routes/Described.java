package org.yizhan.routes;

import java.util.Arrays;
import java.util.List;
import org.yizhan.article.Approval;
import org.yizhan.article.Channel;
import org.yizhan.article.Source;

/** Reads a source's description out of a channel's parameters. */
final class Described {

    private Described() {}

    static Source source(Channel channel) {
        return new Source(
                channel.source(),
                channel.parameter("name").orElse(channel.source()),
                names(channel.parameter("aliases").orElse("")),
                channel.parameter("region").orElse(""),
                channel.parameter("homepage").orElse(""),
                kind(channel.kind()),
                Approval.parse(channel.parameter("approved").orElse("")));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String kind(Channel.Kind kind) {
        return switch (kind) {
            case POLL_FEED -> "feed";
            case POLL_LIST, POLL_JSON, POLL_SITEMAP -> "list";
            case WEBSUB -> "websub";
            case DROP_FOLDER, MAIL, PUSH -> "push";
        };
    }
}

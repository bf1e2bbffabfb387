package org.yizhan.ingest.poll;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;

/**
 * What the {@code Link} header of a feed's answer names (RFC 8288, W3C WebSub §4): its hub and its own address. They go
 * before what the document says.
 */
public record HubLinks(Optional<String> hub, Optional<String> self) {

    private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");
    private static final Pattern REL =
            Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^,;\"\\s]+))", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a header; of several hubs the first counts.
     *
     * @param header the header's values joined by commas; empty where there is none
     * @param found where the feed was found; relative addresses hang on it
     */
    public static HubLinks of(String header, String found) {
        Optional<String> hub = Optional.empty();
        Optional<String> self = Optional.empty();
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            Optional<String> address = WebAddress.of(found)
                    .flatMap(base -> base.resolve(link.group(1)))
                    .map(WebAddress::toString);
            hub = hub.or(() -> address.filter(a -> isOf("hub", link.group(2))));
            self = self.or(() -> address.filter(a -> isOf("self", link.group(2))));
        }
        return new HubLinks(hub, self);
    }

    private static boolean isOf(String relation, String parameters) {
        Matcher rel = REL.matcher(parameters);
        return rel.find()
                && Stream.of((rel.group(1) == null ? rel.group(2) : rel.group(1)).split("\\s+", -1))
                        .anyMatch(relation::equalsIgnoreCase);
    }
}

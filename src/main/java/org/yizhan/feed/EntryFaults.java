package org.yizhan.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;

/** What is odd about the entries of one document, one warning a kind. Stateless. */
final class EntryFaults {

    private static final int SHOWN = 80;

    private EntryFaults() {}

    static List<String> of(List<FeedEntry> entries) {
        return Stream.of(
                        fault(repeated(entries), "entries have the id of an entry before them"),
                        fault(noAddresses(entries), "links are no http or https addresses"),
                        fault(withPassword(entries), "links hold a user or password, which no article keeps"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> fault(List<String> found, String what) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.size() + " " + what + ", the first is “" + shown(found.getFirst()) + "”");
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private static List<String> repeated(List<FeedEntry> entries) {
        Set<String> seen = new HashSet<>();
        return entries.stream()
                .map(FeedEntry::id)
                .filter(id -> !id.isEmpty() && !seen.add(id))
                .toList();
    }

    private static List<String> noAddresses(List<FeedEntry> entries) {
        return entries.stream()
                .map(FeedEntry::link)
                .filter(link -> !link.isEmpty() && !Address.isWeb(link))
                .toList();
    }

    /** Without what they hold. */
    private static List<String> withPassword(List<FeedEntry> entries) {
        return entries.stream()
                .flatMap(entry -> WebAddress.of(entry.link()).stream())
                .filter(WebAddress::hadCredentials)
                .map(WebAddress::toString)
                .toList();
    }
}

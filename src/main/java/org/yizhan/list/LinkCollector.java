package org.yizhan.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the links of one document: absolute, each once, up to a limit, and counts what it left out. Not for sharing. */
final class LinkCollector {

    /** No list gives more. */
    static final int MOST = 5_000;

    private static final int LONGEST_TITLE = 1_000;

    private final String base;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<Left, Integer> left = new HashMap<>();

    /** Why a link was left out, in the order in which warnings name it. */
    private enum Left {
        NO_ADDRESS("without an address that can be asked (http or https)"),
        FILE("to files (.pdf, .doc, …), which are no pages"),
        REPEATED("named before on the same page"),
        UNTITLED("taken without a title"),
        TOO_MANY("beyond the limit of " + MOST + " a list");

        private final String reason;

        Left(String reason) {
            this.reason = reason;
        }
    }

    /** @param base where relative addresses hang */
    LinkCollector(String base) {
        this.base = base;
    }

    /** Takes a link as the list prints it, unless it leads to no page, was taken before or is one too many. */
    void add(String href, String title, String published) {
        Optional<String> url = LinkAddress.absolute(base, href);
        if (url.isEmpty()) {
            count(Left.NO_ADDRESS);
        } else if (LinkAddress.isFile(url.get())) {
            count(Left.FILE);
        } else if (links.containsKey(url.get())) {
            repeat(url.get(), title, published);
        } else if (links.size() == MOST) {
            count(Left.TOO_MANY);
        } else {
            links.put(url.get(), link(url.get(), title, published));
        }
    }

    /** Observed: a picture and a headline link to the same page → one link, which keeps what either tells. */
    private void repeat(String url, String title, String published) {
        Link first = links.getOrDefault(url, link(url, "", ""));
        links.put(
                url,
                link(
                        url,
                        first.title().isEmpty() ? title : first.title(),
                        first.published().isEmpty() ? published : first.published()));
        count(Left.REPEATED);
    }

    private static Link link(String url, String title, String published) {
        String plain = title.strip();
        return new Link(url, plain.substring(0, Math.min(LONGEST_TITLE, plain.length())), published.strip());
    }

    private void count(Left reason) {
        left.merge(reason, 1, Integer::sum);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** Whether further links would be left out. */
    boolean isFull() {
        return links.size() == MOST && left.containsKey(Left.TOO_MANY);
    }

    /** All that was gathered. */
    Links links(Optional<String> next) {
        links.values().stream().filter(link -> link.title().isEmpty()).forEach(link -> count(Left.UNTITLED));
        List<String> all = new ArrayList<>(warnings);
        for (Left reason : Left.values()) {
            Optional.ofNullable(left.get(reason)).ifPresent(count -> all.add(warning(reason, count)));
        }
        return new Links(List.copyOf(links.values()), next, all);
    }

    private String warning(Left reason, int count) {
        return (reason == Left.TOO_MANY && isFull() ? "links " : count + (count == 1 ? " link " : " links "))
                + reason.reason
                + (reason == Left.UNTITLED ? "" : reason == Left.REPEATED ? ", taken once" : ", left out");
    }
}

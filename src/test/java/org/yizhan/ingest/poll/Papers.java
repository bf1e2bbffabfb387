package org.yizhan.ingest.poll;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yizhan.article.Channel;
import org.yizhan.feed.Deletion;
import org.yizhan.fetch.Fetched;
import org.yizhan.list.Link;
import org.yizhan.list.Links;

/**
 * Documents in a form made for these tests, one item a line: {@code key|version|seconds|url}; a first line
 * {@code #ttl=60} or {@code #skip=0,1,2} tells wishes, {@code #next=url} the next page, {@code #names=url} a feed
 * elsewhere, and {@code #junk} is of no use.
 */
final class Papers {

    private Papers() {}

    static String line(String key, String version, Instant at, String url) {
        return key + "|" + version + "|" + at.getEpochSecond() + "|" + url;
    }

    static Map<Channel.Kind, ChannelReader> readers() {
        return Map.of(
                Channel.Kind.POLL_FEED, Papers::feed,
                Channel.Kind.POLL_LIST, Papers::list,
                Channel.Kind.POLL_JSON, Papers::list,
                Channel.Kind.POLL_SITEMAP, Papers::list);
    }

    private static List<String> lines(Fetched.Document document) {
        return new String(document.body(), StandardCharsets.UTF_8).lines().toList();
    }

    private static Optional<String> head(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith("#" + name))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst();
    }

    private static Reading feed(Channel channel, Fetched.Document document) {
        List<String> lines = lines(document);
        if (head(lines, "names").isPresent()) {
            return new Reading.Elsewhere(head(lines, "names").get());
        }
        if (head(lines, "junk").isPresent()) {
            return new Reading.Useless(Complaint.UNREADABLE, "no feed");
        }
        var ttl =
                head(lines, "ttl").map(Long::parseLong).map(Duration::ofMinutes).orElse(Duration.ZERO);
        Set<Integer> hours = head(lines, "skip")
                .map(text ->
                        Set.of(text.split(",")).stream().map(Integer::valueOf).collect(Collectors.toSet()))
                .orElse(Set.of());
        Set<java.time.DayOfWeek> days = head(lines, "days")
                .map(text -> Set.of(text.split(",")).stream()
                        .map(java.time.DayOfWeek::valueOf)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        List<Item> items = lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("\\|", -1))
                .map(cell -> new Item(
                        cell[0],
                        cell[1],
                        cell[3],
                        Optional.of(Instant.ofEpochSecond(Long.parseLong(cell[2]))),
                        Map.of()))
                .toList();
        List<Deletion> deletions = lines.stream()
                .filter(line -> line.startsWith("#deleted="))
                .map(line -> new Deletion(line.substring(line.indexOf('=') + 1), Optional.empty(), "", ""))
                .toList();
        var wishes = new Wishes(Duration.ZERO, ttl, hours, days);
        return new Reading.Feed(items, wishes, Optional.empty(), Optional.empty(), List.of(), deletions);
    }

    private static Reading list(Channel channel, Fetched.Document document) {
        List<String> lines = lines(document);
        List<Link> links = lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("\\|", -1))
                .map(cell -> new Link(cell[3], cell[0] + cell[1], cell[2]))
                .toList();
        return new Reading.Listing(new Links(links, head(lines, "next"), List.of()));
    }
}

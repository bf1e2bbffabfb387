package org.yizhan.ingest.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.yizhan.article.Approval;
import org.yizhan.article.Channel;
import org.yizhan.article.WebAddress;
import org.yizhan.list.LinkPages;
import org.yizhan.list.LinkReader;

/**
 * Says what is wrong with a channel before it is polled: a missing address, a selector or path that can't be read. Stateless; the known region codes come in through the constructor.
 */
public final class ChannelFaults {

    private static final Set<String> PAGE =
            Set.of("page-title", "page-body", "page-time", "page-source", "page-author", "page-drop");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,5}[smhd]");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d?");

    private final Predicate<String> isRegion;

    /** @param isRegion whether a GB/T 2260 code is known */
    public ChannelFaults(Predicate<String> isRegion) {
        this.isRegion = isRegion;
    }

    /** One sentence a fault, each beginning with the parameter's name; none where the channel can be used. */
    public List<String> of(Channel channel) {
        var faults = new ArrayList<String>();
        source(channel, faults);
        addresses(channel, faults);
        rules(channel, faults);
        return faults;
    }

    private void source(Channel channel, List<String> faults) {
        if (!SLUG.matcher(channel.id()).matches()) {
            faults.add("routeId “" + channel.id() + "” is not in kebab-case, such as cac-wxfb");
        }
        if (!SLUG.matcher(channel.source()).matches()) {
            faults.add("source “" + channel.source() + "” is not in kebab-case, such as cac");
        }
        channel.parameter("region")
                .filter(isRegion.negate())
                .ifPresent(
                        code -> faults.add("region “" + code + "” is no GB/T 2260 code; national bodies have 100000"));
        channel.parameter("every")
                .filter(text -> !DURATION.matcher(text).matches())
                .ifPresent(text -> faults.add("every “" + text + "” is no time; write 10m, 6h or 1d, or leave it out"));
        Stream.of("pages", "first")
                .forEach(name -> channel.parameter(name)
                        .filter(text -> !COUNT.matcher(text).matches())
                        .ifPresent(text -> faults.add(name + " “" + text + "” is no number from 1 to 99")));
        Stream.of("follow", "again", "sha1")
                .forEach(name -> channel.parameter(name)
                        .filter(text -> !text.equals("true") && !text.equals("false"))
                        .ifPresent(text -> faults.add(name + " “" + text + "” is neither true nor false")));
        channel.parameter("approved").flatMap(ChannelFaults::unreadable).ifPresent(faults::add);
    }

    private static Optional<String> unreadable(String approved) {
        try {
            Approval.parse(approved);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of("approved: " + refused.getMessage());
        }
    }

    private static boolean isPolled(Channel.Kind kind) {
        return switch (kind) {
            case POLL_FEED, POLL_LIST, POLL_JSON, POLL_SITEMAP, WEBSUB -> true;
            case DROP_FOLDER, MAIL, PUSH -> false;
        };
    }

    private static void addresses(Channel channel, List<String> faults) {
        if (isPolled(channel.kind()) && channel.parameter("url").isEmpty()) {
            faults.add("url is missing: the address to poll");
        }
        Stream.of("url", "page-url", "homepage", "hub")
                .forEach(name -> channel.parameter(name)
                        .filter(address -> !WebAddress.isWeb(LinkPages.numbered(address, 2)))
                        .ifPresent(address -> faults.add(name + " “" + address + "” is no http or https address")));
        channel.parameter("page-url")
                .filter(address -> !LinkPages.isNumbered(address))
                .ifPresent(address -> faults.add("page-url “" + address + "” has no {page} or {page-1} in it"));
    }

    private static void rules(Channel channel, List<String> faults) {
        if (channel.kind() == Channel.Kind.POLL_LIST) {
            Stream.of("item", "link", "title", "date", "next").forEach(name -> selector(channel, name, faults));
        }
        if (channel.kind() == Channel.Kind.POLL_JSON) {
            Stream.of("list", "link", "title", "date").forEach(name -> path(channel, name, faults));
        }
        PAGE.stream().sorted().forEach(name -> selector(channel, name, faults));
    }

    private static void path(Channel channel, String name, List<String> faults) {
        channel.parameter(name)
                .filter(path -> !LinkReader.isPath(path))
                .ifPresent(path ->
                        faults.add(name + " “" + path + "” is no path; write names with dots, such as data.list"));
    }

    private static void selector(Channel channel, String name, List<String> faults) {
        channel.parameter(name).flatMap(ChannelFaults::misread).ifPresent(fault -> faults.add(name + " " + fault));
    }

    private static Optional<String> misread(String selector) {
        return reason(selector)
                .map(reason ->
                        "“" + selector + "” is no CSS selector from character " + place(selector) + " on: " + reason);
    }

    private static Optional<String> reason(String selector) {
        try {
            QueryParser.parse(selector);
            return Optional.empty();
        } catch (Selector.SelectorParseException | IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Where it goes wrong, counted from 1: after the longest beginning that is a selector. */
    private static int place(String selector) {
        int good = selector.length() - 1;
        while (good > 0 && reason(selector.substring(0, good)).isPresent()) {
            good--;
        }
        return good + 1;
    }
}

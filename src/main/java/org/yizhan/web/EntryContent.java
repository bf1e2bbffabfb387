package org.yizhan.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;
import org.yizhan.article.Relation;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;

/** An entry's body as a feed carries it: what became of it, the sanitised text, then where it comes from and who else carries it. */
final class EntryContent {

    /** A longer body would crowd all others out of the feed; its summary and a link stand for it. */
    private static final int MAX_BODY_BYTES = 100_000;

    static final int MAX_COPIES = 50;

    /** What no sanitised text holds; finding one means that a sanitiser upstream was passed by. */
    private static final List<String> UNSAFE = List.of(
            "<script",
            "<iframe",
            "<object",
            "<embed",
            "<style",
            "<svg",
            "<math",
            "<base",
            "<meta",
            "<form",
            "<link",
            "script:",
            "data:",
            "ftp:",
            // an address spelt with references; a sanitiser writes characters
            "&#",
            "&tab;",
            "&newline;",
            "&colon;");

    private static final Safelist SAFE = Safelist.relaxed().removeProtocols("a", "href", "ftp");

    private EntryContent() {}

    /** The body in HTML. */
    static String html(Entry entry, Links links) {
        var html = new StringBuilder(entry.html().length() + 400);
        html.append(StoryNotes.html(entry));
        html.append(body(entry, links));
        html.append("\n<p>原始出处：")
                .append(entry.unseenOrigin()
                        .map(unseen -> Characters.html(unseen.name()) + "（未收录），见 ")
                        .orElse(""))
                .append(named(entry.origin()))
                .append("</p>");
        List<Copy> standing = entry.copies().stream()
                .filter(copy -> !copy.withdrawn() && copy.relation() != Relation.CONTINUATION)
                .toList();
        if (!standing.isEmpty()) {
            html.append("\n<p>转载：</p>\n<ul>");
            for (Copy copy : standing.subList(0, Math.min(MAX_COPIES, standing.size()))) {
                html.append("\n<li>").append(named(copy)).append("</li>");
            }
            if (standing.size() > MAX_COPIES) {
                html.append("\n<li>等 ").append(standing.size()).append(" 家</li>");
            }
            html.append("\n</ul>");
        }
        return html.toString();
    }

    private static String body(Entry entry, Links links) {
        String body = Markup.ofFeed(safe(entry.html()), entry.images());
        if (body.length() * 3L <= MAX_BODY_BYTES || body.getBytes(StandardCharsets.UTF_8).length <= MAX_BODY_BYTES) {
            return body;
        }
        return "<p>" + Characters.html(entry.summary()) + "</p>\n<p><a href=\""
                + Characters.html(links.absolute(Links.story(entry.storyId()))) + "\">阅读全文</a></p>";
    }

    private static String named(Copy copy) {
        String name = Characters.html(copy.sourceName().isBlank() ? copy.source() : copy.sourceName());
        Optional<String> address = Links.web(copy.url());
        return address.map(url -> "<a href=\"" + Characters.html(url) + "\">" + name + "</a>")
                .orElse(name);
    }

    /** The second line of defence: text that a sanitiser has seen passes as it is, anything else is cleaned here. */
    static String safe(String html) {
        String lower = html.toLowerCase(Locale.ROOT);
        // a browser passes over these inside an address (URL standard, §4.4)
        String joined = lower.replace("\t", "").replace("\n", "").replace("\r", "");
        for (String mark : UNSAFE) {
            if (joined.contains(mark)) {
                return Jsoup.clean(html, SAFE);
            }
        }
        return handler(lower) ? Jsoup.clean(html, SAFE) : html;
    }

    /** Whether some tag may carry an event handler: {@code on…=} after white space, a quote or a slash inside a tag. */
    private static boolean handler(String lower) {
        for (int at = lower.indexOf("on"); at >= 0; at = lower.indexOf("on", at + 2)) {
            int end = at + 2;
            while (end < lower.length() && lower.charAt(end) >= 'a' && lower.charAt(end) <= 'z') {
                end++;
            }
            while (end < lower.length() && Character.isWhitespace(lower.charAt(end))) {
                end++;
            }
            if (end > at + 2
                    && end < lower.length()
                    && lower.charAt(end) == '='
                    && at > 0
                    && !Character.isLetterOrDigit(lower.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }
}

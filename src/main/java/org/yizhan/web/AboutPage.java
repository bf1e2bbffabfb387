package org.yizhan.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.http.Language;

/** The page that says what this is, whose the texts are, and how to have one taken away. */
public final class AboutPage {

    private static final Pattern MAIL = Pattern.compile("[^\\s@<>\"']+@[^\\s@<>\"']+\\.[^\\s@<>\"']+");

    private final String contact;
    private final FeedCache cache;
    private final Links links;
    private final PageWriter writer;

    /** @param contact a mail or web address of people, or words that say how to reach them; may be empty */
    public AboutPage(String contact, FeedCache cache, Links links, InstantSource clock) {
        this.contact = contact;
        this.cache = cache;
        this.links = links;
        this.writer = new PageWriter(links, clock);
    }

    /**
     * What the page shows.
     *
     * @param contact as the operator wrote it; empty where he wrote nothing
     * @param contactLink where it can be linked
     * @param base where this server says that it is
     */
    public record View(Frame frame, String contact, Optional<String> contactLink, String base) {}

    /** Adds the route. */
    public void mount(Router router) {
        router.route("/about").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::page);
    }

    private void page(RoutingContext context) {
        Language language = Language.of(context);
        CopySender.send(context, cache.get(new FeedCache.Key("about?", language.word()), () -> page(language)));
    }

    private Answer page(Language language) {
        Frame frame = writer.frame(language, language.say("关于本站", "About"), "/about", Optional.empty());
        byte[] html = PageWriter.html("web/about.jte", new View(frame, contact, link(contact), links.absolute("/")));
        return writer.page(0, 200, language, html);
    }

    static Optional<String> link(String contact) {
        return MAIL.matcher(contact).matches() ? Optional.of("mailto:" + contact) : Links.web(contact);
    }
}

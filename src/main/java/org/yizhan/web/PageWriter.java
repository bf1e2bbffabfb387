package org.yizhan.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntFunction;
import org.yizhan.http.Language;

/** Fills the templates of the readers' pages. Everything put into them is escaped there. Safe for concurrent use. */
final class PageWriter {

    /** No page is longer, pictures apart. */
    static final int MAX_BYTES = 100_000;

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, PageWriter.class.getClassLoader(), "org.yizhan.web.pages");

    private final Links links;
    private final InstantSource clock;
    private final Renderings renderings;

    PageWriter(Links links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
        this.renderings = new Renderings(clock);
    }

    /** What stands around a page that is made now. */
    Frame frame(Language language, String title, String here, Optional<Follow> follow) {
        return frame(language, title, here, here, follow);
    }

    /** The same of a page that has another address, too, by which it is to be found. */
    Frame frame(Language language, String title, String here, String canonical, Optional<Follow> follow) {
        return new Frame(
                language,
                title + language.say(" - 驿站", " - Yizhan"),
                here,
                links.absolute(canonical),
                follow,
                clock.instant());
    }

    /** The page, ready to be sent; it is as new as this moment, since ages stand in it. */
    Answer page(long seq, int status, Language language, byte[] html) {
        return renderings.of(seq, status, Manner.page(language.tag()), clock.instant(), html);
    }

    /** A page that says why there is nothing else to see. */
    Answer notice(long seq, int status, Frame frame, String heading, String detail) {
        return page(
                seq,
                status,
                frame.language(),
                html("web/notice.jte", new Notice(frame.ofNothing(), heading, detail, SearchBox.EMPTY)));
    }

    /** The page for a number that no page of a list has. */
    Answer noPage(long seq, Frame frame) {
        return notice(
                seq,
                404,
                frame,
                frame.say("没有这一页", "There is no such page"),
                frame.say("这份名单没有这一页。", "This list has no such page."));
    }

    /** The document in UTF-8. */
    static byte[] html(String template, Object view) {
        var html = new StringOutput();
        TEMPLATES.render(template, view, html);
        return Characters.valid(html.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** What {@code write} makes of the longest list, up to {@code most}, with which the page is short enough. */
    static byte[] fitting(int most, IntFunction<byte[]> write) {
        byte[] page = write.apply(most);
        return page.length <= MAX_BYTES || most <= 1 ? page : fitting(most / 2, write);
    }
}

package org.yizhan.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Tag;
import org.yizhan.publish.ArchiveMark;
import org.yizhan.publish.ArchivePage;
import org.yizhan.publish.Archives;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Recent;

/**
 * The standing feeds other than a story's: each as it reads now, and the pages of its archive (RFC 5005 §4). Whoever goes
 * from the one along {@code prev-archive} to the end has met every entry. Blocks; safe for concurrent use.
 */
final class StandingFeeds {

    /** Between two of them something may come in; what is left out then is on a page at the next rendering. */
    private static final int ATTEMPTS = 4;

    /** A page that needs more is being filled while it is divided. */
    private static final int DIVISIONS = 20;

    private final Archives archives;
    private final KnownFeeds known;
    private final Links links;
    private final FeedPrinter printer;
    private final InstantSource clock;

    StandingFeeds(Archives archives, KnownFeeds known, Links links, FeedPrinter printer, InstantSource clock) {
        this.archives = archives;
        this.known = known;
        this.links = links;
        this.printer = printer;
        this.clock = clock;
    }

    /**
     * The feed as it reads now; missing where the name is unknown and nothing was ever filed under it, gone where
     * something was and neither a tombstone nor an archive has more to tell. Where the document would
     * leave out what is on no page of the archive, pages are made of that first.
     */
    Answer now(FeedName name, FeedFormat format) {
        for (int attempt = 1; ; attempt++) {
            Recent recent = archives.recent(name, Archives.PAGE);
            FeedContent content = recent.content();
            if (isUnknown(name, recent)) {
                return unknown(content.seq(), name);
            }
            FeedHead head = head(name, format, content)
                    .at(ArchiveLinks.before(recent.archive().map(page -> address(name, page, format))));
            FeedDocument document = printer.write(head, format, content);
            int room = document.entries() == content.entries().size() ? Archives.PAGE : document.entries();
            if (recent.loose() <= room || attempt == ATTEMPTS) {
                return printer.answer(head, format, content.seq(), content.updatedAt(), document);
            }
            archives.cut(name, Optional.empty(), room);
        }
    }

    private Answer unknown(long seq, FeedName name) {
        String called = name.kind().word() + " `" + name.value() + "`";
        String chinese = "「" + name + "」";
        return archives.hasHeld(name)
                ? new Answer.Gone(
                        seq,
                        new Advice(
                                "订阅源" + chinese + "已经结束：那里不再归入报道。全部订阅源见 /feeds。",
                                "the feed of the " + called
                                        + " has ended: nothing is filed there any longer; see /feeds.opml"))
                : new Answer.Missing(
                        seq,
                        new Advice(
                                "没有订阅源" + chinese + "。全部订阅源见 /feeds。", "there is no " + called + "; see /feeds.opml"));
    }

    private boolean isUnknown(FeedName name, Recent recent) {
        return title(name).isEmpty()
                && recent.archive().isEmpty()
                && recent.content().entries().isEmpty()
                && recent.content().tombstones().isEmpty();
    }

    /**
     * A page of the archive; missing where there is none.
     *
     * @param last what was given for it before; given again where nothing on it has changed
     */
    Answer page(FeedName name, FeedFormat format, int number, Optional<Answer> last) {
        Optional<ArchiveMark> now = archives.mark(name, number);
        String mark = now.map(found -> found.mark() + " " + title(name) + " " + hour())
                .orElse("");
        if (now.isPresent()
                && last.orElse(null) instanceof Answer.Rendered same
                && same.mark().equals(mark)) {
            return same.still(now.get().seq());
        }
        Answer made = page(name, format, number);
        return made instanceof Answer.Rendered rendered ? rendered.marked(mark) : made;
    }

    /** For what no mark tells of. */
    private long hour() {
        return clock.instant().getEpochSecond() / Duration.ofHours(1).toSeconds();
    }

    /** A page of the archive, divided first where it has grown too large; missing where there is none. */
    private Answer page(FeedName name, FeedFormat format, int number) {
        for (int attempt = 1; ; attempt++) {
            Optional<ArchivePage> found = archives.page(name, number);
            if (found.isEmpty()) {
                // it may be cut at any time, so it is looked for anew
                return new Answer.Missing(
                        0,
                        new Advice(
                                "这个订阅源的存档没有第 " + number + " 页；各页从 " + Links.path(name, format) + " 起逐页相连。",
                                "there is no page " + number
                                        + " in the archive of this feed; the pages are linked one from the other,"
                                        + " beginning at " + Links.path(name, format)));
            }
            ArchivePage page = found.get();
            FeedContent content = page.content();
            FeedHead head = head(name, format, page);
            FeedDocument document = printer.write(head, format, content);
            int all = content.entries().size();
            if ((page.whole() && document.entries() == all) || attempt == DIVISIONS) {
                // no tombstones, so what it holds can grow older; a reader's date is only good for this very copy
                return printer.answer(head, format, content.seq(), clock.instant(), document);
            }
            int room = Math.min(document.entries(), page.whole() ? (all + 1) / 2 : Archives.PAGE);
            archives.cut(name, Optional.of(number), room);
        }
    }

    private FeedHead head(FeedName name, FeedFormat format, ArchivePage page) {
        return head(name, format, page.content())
                .page(
                        address(name, page.number(), format),
                        ArchiveLinks.archived(
                                links.absolute(Links.path(name, format)),
                                page.previous().map(number -> address(name, number, format)),
                                page.next().map(number -> address(name, number, format))));
    }

    private String address(FeedName name, int page, FeedFormat format) {
        return links.absolute(Links.archive(name, page, format));
    }

    /** The head of a document of the feed, as of one without an archive. */
    FeedHead head(FeedName name, FeedFormat format, FeedContent content) {
        String label = title(name).or(() -> labelIn(content, name)).orElse(name.value());
        return printer.head(name, format, label, "驿站：" + label + "的公共部门新闻，每篇报道一条");
    }

    /** What the vocabularies call the feed's subject. */
    Optional<String> title(FeedName name) {
        return name.kind() == FeedName.Kind.ALL ? Optional.of("全部报道") : known.title(name);
    }

    /** What the entries themselves call it. */
    static Optional<String> labelIn(FeedContent content, FeedName name) {
        Stream<Entry> entries = content.entries().stream();
        if (name.kind() == FeedName.Kind.SOURCE) {
            return entries.flatMap(entry -> Stream.concat(Stream.of(entry.origin()), entry.copies().stream()))
                    .filter(copy -> copy.source().equals(name.value()))
                    .map(AtomWriter::sourceName)
                    .findFirst();
        }
        return entries.flatMap(entry -> entry.tags().stream())
                .filter(tag -> Links.feed(tag).equals(name))
                .map(Tag::label)
                .findFirst();
    }
}

package org.yizhan.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;

/** Writes feeds down in their three formats and makes them ready to be sent. Safe for concurrent use. */
final class FeedPrinter {

    /** How long a copy of an archive's page is good for, in seconds: longer than the feed's, yet a withdrawal gets there. */
    private static final int ARCHIVE_LIFE = 600;

    private final Links links;
    private final Optional<String> hub;
    private final Renderings renderings;
    private final List<FeedWriter> writers;
    private final WrittenEntries written;
    private final FeedCut cut;

    FeedPrinter(Links links, Optional<String> hub, Renderings renderings) {
        this.links = links;
        this.hub = hub;
        this.renderings = renderings;
        this.writers = List.of(new RssWriter(links), new AtomWriter(links), new JsonFeedWriter(links));
        this.written = new WrittenEntries(links, writers);
        this.cut = new FeedCut(written, links);
    }

    /** The hub that tells of changes. */
    Optional<String> hub() {
        return hub;
    }

    /** As much of it as a document has room for under this head, the same in all formats. */
    FeedContent fitting(FeedHead head, FeedContent content) {
        return cut.of(head, content);
    }

    /** As much of it as {@link #fitting} says. */
    FeedDocument write(FeedHead head, FeedFormat format, FeedContent content) {
        FeedContent fitting = fitting(head, content);
        List<byte[]> entries = fitting.entries().stream()
                .map(entry -> written.of(entry).in(format))
                .toList();
        byte[] document = writers.get(format.ordinal()).document(head, fitting, entries);
        return new FeedDocument(document, entries.size());
    }

    Answer answer(FeedHead head, FeedFormat format, FeedContent content) {
        return answer(head, format, content, content.updatedAt());
    }

    Answer answer(FeedHead head, FeedFormat format, FeedContent content, Instant modified) {
        return answer(head, format, content.seq(), modified, write(head, format, content));
    }

    /** What is sent of a document. */
    Answer answer(FeedHead head, FeedFormat format, long seq, Instant modified, FeedDocument document) {
        Manner manner = Manner.feed(format.mediaType()).linked(discovery(head));
        return renderings.of(
                seq, 200, head.archive().isArchive() ? manner.kept(ARCHIVE_LIFE) : manner, modified, document.bytes());
    }

    /** What a {@code Link} header says about a feed: its own address, and the hub that tells of changes. */
    private static String discovery(FeedHead head) {
        String self = "<" + head.self() + ">; rel=\"self\"";
        return head.hub().map(hub -> "<" + hub + ">; rel=\"hub\", " + self).orElse(self);
    }

    /** A standing feed's head, as of one without an archive. */
    FeedHead head(FeedName name, FeedFormat format, String label, String description) {
        return new FeedHead(
                Links.feedName(name),
                label + " - 驿站",
                description,
                links.absolute(Links.path(name, format)),
                links.absolute(home(name)),
                hub);
    }

    private static String home(FeedName name) {
        return switch (name.kind()) {
            case SOURCE -> Links.source(name.value());
            case STORY -> "/stories/" + name.value();
            case ALL, REGION, TOPIC, ORGANIZATION -> Links.catalogue(name);
        };
    }
}

package org.yizhan.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * A few stories in memory that are asked what the index of all of them is asked, and answer the same: what is looked for
 * can be told from what is not while the index has not come so far. For one thread.
 */
public final class Sieve implements AutoCloseable {

    static {
        StoryIndex.quieten();
    }

    private final ByteBuffersDirectory folder = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final int stories;

    public Sieve(List<StoryDocument> stories) {
        this.stories = stories.size();
        try {
            try (var writer = new IndexWriter(folder, new IndexWriterConfig(null).setIndexSort(StoryFields.NEWEST))) {
                for (StoryDocument story : stories) {
                    writer.addDocument(StoryFields.of(story));
                }
            }
            this.reader = DirectoryReader.open(folder);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** Those that answer, whatever limit is written there. */
    public Set<UUID> passing(Wanted wanted) {
        if (stories == 0) {
            return Set.of();
        }
        try {
            return new Lookup(reader)
                    .find(wanted.with(stories), 0, true).hits().stream()
                            .map(Wanted.Hit::story)
                            .collect(Collectors.toSet());
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
            folder.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("letting go of memory failed", impossible);
        }
    }
}

package org.yizhan.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
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
    private final Predicate<Question> isPossible;
    private final int stories;

    public Sieve(List<StoryDocument> stories) {
        this(stories, question -> true);
    }

    private Sieve(List<StoryDocument> stories, Predicate<Question> isPossible) {
        this.stories = stories.size();
        this.isPossible = isPossible;
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

    /** One that will be asked no more than this: stories that lack what all of it needs are passed over. */
    public static Sieve of(List<StoryDocument> stories, Collection<Wanted> asked) {
        var needed = new Needed(asked.stream().map(Wanted::question).toList());
        Set<String> known = new HashSet<>();
        List<StoryDocument> possible = new ArrayList<>();
        for (StoryDocument story : stories) {
            Set<String> found = needed.in(story);
            if (needed.isEnough(found)) {
                possible.add(story);
                known.addAll(found);
            }
        }
        return new Sieve(possible, question -> needed.isEnough(question, known));
    }

    /** Those that answer, whatever limit is written there. */
    public Set<UUID> passing(Wanted wanted) {
        if (stories == 0 || !isPossible.test(wanted.question())) {
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

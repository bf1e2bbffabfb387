package org.yizhan.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of stories in one folder. What is written can be found after {@link #refresh} and is kept after
 * {@link #commit}, together with the number of the change up to which it goes: whoever dies in between goes on from there.
 * One thread writes, any number may ask.
 */
final class StoryIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoryIndex.class);

    /** Says at each start that vectors would be searched faster with another module; there are none. Kept, or it is forgotten. */
    private static final java.util.logging.Logger VECTORS =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        quieten();
    }

    /** Moves when what is written changes, so that an older index is made anew. */
    private static final String FORMAT = "3";

    /** Each segment has its own terms, which cost most when segments are merged: the fewer and larger ones are written, the better. */
    private static final double BUFFER_MEGABYTES = 64;

    private final Directory folder;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /** Which story an article was written into since the last refresh. */
    private final Map<UUID, UUID> unseen = new HashMap<>();

    private long written;
    private volatile long seq;

    private StoryIndex(Directory folder, IndexWriter writer, long seq) throws IOException {
        this.folder = folder;
        this.writer = writer;
        this.seq = seq;
        this.written = seq;
        this.searchers = new SearcherManager(writer, null);
    }

    /**
     * Opens the index of a store, empty where there is none. <em>Damaged, of another store or of another format → made
     * anew.</em>
     */
    static StoryIndex open(Path path, String store) throws IOException {
        Files.createDirectories(path);
        try {
            return open(path, store, IndexWriterConfig.OpenMode.CREATE_OR_APPEND);
        } catch (Outdated | IOException | IllegalArgumentException | IllegalStateException unusable) {
            LOG.atWarn()
                    .addKeyValue("folder", path)
                    .addKeyValue("error", unusable.getMessage())
                    .log("the search index can't be used; it is made anew");
            return create(path, store);
        }
    }

    /** Makes an empty one, whatever there was. */
    static StoryIndex create(Path path, String store) throws IOException {
        Files.createDirectories(path);
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return open(path, store, IndexWriterConfig.OpenMode.CREATE);
    }

    private static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1;

        Outdated(String message) {
            super(message);
        }
    }

    private static StoryIndex open(Path path, String store, IndexWriterConfig.OpenMode mode) throws IOException {
        Directory folder = FSDirectory.open(path);
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(folder, config(mode));
            return new StoryIndex(folder, writer, seq(writer, store));
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.rollback();
            }
            folder.close();
            throw e;
        }
    }

    private static IndexWriterConfig config(IndexWriterConfig.OpenMode mode) {
        var merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(4, 1);
        var policy = new TieredMergePolicy();
        policy.setForceMergeDeletesPctAllowed(0);
        return new IndexWriterConfig(null)
                .setOpenMode(mode)
                .setIndexSort(StoryFields.NEWEST)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(merges)
                .setMergePolicy(policy)
                .setCommitOnClose(false);
    }

    private static long seq(IndexWriter writer, String store) {
        Map<String, String> said = new HashMap<>();
        Iterable<Map.Entry<String, String>> kept = writer.getLiveCommitData();
        if (kept != null) {
            kept.forEach(entry -> said.put(entry.getKey(), entry.getValue()));
        }
        if (!said.isEmpty() && !(FORMAT.equals(said.get("format")) && store.equals(said.get("store")))) {
            throw new Outdated("it is of " + said);
        }
        said.put("format", FORMAT);
        said.put("store", store);
        writer.setLiveCommitData(said.entrySet());
        return Long.parseLong(said.getOrDefault("seq", "0"));
    }

    /** Keeps Lucene from saying what it lacks. */
    static void quieten() {
        VECTORS.setLevel(java.util.logging.Level.SEVERE);
    }

    /** All changes up to this one can be found. */
    long seq() {
        return seq;
    }

    /** All changes up to this one are written. */
    long written() {
        return written;
    }

    /** Takes these stories in, in place of what they were, and those that are not among them out. */
    void write(Collection<UUID> stories, List<StoryDocument> standing, long reached) throws IOException {
        Set<UUID> gone = new HashSet<>(stories);
        List<StoryDocument> oldestFirst = new ArrayList<>(standing);
        // what comes in just the other order than the index has is the quickest to be sorted
        oldestFirst.sort(Comparator.comparing(StoryDocument::publishedAt));
        for (StoryDocument story : oldestFirst) {
            gone.remove(story.id());
            writer.updateDocument(new Term(StoryFields.ID, StoryFields.bytes(story.id())), StoryFields.of(story));
            story.members().forEach(member -> unseen.put(member, story.id()));
        }
        for (UUID story : gone) {
            writer.deleteDocuments(new Term(StoryFields.ID, StoryFields.bytes(story)));
        }
        written = reached;
    }

    /** The stories that hold these articles as far as was written. */
    Set<UUID> holding(Collection<UUID> articles) throws IOException {
        Set<UUID> stories = new HashSet<>();
        List<BytesRef> terms = new ArrayList<>(articles.size());
        for (UUID article : articles) {
            terms.add(StoryFields.bytes(article));
            UUID fresh = unseen.get(article);
            if (fresh != null) {
                stories.add(fresh);
            }
        }
        IndexSearcher searcher = searchers.acquire();
        try {
            Weight weight = searcher.createWeight(
                    searcher.rewrite(new TermInSetQuery(StoryFields.MEMBER, terms)), ScoreMode.COMPLETE_NO_SCORES, 1);
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                Scorer scorer = weight.scorer(leaf);
                if (scorer != null) {
                    StoryFields.ids(leaf.reader(), scorer.iterator(), stories);
                }
            }
        } finally {
            searchers.release(searcher);
        }
        return stories;
    }

    /** Lets what is written be found. */
    void refresh() throws IOException {
        long reached = written;
        searchers.maybeRefreshBlocking();
        unseen.clear();
        seq = reached;
    }

    /** Keeps what is written. */
    void commit() throws IOException {
        Map<String, String> said = new HashMap<>();
        writer.getLiveCommitData().forEach(entry -> said.put(entry.getKey(), entry.getValue()));
        said.put("seq", Long.toString(written));
        writer.setLiveCommitData(said.entrySet());
        writer.commit();
    }

    /** Takes out of the files what is no longer found; the next {@link #commit} drops the old ones. */
    void forget() throws IOException {
        writer.forceMergeDeletes();
    }

    /** How many stories can be found. */
    int stories() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.getIndexReader().numDocs();
        } finally {
            searchers.release(searcher);
        }
    }

    /** A question put to the index as it is, and to the number of the change that it had reached before. */
    interface Ask<T> {
        T of(Lookup lookup, long reached) throws IOException;
    }

    /** Puts a question to what can be found now. */
    <T> T ask(Ask<T> question) {
        try {
            // before the stories: later changes may or may not be among them
            long reached = seq;
            IndexSearcher searcher = searchers.acquire();
            try {
                return question.of(new Lookup(searcher.getIndexReader()), reached);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the search index can't be read", e);
        }
    }

    /** Lets go of the folder; what was not committed is lost. */
    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
        folder.close();
    }
}

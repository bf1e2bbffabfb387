package org.yizhan;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.yizhan.article.Grouped;
import org.yizhan.article.Sources;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.ops.DictionaryApi;
import org.yizhan.publish.FeedName;
import org.yizhan.tag.DictionaryFiles;
import org.yizhan.tag.DictionaryState;
import org.yizhan.tag.SeenNames;
import org.yizhan.web.KnownFeeds;

/** The vocabularies with what keeps them up to date: dictionary files, sources, and names seen in articles; joined. */
final class Lexicon implements DictionaryApi.Desk, KnownFeeds, AutoCloseable {

    private static final Duration REFRESH = Duration.ofSeconds(3);

    private final Vocabularies vocabularies;
    private final DictionaryFiles files;
    private final SeenNames seen;

    private Lexicon(Vocabularies vocabularies, DictionaryFiles files, SeenNames seen) {
        this.vocabularies = vocabularies;
        this.files = files;
        this.seen = seen;
    }

    /**
     * @param folder of the operator's dictionaries
     * @throws IllegalArgumentException where it was asked for by name and is not there
     */
    static Lexicon of(String folder, Sources sources, DataSource database, Clock clock) {
        var seen = new SeenNames(database, clock);
        var vocabularies = Vocabularies.with(sources);
        var lexicon = new Lexicon(vocabularies, DictionaryFiles.watch(folder, clock, vocabularies::use), seen);
        lexicon.refresh();
        return lexicon;
    }

    Vocabularies vocabularies() {
        return vocabularies;
    }

    /** Tags an article, and notes the organisation nobody knows yet. */
    Tagged tag(Grouped grouped) {
        var article = grouped.article();
        var tags = vocabularies.tags(article);
        for (Tag tag : tags) {
            if (tag.scheme() == Tag.Scheme.ORGANIZATION
                    && vocabularies.organizations().isNew(tag.id())) {
                seen.saw(tag.id(), article.source(), article.key());
            }
        }
        return new Tagged(article, grouped.verdict(), tags);
    }

    /** What an organisation's feed is called, also while its name waits to be stored. */
    @Override
    public Optional<String> title(FeedName name) {
        return vocabularies
                .title(name)
                .or(() -> Optional.of(name)
                        .filter(feed -> feed.kind() == FeedName.Kind.ORGANIZATION && seen.isWaiting(feed.value()))
                        .map(FeedName::value));
    }

    @Override
    public List<FeedName> above(FeedName name) {
        return vocabularies.above(name);
    }

    @Override
    public List<FeedName> below(FeedName name) {
        return vocabularies.below(name);
    }

    @Override
    public List<FeedName> roots(FeedName.Kind kind) {
        return vocabularies.roots(kind);
    }

    void begin(Regularly regularly) {
        regularly.every(REFRESH, "refresh vocabularies", this::refresh);
    }

    private void refresh() {
        seen.refresh();
        vocabularies.refresh(seen.names());
    }

    @Override
    public DictionaryState state() {
        return files.state();
    }

    @Override
    public DictionaryState reload() {
        return files.reload();
    }

    @Override
    public DictionaryApi.Joined joined() {
        var organizations = vocabularies.organizations();
        return new DictionaryApi.Joined(
                organizations.joined().size(), seen.names().size(), organizations.edition());
    }

    @Override
    public void close() {
        files.close();
        seen.refresh();
    }
}

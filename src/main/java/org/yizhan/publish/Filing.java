package org.yizhan.publish;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Notice;
import org.yizhan.article.Tag;

/**
 * Where a story stands, a pure function of its members.
 *
 * @param origin the article where it was first published; empty where all members are withdrawn
 * @param first where it was first published, withdrawn or not; empty where it has no members
 * @param continuations the members whose text follows the origin's in the story's entry
 * @param publishedAt the origin's
 * @param feeds names of the feeds it is filed under: all, those of the standing members' sources, those of the origin's
 *     tags. (The members' tags together would file a story under what one excerpt happens to mention.)
 * @param left names of the feeds it would be filed under too if no member were withdrawn
 * @param reason why the member withdrawn last was; empty where none is
 * @param notices what readers are told ahead of the text, oldest first: that where it was first published it was withdrawn,
 *     and the corrections of its members
 */
record Filing(
        Optional<ArticleState> origin,
        Optional<ArticleState> first,
        List<ArticleState> continuations,
        Instant publishedAt,
        SortedSet<String> feeds,
        SortedSet<String> left,
        String reason,
        List<StoryNotice> notices) {

    /** The code of the whole country. */
    static final String COUNTRY = "100000";

    /** By first publication, then by receipt, then by id. */
    static final Comparator<ArticleState> OLDEST_FIRST = Comparator.comparing(
                    (ArticleState member) -> member.times().published())
            .thenComparing(member -> member.times().first())
            .thenComparing(ArticleState::id, StoryTable.BY_ID);

    /** Of a story without members. */
    static final Filing EMPTY = of(List.of());

    static Filing of(Collection<ArticleState> members) {
        List<ArticleState> standing = members.stream()
                .filter(Predicate.not(ArticleState::isWithdrawn))
                .toList();
        Optional<ArticleState> origin = origin(standing);
        SortedSet<String> feeds = feeds(standing, origin);
        SortedSet<String> left = new TreeSet<>();
        if (standing.size() < members.size()) {
            left.addAll(feeds(members, origin(members)));
            left.removeAll(feeds);
        }
        Optional<ArticleState> first = standing.size() < members.size() ? origin(members) : origin;
        return new Filing(
                origin,
                first,
                Continuations.of(standing, origin.map(ArticleState::id)),
                origin.map(article -> article.times().published()).orElse(Instant.EPOCH),
                feeds,
                left,
                lastReason(members),
                notices(members, first));
    }

    private static String lastReason(Collection<ArticleState> members) {
        return members.stream()
                .filter(ArticleState::isWithdrawn)
                .flatMap(member -> member.takenBack().stream())
                .max(Comparator.comparing(Retraction::at).thenComparing(Retraction::reason))
                .map(Retraction::reason)
                .orElse("");
    }

    private static List<StoryNotice> notices(Collection<ArticleState> members, Optional<ArticleState> first) {
        Stream<StoryNotice> withdrawn = first.stream()
                .flatMap(origin -> origin.takenBack().stream()
                        .map(said ->
                                new StoryNotice(Notice.Kind.WITHDRAWAL, said.at(), said.reason(), origin.source())));
        Stream<StoryNotice> corrected = members.stream()
                .filter(Predicate.not(ArticleState::isWithdrawn))
                .flatMap(Filing::corrections);
        return Stream.concat(withdrawn, corrected)
                .distinct()
                .sorted(StoryNotice.IN_ORDER)
                .toList();
    }

    private static Stream<StoryNotice> corrections(ArticleState member) {
        return member.said().announced().stream()
                .filter(Predicate.not(Announced::isWithdrawal))
                .map(said -> new StoryNotice(said.kind(), said.at(), said.reason(), member.source()));
    }

    /** Whether it has no members at all. */
    boolean isEmpty() {
        return feeds.isEmpty() && left.isEmpty();
    }

    /**
     * Where the story was first published: the oldest member that others name as their source; where none is named, the
     * oldest whole that does not call itself a copy; where all do, the oldest. Which of them came in first says nothing. A
     * continuation is one only where nothing else stands.
     */
    private static Optional<ArticleState> origin(Collection<ArticleState> members) {
        Set<String> named =
                members.stream().flatMap(member -> member.namesOther().stream()).collect(Collectors.toSet());
        return members.stream()
                .min(Comparator.comparing(
                                (ArticleState member) -> member.standing().saysContinuation())
                        .thenComparing(member -> !named.contains(member.source()))
                        .thenComparing(member -> member.standing().saysExcerpt())
                        .thenComparing(ArticleState::callsItselfCopy)
                        .thenComparing(OLDEST_FIRST));
    }

    private static SortedSet<String> feeds(Collection<ArticleState> members, Optional<ArticleState> origin) {
        SortedSet<String> feeds = new TreeSet<>();
        if (origin.isPresent()) {
            feeds.add(FeedName.ALL.toString());
            members.stream()
                    .map(ArticleState::source)
                    .distinct()
                    .forEach(source -> feeds.add(FeedName.source(source).toString()));
            origin.get().head().tags().forEach(tag -> addFeeds(tag, feeds));
        }
        return feeds;
    }

    private static void addFeeds(Tag tag, SortedSet<String> feeds) {
        String id = Documents.storable(tag.id());
        if (id.isEmpty()) {
            return;
        }
        switch (tag.scheme()) {
            case REGION ->
                divisions(id).forEach(code -> feeds.add(FeedName.region(code).toString()));
            case TOPIC -> feeds.add(FeedName.topic(id).toString());
            case ORGANIZATION -> feeds.add(FeedName.organization(id).toString());
        }
    }

    /**
     * The division and those above it by the digits of its code (GB/T 2260 §4): county, prefecture, province, country. The
     * four municipalities have no prefectures, nor have counties run by a province (code 90).
     */
    static List<String> divisions(String code) {
        if (!code.matches("[1-9][0-9]{5}")) {
            return List.of(code);
        }
        String province = code.substring(0, 2) + "0000";
        String prefecture = code.substring(0, 4) + "00";
        boolean counted = List.of("11", "12", "31", "50").contains(code.substring(0, 2)) || code.startsWith("90", 2);
        return code.equals(COUNTRY)
                ? List.of(code)
                : Stream.of(code, counted ? code : prefecture, province, COUNTRY)
                        .distinct()
                        .toList();
    }

    /**
     * Whether {@code member} is taken for what its verdict, which knows only who came first, does not say. Who took it
     * from whom stays as it was when one takes it back.
     */
    boolean overrules(ArticleState member) {
        boolean isFirst =
                first.map(ArticleState::id).filter(member.id()::equals).isPresent();
        return isFirst != member.standing().saysOriginal();
    }

    Optional<UUID> originId() {
        return origin.map(ArticleState::id);
    }
}

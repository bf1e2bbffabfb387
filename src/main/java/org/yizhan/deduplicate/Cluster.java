package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/**
 * Clusters as they stand, grouped into stories: gives each article its verdict.
 *
 * @param nodes by number
 * @param pairs by the number of either article
 * @param words what operators said of an article, by its number
 * @param stories number of the founder, by article
 */
record Cluster(Map<Long, Node> nodes, Map<Long, List<Pair>> pairs, Map<Long, String> words, Map<Long, Long> stories) {

    private static final Comparator<Node> EARLIEST =
            Comparator.comparing(Node::publishedAt).thenComparingLong(Node::no);

    /** From here on two texts are the same but for slips. */
    private static final double EQUAL = 0.95;

    /** A text of which so much is the other's, which contains it, differs at its ends only. */
    private static final double LINES_ADDED = 0.8;

    static Cluster of(Collection<Node> nodes, Collection<Pair> pairs, Collection<Mended> said) {
        Map<Long, Node> byNumber = new HashMap<>();
        nodes.forEach(node -> byNumber.put(node.no(), node));
        Map<Long, List<Pair>> byArticle = new HashMap<>();
        for (Pair pair : pairs) {
            byArticle.computeIfAbsent(pair.one(), no -> new ArrayList<>()).add(pair);
            byArticle.computeIfAbsent(pair.other(), no -> new ArrayList<>()).add(pair);
        }
        Map<Long, String> words = new HashMap<>();
        said.forEach(mended -> words.put(mended.side().no(), mended.words()));
        List<Side> sides = said.stream().map(Mended::side).toList();
        return new Cluster(byNumber, byArticle, words, Grouping.stories(nodes, pairs, sides));
    }

    Node node(long no) {
        return requireNonNull(nodes.get(no), () -> "article " + no + " is in no cluster that was read");
    }

    /** The number of the article that founded the story of {@code no}. */
    long story(long no) {
        return requireNonNull(stories.get(no));
    }

    /** How {@code no} stands to its story. */
    Verdict verdict(long no, long decided) {
        return verdict(node(no), no, closest(no, node(no)), decided);
    }

    /** How an article stands that repeats the text of {@code leader}. */
    Verdict verdict(Node follower, long leader, long decided) {
        Pair equal = Pair.of(follower.no(), leader, Kind.COPY, Likeness.EQUAL);
        Optional<Pair> earlier = closest(leader, follower)
                .filter(pair -> node(pair.than(leader))
                        .publishedAt()
                        .isBefore(node(leader).publishedAt()))
                .map(pair -> pair.with(leader, follower.no()));
        return verdict(follower, leader, earlier.or(() -> Optional.of(equal)), decided);
    }

    private Verdict verdict(Node article, long leader, Optional<Pair> pair, long decided) {
        Node founder = node(story(leader));
        Optional<Pair> from = pair.filter(found -> comesFrom(article, found));
        boolean first = pair.isEmpty() ? founder.no() == article.no() : from.isEmpty();
        List<String> reasons = new ArrayList<>(words(article.no()));
        if (first) {
            return original(founder, reasons, decided);
        }
        Node matched = from.map(found -> node(found.than(article.no()))).orElse(founder);
        reasons.add("matches " + matched.source());
        from.ifPresent(found -> reasons.add(found.reason()));
        return new Verdict(
                founder.articleId(),
                from.map(found -> relation(found, article.no())).orElse(Relation.REPOST),
                Optional.of(matched.articleId()),
                from.map(Pair::similarity).orElse(0.0),
                from.map(Pair::containment).orElse(0.0),
                words(article.no()).isEmpty() ? from.map(Pair::rule).orElse("joined") : "by-hand",
                reasons,
                decided);
    }

    /** Whether the other one of the pair was published first, or is the first part of the article's piece. */
    private boolean comesFrom(Node article, Pair pair) {
        Node other = node(pair.than(article.no()));
        return switch (pair.of(article.no())) {
            case CONTINUATION -> true;
            case BEGINNING -> false;
            default -> EARLIEST.compare(other, article) < 0;
        };
    }

    private List<String> words(long no) {
        return Optional.ofNullable(words.get(no)).map(List::of).orElse(List.of());
    }

    private static Verdict original(Node founder, List<String> words, long decided) {
        return new Verdict(
                founder.articleId(),
                Relation.ORIGINAL,
                Optional.empty(),
                1,
                1,
                words.isEmpty() ? "none" : "by-hand",
                words,
                decided);
    }

    /**
     * The pair that tells most: with the first part of the same piece, else with the member published first, which the
     * text most likely comes from. When each of them came in says nothing.
     */
    private Optional<Pair> closest(long no, Node article) {
        return pairs.getOrDefault(no, List.of()).stream()
                .filter(pair -> nodes.containsKey(pair.than(no)) && story(pair.than(no)) == story(no))
                .filter(pair -> pair.than(no) != article.no())
                .min(Comparator.comparing((Pair pair) -> pair.of(no) != Kind.CONTINUATION)
                        .thenComparing(pair -> node(pair.than(no)).publishedAt())
                        .thenComparing(Pair::similarity, Comparator.reverseOrder())
                        .thenComparingLong(pair -> pair.than(no)));
    }

    private static Relation relation(Pair pair, long no) {
        return switch (pair.of(no)) {
            case CONTINUATION -> Relation.CONTINUATION;
            case BEGINNING -> Relation.ORIGINAL;
            case PART -> Relation.EXCERPT;
            case WHOLE -> pair.containment() >= EQUAL ? Relation.REPOST : Relation.EDITED;
            case COPY ->
                pair.similarity() >= EQUAL || pair.containment() >= EQUAL && pair.similarity() >= LINES_ADDED
                        ? Relation.REPOST
                        : Relation.EDITED;
        };
    }
}

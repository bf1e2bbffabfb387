package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/**
 * How an article compares with those it may repeat, and where that puts it.
 *
 * @param verdict what follows from the comparisons alone
 * @param candidates the articles compared, those that carry the same piece first, then by similarity
 */
public record Explanation(Verdict verdict, List<Candidate> candidates) {

    /**
     * An article it was compared with.
     *
     * @param title folded, as it is compared
     * @param storyId the story it is in today
     * @param same whether the two carry one piece
     * @param similarity Jaccard similarity of the shingle sets, 0 to 1; 0 where a glance was enough
     * @param containment of the shorter text, 0 to 1
     * @param rule the rule that decided
     * @param reason the evidence
     * @param change what would have changed the decision; empty where nothing but another text would
     */
    public record Candidate(
            UUID articleId,
            String source,
            String title,
            Instant publishedAt,
            UUID storyId,
            boolean same,
            double similarity,
            double containment,
            String rule,
            String reason,
            String change) {}

    public Explanation {
        candidates = List.copyOf(candidates);
    }

    /** What these comparisons say; an article that is not stored has the greatest number of all. */
    static Explanation of(Connection connection, Stored article, List<Match> compared) throws SQLException {
        Set<Long> others = new TreeSet<>();
        compared.forEach(match -> others.add(match.other().no()));
        Map<Long, UUID> stories = Decisions.stories(connection, others);
        var candidates = new ArrayList<Candidate>();
        for (Match match : compared) {
            UUID story = stories.getOrDefault(
                    match.other().no(), match.other().print().articleId());
            candidates.add(candidate(match, story));
        }
        candidates.sort(Comparator.comparing(Candidate::same)
                .thenComparingDouble(Candidate::similarity)
                .reversed());
        return new Explanation(verdict(article, compared, stories), candidates);
    }

    private static Candidate candidate(Match match, UUID story) {
        Fingerprint other = match.other().print();
        Likeness likeness = match.likeness();
        return new Candidate(
                other.articleId(),
                other.source(),
                other.title(),
                other.publishedAt(),
                story,
                likeness.same(),
                likeness.similarity(),
                likeness.containment(),
                likeness.rule(),
                likeness.reason(),
                likeness.change());
    }

    private static Verdict verdict(Stored article, List<Match> compared, Map<Long, UUID> stories) {
        List<Match> same =
                compared.stream().filter(match -> match.likeness().same()).toList();
        if (same.isEmpty()) {
            return new Verdict(
                    article.print().articleId(), Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), 0);
        }
        Map<Long, Node> nodes = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Match match : same) {
            Fingerprint other = match.other().print();
            nodes.put(match.other().no(), node(match.other(), 0));
            pairs.add(match.pair(article.no(), match.other().no()));
            stories.putIfAbsent(match.other().no(), other.articleId());
        }
        nodes.put(article.no(), node(article, article.no()));
        Cluster cluster = Cluster.of(nodes.values(), pairs, List.of());
        Verdict verdict = cluster.verdict(article.no(), 0);
        UUID story = same.stream()
                .filter(match -> verdict.matched()
                        .filter(match.other().print().articleId()::equals)
                        .isPresent())
                .findFirst()
                .map(match -> stories.getOrDefault(match.other().no(), verdict.storyId()))
                .orElse(verdict.storyId());
        return new Verdict(
                story,
                verdict.relation(),
                verdict.matched(),
                verdict.similarity(),
                verdict.containment(),
                verdict.rule(),
                verdict.reasons(),
                0);
    }

    private static Node node(Stored stored, long cluster) {
        Fingerprint print = stored.print();
        return new Node(
                stored.no(),
                print.articleId(),
                print.source(),
                print.publishedAt(),
                cluster,
                stored.no(),
                Relation.ORIGINAL,
                Optional.empty(),
                0);
    }
}

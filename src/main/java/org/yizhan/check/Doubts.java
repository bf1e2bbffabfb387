package org.yizhan.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.yizhan.article.Article;

/** What should make an operator look again at a dry run's findings. Stateless. */
final class Doubts {

    private Doubts() {}

    /** One sentence a doubt; none where all looks well. What is named again counts once, whatever would become of it. */
    static List<String> about(List<Finding> named, Instant now) {
        var doubts = new ArrayList<String>();
        if (named.isEmpty()) {
            doubts.add("nothing was found: the selector or path matches nothing, or the list is empty");
            return doubts;
        }
        List<Finding> findings = once(named);
        often(findings, "title", finding -> finding.raw().title().isBlank(), doubts);
        often(findings, "address", finding -> finding.raw().url().isBlank(), doubts);
        often(findings, "publication time", Doubts::isUndated, doubts);
        findings.stream()
                .map(finding -> finding.published().note())
                .filter(note -> !note.isEmpty())
                .findFirst()
                .ifPresent(note -> doubts.add("a publication time is refused: " + note));
        ahead(findings, now).ifPresent(doubts::add);
        without(findings, "text", article -> article.paragraphs().isEmpty(), doubts);
        without(findings, "attribution", article -> article.attribution().name().isEmpty(), doubts);
        repeated(named).ifPresent(doubts::add);
        return doubts;
    }

    /** Of those that are named by the same key the one that says most: an article, or else a time. */
    private static List<Finding> once(List<Finding> named) {
        var findings = new LinkedHashMap<String, Finding>();
        for (Finding finding : named) {
            String key = finding.raw().key().isBlank()
                    ? finding.raw().title()
                    : finding.raw().key();
            findings.merge(key, finding, (one, other) -> said(other) > said(one) ? other : one);
        }
        return List.copyOf(findings.values());
    }

    private static int said(Finding finding) {
        return (finding.article().isPresent() ? 2 : 0)
                + (finding.published().at().isPresent() ? 1 : 0);
    }

    /** A time that is refused is there, and told of by itself. */
    private static boolean isUndated(Finding finding) {
        return finding.published().at().isEmpty() && finding.published().note().isEmpty();
    }

    private static void often(List<Finding> findings, String field, Predicate<Finding> isEmpty, List<String> doubts) {
        long empty = findings.stream().filter(isEmpty).count();
        if (empty * 2 > findings.size()) {
            doubts.add(empty + " of " + findings.size() + " items have no " + field);
        }
    }

    private static Optional<String> ahead(List<Finding> findings, Instant now) {
        long ahead = findings.stream()
                .filter(finding -> finding.published().note().contains("ahead")
                        || finding.published().at().filter(now::isBefore).isPresent()
                        || finding.article()
                                .map(Article::publishedAt)
                                .filter(now::isBefore)
                                .isPresent())
                .count();
        return ahead == 0 ? Optional.empty() : Optional.of(ahead + " items are dated in the future");
    }

    private static void without(List<Finding> findings, String field, Predicate<Article> isEmpty, List<String> doubts) {
        List<Article> articles =
                findings.stream().flatMap(finding -> finding.article().stream()).toList();
        long empty = articles.stream().filter(isEmpty).count();
        if (empty > 0) {
            doubts.add(empty + " of " + articles.size() + " articles read have no " + field);
        }
    }

    private static Optional<String> repeated(List<Finding> findings) {
        long different =
                findings.stream().map(finding -> finding.raw().key()).distinct().count();
        return different == findings.size()
                ? sameLink(findings)
                : Optional.of(findings.size() - different + " items are named twice");
    }

    private static Optional<String> sameLink(List<Finding> findings) {
        List<String> links = findings.stream()
                .map(finding -> finding.raw().url())
                .filter(url -> !url.isBlank())
                .toList();
        long different = links.stream().distinct().count();
        return different == links.size()
                ? Optional.empty()
                : Optional.of(links.size() - different + " items have a link that another has as well");
    }
}

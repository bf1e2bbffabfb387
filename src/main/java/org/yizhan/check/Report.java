package org.yizhan.check;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/**
 * What a dry run of one channel showed.
 *
 * @param asked every request with its answer, in order; the first is the list's or the feed's
 * @param findings the items in the order of the list
 * @param warnings what should be looked at before the source is used
 */
public record Report(Channel channel, List<Asked> asked, List<Finding> findings, List<String> warnings) {
    public Report {
        asked = List.copyOf(asked);
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    /** The list or feed that was read: the first document that is no robots.txt; empty where none came. */
    Optional<Fetched.Document> list() {
        return asked.stream()
                .filter(one -> !one.request().url().endsWith("/robots.txt"))
                .flatMap(one -> one.document().stream())
                .findFirst();
    }

    /** Whether nothing was asked, since its host rests: how it is nobody knows then. */
    boolean isUnasked() {
        return asked.isEmpty() && !warnings.isEmpty();
    }

    /** Whether the channel would bring something as it stands. */
    public boolean isUsable() {
        boolean isAsked = !asked.isEmpty() || !warnings.isEmpty();
        boolean isUntried = !findings.isEmpty()
                && findings.stream().allMatch(finding -> finding.outcome() == Finding.Outcome.NOT_FETCHED);
        return !isAsked
                || isUntried
                || findings.stream().anyMatch(finding -> switch (finding.outcome()) {
                    case NEW, DUPLICATE, KNOWN -> true;
                    case REJECTED, NOT_FETCHED -> false;
                });
    }
}

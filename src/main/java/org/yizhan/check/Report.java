package org.yizhan.check;

import java.util.List;
import org.yizhan.article.Channel;

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

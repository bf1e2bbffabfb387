package org.yizhan.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;

/**
 * The conditions of a search that nothing can meet: no vocabulary has the name, and no story is filed under it. Such a
 * search is answered like any other, with no stories, since the name may come to be known.
 */
final class UnknownNames {

    private UnknownNames() {}

    /** One for each. Asks the store only where a vocabulary lacks a name; blocks then. */
    static List<Advice> in(SearchQuery query, KnownFeeds known, Stories stories) {
        List<FeedName> unnamed = query.filters().stream()
                .filter(name -> known.title(name).isEmpty())
                .toList();
        if (unnamed.isEmpty()) {
            return List.of();
        }
        Set<FeedName> held =
                stories.feeds(unnamed).stream().map(FeedSummary::name).collect(Collectors.toSet());
        return unnamed.stream()
                .filter(name -> !held.contains(name))
                .map(UnknownNames::advice)
                .toList();
    }

    private static Advice advice(FeedName name) {
        String value = SearchFaults.quoted(name.value());
        String all = SubjectIndex.address(name.kind());
        String english = name.kind().word().replace("organization", "organisation");
        return new Advice(
                "没有「%s」这个%s，所以什么也找不到；%s 里有全部。".formatted(value, chinese(name.kind()), all),
                "There is no %s “%s”, so nothing can be found; %s lists what there is.".formatted(english, value, all),
                "there is no %s `%s`, so nothing can be found; see %s"
                        .formatted(name.kind().word(), value, all));
    }

    private static String chinese(FeedName.Kind kind) {
        return switch (kind) {
            case SOURCE -> "来源";
            case REGION -> "地区代码";
            case TOPIC -> "主题";
            case ORGANIZATION -> "机构";
            case ALL, STORY -> "订阅源";
        };
    }
}

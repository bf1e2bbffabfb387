package org.yizhan.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Tag;

/**
 * Finds the bodies an article speaks of: listed ones, and a department right behind its division (张掖市甘州区民政局).
 *
 * <p>A body counts where it stands in the title, the body's opening or the attribution, or at least twice. An outlet in a
 * dateline or in front of 记者 isn't spoken of.
 */
final class OrganizationTagger {

    private static final int MOST = 8;
    private static final List<String> OF_OUTLETS = List.of("记者", "消息", "讯", "电", "通讯员", "报道", "评论员", "客户端");

    private final Organizations organizations;

    OrganizationTagger(Organizations organizations) {
        this.organizations = organizations;
    }

    /** The tags in the order of the text. */
    List<Tag> tag(Reading reading, List<Hit> names, List<Mention> mentions, Optional<Region> publisher) {
        Map<Integer, Region> placeEnding = new HashMap<>();
        for (Mention mention : mentions) {
            if (mention.isSingle()) {
                placeEnding.put(mention.end, mention.regions.getFirst());
            }
        }
        Map<String, Integer> points = new HashMap<>();
        Map<String, Tag> found = new LinkedHashMap<>();
        for (Hit hit : names) {
            Optional<Organization> body = body(reading, hit, placeEnding, publisher);
            if (body.isEmpty() || (body.get().isOutlet() && isCredit(reading, hit))) {
                continue;
            }
            Organization organization = body.get();
            found.putIfAbsent(
                    organization.id(),
                    new Tag(
                            Tag.Scheme.ORGANIZATION,
                            organization.id(),
                            organization.name(),
                            hit.entry().word()));
            boolean prominent =
                    reading.inTitle(hit.begin()) || (reading.inLead(hit.begin()) && !organization.isOutlet());
            points.merge(organization.id(), prominent ? 2 : 1, Integer::sum);
        }
        List<Tag> tags = new ArrayList<>(found.values());
        tags.removeIf(tag -> points.getOrDefault(tag.id(), 0) < 2);
        return tags.size() > MOST ? tags.subList(0, MOST) : tags;
    }

    private Optional<Organization> body(
            Reading reading, Hit hit, Map<Integer, Region> placeEnding, Optional<Region> publisher) {
        if (hit.entry().organization().isPresent()) {
            return hit.entry().organization();
        }
        Optional<Department> department = hit.entry().department();
        if (department.isEmpty()) {
            return Optional.empty();
        }
        Optional<Region> place = Optional.ofNullable(placeEnding.get(hit.begin()));
        if (place.isEmpty()) {
            place = publisher.flatMap(region -> ownDivision(reading, hit.begin(), region));
        }
        return place.flatMap(region -> organizations.compose(region, department.get()));
    }

    /** 区民政局 in a text of the district's own site: the division with that suffix on the publisher's path. */
    private Optional<Region> ownDivision(Reading reading, int begin, Region publisher) {
        char suffix = reading.at(begin - 1);
        boolean own = suffix != '\n' && publisher.name().endsWith(String.valueOf(suffix));
        return own && "省市县区旗州盟".indexOf(suffix) >= 0 ? Optional.of(publisher) : Optional.empty();
    }

    private static boolean isCredit(Reading reading, Hit hit) {
        char next = reading.at(hit.end());
        boolean dateline = reading.text()
                .substring(hit.end(), Math.min(hit.end() + 14, reading.text().length()))
                .contains("日电");
        return dateline || next == '（' || OF_OUTLETS.stream().anyMatch(word -> reading.continues(hit.end(), word));
    }
}

package org.yizhan.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Evidence;
import org.yizhan.article.Tag;

/**
 * Finds the bodies an article speaks of: listed ones, a department right behind its division (张掖市甘州区民政局), and bodies
 * known by their news.
 *
 * <p>A body counts where it stands in the title, the body's opening or the attribution, or at least twice. An outlet in a
 * dateline or in front of 记者 isn't spoken of. A short name (求是) and one known by its news only count where they can't be a
 * part of something longer.
 */
final class OrganizationTagger {

    private static final int MOST = 8;
    private static final int SHORT = 2;
    private static final List<String> OF_OUTLETS = List.of("记者", "消息", "讯", "电", "通讯员", "报道", "评论员", "客户端");
    private static final String SUFFIXES = "省市县区旗州盟";
    private static final String SEVERAL = "各外两三多每某弟";
    private static final String BEFORE = "由与和据经在到自对向从转及";
    private static final List<String> BEHIND =
            List.of("消息", "讯", "记者", "报道", "等", "的", "和", "与", "及", "刊发", "推出", "发布", "刊登", "印发", "转发", "主办", "联合");

    private final Organizations organizations;
    private final Regions regions;

    OrganizationTagger(Organizations organizations, Regions regions) {
        this.organizations = organizations;
        this.regions = regions;
    }

    /**
     * What was found in one text.
     *
     * @param names places, listed bodies and departments, none overlapping
     * @param printed bodies known by their news
     * @param hiding strings in which no body is found
     * @param placeEnding the one division meant by the name that ends there
     * @param placesEnd where the names of places end, whatever they mean, and where each begins
     */
    record Found(
            List<Hit> names,
            List<Hit> printed,
            List<Hit> hiding,
            Map<Integer, Region> placeEnding,
            Map<Integer, Integer> placesEnd) {

        static Found of(List<Hit> hits, List<Hit> names, List<Mention> mentions) {
            Map<Integer, Region> ending = new HashMap<>();
            for (Mention mention : mentions) {
                if (mention.isSingle()) {
                    ending.put(mention.end, mention.regions.getFirst());
                }
            }
            Map<Integer, Integer> places = new HashMap<>();
            for (Hit hit : names) {
                if (hit.entry().place().isPresent()) {
                    places.put(hit.end(), hit.begin());
                }
            }
            return new Found(names, Vocabulary.printed(hits), Vocabulary.hiding(hits), ending, places);
        }

        /** Where a department's name begins with the places before it: 张掖市甘州区民政局. */
        int wholeBegin(Hit hit) {
            int begin = hit.begin();
            while (hit.entry().department().isPresent() && placesEnd.containsKey(begin)) {
                begin = placesEnd.getOrDefault(begin, 0);
            }
            return begin;
        }

        boolean isHidden(Hit hit) {
            return hiding.stream().anyMatch(other -> other.begin() <= hit.begin() && hit.end() <= other.end());
        }
    }

    /** The tags in the order of the text. */
    List<Tag> tag(Reading reading, Found found, Optional<Region> publisher) {
        var spoken = new Spoken(reading);
        for (Hit hit : found.names()) {
            if (!found.isHidden(hit)) {
                body(reading, hit, found, publisher).ifPresent(body -> spoken.add(body, hit, found.wholeBegin(hit)));
            }
        }
        for (Hit hit : found.printed()) {
            if (!found.isHidden(hit) && isBegun(reading, hit) && isEnded(reading, hit)) {
                hit.entry().printed().ifPresent(body -> spoken.add(body, hit, hit.begin()));
            }
        }
        return spoken.tags();
    }

    /** The bodies of one text, with what speaks for them; confined to one reading. */
    private static final class Spoken {
        private final Reading reading;
        private final Map<String, Integer> points = new HashMap<>();
        private final Map<String, Organization> bodies = new LinkedHashMap<>();
        private final Map<String, List<Evidence>> evidence = new HashMap<>();

        Spoken(Reading reading) {
            this.reading = reading;
        }

        void add(Organization body, Hit hit, int begin) {
            if (body.isOutlet() && isCredit(reading, hit)) {
                return;
            }
            bodies.putIfAbsent(body.id(), body);
            boolean prominent = reading.inTitle(hit.begin()) || (reading.inLead(hit.begin()) && !body.isOutlet());
            points.merge(body.id(), prominent ? 2 : 1, Integer::sum);
            List<Evidence> seen = evidence.computeIfAbsent(body.id(), id -> new ArrayList<>(2));
            if (seen.size() < 2) {
                seen.add(reading.evidence(reading.text().substring(begin, hit.end()), begin, 0));
            }
        }

        List<Tag> tags() {
            return bodies.values().stream()
                    .filter(body -> points.getOrDefault(body.id(), 0) >= 2)
                    .limit(MOST)
                    .map(body -> Tag.of(
                            Tag.Scheme.ORGANIZATION,
                            body.id(),
                            body.name(),
                            evidence.getOrDefault(body.id(), List.of())))
                    .toList();
        }
    }

    private Optional<Organization> body(Reading reading, Hit hit, Found found, Optional<Region> publisher) {
        if (hit.entry().organization().isPresent()) {
            return hit.length() > SHORT || isBegun(reading, hit) ? hit.entry().organization() : Optional.empty();
        }
        Optional<Department> department = hit.entry().department();
        if (department.isEmpty()) {
            return Optional.empty();
        }
        Optional<Region> place = Optional.ofNullable(found.placeEnding().get(hit.begin()));
        if (place.isEmpty() && !found.placesEnd().containsKey(hit.begin())) {
            place = publisher.flatMap(region -> ownDivision(reading, hit, department.get(), region));
        }
        return place.flatMap(region -> organizations.compose(region, department.get()));
    }

    /**
     * 区民政局 in a text of the district's own site, 市民政局 in one of a district of the city: the division with that suffix
     * on the publisher's path. 民政局 at the head of a sentence is the publisher's own; 各区民政局 is nobody's.
     */
    private Optional<Region> ownDivision(Reading reading, Hit hit, Department department, Region publisher) {
        char before = reading.at(hit.begin() - 1);
        if (SUFFIXES.indexOf(before) < 0) {
            boolean bare = !isHan(before) && hit.entry().word().equals(department.name());
            return bare && "局厅".indexOf(reading.at(hit.end() - 1)) >= 0 ? Optional.of(publisher) : Optional.empty();
        }
        if (SEVERAL.indexOf(reading.at(hit.begin() - 2)) >= 0) {
            return Optional.empty();
        }
        return regions.path(publisher.code()).stream()
                .filter(region ->
                        region.level() > 0 && region.name().charAt(region.name().length() - 1) == before)
                .findFirst();
    }

    /** Whether nothing before it can make it the end of a longer word or name. */
    private static boolean isBegun(Reading reading, Hit hit) {
        char before = reading.at(hit.begin() - 1);
        return !isHan(before) || BEFORE.indexOf(before) >= 0;
    }

    /** Whether it ends as outlets do, or nothing behind it can make it the beginning of a longer name (X社会工作|部). */
    private static boolean isEnded(Reading reading, Hit hit) {
        return PrintedName.isOfAnOutlet(hit.entry().word())
                || !isHan(reading.at(hit.end()))
                || BEHIND.stream().anyMatch(word -> reading.continues(hit.end(), word));
    }

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private static boolean isCredit(Reading reading, Hit hit) {
        char next = reading.at(hit.end());
        boolean dateline = reading.text()
                .substring(hit.end(), Math.min(hit.end() + 14, reading.text().length()))
                .contains("日电");
        return dateline || next == '（' || OF_OUTLETS.stream().anyMatch(word -> reading.continues(hit.end(), word));
    }
}

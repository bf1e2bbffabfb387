package org.yizhan.tag;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yizhan.article.Evidence;
import org.yizhan.article.Tag;

/**
 * Decides which of the places in a text it is about: the most specific level the text as a whole is set in.
 *
 * <p>A place in the title decides, refined to a county where the body is set in one county of it and never speaks of the
 * larger place itself. Without one, the body's opening decides, unless the article is about diplomacy or the whole
 * country; there a place has to govern the text. Host cities (在X举行), datelines and universities don't count.
 */
final class RegionTagger {

    private static final int MOST = 4;
    private static final List<String> HOSTED =
            List.of("举行", "召开", "开幕", "闭幕", "启动", "举办", "签署", "会见", "会晤", "发布", "开播", "揭晓", "出席", "同", "开馆", "拉开");
    private static final List<String> STAGE = List.of("回到", "返回", "抵达", "离开", "乘专机", "飞抵", "前往", "来自", "进", "驻");
    private static final List<String> OF_AN_INSTITUTION =
            List.of("大学", "学院", "卫视", "证券", "卫星发射", "银行", "日报", "晚报", "等地", "等省", "等市", "等多", "等1", "等2", "等全国");

    /** Titles that announce cases from here and there. */
    private static final List<String> CASES = List.of("案例", "通报", "曝光");

    private static final int SCATTERED = 3;

    private final PlaceWords words;

    RegionTagger(PlaceWords words) {
        this.words = words;
    }

    /** The tags, most specific divisions only. */
    List<Tag> tag(Reading reading, List<Mention> mentions) {
        List<Region> single = words.single(reading);
        if (mentions.isEmpty() && single.isEmpty()) {
            return List.of();
        }
        mentions.forEach(mention -> mention.weak = isWeak(reading, mention));
        Map<Region, Evidence> chosen = new LinkedHashMap<>();
        int opening = reading.seriesEnd();
        single.forEach(region -> chosen.put(region, reading.evidence(String.valueOf(reading.at(opening)), opening, 0)));
        for (Mention mention : mentions) {
            if (reading.inTitle(mention.begin) && !mention.leadsOn && !mention.weak) {
                mention.regions.forEach(region -> chosen.putIfAbsent(region, evidence(reading, mention)));
            }
        }
        if (chosen.isEmpty()) {
            ofBody(reading, mentions, chosen);
        }
        Map<Region, List<Evidence>> refined = new LinkedHashMap<>();
        chosen.forEach((region, evidence) -> {
            Region deepest = refine(region, reading, mentions);
            List<Evidence> both = new ArrayList<>(List.of(evidence));
            if (!deepest.equals(region)) {
                first(deepest, mentions).ifPresent(mention -> both.add(evidence(reading, mention)));
            }
            refined.put(deepest, both);
        });
        refined.keySet().removeIf(region -> refined.keySet().stream().anyMatch(other -> other.isWithin(region)));
        return refined.entrySet().stream()
                .map(entry -> Tag.of(
                        Tag.Scheme.REGION, entry.getKey().code(), entry.getKey().name(), entry.getValue()))
                .toList();
    }

    private static Evidence evidence(Reading reading, Mention mention) {
        return reading.evidence(mention.word, mention.begin, 0);
    }

    private static Optional<Mention> first(Region region, List<Mention> mentions) {
        return mentions.stream()
                .filter(mention -> mention.regions.contains(region))
                .findFirst();
    }

    private void ofBody(Reading reading, List<Mention> mentions, Map<Region, Evidence> chosen) {
        String title = reading.text().substring(0, reading.titleEnd());
        if (words.isDiplomatic(title)) {
            return;
        }
        List<Mention> strong = mentions.stream()
                .filter(mention -> !mention.leadsOn && !mention.weak && mention.isSingle())
                .toList();
        Map<Region, Integer> counts = new LinkedHashMap<>();
        Map<Region, Evidence> lead = new LinkedHashMap<>();
        for (Mention mention : strong) {
            Region region = mention.regions.getFirst();
            counts.merge(region, 1, Integer::sum);
            if (reading.inLead(mention.begin)) {
                lead.putIfAbsent(region, evidence(reading, mention));
            }
        }
        String opening = title
                + reading.text()
                        .substring(
                                reading.bodyBegin(),
                                Math.min(
                                        reading.bodyBegin() + 16, reading.text().length()));
        if (words.isNational(opening)) {
            governing(lead, counts, strong.size())
                    .ifPresent(region -> chosen.putAll(Map.of(region, requireNonNull(lead.get(region)))));
        } else if (lead.size() <= MOST
                && !isRoundUp(title, lead.keySet())
                && about(lead.keySet(), counts) * 2 >= strong.size()) {
            chosen.putAll(lead);
        }
    }

    /** 民政部通报典型案例: places in several provinces are where the cases were, none of them is what it is about. */
    private static boolean isRoundUp(String title, Collection<Region> places) {
        long provinces = places.stream()
                .map(region -> region.code().substring(0, 2))
                .distinct()
                .count();
        return provinces >= SCATTERED && CASES.stream().anyMatch(title::contains);
    }

    /** The place that stands in the opening, at least three times, and makes up most of all places. */
    private static Optional<Region> governing(Map<Region, Evidence> lead, Map<Region, Integer> counts, int all) {
        return lead.keySet().stream()
                .filter(region -> about(List.of(region), counts) >= 3 && about(List.of(region), counts) * 3 >= all * 2)
                .findFirst();
    }

    /** How many mentions are of these places or lie in them. */
    private static int about(Collection<Region> places, Map<Region, Integer> counts) {
        int sum = 0;
        for (Map.Entry<Region, Integer> count : counts.entrySet()) {
            Region region = count.getKey();
            if (places.contains(region) || places.stream().anyMatch(region::isWithin)) {
                sum += count.getValue();
            }
        }
        return sum;
    }

    /** The one county (or city) of the place the body is set in, where the body never speaks of the place itself. */
    private static Region refine(Region region, Reading reading, List<Mention> mentions) {
        if (region.level() == 3) {
            return region;
        }
        List<Region> deeper = new ArrayList<>();
        boolean early = false;
        for (Mention mention : mentions) {
            if (reading.inTitle(mention.begin) || mention.leadsOn || mention.weak || !mention.isSingle()) {
                continue;
            }
            Region found = mention.regions.getFirst();
            if (found.equals(region)) {
                return region;
            }
            if (found.isWithin(region)) {
                deeper.add(found);
                early |= reading.inLead(mention.begin);
            }
        }
        List<Region> deepest = deeper.stream()
                .distinct()
                .filter(place -> deeper.stream().noneMatch(other -> other.isWithin(place)))
                .collect(Collectors.toList());
        return early && deepest.size() == 1 ? deepest.getFirst() : region;
    }

    private static boolean isWeak(Reading reading, Mention mention) {
        for (String stage : STAGE) {
            if (stage.length() > 1 && reading.continues(mention.begin - stage.length(), stage)) {
                return true;
            }
        }
        for (String institution : OF_AN_INSTITUTION) {
            if (reading.continues(mention.end, institution)) {
                return true;
            }
        }
        if (isDateline(reading, mention)) {
            return true;
        }
        return !reading.inTitle(mention.begin)
                && mention.name.form() != PlaceName.Form.FULL
                && isHost(reading, mention);
    }

    /** 在北京举行, 在上海开幕: where something took place. */
    private static boolean isHost(Reading reading, Mention mention) {
        int from = mention.begin - 1;
        for (int i = 0; i < 4 && from > 0 && reading.at(from) != '在'; i++) {
            from--;
        }
        if (reading.at(from) != '在') {
            return false;
        }
        for (String event : HOSTED) {
            for (int gap = 0; gap <= 8; gap++) {
                if (reading.continues(mention.end + gap, event)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDateline(Reading reading, Mention mention) {
        if (reading.at(mention.begin - 1) != '社' && !reading.continues(mention.begin - 2, "本报")) {
            return false;
        }
        char next = reading.at(mention.end);
        return Character.isDigit(next) || next == '电' || reading.continues(mention.end, "讯");
    }
}

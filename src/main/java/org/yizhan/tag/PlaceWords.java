package org.yizhan.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code region-words.txt} knows about place names beyond the list of divisions; immutable. */
final class PlaceWords {

    private final Set<String> needsParent;
    private final Set<String> common;
    private final List<String> swallow;
    private final Map<String, List<Region>> aliases;
    private final Map<String, List<Region>> singles;
    private final List<String> singleVerbs;
    private final List<String> diplomacy;
    private final List<String> national;

    private PlaceWords(Map<String, List<String>> sections, Regions regions) {
        this.needsParent = Set.copyOf(sections.getOrDefault("needs-parent", List.of()));
        this.common = Set.copyOf(sections.getOrDefault("common", List.of()));
        this.swallow = List.copyOf(sections.getOrDefault("swallow", List.of()));
        this.aliases = pairs(sections.getOrDefault("alias", List.of()), regions);
        this.singles = pairs(sections.getOrDefault("single", List.of()), regions);
        this.singleVerbs = List.copyOf(sections.getOrDefault("single-verbs", List.of()));
        this.diplomacy = List.copyOf(sections.getOrDefault("diplomacy", List.of()));
        this.national = List.copyOf(sections.getOrDefault("national", List.of()));
    }

    static PlaceWords bundled(Regions regions) {
        return new PlaceWords(DictionaryFile.sections("region-words.txt"), regions);
    }

    /** Every string that names a place or hides one. */
    Map<String, PlaceName> names(Regions regions) {
        Map<String, List<Region>> full = new LinkedHashMap<>();
        Map<String, List<Region>> brief = new LinkedHashMap<>();
        for (Region region : regions.all()) {
            if (region.level() == 0) {
                continue;
            }
            full.computeIfAbsent(region.name(), name -> new ArrayList<>()).add(region);
            regions.shortName(region.code())
                    .ifPresent(name -> brief.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(region));
        }
        Map<String, PlaceName> names = new HashMap<>();
        brief.forEach((name, list) -> names.put(
                name, new PlaceName(PlaceName.Form.SHORT, highest(list), common.contains(name) && isLow(list))));
        full.forEach((name, list) -> names.put(
                name, new PlaceName(PlaceName.Form.FULL, list, needsParent.contains(name) || name.length() == 2)));
        aliases.forEach((name, list) -> names.put(name, new PlaceName(PlaceName.Form.ALIAS, list, false)));
        swallow.forEach(word -> names.put(word, PlaceName.NO_PLACE));
        return names;
    }

    boolean isCommon(String shortName) {
        return common.contains(shortName);
    }

    /** Whether a full name is an ordinary word too, which counts only right behind a division it belongs to. */
    boolean needsParent(String fullName) {
        return needsParent.contains(fullName);
    }

    /** The province a title opens with as one character: 闽出台…. */
    List<Region> single(Reading reading) {
        int begin = reading.seriesEnd();
        List<Region> regions = singles.getOrDefault(String.valueOf(reading.at(begin)), List.of());
        return !regions.isEmpty() && singleVerbs.stream().anyMatch(verb -> reading.continues(begin + 1, verb))
                ? regions
                : List.of();
    }

    boolean isDiplomatic(String title) {
        return containsAny(title, diplomacy);
    }

    boolean isNational(String opening) {
        return containsAny(opening, national);
    }

    private static boolean containsAny(String text, Collection<String> words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** 吉林 alone is the province, not the city; other levels keep all their candidates. */
    private static List<Region> highest(List<Region> regions) {
        List<Region> provinces =
                regions.stream().filter(region -> region.level() == 1).toList();
        return provinces.isEmpty() ? regions : provinces;
    }

    private static boolean isLow(List<Region> regions) {
        return regions.stream().noneMatch(region -> region.level() == 1);
    }

    private static Map<String, List<Region>> pairs(List<String> words, Regions regions) {
        Map<String, List<Region>> pairs = new HashMap<>();
        for (String pair : words) {
            int cut = pair.indexOf('=');
            List<Region> list = new ArrayList<>();
            for (String code : pair.substring(cut + 1).split(",", -1)) {
                list.add(regions.find(code)
                        .orElseThrow(() -> new IllegalStateException("region-words.txt: unknown code in " + pair)));
            }
            pairs.put(pair.substring(0, cut), List.copyOf(list));
        }
        return Map.copyOf(pairs);
    }
}

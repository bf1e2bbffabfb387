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

    private static final List<String> SECTIONS =
            List.of("needs-parent", "common", "swallow", "alias", "single", "single-verbs", "diplomacy", "national");

    private final Set<String> needsParent;
    private final Set<String> common;
    private final List<String> swallow;
    private final Map<String, List<Region>> aliases;
    private final Map<String, List<Region>> singles;
    private final List<String> singleVerbs;
    private final List<String> diplomacy;
    private final List<String> national;

    private PlaceWords(Map<String, List<DictionaryText.Line>> sections, Regions regions) {
        this.needsParent = Set.copyOf(words(sections, "needs-parent"));
        this.common = Set.copyOf(words(sections, "common"));
        this.swallow = words(sections, "swallow");
        this.aliases = pairs(sections.getOrDefault("alias", List.of()), regions);
        this.singles = pairs(sections.getOrDefault("single", List.of()), regions);
        this.singleVerbs = words(sections, "single-verbs");
        this.diplomacy = words(sections, "diplomacy");
        this.national = words(sections, "national");
    }

    /** @throws BrokenDictionary naming the line that can't be taken */
    static PlaceWords parse(List<DictionaryText> texts, Regions regions) {
        Map<String, List<DictionaryText.Line>> sections = new HashMap<>();
        for (DictionaryText text : texts) {
            text.sections().forEach((title, lines) -> {
                if (!SECTIONS.contains(title)) {
                    throw new BrokenDictionary(
                            text.file(), 0, "there is no section [" + title + "]; they are " + SECTIONS);
                }
                sections.computeIfAbsent(title, key -> new ArrayList<>()).addAll(lines);
            });
        }
        return new PlaceWords(sections, regions);
    }

    private static List<String> words(Map<String, List<DictionaryText.Line>> sections, String title) {
        return sections.getOrDefault(title, List.of()).stream()
                .map(DictionaryText.Line::text)
                .toList();
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

    private static Map<String, List<Region>> pairs(List<DictionaryText.Line> words, Regions regions) {
        Map<String, List<Region>> pairs = new HashMap<>();
        for (DictionaryText.Line line : words) {
            int cut = line.text().indexOf('=');
            if (cut < 1) {
                throw line.broken(line.text() + " is no pair; write a name, = and a code: 申城=310000");
            }
            List<Region> list = new ArrayList<>();
            for (String code : line.text().substring(cut + 1).split(",", -1)) {
                list.add(regions.find(code).orElseThrow(() -> line.broken("there is no division " + code)));
            }
            pairs.put(line.text().substring(0, cut), List.copyOf(list));
        }
        return Map.copyOf(pairs);
    }
}

package org.yizhan.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The administrative divisions of China by GB/T 2260 code, from {@code dictionaries/regions.tsv}.
 *
 * <p>Immutable and safe for concurrent use. Municipalities have their districts as direct children, and counties run by a
 * province are its children too: the pseudo-levels 市辖区, 县 and 省直辖县级行政区划 don't occur.
 */
public final class Regions {

    /** The code of the whole country. */
    public static final String COUNTRY = "100000";

    private final Map<String, Region> byCode;
    private final Map<String, String> shortNames;
    private final Map<String, List<Region>> children;
    private final Map<String, List<Region>> byName;

    private Regions(Map<String, Region> byCode, Map<String, String> shortNames) {
        this.byCode = Collections.unmodifiableMap(byCode);
        this.shortNames = Map.copyOf(shortNames);
        Map<String, List<Region>> below = new LinkedHashMap<>();
        byCode.values()
                .forEach(region -> below.computeIfAbsent(region.parent(), code -> new ArrayList<>())
                        .add(region));
        below.replaceAll((code, list) -> List.copyOf(list));
        this.children = Map.copyOf(below);
        this.byName = names();
    }

    /** The divisions that come with the program. */
    public static Regions bundled() {
        return Dictionaries.bundled().regions();
    }

    /** @throws BrokenDictionary naming the row that can't be taken */
    static Regions parse(List<DictionaryText.Row> rows) {
        Map<String, String> names = new TreeMap<>();
        Map<String, String> shortNames = new LinkedHashMap<>();
        for (DictionaryText.Row row : rows) {
            if (!row.field(0).matches("[0-9]{6}") || row.field(1).isEmpty()) {
                throw row.line().broken("a division is a code of six digits, a tab and a name; then a short name");
            }
            names.put(row.field(0), row.field(1));
            if (!row.field(2).isEmpty()) {
                shortNames.put(row.field(0), row.field(2));
            }
        }
        Map<String, Region> regions = new LinkedHashMap<>();
        for (DictionaryText.Row row : rows) {
            String code = row.field(0);
            String above = parent(code, names);
            if (!above.isEmpty() && !names.containsKey(above)) {
                throw row.line().broken("there is no division " + above + " above it; add its row");
            }
            regions.put(code, new Region(code, names.getOrDefault(code, ""), fullName(code, names), above));
        }
        return new Regions(regions, shortNames);
    }

    /**
     * The divisions that a name can mean, by itself or behind the one above it: 甘州区, 张掖市甘州区, 甘肃甘州区, 赣州.
     * A county's short name means nothing by itself.
     */
    List<Region> called(String name) {
        return byName.getOrDefault(name, List.of());
    }

    private Map<String, List<Region>> names() {
        Map<String, List<Region>> names = new HashMap<>();
        for (Region region : byCode.values()) {
            for (String own : forms(region)) {
                boolean bare = !own.equals(region.name()) && region.level() == 3;
                for (String above : aboves(region)) {
                    if (!(bare && above.isEmpty())) {
                        List<Region> called = names.computeIfAbsent(above + own, key -> new ArrayList<>(1));
                        if (!called.contains(region)) {
                            called.add(region);
                        }
                    }
                }
            }
        }
        names.replaceAll((name, list) -> List.copyOf(list));
        return Map.copyOf(names);
    }

    private List<String> forms(Region region) {
        return shortName(region.code())
                .map(brief -> List.of(region.name(), brief))
                .orElse(List.of(region.name()));
    }

    /** What may stand before a division's name: nothing, one above it, or the two above it in their order. */
    private List<String> aboves(Region region) {
        List<String> forms = new ArrayList<>(List.of(""));
        for (Region above : ancestors(region.code())) {
            if (above.level() > 0) {
                List<String> higher = forms(above);
                List<String> longer = new ArrayList<>(higher);
                higher.forEach(form ->
                        forms.stream().filter(lower -> !lower.isEmpty()).forEach(lower -> longer.add(form + lower)));
                forms.addAll(longer);
            }
        }
        return forms;
    }

    /** The division with this code, empty for unknown and abolished codes. */
    public Optional<Region> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The divisions directly below, by code; empty for counties and unknown codes. */
    public List<Region> children(String code) {
        return children.getOrDefault(code, List.of());
    }

    /** The division and everything above it, most specific first: 620702, 620700, 620000, 100000; empty if unknown. */
    public List<Region> path(String code) {
        List<Region> path = new ArrayList<>();
        Optional<Region> next = find(code);
        while (next.isPresent()) {
            path.add(next.get());
            next = find(next.get().parent());
        }
        return path;
    }

    /** Everything above the division, nearest first; empty for the country and unknown codes. */
    public List<Region> ancestors(String code) {
        List<Region> path = path(code);
        return path.isEmpty() ? path : path.subList(1, path.size());
    }

    /** All divisions by code, the country first. */
    public Collection<Region> all() {
        return byCode.values();
    }

    /** The name without suffix and peoples (甘州, 黔东南, 内蒙古), empty where it has none. */
    public Optional<String> shortName(String code) {
        return Optional.ofNullable(shortNames.get(code));
    }

    private static String parent(String code, Map<String, String> names) {
        if (code.equals(COUNTRY)) {
            return "";
        }
        if (code.endsWith("0000")) {
            return COUNTRY;
        }
        String prefecture = code.substring(0, 4) + "00";
        return !code.endsWith("00") && names.containsKey(prefecture) ? prefecture : code.substring(0, 2) + "0000";
    }

    private static String fullName(String code, Map<String, String> names) {
        StringBuilder full = new StringBuilder(names.getOrDefault(code, ""));
        String above = parent(code, names);
        while (!above.isEmpty() && !above.equals(COUNTRY)) {
            full.insert(0, names.getOrDefault(above, ""));
            above = parent(above, names);
        }
        return full.toString();
    }
}

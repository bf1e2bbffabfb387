package org.yizhan.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private Regions(Map<String, Region> byCode, Map<String, String> shortNames) {
        this.byCode = Collections.unmodifiableMap(byCode);
        this.shortNames = Map.copyOf(shortNames);
        Map<String, List<Region>> below = new LinkedHashMap<>();
        byCode.values()
                .forEach(region -> below.computeIfAbsent(region.parent(), code -> new ArrayList<>())
                        .add(region));
        below.replaceAll((code, list) -> List.copyOf(list));
        this.children = Map.copyOf(below);
    }

    /** Reads the bundled divisions. */
    public static Regions bundled() {
        Map<String, Region> regions = new LinkedHashMap<>();
        Map<String, String> shortNames = new LinkedHashMap<>();
        List<String[]> rows = DictionaryFile.rows("regions.tsv");
        Map<String, String> names = new LinkedHashMap<>();
        rows.forEach(row -> names.put(row[0], row[1]));
        for (String[] row : rows) {
            String code = row[0];
            regions.put(code, new Region(code, row[1], fullName(code, names), parent(code, names)));
            if (row.length > 2) {
                shortNames.put(code, row[2]);
            }
        }
        return new Regions(regions, shortNames);
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

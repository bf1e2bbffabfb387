package org.yizhan.tag;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of {@code organizations.tsv} put together; confined to one thread.
 *
 * <p>A row is id, name, other names, division, homepage, kind. A later row of an id replaces the earlier one; one without
 * a name adds its other names to the body of that id, composed ones included. The kind {@code none} hides strings: no
 * body is found in them, and they become none by being printed.
 */
final class BodyNames {

    private static final List<String> KINDS = List.of("body", "outlet", "none", "");

    private static final int COLUMNS = 6;

    private final Regions regions;
    final Map<String, Organization> byId = new LinkedHashMap<>();
    final Map<String, DictionaryText.Row> aliases = new LinkedHashMap<>();
    final Map<String, Set<String>> added = new HashMap<>();
    final Set<String> hidden = new HashSet<>();

    BodyNames(Regions regions) {
        this.regions = regions;
    }

    /** @throws BrokenDictionary naming what is wrong with the row */
    void read(DictionaryText.Row row) {
        String id = row.field(0);
        String kind = row.field(5);
        if (row.fields().size() > COLUMNS) {
            throw row.line().broken("it has more than " + COLUMNS + " columns; take tabs away");
        }
        if (!KINDS.contains(kind)) {
            throw row.line().broken("the kind is '" + kind + "'; write body, outlet or none");
        }
        if (kind.equals("none")) {
            hidden.add(row.field(1));
            hidden.addAll(row.list(2));
        } else if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw row.line().broken("the id is '" + id + "'; write lower-case letters, digits and hyphens, then a tab");
        } else if (row.field(1).isEmpty()) {
            aliases.put(id, row);
            added.computeIfAbsent(id, key -> new HashSet<>()).addAll(row.list(2));
        } else {
            byId.put(id, organization(row));
        }
    }

    private Organization organization(DictionaryText.Row row) {
        String region = row.field(3);
        if (!region.isEmpty() && regions.find(region).isEmpty()) {
            throw row.line().broken("there is no division " + region + "; leave it empty where it is not known");
        }
        return new Organization(
                row.field(0),
                row.field(1),
                row.list(2),
                region,
                row.field(4),
                row.field(5).equals("outlet"));
    }
}

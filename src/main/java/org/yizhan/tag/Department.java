package org.yizhan.tag;

import java.util.List;

/**
 * A kind of body that many divisions have: 民政局.
 *
 * @param slug its part of the id
 * @param name as it follows the division's name
 * @param aliases other forms of the name
 * @param levels where there is one: {@code province} for provinces that aren't municipalities, {@code local} for all
 *     the others, {@code any} for both
 */
record Department(String slug, String name, List<String> aliases, String levels) {

    private static final List<String> LEVELS = List.of("province", "local", "any");
    private static final List<String> MUNICIPALITIES = List.of("110000", "120000", "310000", "500000");

    Department {
        aliases = List.copyOf(aliases);
        if (!LEVELS.contains(levels)) {
            throw new IllegalArgumentException("department " + slug + ": unknown levels " + levels);
        }
    }

    /** @throws BrokenDictionary where the row can't be one */
    static Department of(DictionaryText.Row row) {
        if (!row.field(0).matches("[a-z]+") || row.field(1).isEmpty()) {
            throw row.line().broken("a department is a slug of lower-case letters, a tab and a name");
        }
        String levels = row.field(3);
        if (!LEVELS.contains(levels)) {
            throw row.line().broken("it is of '" + levels + "'; write province, local or any in the fourth column");
        }
        return new Department(row.field(0), row.field(1), row.list(2), levels);
    }

    /** Whether a division of this kind has such a body; the country and 港澳台 have none. */
    boolean isOf(Region region) {
        if (region.level() == 0 || region.code().compareTo("700000") > 0) {
            return false;
        }
        boolean province = region.level() == 1 && !MUNICIPALITIES.contains(region.code());
        return levels.equals("any") || province == levels.equals("province");
    }
}

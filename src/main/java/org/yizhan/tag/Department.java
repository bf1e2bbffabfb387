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

    private static final List<String> MUNICIPALITIES = List.of("110000", "120000", "310000", "500000");

    Department {
        aliases = List.copyOf(aliases);
        if (!List.of("province", "local", "any").contains(levels)) {
            throw new IllegalArgumentException("department " + slug + ": unknown levels " + levels);
        }
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

package org.yizhan.tag;

import java.util.List;

/**
 * A string that names divisions, or, as {@link Form#NONE}, a string in which a place name is no place.
 *
 * @param regions the divisions it may stand for; for an alias the divisions it stands for together
 * @param common whether the string is an ordinary word too, so that it needs more support than others
 */
record PlaceName(Form form, List<Region> regions, boolean common) {

    enum Form {
        /** The official name, with its suffix. */
        FULL,
        /** The name without suffix. */
        SHORT,
        /** A nickname, or a compound of one-character forms (川渝). */
        ALIAS,
        /** No place: 上海合作组织. */
        NONE
    }

    static final PlaceName NO_PLACE = new PlaceName(Form.NONE, List.of(), false);

    PlaceName {
        regions = List.copyOf(regions);
    }
}

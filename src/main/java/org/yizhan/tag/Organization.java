package org.yizhan.tag;

import java.util.List;

/**
 * A body or outlet.
 *
 * @param id an ASCII slug; {@code <region code>-<department slug>} for a department of a division
 * @param name its full name, 张掖市甘州区民政局
 * @param aliases other names it is printed under
 * @param region GB/T 2260 code of the division it belongs to, 100000 for national bodies, empty where unknown
 * @param homepage its address, empty where unknown
 * @param isOutlet whether it is a newspaper, agency or site that carries news about others
 */
public record Organization(
        String id, String name, List<String> aliases, String region, String homepage, boolean isOutlet) {

    public Organization {
        if (!id.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("an organisation id is an ASCII slug: " + id);
        }
        aliases = List.copyOf(aliases);
    }
}

package org.yizhan.tag;

import java.util.List;

/**
 * A body or outlet.
 *
 * @param id an ASCII slug where it is listed, {@code <region code>-<department slug>} for a department of a division, the
 *     {@link PrintedName#stable stable form} of its name where only its news made it known
 * @param name its full name, 张掖市甘州区民政局
 * @param aliases other names it is printed under
 * @param region GB/T 2260 code of the division it belongs to, 100000 for national bodies, empty where unknown
 * @param homepage its address, empty where unknown
 * @param isOutlet whether it is a newspaper, agency or site that carries news about others
 */
public record Organization(
        String id, String name, List<String> aliases, String region, String homepage, boolean isOutlet) {

    public Organization {
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("an organisation has an id and a name: '" + id + "' " + name);
        }
        aliases = List.copyOf(aliases);
    }

    /** One of which nothing is known but its name. */
    static Organization named(String name, String region, String homepage) {
        return new Organization(name, name, List.of(), region, homepage, !PrintedName.isOfABody(name));
    }
}

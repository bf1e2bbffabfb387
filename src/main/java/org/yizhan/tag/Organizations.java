package org.yizhan.tag;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bodies and outlets: those of {@code dictionaries/organizations.tsv}, and the departments ({@code departments.tsv}) of
 * all divisions, composed when asked for ({@code 620702-minzhengju} is 张掖市甘州区民政局) and never listed.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Organizations {

    private static final Pattern COMPOSED = Pattern.compile("([0-9]{6})-([a-z]+)");

    private final Regions regions;
    private final Map<String, Organization> byId;
    private final Map<String, Department> departments;
    private final Map<String, String> homepages;

    private Organizations(
            Regions regions,
            Map<String, Organization> byId,
            Map<String, Department> departments,
            Map<String, String> homepages) {
        this.regions = regions;
        this.byId = Map.copyOf(byId);
        this.departments = Map.copyOf(departments);
        this.homepages = Map.copyOf(homepages);
    }

    /** Reads the bundled bodies; departments belong to these divisions. */
    public static Organizations bundled(Regions regions) {
        Map<String, Organization> byId = new LinkedHashMap<>();
        for (String[] row : DictionaryFile.rows("organizations.tsv")) {
            byId.put(row[0], new Organization(row[0], row[1], list(row[2]), row[3], row[4], row[5].equals("outlet")));
        }
        Map<String, Department> departments = new LinkedHashMap<>();
        for (String[] row : DictionaryFile.rows("departments.tsv")) {
            departments.put(row[0], new Department(row[0], row[1], list(row[2]), row[3]));
        }
        Map<String, String> homepages = new HashMap<>();
        DictionaryFile.rows("homepages.tsv").forEach(row -> homepages.put(row[0], row[1]));
        return new Organizations(regions, byId, departments, homepages);
    }

    /** The body with this id, composed ones included; empty where there can't be one. */
    public Optional<Organization> find(String id) {
        Optional<Organization> listed = Optional.ofNullable(byId.get(id));
        if (listed.isPresent()) {
            return listed;
        }
        Matcher composed = COMPOSED.matcher(id);
        if (!composed.matches()) {
            return Optional.empty();
        }
        return regions.find(composed.group(1))
                .flatMap(region -> Optional.ofNullable(departments.get(composed.group(2)))
                        .flatMap(department -> compose(region, department)));
    }

    /** The body's full name. */
    public Optional<String> label(String id) {
        return find(id).map(Organization::name);
    }

    /** The listed bodies; composed ones aren't listed. */
    public List<Organization> listed() {
        return List.copyOf(byId.values());
    }

    /** The department of the division, if divisions of its kind have one. */
    Optional<Organization> compose(Region region, Department department) {
        if (!department.isOf(region)) {
            return Optional.empty();
        }
        String id = region.code() + "-" + department.slug();
        Optional<Region> above = regions.find(region.parent());
        String city = above.filter(
                        parent -> parent.level() == 2 || parent.name().endsWith("市"))
                .map(Region::name)
                .orElse("");
        return Optional.of(new Organization(
                id,
                city + region.name() + department.name(),
                List.of(),
                region.code(),
                homepages.getOrDefault(id, ""),
                false));
    }

    /** The listed bodies by every name they have. */
    Map<String, Organization> names() {
        Map<String, Organization> names = new HashMap<>();
        for (Organization organization : byId.values()) {
            names.put(organization.name(), organization);
            organization.aliases().forEach(alias -> names.put(alias, organization));
        }
        return names;
    }

    /** The departments by every name they have. */
    Map<String, Department> departmentNames() {
        Map<String, Department> names = new HashMap<>();
        for (Department department : departments.values()) {
            names.put(department.name(), department);
            department.aliases().forEach(alias -> names.put(alias, department));
        }
        return names;
    }

    private static List<String> list(String field) {
        return field.isBlank() ? List.of() : List.of(field.split("、", -1));
    }
}

package org.yizhan.tag;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yizhan.article.Source;
import org.yizhan.search.Folding;

/**
 * Bodies and outlets: those of {@code dictionaries/organizations.tsv}; the departments ({@code departments.tsv}) of all
 * divisions, composed when asked for ({@code 620702-minzhengju} is 张掖市甘州区民政局) and never listed; the sources; and names
 * that articles print as where they come from.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Organizations {

    private static final Pattern COMPOSED = Pattern.compile("([0-9]{6})-([a-z]+)");

    private static final String PARTY = "中共";

    /** 民政局|办公室: a body, and an office in it; 市委|办公室 is a body of its own. */
    private static final Pattern INNER = Pattern.compile("(.{2,}?(?:局|厅|部|会|院))[\\p{IsHan}]{0,6}(?:办公室|办公厅|科|处|室|股)");

    private final Regions regions;
    private final Map<String, Organization> byId;
    private final Map<String, Department> departments;
    private final Map<String, Department> departmentNames;
    private final Map<String, String> homepages;
    private final Map<String, Organization> names;
    private final Map<String, Organization> printed;
    private final Set<String> hidden;
    private final Map<String, Organization> joined;
    private final Set<String> seen;

    private Organizations(
            Regions regions, BodyNames listed, Map<String, Department> departments, Map<String, String> homepages) {
        this.regions = regions;
        this.byId = Map.copyOf(listed.byId);
        this.departments = Map.copyOf(departments);
        this.departmentNames = departmentNames(departments.values());
        this.homepages = Map.copyOf(homepages);
        this.hidden = Set.copyOf(listed.hidden);
        this.joined = Map.of();
        this.seen = Set.of();
        Map<String, Organization> all = names(listed);
        this.printed = only(all, this::isOpen);
        this.names = only(all, name -> !isOpen(name));
    }

    private Organizations(Organizations listed, Joining joining) {
        this.regions = listed.regions;
        this.byId = listed.byId;
        this.departments = listed.departments;
        this.departmentNames = listed.departmentNames;
        this.homepages = listed.homepages;
        this.hidden = listed.hidden;
        this.names = listed.names;
        this.printed = Map.copyOf(joining.printed);
        this.joined = Map.copyOf(joining.bodies);
        this.seen = Set.copyOf(joining.seen);
    }

    /** The bodies that come with the program; departments belong to these divisions. */
    public static Organizations bundled(Regions regions) {
        return parse(DictionaryTexts.bundled(), regions);
    }

    /** @throws BrokenDictionary naming the row that can't be taken */
    static Organizations parse(DictionaryTexts texts, Regions regions) {
        var listed = new BodyNames(regions);
        texts.rows("organizations.tsv").forEach(listed::read);
        Map<String, Department> departments = new LinkedHashMap<>();
        for (DictionaryText.Row row : texts.rows("departments.tsv")) {
            departments.put(row.field(0), Department.of(row));
        }
        Map<String, String> homepages = new HashMap<>();
        for (DictionaryText.Row row : texts.rows("homepages.tsv")) {
            if (!row.field(1).startsWith("http")) {
                throw row.line().broken("a homepage is an id, a tab and an address that begins with http");
            }
            homepages.put(row.field(0), row.field(1));
        }
        return new Organizations(regions, listed, departments, homepages);
    }

    /**
     * These and those known by their news. A source that bears the name of a known body is that body; one of another name,
     * and a name that is printed often enough, is a body of its own, whose id is the stable form of the name. A name that
     * {@code organizations.local.tsv} hides is none.
     */
    public Organizations joined(Collection<Source> sources, Collection<SeenName> names) {
        var joining = new Joining(this, regions);
        sources.stream().sorted(Comparator.comparing(Source::id)).forEach(joining::source);
        names.forEach(joining::seen);
        return new Organizations(this, joining);
    }

    /** The body with this id, composed ones included; empty where there can't be one. */
    public Optional<Organization> find(String id) {
        return Optional.ofNullable(byId.get(id))
                .or(() -> Optional.ofNullable(joined.get(id)))
                .or(() -> composed(id));
    }

    private Optional<Organization> composed(String id) {
        Matcher composed = COMPOSED.matcher(id);
        if (!composed.matches()) {
            return Optional.empty();
        }
        return regions.find(composed.group(1))
                .flatMap(region -> Optional.ofNullable(departments.get(composed.group(2)))
                        .flatMap(department -> compose(region, department)));
    }

    /** The body's full name; of a name that was seen too seldom to be in the dictionary, the name. */
    public Optional<String> label(String id) {
        return find(id).map(Organization::name).or(() -> Optional.of(id).filter(seen::contains));
    }

    /** Whether the name stands for nothing yet. */
    public boolean isNew(String id) {
        return find(id).isEmpty();
    }

    /** The bodies that joined. */
    public Collection<Organization> joined() {
        return joined.values();
    }

    /** The same for the same joined bodies and names: a difference between two instances shows here. */
    public String edition() {
        String all = new TreeMap<>(printed)
                .entrySet().stream()
                        .map(name -> name.getKey() + ' ' + name.getValue().id())
                        .collect(Collectors.joining("\n"));
        return DictionaryText.of("joined", DictionaryText.Origin.BUNDLED, all.getBytes(StandardCharsets.UTF_8))
                .hash()
                .substring(0, 12);
    }

    /** Whether a source can be known as a body: it has a name of its own, or an id that can be a name. */
    public static boolean isNamed(Source source) {
        return !source.name().equals(source.id()) || PrintedName.isCredible(PrintedName.stable(source.name()));
    }

    /** The listed bodies and those that joined; composed ones aren't listed. */
    public List<Organization> listed() {
        return Stream.concat(byId.values().stream(), joined.values().stream())
                .sorted(Comparator.comparing(Organization::id))
                .toList();
    }

    /**
     * The one body that a printed name as a whole stands for: 福建省民政厅官网, “网信中国”微信公众号, 甘州区民政局.
     *
     * @param near decides between divisions of one name: the one that it is, or that it lies in
     */
    Optional<Organization> called(String printedName, Optional<Region> near) {
        String simplified = Folding.simplified(printedName);
        Optional<Organization> asPrinted = asPrinted(printedName, near);
        return asPrinted.isEmpty() && !simplified.equals(printedName) ? asPrinted(simplified, near) : asPrinted;
    }

    private Optional<Organization> asPrinted(String printedName, Optional<Region> near) {
        String exact = printedName.strip();
        String stable = PrintedName.stable(printedName);
        return Optional.ofNullable(names.get(exact))
                .or(() -> Optional.ofNullable(names.get(stable)))
                .or(() -> Optional.ofNullable(printed.get(stable)))
                .or(() -> department(stable, near))
                .or(() -> around(stable, near));
    }

    /** The known body whose office this is: 甘州区民政局办公室, 甘州区民政局社会救助科. */
    private Optional<Organization> around(String stable, Optional<Region> near) {
        Matcher inner = INNER.matcher(stable);
        return inner.matches() ? called(inner.group(1), near) : Optional.empty();
    }

    /** Whether the operator has said that this is no body. */
    boolean isHidden(String name) {
        return hidden.contains(name) || hidden.contains(Folding.simplified(name));
    }

    private Optional<Organization> department(String stable, Optional<Region> near) {
        String name = stable.startsWith(PARTY) ? stable.substring(PARTY.length()) : stable;
        for (int cut = 2; cut < name.length() - 1; cut++) {
            Department department = departmentNames.get(name.substring(cut));
            if (department == null) {
                continue;
            }
            List<Organization> possible = regions.called(name.substring(0, cut)).stream()
                    .filter(region -> isNear(region, near))
                    .flatMap(region -> compose(region, department).stream())
                    .toList();
            if (possible.size() == 1) {
                return Optional.of(possible.getFirst());
            }
        }
        return Optional.empty();
    }

    private static boolean isNear(Region region, Optional<Region> near) {
        return near.isEmpty()
                || region.equals(near.get())
                || region.isWithin(near.get())
                || near.get().isWithin(region);
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

    private Map<String, Organization> names(BodyNames listed) {
        Map<String, Organization> known = new HashMap<>();
        for (Organization organization : listed.byId.values()) {
            known.put(organization.name(), organization);
            organization.aliases().forEach(alias -> known.put(alias, organization));
        }
        listed.aliases.forEach((id, row) -> {
            Organization body = find(id).orElseThrow(() -> row.line()
                    .broken("there is no body " + id + " to add names to; give it a name in the second column"));
            listed.added.getOrDefault(id, Set.of()).forEach(alias -> known.put(alias, body));
        });
        known.keySet().removeAll(hidden);
        return known;
    }

    private static Map<String, Organization> only(Map<String, Organization> all, Predicate<String> which) {
        return all.entrySet().stream()
                .filter(name -> which.test(name.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** 内蒙古社会工作: a place and a subject, which can go on to be a department's name. */
    private boolean isOpen(String name) {
        boolean placed = IntStream.range(2, name.length())
                .anyMatch(cut -> !regions.called(name.substring(0, cut)).isEmpty());
        return placed && !PrintedName.isOfAnOutlet(name) && !PrintedName.isOfABody(name);
    }

    /** The listed bodies by every name they have. */
    Map<String, Organization> names() {
        return names;
    }

    /** Strings in which no body is found. */
    Set<String> hidden() {
        return hidden;
    }

    /** The bodies known by their news, by every name they are printed under, and {@link #isOpen open} names of listed ones. */
    Map<String, Organization> printed() {
        return printed;
    }

    /** The departments by every name they have. */
    Map<String, Department> departmentNames() {
        return departmentNames;
    }

    private static Map<String, Department> departmentNames(Collection<Department> departments) {
        Map<String, Department> names = new HashMap<>();
        for (Department department : departments) {
            names.put(department.name(), department);
            department.aliases().forEach(alias -> names.put(alias, department));
        }
        return Map.copyOf(names);
    }
}

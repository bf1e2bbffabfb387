package org.yizhan.tag;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Source;
import org.yizhan.search.Folding;

/** Bodies that join the listed ones by their news; confined to one thread. */
final class Joining {

    private final Organizations listed;
    private final Regions regions;
    final Map<String, Organization> bodies = new LinkedHashMap<>();
    final Map<String, Organization> printed = new HashMap<>();
    final Set<String> seen = new HashSet<>();

    Joining(Organizations listed, Regions regions) {
        this.listed = listed;
        this.regions = regions;
        this.printed.putAll(listed.printed());
    }

    void source(Source source) {
        String name = PrintedName.stable(source.name());
        if (listed.isHidden(name) || name.length() < 2 || !Organizations.isNamed(source)) {
            return;
        }
        Organization body = known(name, regions.find(source.region()))
                .orElseGet(() -> Organization.named(name, source.region(), source.homepage()));
        add(body, name);
        source.aliases().stream().map(PrintedName::stable).forEach(alias -> add(body, alias));
    }

    void seen(SeenName name) {
        if (listed.isHidden(name.name()) || known(name.name(), Optional.empty()).isPresent()) {
            return;
        }
        seen.add(name.name());
        if (name.isCredible()) {
            add(Organization.named(name.name(), "", ""), name.name());
        }
    }

    private void add(Organization body, String name) {
        boolean taken = listed.isHidden(name) || known(name, Optional.empty()).isPresent();
        if (!taken && name.length() > 1) {
            printed.putIfAbsent(name, body);
            printed.putIfAbsent(Folding.simplified(name), body);
        }
        if (listed.find(body.id()).isEmpty()) {
            bodies.putIfAbsent(body.id(), body);
        }
    }

    private Optional<Organization> known(String name, Optional<Region> near) {
        return Optional.ofNullable(printed.get(name)).or(() -> listed.called(name, near));
    }
}

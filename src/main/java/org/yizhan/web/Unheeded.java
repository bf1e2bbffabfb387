package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Stream;

/** Parameters of a request that count for nothing: names that nobody knows, and what stands behind a first one of its name. */
final class Unheeded {

    private Unheeded() {}

    /** One for each, in their order. */
    static List<Advice> in(MultiMap parameters, List<String> known) {
        return parameters.names().stream()
                .distinct()
                .flatMap(name -> advice(parameters, name, known))
                .toList();
    }

    private static Stream<Advice> advice(MultiMap parameters, String name, List<String> known) {
        String quoted = SearchFaults.quoted(name);
        if (!known.contains(name)) {
            return Stream.of(new Advice(
                    "地址里的 %s 不起作用；可用的有 %s。".formatted(quoted, String.join("、", known)),
                    "`%s` is no parameter here and counts for nothing; there are %s"
                            .formatted(quoted, String.join(", ", known))));
        }
        return parameters.getAll(name).stream().distinct().count() > 1
                ? Stream.of(new Advice(
                        "地址里的 %s 写了几次，只有第一个起作用。".formatted(name),
                        "`%s` stands there more than once; the first one counts".formatted(name)))
                : Stream.empty();
    }
}

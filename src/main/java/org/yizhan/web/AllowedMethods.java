package org.yizhan.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.stream.Collectors;

/** Which methods an address takes, as the routes say: what a 405 must name (RFC 9110 §15.5.6). */
final class AllowedMethods {

    private AllowedMethods() {}

    /** The value of {@code Allow} for {@code path}. */
    static String at(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null && leadsTo(route, path))
                .map(Route::methods)
                .flatMap(Set::stream)
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean leadsTo(Route route, String path) {
        if (!route.isExactPath()) {
            return path.startsWith(route.getPath());
        }
        String[] wanted = route.getPath().split("/");
        String[] given = path.split("/");
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith(":") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}

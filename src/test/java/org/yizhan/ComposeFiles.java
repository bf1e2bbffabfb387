package org.yizhan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A compose file, read. What another file is to be rid of ({@code !reset}) reads as nothing. */
record ComposeFiles(Map<String, Object> content) {

    static ComposeFiles read(String file) throws IOException {
        String text = Files.readString(Path.of(file)).replaceAll("!(reset|override)", "");
        return new ComposeFiles(map(new Load(LoadSettings.builder().build()).loadFromString(text)));
    }

    Map<String, Object> service(String name) {
        return map(map(content.get("services")).get(name));
    }

    Map<String, String> environment(String service) {
        var environment = new TreeMap<String, String>();
        map(service(service).get("environment"))
                .forEach((key, value) -> environment.put(key, value == null ? "" : value.toString()));
        return environment;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(Object::toString).toList();
    }
}

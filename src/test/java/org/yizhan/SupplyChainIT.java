package org.yizhan;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes with the program, as the list of components that the build puts into the jar has it. */
@Row("S25")
class SupplyChainIT {

    private static final Path FROZEN = Path.of("dependencies.txt");

    /** Licences that let the program be used, changed and passed on under Apache-2.0; of several one is enough. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "Apache-1.1",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD-Source-Code",
            "EPL-1.0",
            "EPL-2.0",
            "LGPL-2.1-only",
            "CC0-1.0",
            "0BSD",
            "ISC",
            "Unicode-3.0",
            "Zlib");

    private static JsonNode list;

    private record Component(String coordinates, String version, Set<String> licences) {

        String line() {
            return "%s:%s  %s".formatted(coordinates, version, String.join(" | ", licences));
        }
    }

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = SupplyChainIT.class.getResourceAsStream("/META-INF/sbom/yizhan.cdx.json")) {
            assertThat(file).as("made by mvn prepare-package").isNotNull();
            list = new JsonMapper().readTree(file);
        }
    }

    private static List<Component> components() {
        return StreamSupport.stream(list.path("components").spliterator(), false)
                .map(component -> new Component(
                        coordinates(component), component.path("version").asText(), licences(component)))
                .toList();
    }

    private static String coordinates(JsonNode component) {
        var classifier = Pattern.compile("[?&]classifier=([^&]+)")
                .matcher(component.path("purl").asText());
        return component.path("group").asText() + ":" + component.path("name").asText()
                + (classifier.find() ? ":" + classifier.group(1) : "");
    }

    private static Set<String> licences(JsonNode component) {
        var found = new TreeSet<String>();
        for (JsonNode licence : component.path("licenses")) {
            JsonNode named = licence.path("license");
            Stream.of(named.path("id"), named.path("name"), licence.path("expression"))
                    .map(JsonNode::asText)
                    .filter(text -> !text.isEmpty())
                    .forEach(found::add);
        }
        return found;
    }

    /** What changed is a deliberate commit: {@code cp target/dependencies.txt dependencies.txt} after a look at it. */
    @Test
    void comesWithTheDependenciesThatWereLookedAtAndNoOthers(Cases cases) throws IOException {
        List<String> now =
                components().stream().map(Component::line).sorted().distinct().toList();
        Files.write(Path.of("target/dependencies.txt"), now);

        assertThat(now).hasSizeGreaterThan(50);
        assertThat(now).containsExactlyElementsOf(Files.readAllLines(FROZEN));
        cases.held(now.size());
    }

    @Test
    void comesUnderLicencesThatGoTogetherWithItsOwn(Cases cases) {
        var refused = new ArrayList<String>();
        for (Component component : components()) {
            if (component.licences().stream().noneMatch(SupplyChainIT::isAllowed)) {
                refused.add(component.line());
            }
        }
        assertThat(refused).isEmpty();
        cases.held(components().size());
    }

    private static boolean isAllowed(String licence) {
        return ALLOWED.contains(licence) || NAMED.containsKey(licence);
    }

    /** Licences whose names the list of SPDX does not know, each read: why it will do. */
    private static final Map<String, String> NAMED = Map.of(
            "Go License", "re2j: the three clauses of BSD",
            "Similar to Apache License but with the acknowledgment clause removed",
                    "jdom2: Apache-1.1 with less asked for");

    /** The first version without a hole that is known to touch what we use of it. */
    @Test
    void comesWithNoVersionThatIsKnownToBeUnsafe(Cases cases) throws IOException {
        Map<String, String> versions = new TreeMap<>(
                components().stream().collect(toMap(Component::coordinates, Component::version, (one, other) -> one)));
        var unsafe = new ArrayList<String>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/org/yizhan/least-safe.tsv"))) {
            if (!line.startsWith("#")) {
                String[] least = line.split("\t", -1);
                assertThat(versions).as(line).containsKey(least[0]);
                if (compare(versions.get(least[0]), least[1]) < 0) {
                    unsafe.add(least[0] + ":" + versions.get(least[0]) + " is before " + least[1] + ": " + least[2]);
                } else {
                    cases.held();
                }
            }
        }
        assertThat(unsafe).isEmpty();
    }

    /** Number by number; a version with fewer of them is the older one. */
    private static int compare(String one, String other) {
        return Arrays.compare(numbers(one), numbers(other));
    }

    private static int[] numbers(String version) {
        return Pattern.compile("\\d+")
                .matcher(version)
                .results()
                .mapToInt(number -> Integer.parseInt(number.group()))
                .toArray();
    }

    @Test
    void everyPluginOfTheBuildHasAVersion(Cases cases) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        var plugins = Pattern.compile("<plugin>(.*?)</plugin>", Pattern.DOTALL).matcher(pom);
        int count = 0;
        while (plugins.find()) {
            assertThat(plugins.group(1)).containsPattern("<version>[^<]+</version>");
            count++;
            cases.held();
        }
        assertThat(count).isGreaterThan(10);
        assertThat(pom).doesNotContain("SNAPSHOT", "LATEST", "RELEASE<");
    }
}

package org.yizhan;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.NetClient;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.IDN;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;

@AnalyzeClasses(packages = "org.yizhan", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> STAGES =
            List.of("ingest", "normalize", "deduplicate", "tag", "publish", "deliver");

    /** What every stage may read with; they know article, and what was fetched. */
    private static final List<String> LIBRARY_ROOMS = List.of("feed", "fetch", "html", "json", "list", "pdf", "search");

    @ArchTest
    static final ArchRule articleKnowsJavaOnly = classes()
            .that()
            .resideInAPackage("org.yizhan.article")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.yizhan.article", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule aStageKnowsNoOtherStage = classes()
            .that()
            .resideInAnyPackage(packages(STAGES))
            .should(new ArchCondition<>("depend on their own rooms, article, the library rooms and libraries only") {
                @Override
                public void check(JavaClass stage, ConditionEvents events) {
                    stage.getDirectDependenciesFromSelf().stream()
                            .filter(dependency ->
                                    dependency.getTargetClass().getPackageName().startsWith("org.yizhan"))
                            .filter(dependency -> !isOpenTo(
                                    stage.getPackageName(),
                                    dependency.getTargetClass().getPackageName()))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(stage, dependency.getDescription())));
                }
            });

    private static boolean isOpenTo(String stage, String other) {
        return room(stage).equals(room(other)) || room(other).equals("article") || LIBRARY_ROOMS.contains(room(other));
    }

    private static String room(String packageName) {
        return packageName.split("\\.", -1)[2];
    }

    @ArchTest
    static final ArchRule aLibraryRoomKnowsNoStage = classes()
            .that()
            .resideInAnyPackage(packages(LIBRARY_ROOMS))
            .should(
                    new ArchCondition<>(
                            "depend on their own room, article, what was fetched, pages and libraries only") {
                        @Override
                        public void check(JavaClass reader, ConditionEvents events) {
                            reader.getDirectDependenciesFromSelf().stream()
                                    .filter(dependency -> dependency
                                            .getTargetClass()
                                            .getPackageName()
                                            .startsWith("org.yizhan"))
                                    .filter(dependency -> !List.of(
                                                    room(reader.getPackageName()), "article", "fetch", "html", "json")
                                            .contains(room(
                                                    dependency.getTargetClass().getPackageName())))
                                    .forEach(dependency -> events.add(
                                            SimpleConditionEvent.violated(reader, dependency.getDescription())));
                        }
                    });

    @ArchTest
    static final ArchRule onlyTheRelayAndTheWiringKnowCamel = noClasses()
            .that(not(resideInAnyPackage("org.yizhan", "org.yizhan.relay", "org.yizhan.routes")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule onlyTheRelayTheWiringTheOperatorsAndTheBrokerKnowKafka = noClasses()
            .that(not(resideInAnyPackage("org.yizhan", "org.yizhan.relay", "org.yizhan.ops", "org.yizhan.embedded")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.kafka..").or(resideInAPackage("kafka..")));

    @ArchTest
    static final ArchRule nobodyKnowsTheWiring = noClasses()
            .that(not(resideInAPackage("org.yizhan")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yizhan");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("org.yizhan.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsDeserialisedByJava =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    /**
     * Two parsers see two hosts in one address. The start of the program reads the operator's own settings and the names
     * of its own files, and benchmarks ask ourselves only: nothing a stranger wrote comes there.
     */
    @ArchTest
    static final ArchRule addressesAreTakenApartInOnePlace = noClasses()
            .that(not(resideInAnyPackage("org.yizhan", "org.yizhan.bench", "org.yizhan.embedded")))
            .should()
            .accessTargetWhere(target(owner(type(URI.class).or(type(URL.class))))
                    .and(target(nameMatching("<init>|create|of|resolve|relativize|openStream|openConnection"))));

    /** S1: what proves something is compared by MessageDigest.isEqual, which takes as long whatever differs. */
    @ArchTest
    static final ArchRule digestsAreComparedInConstantTime = noClasses()
            .that(dependOnAnyOf(Mac.class, MessageDigest.class))
            .should()
            .callMethodWhere(
                    target(owner(type(Arrays.class))).and(target(nameMatching("equals|compare|mismatch|deepEquals"))));

    private static final Pattern SIGNS = Pattern.compile(
            "^javax\\.crypto\\.Mac\\.doFinal\\(|^org\\.yizhan\\..*\\.hmac\\("
                    + "|^org\\.yizhan\\.ops\\.Passwords\\.hash\\(|^org\\.yizhan\\.ingest\\.ApiKeys\\..*(?i:hash|digest)\\(");

    /** S1: nor written out, and compared as text in the method that made it. */
    @ArchTest
    static final ArchRule digestsAreNotComparedAsText = noClasses()
            .should()
            .callMethodWhere(target(owner(type(String.class).or(type(Objects.class))))
                    .and(target(nameMatching("(?:equals|contentEquals|compareTo)(?:IgnoreCase)?")))
                    .and(DescribedPredicate.describe(
                            "where something is signed, or a password or key hashed",
                            access -> access.getOrigin().getMethodCallsFromSelf().stream()
                                    .anyMatch(call -> SIGNS.matcher(
                                                    call.getTarget().getFullName())
                                            .find()))));

    private static DescribedPredicate<JavaClass> dependOnAnyOf(Class<?>... types) {
        return DescribedPredicate.describe(
                "work with digests",
                known -> known.getDirectDependenciesFromSelf().stream()
                        .anyMatch(
                                dependency -> Stream.of(types).anyMatch(dependency.getTargetClass()::isEquivalentTo)));
    }

    /** jsoup completes addresses by java.net.URL. */
    @ArchTest
    static final ArchRule noOtherLibraryTakesAddressesApart =
            noClasses().should().accessTargetWhere(target(nameMatching("absUrl")));

    /** Names become ASCII, and are looked up, where they are judged or taken apart. */
    @ArchTest
    static final ArchRule namesAreReadInOnePlace = noClasses()
            .that(not(resideInAnyPackage(
                    "org.yizhan", "org.yizhan.article", "org.yizhan.fetch", "org.yizhan.bench", "org.yizhan.embedded")))
            .should()
            .accessTargetWhere(target(owner(type(InetAddress.class).or(type(IDN.class))))
                    .and(target(nameMatching("getByName|getAllByName|toASCII|toUnicode"))));

    /**
     * S9: nobody but fetch dials out, so that every address is judged. Mail goes to the server that the settings name,
     * and a benchmark, a command (by OwnTrust) or the first of several instances asks ourselves.
     */
    @ArchTest
    static final ArchRule thereIsOneWayOut = noClasses()
            .that(not(resideInAnyPackage("org.yizhan.fetch", "org.yizhan.bench"))
                    .and(not(nameMatching("org\\.yizhan\\.(OperatorClient|OwnTrust|ChildInstance|RunningProgram).*"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net.http..", "org.apache.hc..", "io.vertx.ext.web.client..")
                    .or(type(HttpURLConnection.class))
                    .or(type(URLConnection.class))
                    .or(type(Socket.class))
                    .or(type(SocketChannel.class))
                    .or(type(DatagramSocket.class))
                    .or(type(HttpClient.class))
                    .or(type(NetClient.class)));

    @ArchTest
    static final ArchRule packagesAreNamedAfterWhatTheyAreFor = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..common..", "..service..", "..impl..", "..dto..", "..helper..", "..manager..");

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "org.yizhan." + name + "..").toArray(String[]::new);
    }
}

package org.yizhan.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.yizhan.SelfSigned;

/**
 * A broker in this process that takes what a container's environment says, but for ports and the place of its certificate;
 * with the accounts and rights of a file like {@code acls.tsv}. Each account's password is its name behind {@code of-}.
 */
public final class SecuredKafka implements AutoCloseable {

    private final KafkaRaftServer server;
    private final int port;
    private final int localPort;

    /** @param environment of the container; it has the listeners CLIENTS and LOCAL */
    public SecuredKafka(Path folder, Map<String, String> environment, SelfSigned certificate) throws Exception {
        port = Loopback.freePort();
        localPort = Loopback.freePort();
        int controllerPort = Loopback.freePort();
        format(folder);
        Map<String, String> settings = new HashMap<>(KafkaSettings.of(folder, port, controllerPort));
        environment.forEach((variable, value) -> settings.put(
                property(variable),
                value.replaceAll("CLIENTS://[a-z]*:9092", "CLIENTS://127.0.0.1:" + port)
                        .replace("127.0.0.1:9094", "127.0.0.1:" + localPort)
                        .replace("127.0.0.1:9093", "127.0.0.1:" + controllerPort)));
        settings.put("log.dirs", folder.toString());
        settings.put("ssl.keystore.location", joined(folder, certificate).toString());
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    /** As the image takes a variable for a property: a dot is one underscore, an underscore two, a hyphen three. */
    private static String property(String variable) {
        return variable.replaceFirst("^KAFKA_", "")
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    private static Path joined(Path folder, SelfSigned certificate) throws IOException {
        return Files.writeString(
                folder.resolveSibling("broker.pem"),
                Files.readString(certificate.key()) + Files.readString(certificate.certificate()));
    }

    private static void format(Path folder) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(KafkaSettings.NODE)
                .setControllerListenerName(KafkaSettings.CONTROLLER)
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .run();
    }

    /** Does what {@code accounts.sh} does with the file. */
    public void admit(Path acls) throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(acls)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rights.addAll(rights(line.split("\t", -1)));
            }
        }
        List<UserScramCredentialAlteration> accounts = rights.stream()
                .map(right -> right.entry().principal().replace("User:", ""))
                .distinct()
                .<UserScramCredentialAlteration>map(account -> new UserScramCredentialUpsertion(
                        account, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password(account)))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", local()))) {
            admin.alterUserScramCredentials(accounts).all().get(30, TimeUnit.SECONDS);
            admin.createAcls(Set.copyOf(rights)).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static List<AclBinding> rights(String[] line) {
        var pattern = new ResourcePattern(
                ResourceType.fromString(line[2]), line[3], PatternType.fromString(line[4].toUpperCase(Locale.ROOT)));
        return Stream.of(line[1].split(",", -1))
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry("User:" + line[0], "*", operation(operation), AclPermissionType.ALLOW)))
                .toList();
    }

    /** {@code DescribeConfigs} as the tools write it is {@code DESCRIBE_CONFIGS}. */
    private static AclOperation operation(String word) {
        return AclOperation.fromString(word.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }

    public static String password(String account) {
        return "of-" + account;
    }

    /** Where clients come in. */
    public String brokers() {
        return "127.0.0.1:" + port;
    }

    /** Where anybody comes in who is in the container. */
    public String local() {
        return "127.0.0.1:" + localPort;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}

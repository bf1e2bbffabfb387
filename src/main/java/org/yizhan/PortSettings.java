package org.yizhan;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yizhan.http.Certificate;
import org.yizhan.ops.OwnNames;

/** How each of the two ports is reached, as configured. */
enum PortSettings {
    WEB("yizhan.http"),
    MANAGEMENT("yizhan.management");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?");

    private final String certificate;
    private final String keyfile;

    PortSettings(String keys) {
        this.certificate = keys + ".tls.certificate";
        this.keyfile = keys + ".tls.keyfile";
    }

    /** The file with the certificate that it proves itself with; empty where it speaks in the clear. Its clients need no more. */
    Optional<Path> chain(Settings settings) {
        return Optional.of(settings.text(certificate))
                .filter(chain -> !chain.isEmpty())
                .map(Path::of);
    }

    /** The certificate in it, with its key. */
    Optional<Certificate> certificate(Settings settings, Vertx vertx) {
        Optional<Path> chain = chain(settings);
        String key = settings.text(keyfile);
        if (chain.isEmpty() != key.isEmpty()) {
            throw settings.wrong(chain.isEmpty() ? certificate : keyfile, "both or neither");
        }
        return chain.map(file -> new Certificate(vertx, file, Path.of(key)));
    }

    String address(Settings settings, String host, int port) {
        return (chain(settings).isPresent() ? "https://" : "http://") + host + ":" + port;
    }

    /** Where this machine reaches the management port. */
    static String management(Settings settings, int port) {
        return MANAGEMENT.address(settings, settings.text("yizhan.management.host"), port);
    }

    /** What operators call the management port; where it is bound to a name, that too. */
    static OwnNames managementNames(Settings settings) {
        String key = "yizhan.management.names";
        List<String> given = Stream.of(settings.text(key).split("[,\\s]+", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        if (!given.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw settings.wrong(key, "names without http:// and port, such as yizhan, ops.example.org");
        }
        return OwnNames.of(Stream.concat(given.stream(), Stream.of(settings.text("yizhan.management.host")))
                .toList());
    }
}

package org.yizhan.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a port proves itself with: a PEM file of certificates, ours first, and one of the key to it. They are
 * taken up again when they have changed, both together. Not safe for concurrent use.
 */
public final class Certificate {

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private static final byte[] SAMPLE = {'y', 'i', 'z', 'h', 'a', 'n'};

    private final Vertx vertx;
    private final Path chain;
    private final Path key;
    private volatile PemKeyCertOptions inForce;

    /**
     * Reads both files.
     *
     * @throws IllegalArgumentException with what is wrong with them
     */
    public Certificate(Vertx vertx, Path chain, Path key) {
        this.vertx = vertx;
        this.chain = chain;
        this.key = key;
        this.inForce = read();
    }

    /** Has a server speak TLS with it, HTTP/1.1 as without: limits and copies are made and measured for that. */
    public void into(HttpServerOptions options) {
        options.setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(inForce);
    }

    /**
     * Has what runs take up what is in the files now, unless that is what is in force: it is once that succeeds, and is tried
     * again the next time where it fails.
     *
     * @throws IllegalArgumentException where the files can't be used
     */
    public void renew(Function<ServerSSLOptions, Future<?>> takeUp) {
        PemKeyCertOptions now = read();
        if (now.getCertValue().equals(inForce.getCertValue())
                && now.getKeyValue().equals(inForce.getKeyValue())) {
            return;
        }
        takeUp.apply(new ServerSSLOptions()
                        .setUseAlpn(false)
                        .setEnabledSecureTransportProtocols(PROTOCOLS)
                        .setKeyCertOptions(now))
                .onSuccess(taken -> {
                    inForce = now;
                    LOG.info("a new certificate is in force");
                })
                .onFailure(failure -> LOG.warn("the new certificate was not taken up", failure));
    }

    private PemKeyCertOptions read() {
        var pair = new PemKeyCertOptions().setCertValue(bytes(chain)).setKeyValue(bytes(key));
        try {
            if (fits(pair)) {
                return pair;
            }
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "the certificate %s with the key %s can't be used: %s".formatted(chain, key, e.getMessage()), e);
        }
        throw new IllegalArgumentException("the key %s is not that of the certificate %s".formatted(key, chain));
    }

    private static Buffer bytes(Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file %s can't be read: %s".formatted(file, e), e);
        }
    }

    /** Renewed files come one after the other: for a moment a new certificate stands beside the old key. */
    private boolean fits(PemKeyCertOptions pair) throws Exception {
        var keys = (X509KeyManager) pair.getKeyManagerFactory(vertx).getKeyManagers()[0];
        String name = Stream.of("RSA", "EC", "EdDSA")
                .flatMap(type -> Stream.ofNullable(keys.getServerAliases(type, null)))
                .flatMap(Stream::of)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("there is no RSA, EC or EdDSA key"));
        return fits(keys.getPrivateKey(name), keys.getCertificateChain(name)[0].getPublicKey());
    }

    private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                });
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }
}

package org.yizhan;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the very certificate that the settings name for the management port, whoever signed it and whatever name it is
 * for: commands reach the program by its address. Any other is judged as Java judges it, by its name too.
 */
final class OwnTrust extends X509ExtendedTrustManager {

    private final X509Certificate own;
    private final X509ExtendedTrustManager others;

    private OwnTrust(X509Certificate own, X509ExtendedTrustManager others) {
        this.own = own;
        this.others = others;
    }

    /**
     * What a client speaks that trusts so.
     *
     * @param chain PEM, our certificate first
     * @throws IOException where the file can't be used
     */
    static SSLContext in(Path chain) throws IOException {
        try (InputStream file = Files.newInputStream(chain)) {
            var own = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OwnTrust(own, usual())}, null);
            return context;
        } catch (NoSuchFileException missing) {
            throw new IOException("the certificate %s is not there".formatted(chain), missing);
        } catch (AccessDeniedException closed) {
            throw new IOException("the certificate %s may not be read by this account".formatted(chain), closed);
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "the certificate %s can't be used: %s".formatted(chain, unusable.getMessage()), unusable);
        }
    }

    private static X509ExtendedTrustManager usual() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("Java trusts nobody"));
    }

    private boolean isOwn(X509Certificate[] chain) {
        return chain.length > 0 && chain[0].equals(own);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (!isOwn(chain)) {
            others.checkServerTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (!isOwn(chain)) {
            others.checkServerTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!isOwn(chain)) {
            others.checkServerTrusted(chain, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return others.getAcceptedIssuers();
    }
}

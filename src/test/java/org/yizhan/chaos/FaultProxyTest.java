package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.chaos.FaultProxy.Weather;

/** The proxy does to an echo what it says: a fault that does not happen would prove nothing. */
class FaultProxyTest {

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = new FaultProxy(1).to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException reset) {
                        // what is being tested
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Socket connected() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static long echoMillis(Socket socket, int bytes) throws IOException {
        long began = System.nanoTime();
        socket.getOutputStream().write(new byte[bytes]);
        assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    @Test
    void passesEverythingOnAndEndsWhenBothHaveEnded() throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(new byte[200_000]);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).hasSize(200_000);
        }
        assertThat(proxy.passed()).isEqualTo(400_000);
    }

    @Test
    void delaysBothDirections() throws IOException {
        proxy.weather(Weather.slow(Duration.ofMillis(100), Duration.ZERO));
        try (Socket socket = connected()) {
            assertThat(echoMillis(socket, 1)).isBetween(195L, 2_000L);
        }
    }

    @Test
    void aDelayIsNoLimitOfThroughput() throws IOException {
        proxy.weather(Weather.slow(Duration.ofMillis(100), Duration.ZERO));
        try (Socket socket = connected()) {
            assertThat(echoMillis(socket, 160_000)).isLessThan(1_000);
        }
    }

    @Test
    void whatIsLostComesLater() throws IOException {
        proxy.weather(Weather.lossy(0.3));
        long stalled = 0;
        try (Socket socket = connected()) {
            for (int n = 0; n < 20; n++) {
                stalled += echoMillis(socket, 1) >= 195 ? 1 : 0;
            }
        }
        assertThat(stalled).isBetween(4L, 17L);
    }

    @Test
    void inTheDarkConnectionsStandAndNothingPasses() throws IOException {
        try (Socket socket = connected()) {
            echoMillis(socket, 1);
            proxy.weather(Weather.DARK);
            socket.setSoTimeout(300);
            socket.getOutputStream().write(7);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(5_000);
            proxy.weather(Weather.FINE);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void resetsWhatStandsAndRefusesWhileItIsDown() throws IOException {
        try (Socket socket = connected()) {
            echoMillis(socket, 1);
            proxy.weather(Weather.DOWN);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThatThrownBy(() -> {
                    try (Socket socket = connected()) {
                        echoMillis(socket, 1);
                    }
                })
                .isInstanceOf(SocketException.class);
        proxy.weather(Weather.FINE);
        try (Socket socket = connected()) {
            echoMillis(socket, 1);
        }
    }

    @Test
    void letsSoManyBytesThroughAndNoMore() throws IOException {
        proxy.weather(Weather.limited(1_000));
        try (Socket socket = connected()) {
            echoMillis(socket, 1_000);
            socket.getOutputStream().write(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void passesAnEndOnLate() throws IOException {
        proxy.weather(Weather.closingAfter(Duration.ofMillis(300)));
        try (Socket socket = connected()) {
            long began = System.nanoTime();
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(295L, 3_000L);
        }
    }
}

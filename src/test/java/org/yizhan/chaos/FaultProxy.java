package org.yizhan.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP relay on a loopback port of its own that does what networks do: it delays, loses (as a stall, which is what a
 * sender's TCP makes of a loss), cuts, resets, closes slowly, lets so many bytes through and no more, or nothing at all. Its
 * port stays the same while what it leads to may move. Safe for concurrent use.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    /** What a sender waits before it sends again, at first (RFC 6298 §2, with Linux's lower bound). */
    private static final long RETRANSMISSION_MILLIS = 200;

    private static final int MOST_DOUBLINGS = 4;

    /** Chunks on the way in one direction: what a window of TCP holds. */
    private static final int UNDER_WAY = 64;

    /**
     * What becomes of what passes.
     *
     * @param delay of each chunk, in each direction
     * @param jitter more or less than that
     * @param loss the share of chunks that have to be sent again
     * @param slowClose how long an end is passed on late
     * @param most bytes of each connection, in each direction; it is reset then
     * @param dark whether nothing passes, though connections stand
     * @param down whether connections are refused
     */
    public record Weather(
            Duration delay, Duration jitter, double loss, Duration slowClose, long most, boolean dark, boolean down) {

        public static final Weather FINE =
                new Weather(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, Long.MAX_VALUE, false, false);
        public static final Weather DARK =
                new Weather(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, Long.MAX_VALUE, true, false);
        static final Weather DOWN =
                new Weather(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, Long.MAX_VALUE, false, true);

        static Weather slow(Duration delay, Duration jitter) {
            return new Weather(delay, jitter, 0, Duration.ZERO, Long.MAX_VALUE, false, false);
        }

        static Weather lossy(double loss) {
            return new Weather(Duration.ZERO, Duration.ZERO, loss, Duration.ZERO, Long.MAX_VALUE, false, false);
        }

        static Weather closingAfter(Duration slowClose) {
            return new Weather(Duration.ZERO, Duration.ZERO, 0, slowClose, Long.MAX_VALUE, false, false);
        }

        static Weather limited(long most) {
            return new Weather(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, most, false, false);
        }
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private final SplittableRandom random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder passed = new LongAdder();
    private volatile Weather weather = Weather.FINE;
    private volatile int target;
    private volatile boolean closed;

    public FaultProxy(long seed) throws IOException {
        random = new SplittableRandom(seed);
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fault-proxy-" + port()).start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Leads new connections to this port of our own machine. */
    public FaultProxy to(int port) {
        target = port;
        return this;
    }

    /** From now on, for the connections that stand too. */
    public void weather(Weather next) {
        lock.lock();
        try {
            weather = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next.down()) {
            reset();
        }
    }

    /** Of the connections that stand nothing passes any more, and nobody is told; new ones are led on. */
    public void forget() {
        forgotten.addAll(sockets);
    }

    /** Resets every connection that stands. */
    void reset() {
        sockets.forEach(FaultProxy::abort);
    }

    /** How many bytes have passed. */
    long passed() {
        return passed.sum();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (weather.down()) {
                    abort(client);
                } else {
                    Thread.ofVirtual().start(() -> join(client));
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void join(Socket client) {
        sockets.add(client);
        try {
            awaitLight();
            var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(upstream);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            Thread there = new Flow(client, upstream).start();
            Thread back = new Flow(upstream, client).start();
            there.join();
            back.join();
            close(client);
            close(upstream);
            sockets.remove(upstream);
        } catch (IOException e) {
            abort(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    /** One direction of one connection: what is read is written when its time has come, in order. */
    private final class Flow {
        private final Socket from;
        private final Socket into;
        private final BlockingQueue<Parcel> under = new ArrayBlockingQueue<>(UNDER_WAY);
        private long last = System.nanoTime();
        private long total;

        Flow(Socket from, Socket into) {
            this.from = from;
            this.into = into;
        }

        /** @param bytes none at the end */
        private record Parcel(byte[] bytes, long due) {}

        /** The thread that ends with the direction. */
        Thread start() {
            Thread.ofVirtual().start(this::read);
            return Thread.ofVirtual().start(this::write);
        }

        private void read() {
            byte[] chunk = new byte[CHUNK];
            try {
                for (int read = from.getInputStream().read(chunk);
                        read > 0;
                        read = from.getInputStream().read(chunk)) {
                    last = Math.max(last, System.nanoTime() + delay());
                    under.put(new Parcel(Arrays.copyOf(chunk, read), last));
                }
                last = Math.max(last, System.nanoTime() + weather.slowClose().toNanos());
                under.put(new Parcel(new byte[0], last));
            } catch (IOException e) {
                abort(into);
                abort(from);
                under.clear();
                var unused = under.offer(new Parcel(new byte[0], System.nanoTime()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write() {
            try {
                Parcel parcel = under.take();
                while (parcel.bytes.length > 0) {
                    deliver(parcel);
                    parcel = under.take();
                }
                TimeUnit.NANOSECONDS.sleep(parcel.due - System.nanoTime());
                awaitLight();
                if (!forgotten.contains(from)) {
                    into.shutdownOutput();
                }
            } catch (IOException e) {
                abort(from);
                abort(into);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void deliver(Parcel parcel) throws IOException, InterruptedException {
            TimeUnit.NANOSECONDS.sleep(parcel.due - System.nanoTime());
            awaitLight();
            if (forgotten.contains(from)) {
                return;
            }
            total += parcel.bytes.length;
            if (total > weather.most()) {
                throw new IOException("no more passes");
            }
            into.getOutputStream().write(parcel.bytes);
            passed.add(parcel.bytes.length);
        }
    }

    /** In nanoseconds. */
    private long delay() {
        Weather now = weather;
        long millis = now.delay().toMillis();
        long jitter = now.jitter().toMillis();
        millis += jitter == 0 ? 0 : Math.round((draw() * 2 - 1) * jitter);
        long again = RETRANSMISSION_MILLIS;
        for (int lost = 0; lost < MOST_DOUBLINGS && draw() < now.loss(); lost++) {
            millis += again;
            again *= 2;
        }
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private double draw() {
        synchronized (random) {
            return random.nextDouble();
        }
    }

    private void awaitLight() throws InterruptedException {
        lock.lock();
        try {
            while (weather.dark() && !closed) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** With a reset, as a host that knows of no such connection answers. */
    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be closed
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        weather(Weather.FINE);
        reset();
    }
}

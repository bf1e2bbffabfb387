package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.fetch.HostileOrigin.Trick.*;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.HostileOrigin.Trick;

/** Whatever an origin does, a fetch ends by a limit that it names. */
@Row("S11")
class HostileOriginIT {

    private static final Limits SHORT = Limits.DEFAULT.within(Duration.ofMillis(1_500));
    private static final double MIB = 1024.0 * 1024.0;

    /** What the thread of a fetch has allocated in all: the heap can't have grown by more. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static HostileOrigin origin;
    private static Origin friendly;

    private record Outcome(String origin, Fetched fetched, long milliseconds, double heap) {

        Fault fault() {
            assertThat(fetched).as(origin).isInstanceOf(Failed.class);
            return ((Failed) fetched).fault();
        }

        String detail() {
            return fetched instanceof Failed failed ? failed.detail() : "";
        }
    }

    @BeforeAll
    static void open() throws IOException {
        origin = new HostileOrigin();
        friendly = new Origin();
        friendly.serve("/", Origin.Page.of("text/html", "fine"));
    }

    @AfterAll
    static void close() throws IOException {
        origin.close();
        friendly.close();
    }

    private static HttpFetcher fetcher(Limits limits) {
        return new HttpFetcher("test", AllowList.parse(origin.authority() + "," + friendly.authority()), limits);
    }

    private static Outcome measured(Fetcher fetcher, String name, String url) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        long start = System.nanoTime();
        Fetched fetched = fetcher.fetch(Fetch.of(url));
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        double heap = (THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before) / MIB;
        String fault = fetched instanceof Failed failed ? failed.fault().word() : "none";
        System.out.printf(
                "origin=%s fault=%s ms=%d heap_mib=%.1f detail=%s%n",
                name, fault, milliseconds, heap, fetched instanceof Failed failed ? failed.detail() : "");
        assertThat(heap).as(name).isLessThanOrEqualTo(64);
        assertThat(milliseconds).as(name).isLessThanOrEqualTo(20_000);
        return new Outcome(name, fetched, milliseconds, heap);
    }

    private static Outcome measured(Fetcher fetcher, Trick trick) {
        return measured(fetcher, trick.name(), origin.url(trick));
    }

    /** On an origin of its own, since two connections to one are all there may be. */
    private static Callable<Outcome> alone(Limits limits, Trick trick) {
        return () -> {
            try (var site = new HostileOrigin();
                    var fetcher = new HttpFetcher("test", AllowList.parse(site.authority()), limits)) {
                return measured(fetcher, trick.name(), site.url(trick));
            }
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENDLESS_CHUNKS            | TOO_LARGE         | more than 15000000 bytes
            ENDLESS_BODY              | TOO_LARGE         | more than 15000000 bytes
            MILLION_ENTRIES           | TOO_LARGE         | more than 15000000 bytes
            HUGE_LENGTH               | TOO_LARGE         | 15000000 are taken
            GZIP_BOMB                 | TOO_LARGE         | more than 200 times
            DEFLATE_BOMB              | TOO_LARGE         | more than 200 times
            NESTED_GZIP               | PROTOCOL          | packed more than once
            PACKED_OTHERWISE          | PROTOCOL          | br, which was not asked for
            BROKEN_GZIP               | PROTOCOL          | Unexpected end
            REDIRECT_CIRCLE           | REDIRECT          | in a circle
            REDIRECT_FOR_EVER         | REDIRECT          | more than the 5th
            REDIRECT_TO_METADATA      | FORBIDDEN_ADDRESS | 169.254.169.254
            REDIRECT_TO_IPV6_LOOPBACK | FORBIDDEN_ADDRESS | 0:0:0:0:0:0:0:1
            REDIRECT_TO_BROKER        | FORBIDDEN_ADDRESS | inside, local
            REDIRECT_TO_FILE          | REDIRECT          | no web address
            REDIRECT_NOWHERE          | REDIRECT          | to nowhere
            SHORT_BODY                | PROTOCOL          | expected: 1000
            LONG_BODY                 | PROTOCOL          | more came than the 6 bytes
            SHORT_CHUNKS              | PROTOCOL          | chunk
            NOT_MODIFIED              | PROTOCOL          | no condition
            LONG_HEADER               | TOO_LARGE         | 32768 bytes
            MANY_HEADERS              | TOO_LARGE         | 100 header fields
            FAT_HEADERS               | TOO_LARGE         | 32768 are taken
            INTERIM_STORM             | PROTOCOL          | more than 10 interim
            GARBAGE                   | TOO_LARGE         | header fields
            OTHER_PROTOCOL            | PROTOCOL          | ''
            ODD_STATUS                | PROTOCOL          | ''
            SWITCHING                 | PROTOCOL          | ''
            NOTHING                   | PROTOCOL          | ''
            RESET                     | PROTOCOL          | reset
            """)
    void endsByALimit(Trick trick, Fault fault, String detail) {
        try (var fetcher = fetcher(Limits.DEFAULT)) {
            Outcome outcome = measured(fetcher, trick);
            assertThat(outcome.fault()).as(outcome.detail()).isEqualTo(fault);
            assertThat(outcome.detail()).containsIgnoringCase(detail);
            assertThat(outcome.milliseconds()).isLessThan(10_000);
        }
    }

    @Test
    void throwsNothingWhateverComes() {
        try (var fetcher = fetcher(SHORT)) {
            int failures = 0;
            for (int i = 0; i < 1_500; i++) {
                failures += fetcher.fetch(Fetch.of(origin.url(NOISE))) instanceof Failed ? 1 : 0;
            }
            assertThat(failures).isBetween(700, 1_499);
        }
    }

    @Test
    void bringsADeepDocumentForItsReaderToJudge() {
        try (var fetcher = fetcher(Limits.DEFAULT)) {
            assertThat(((Document) measured(fetcher, DEEP_HTML).fetched()).body())
                    .hasSizeGreaterThan(1_000_000);
        }
    }

    @Test
    void endsInTimeHoweverSlowlyItGoesOn(Cases cases) throws Exception {
        List<Callable<Outcome>> all = new ArrayList<>();
        try (var shortly = fetcher(SHORT)) {
            for (Trick trick : List.of(HANG, DRIP)) {
                all.add(alone(Limits.DEFAULT, trick));
            }
            for (Trick trick : List.of(HANG, HANG_IN_HEAD, HANG_AFTER_HEAD, DRIP, DRIP_HEAD)) {
                all.add(alone(SHORT, trick));
            }
            all.add(() -> measured(shortly, "SILENT_TLS", "https://" + origin.authority() + "/"));
            try (var threads = Executors.newFixedThreadPool(all.size())) {
                var outcomes = new ArrayList<Future<Outcome>>();
                all.forEach(one -> outcomes.add(threads.submit(one)));

                Outcome other = measured(shortly, "FRIENDLY", friendly.url("/"));
                assertThat(other.fetched()).isInstanceOf(Document.class);
                assertThat(other.milliseconds()).isLessThan(2_000);

                for (int i = 0; i < outcomes.size(); i++) {
                    Outcome outcome = outcomes.get(i).get();
                    assertThat(outcome.fault()).as(outcome.toString()).isEqualTo(Fault.TIMEOUT);
                    assertThat(outcome.detail()).containsAnyOf("within", "silent");
                    assertThat(outcome.milliseconds()).isBetween(i < 2 ? 18_000L : 1_000L, i < 2 ? 20_000L : 5_000L);
                    cases.held();
                }
            }
        }
    }
}

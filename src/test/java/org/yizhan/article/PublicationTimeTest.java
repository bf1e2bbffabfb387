package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-11-23T10:00:00+08:00              | 2026-11-23T02:00:00Z
                    2026-11-23T10:00:00+0800               | 2026-11-23T02:00:00Z
                    2026-11-23T10:00:00+08                 | 2026-11-23T02:00:00Z
                    2026-11-23T02:00:00Z                   | 2026-11-23T02:00:00Z
                    2026-11-23T02:00:00.123Z               | 2026-11-23T02:00:00.123Z
                    2026-11-23T02:00:00.123456789123Z      | 2026-11-23T02:00:00.123456789Z
                    2026-11-22T22:00:00-04:00              | 2026-11-23T02:00:00Z
                    2026-11-23T10:00:00                    | 2026-11-23T02:00:00Z
                    2026-11-23T10:00                       | 2026-11-23T02:00:00Z
                    2026-11-23 10:00:00                    | 2026-11-23T02:00:00Z
                    2026-11-23 10:00                       | 2026-11-23T02:00:00Z
                    2026-11-23-10:00:05                    | 2026-11-23T02:00:05Z
                    2026-11-23                             | 2026-11-22T16:00:00Z
                    2026/11/23 10:00                       | 2026-11-23T02:00:00Z
                    2026/1/3                               | 2026-01-02T16:00:00Z
                    2026.11.23                             | 2026-11-22T16:00:00Z
                    2026.11.23 10:00                       | 2026-11-23T02:00:00Z
                    2026年11月23日                          | 2026-11-22T16:00:00Z
                    2026年11月23日 10:00                    | 2026-11-23T02:00:00Z
                    2026年11月23日10:00:01                  | 2026-11-23T02:00:01Z
                    2026年11月23日10时                      | 2026-11-23T02:00:00Z
                    2026年11月23日10时30分                   | 2026-11-23T02:30:00Z
                    2026年11月23日10时30分15秒                | 2026-11-23T02:30:15Z
                    2026年11月23日 星期一 10:00              | 2026-11-23T02:00:00Z
                    2026年11月22日（周日）                    | 2026-11-21T16:00:00Z
                    2026年11月22日 下午3时                   | 2026-11-22T07:00:00Z
                    2026年11月22日 晚上9点30分               | 2026-11-22T13:30:00Z
                    2026年11月22日 上午9:05                  | 2026-11-22T01:05:00Z
                    2026年11月22日 凌晨1:05                  | 2026-11-21T17:05:00Z
                    2026年11月22日 中午12:10                 | 2026-11-22T04:10:00Z
                    2026年11月22日 中午1:10                  | 2026-11-22T05:10:00Z
                    2026年11月22日 下午12:10                 | 2026-11-22T04:10:00Z
                    [2026-11-23]                           | 2026-11-22T16:00:00Z
                    【2026-11-23】                          | 2026-11-22T16:00:00Z
                    (2026-11-23 10:00)                     | 2026-11-23T02:00:00Z
                    （2026年11月23日）                       | 2026-11-22T16:00:00Z
                    ２０２６－１１－２３　１０：００               | 2026-11-23T02:00:00Z
                    20261123                               | 2026-11-22T16:00:00Z
                    1795399200                             | 2026-11-23T02:00:00Z
                    1795399200123                          | 2026-11-23T02:00:00.123Z
                    999999999                              | 2001-09-09T01:46:39Z
                    Mon, 23 Nov 2026 10:00:00 +0800        | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 2026 02:00:00 GMT          | 2026-11-23T02:00:00Z
                    23 Nov 2026 02:00 UT                   | 2026-11-23T02:00:00Z
                    23 Nov 2026 10:00:00                   | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 26 02:00:00 Z              | 2026-11-23T02:00:00Z
                    Sunday, 22-Nov-26 21:00:00 EST         | 2026-11-23T02:00:00Z
                    23 November 2026                       | 2026-11-22T16:00:00Z
                    Mon, 23 Nov 2026 10:00:00 +0800 (CST)  | 2026-11-23T02:00:00Z
                    Mon Nov 23 10:00:00 CST 2026           | 2026-11-23T02:00:00Z
                    Mon Nov 23 10:00:00 2026               | 2026-11-23T02:00:00Z
                    26-11-23                               | 2026-11-22T16:00:00Z
                    99-11-23                               | 1999-11-22T16:00:00Z
                    12-01-05                               | 2012-01-04T16:00:00Z
                    2026-11-22T24:00:00                    | 2026-11-22T16:00:00Z
                    2016-12-31T23:59:60Z                   | 2016-12-31T23:59:59Z
                    2024-02-29                             | 2024-02-28T16:00:00Z
                    20261123100000                         | 2026-11-23T02:00:00Z
                    2026-11-23T10:00:00 +8                 | 2026-11-23T02:00:00Z
                    2026-11-23 10:00:00 GMT+8              | 2026-11-23T02:00:00Z
                    2026-11-23 10:00:00 UTC+08:00          | 2026-11-23T02:00:00Z
                    2026-11-23 10:00:00 +0800 (中国标准时间)  | 2026-11-23T02:00:00Z
                    2026-11-22 10:00:00 PM                 | 2026-11-22T14:00:00Z
                    2026-11-22 12:05 AM                    | 2026-11-21T16:05:00Z
                    2026-11-22T21:00:00EST                 | 2026-11-23T02:00:00Z
                    2026-11-22T18:00:00PST                 | 2026-11-23T02:00:00Z
                    2026/11/23 上午 10:00:00                | 2026-11-23T02:00:00Z
                    2026年11月23号 10点                      | 2026-11-23T02:00:00Z
                    二〇二六年十一月二十三日                   | 2026-11-22T16:00:00Z
                    二○二六年一月三日十时                      | 2026-01-03T02:00:00Z
                    Tue, 23 Nov 2026 10:00:00 +0800        | 2026-11-23T02:00:00Z
                    23 Nov 2026 10:00:00 +0800             | 2026-11-23T02:00:00Z
                    星期一, 23 十一月 2026 10:00:00 +0800     | 2026-11-23T02:00:00Z
                    周一, 23 11月 2026 10:00:00 GMT+8        | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 2026 10:00 +0800           | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 2026                       | 2026-11-22T16:00:00Z
                    Mon 23 Nov 2026 02:00:00 -0000         | 2026-11-23T02:00:00Z
                    Monday, 23 November 2026 02:00:00 GMT  | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 2026 02:00:00.5 UTC        | 2026-11-23T02:00:00.5Z
                    Lun, 23 nov. 2026 03:00:00 CET         | 2026-11-23T02:00:00Z
                    22 août 2026 04:00:00 CEST             | 2026-08-22T02:00:00Z
                    Di, 22 Dez 2025 03:00:00 +0100         | 2025-12-22T02:00:00Z
                    Sept. 3, 2026                          | 2026-09-02T16:00:00Z
                    November 23, 2026 10:00 AM             | 2026-11-23T02:00:00Z
                    Sunday, November 22nd, 2026 at 9:00 PM EST | 2026-11-23T02:00:00Z
                    11/22/2026 10:00:00 AM                 | 2026-11-22T02:00:00Z
                    22/11/2026 10:00                       | 2026-11-22T02:00:00Z
                    22.11.2026                             | 2026-11-21T16:00:00Z
                    Mon Nov 23 10:00:00 +0800 2026         | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 2026 02:00:00 A            | 2026-11-23T02:00:00Z
                    Mon Nov 23 2026 10:00:00 GMT+0800 (中国标准时间) | 2026-11-23T02:00:00Z
                    Mon, 2026/11/23 10:00:00               | 2026-11-23T02:00:00Z
                    发布时间：2026-11-23 10:00              | 2026-11-23T02:00:00Z
                    【发布日期: 2026年11月23日】               | 2026-11-22T16:00:00Z
                    时间:11-23 10:00                       | 2026-11-23T02:00:00Z
                    2026-11-23T10:00:00 08:00              | 2026-11-23T02:00:00Z
                    2026-11-23T02:00:00 00:00              | 2026-11-23T02:00:00Z
                    Mon, 23 Nov 2026 10:00:00 0800         | 2026-11-23T02:00:00Z
                    11-22 10:11                            | 2026-11-22T02:11:00Z
                    星期一 2026-11-23 10:00                  | 2026-11-23T02:00:00Z
                    """)
    void readsWhatSourcesPrint(String text, Instant at) {
        assertThat(PublicationTime.read(text, NOW)).isEqualTo(new PublicationTime.Known(at));
    }

    @ParameterizedTest
    @CsvSource({
        "11-22, 2026-11-21T16:00:00Z",
        "11-22 10:30, 2026-11-22T02:30:00Z",
        "11月23日, 2026-11-22T16:00:00Z",
        "12-31, 2025-12-30T16:00:00Z",
    })
    void readsADayWithoutAYearAsTheLastOne(String text, Instant at) {
        assertThat(PublicationTime.read(text, NOW)).isEqualTo(new PublicationTime.Known(at));
    }

    @ParameterizedTest
    @CsvSource({
        "02-29, 2028-02-28T16:30:00Z, 2028-02-28T16:00:00Z",
        "2月29日 08:00, 2028-02-29T02:00:00Z, 2028-02-29T00:00:00Z",
        "02-29, 2028-12-31T00:00:00Z, 2028-02-28T16:00:00Z",
        "02-29, 2028-01-10T00:00:00Z, 2024-02-28T16:00:00Z",
        "02-29, 2027-03-01T00:00:00Z, 2024-02-28T16:00:00Z",
        "02-28, 2028-03-01T00:00:00Z, 2028-02-27T16:00:00Z",
        "03-01, 2028-02-29T15:59:59Z, 2028-02-29T16:00:00Z",
    })
    void readsTheLeapDayAsTheLastOne(String text, Instant now, Instant at) {
        assertThat(PublicationTime.read(text, now)).isEqualTo(new PublicationTime.Known(at));
    }

    @ParameterizedTest
    @CsvSource({"2027-02-29", "2026年2月29日 10:00", "02-30", "1900-02-29"})
    void refusesALeapDayOfAYearWithoutOne(String text) {
        assertThat(PublicationTime.read(text, NOW)).isInstanceOf(PublicationTime.Refused.class);
    }

    /** China's clocks were put on and back until 1991; those of others still are. */
    @ParameterizedTest
    @CsvSource({
        "1990-04-15 01:59:59, 1990-04-14T17:59:59Z",
        "1990-04-15 02:30, 1990-04-14T18:30:00Z",
        "1990-04-15 03:30, 1990-04-14T18:30:00Z",
        "1991-09-15 01:30, 1991-09-14T16:30:00Z",
        "1991-09-15 02:30, 1991-09-14T18:30:00Z",
        "'Sun, 29 Mar 2026 02:30:00 CEST', 2026-03-29T00:30:00Z",
        "'Sun, 25 Oct 2026 02:30:00 CEST', 2026-10-25T00:30:00Z",
        "'Sun, 25 Oct 2026 02:30:00 CET', 2026-10-25T01:30:00Z",
        "'Sun, 08 Mar 2026 02:30:00 EST', 2026-03-08T07:30:00Z",
        "2026-10-25T02:30:00+02:00, 2026-10-25T00:30:00Z",
        "2026-10-25T02:30:00+01:00, 2026-10-25T01:30:00Z",
    })
    void readsTheHoursInWhichClocksAreChanged(String text, Instant at) {
        assertThat(PublicationTime.read(text, NOW)).isEqualTo(new PublicationTime.Known(at));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0012-01-01                  | lies in the year 12, before 1990
                    0012-11-23T10:00:00+08:00   | lies in the year 12, before 1990
                    1970-01-01                  | lies in the year 1970
                    41737052-01-01              | lies more than a day ahead
                    +41737052-01-01T00:00:00Z   | its form is unknown
                    1317095970000000000         | neither a date nor seconds or milliseconds
                    2026-11-24T12:00:01+08:00   | lies more than a day ahead
                    20271123                    | lies more than a day ahead
                    2026-02-30                  | is no time: Invalid date
                    2026-13-01                  | is no time: Invalid value for MonthOfYear
                    2026-11-23 25:00            | is no time: Invalid value for HourOfDay
                    2026-11-23 10:61            | is no time: Invalid value for MinuteOfHour
                    23 Foo 2026                 | is no time: Invalid value for MonthOfYear: FOO
                    2026-11-23 10:00 XYZ        | the zone XYZ is unknown
                    2026-11-23 10:00 +99:00     | is no time
                    02-30                       | is no time
                    昨天 10:00                   | its form is unknown
                    3小时前                      | its form is unknown
                    近日                         | its form is unknown
                    12345                       | neither a date nor seconds or milliseconds
                    """)
    void refusesWhatIsNoTimeAndSaysWhy(String text, String reason) {
        assertThat(PublicationTime.read(text, NOW))
                .isInstanceOfSatisfying(
                        PublicationTime.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains(reason)
                                .endsWith("send it as 2026-11-23T10:00:00+08:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2026-", "T", "--", "年月日", "999999999-12-31", "99999999999-01-01"})
    void refusesFragments(String text) {
        assertThat(PublicationTime.read(text, NOW)).isInstanceOf(PublicationTime.Refused.class);
    }

    @Test
    void refusesAWholeTextWithoutReadingIt() {
        assertThat(PublicationTime.read("2026-11-23".repeat(100_000), NOW))
                .isInstanceOfSatisfying(
                        PublicationTime.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("a time has at most 64 characters")
                                .hasSizeLessThan(200));
    }

    @Test
    void letsASourcesClockBeADayAhead() {
        assertThat(PublicationTime.read("2026-11-24T11:59:59+08:00", NOW)).isInstanceOf(PublicationTime.Known.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:01Z, 1970-01-01T00:00:01Z",
        "1985-06-07 10:00, 1985-06-07T10:00:00Z",
        "2003, 2003-01-01T00:00:00Z",
        "2003-12, 2003-12-01T00:00:00Z",
        "2099-01-01T00:00:00+08:00, 2098-12-31T16:00:00Z",
    })
    void readsWhatIsWrittenHoweverUnlikelyForNews(String text, Instant at) {
        assertThat(PublicationTime.written(text, ZoneOffset.UTC)).contains(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11-22", "1969-12-31T23:59:59Z", "0012-01-01", "soon", "2026-02-30", "12345"})
    void findsNoTimeWhereNoneIsWritten(String text) {
        assertThat(PublicationTime.written(text, PublicationTime.ZONE)).isEmpty();
    }
}

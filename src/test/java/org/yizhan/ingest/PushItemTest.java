package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushItemTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @Test
    void takesTheIdBeforeTheUrl() throws Exception {
        assertThat(check("{'source':'cac','id':'7','url':'https://x.cn/1','title':'t','text':'b'}"))
                .isEqualTo(new PushItem("cac", "7"));
    }

    @Test
    void takesTheUrlWhereThereIsNoId() throws Exception {
        assertThat(check("{'source':'cac','url':'https://x.cn/1','title':'t','html':'<p>b'}"))
                .isEqualTo(new PushItem("cac", "https://x.cn/1"));
    }

    @Test
    void takesTheSourceOfTheKey() throws Exception {
        var json = new JsonMapper().readTree("{\"id\":\"7\",\"title\":\"t\",\"text\":\"b\"}");

        assertThat(PushItem.check(json, Optional.of("mca"), NOW)).isEqualTo(new PushItem("mca", "7"));
    }

    @Test
    void keepsAnUnknownSourceAsItCame() throws Exception {
        assertThat(check("{'source':'央视网·新闻联播','id':'7','title':'t','text':'b'}")
                        .source())
                .isEqualTo("央视网·新闻联播");
    }

    @Test
    void takesCharactersWithoutRoomForNoTitle() {
        assertThatThrownBy(() -> check("{'source':'s','id':'7','title':' \u200b\u3000\ufeff','text':'b'}"))
                .hasMessageContaining("title is missing or blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b></b>", "<p>&nbsp;</p>", "<img src='x'>"})
    void takesMarkupThatShowsNothingForNoTitle(String title) {
        assertThatThrownBy(() -> check("{'source':'s','id':'7','title':'" + title.replace("'", "") + "','text':'b'}"))
                .hasMessageContaining("title is missing or blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>通知</b>", "<3", "关于“<”号"})
    void keepsTitlesThatHoldSigns(String title) throws Exception {
        assertThat(check("{'source':'s','id':'7','title':'" + title + "','text':'b'}")
                        .externalId())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'id':'7','title':'t','text':'b'}                                              | source is missing
                    {'source':'s','title':'t','text':'b'}                                          | id and url are missing
                    {'source':'s','id':'7','text':'b'}                                             | title is missing
                    {'source':'s','id':'7','title':' ','text':'b'}                                 | title is missing or blank
                    {'source':'s','id':'7','title':'t'}                                            | text and html are missing
                    {'source':'s','id':'7','title':'t','html':'<script>x</script>'}                | html shows neither words nor pictures
                    {'source':'s','id':'7','title':'t','text':' ','html':'<p> </p>'}               | html shows neither words nor pictures
                    {'source':'s','id':'7','title':'t','html':'<img src=javascript:x>'}            | html shows neither words nor pictures
                    {'source':'s','id':7,'title':'t','text':'b'}                                   | id is a JSON number
                    {'source':'s','id':'7','title':['t'],'text':'b'}                               | title is a JSON array
                    {'source':'s','id':'7','url':'javascript:x','title':'t','text':'b'}            | url is
                    {'source':'s','id':'7','url':'ftp://x/1','title':'t','text':'b'}               | url is not an absolute http
                    {'source':'s','id':'7','title':'t','text':'b','publishedAt':'0012-01-01'}      | publishedAt
                    {'source':'s','id':'7','title':'t','text':'b','publishedAt':'+41737052-01-01'} | publishedAt
                    {'source':'s','id':'7','title':'t','text':'b','authors':'x'}                   | authors is to be an array
                    {'source':'s','id':'7','title':'t','text':'b','images':[{}]}                   | images: each
                    {'source':'s\\u0007','id':'7','title':'t','text':'b'}                          | source has control characters
                    {'source':'s','id':'\\ud800','title':'t','text':'b'}                            | id has control characters or halves
                    {'source':'s','id':'\\ufffe','title':'t','text':'b'}                            | id has control characters or halves
                    {'source':'a\\u202eb','id':'7','title':'t','text':'b'}                         | source has control characters
                    {'source':'..','id':'7','title':'t','text':'b'}                                | source .. can't be part of an address
                    {'source':'rvb.Atom','id':'7','title':'t','text':'b'}                          | source rvb.Atom can't be part of an address
                    {'source':7,'id':'7','title':'t','text':'b'}                                   | source is a JSON number
                    {'source':'s','id':'7','title':'t','html':{}}                                  | html is a JSON object
                    {'source':'s','id':'7','url':'https://x y','title':'t','text':'b'}             | url is no valid address
                    {'source':'s','id':'7','url':'/rel','title':'t','text':'b'}                    | url is not an absolute http
                    {'source':'s','id':'7','title':'t','text':'b','publishedAt':'昨天'}             | publishedAt: “昨天” is no time
                    {'source':'s','id':'7','title':'t','text':'b','publishedAt':1795399200}        | publishedAt is a JSON number
                    {'source':'s','id':'7','title':'t','text':'b','editors':[1]}                   | editors is to be an array
                    {'source':'s','id':'7','title':'t','text':'b','column':{}}                     | column is a JSON object
                    {'source':'s','id':'7','title':'t','text':'b','attribution':[]}                | attribution is a JSON array
                    {'source':'s','id':'7','title':'t','text':'b','images':{}}                     | images is to be an array
                    {'source':'s','id':'7','title':'t','text':'b','images':[{'url':'data:,'}]}     | url is not an absolute http
                    ['x']                                                                          | an article is a JSON object
                    """)
    void saysWhatIsWrong(String json, String error) {
        assertThat(catchThrowableOfType(PushItem.Invalid.class, () -> check(json)))
                .hasMessageStartingWith(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://中国.cn/", "https://x.cn/通知 1.html", "https://x.cn/a|b?c=[d]"})
    void takesAddressesAsPeopleCopyThem(String url) throws Exception {
        assertThat(check("{'source':'s','url':'" + url + "','title':'t','text':'b'}")
                        .externalId())
                .isEqualTo(url);
    }

    @Test
    void keepsNoPasswordInAnId() throws Exception {
        assertThat(check("{'source':'s','url':'https://me:secret@x.cn/1','title':'t','text':'b'}")
                        .externalId())
                .isEqualTo("https://x.cn/1");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThat(catchThrowableOfType(
                        PushItem.Invalid.class,
                        () -> check("{'source':'s','id':'7','url':'https://x.cn:70000/','title':'t','text':'b'}")))
                .hasMessageContaining("the port is 70000");
    }

    private static PushItem check(String json) throws Exception {
        return PushItem.check(new JsonMapper().readTree(json.replace('\'', '"')), Optional.empty(), NOW);
    }

    @Test
    void refusesAnIdThatIsAText() {
        String id = "x".repeat(1_001);

        assertThat(catchThrowableOfType(
                        PushItem.Invalid.class, () -> check("{'source':'s','id':'" + id + "','title':'t','text':'b'}")))
                .hasMessage("id has 1001 characters; 1000 are allowed");
    }

    @Test
    void takesAPictureForAText() throws Exception {
        assertThat(check("{'source':'s','id':'1','title':'t','html':'<img src=a.jpg>'}")
                        .externalId())
                .isEqualTo("1");
        assertThat(check("{'source':'s','id':'2','title':'t','html':'<p>','images':[{'url':'https://x.cn/a.jpg'}]}")
                        .externalId())
                .isEqualTo("2");
    }

    @Test
    void takesALongTitleAsItIs() throws Exception {
        String title = "长".repeat(10_000);

        assertThat(check("{'source':'s','id':'1','title':'" + title + "','text':'b'}")
                        .externalId())
                .isEqualTo("1");
    }
}

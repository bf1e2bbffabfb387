package org.yizhan.bench;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The words that synthetic articles are made of: real places, offices, openings and verbs, thousands of words put together
 * from common characters, and stock phrases. The n-th word is drawn about 1 / (n + 20) times as often as all (Zipf's law as
 * Mandelbrot wrote it), a phrase the same way, so that strangers share what strangers share in real news: most runs of
 * five characters are rare, some stand in every third article.
 */
final class Vocabulary {
    private static final int INVENTED = 20_000;
    private static final int PHRASES = 400;
    private static final int HEAD = 20;

    /** How finely the law is cut: what is drawn is one of so many slots. */
    private static final int SLOTS = 1 << 16;

    private static final String CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家"
            + "电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严";

    private static final String[] PLACES =
            ("北京市 上海市 天津市 重庆市 广东省深圳市 广东省广州市 浙江省杭州市 浙江省宁波市 江苏省南京市 江苏省苏州市 四川省成都市 湖北省武汉市 陕西省西安市 山东省济南市 山东省青岛市 辽宁省沈阳市 辽宁省大连市 吉林省长春市 黑龙江省哈尔滨市 河北省石家庄市 河南省郑州市 湖南省长沙市 江西省南昌市 安徽省合肥市 福建省福州市 福建省厦门市 广西壮族自治区南宁市 海南省海口市 贵州省贵阳市 云南省昆明市 甘肃省兰州市 青海省西宁市 宁夏回族自治区银川市 新疆维吾尔自治区乌鲁木齐市 西藏自治区拉萨市 内蒙古自治区呼和浩特市 山西省太原市 河北省雄安新区 四川省绵阳市 江苏省无锡市")
                    .split(" ");
    private static final String[] OFFICES =
            ("财政局 教育局 卫生健康委员会 生态环境局 交通运输局 人力资源和社会保障局 市场监督管理局 应急管理局 水务局 农业农村局 住房和城乡建设局 自然资源局 发展和改革委员会 科学技术局 文化和旅游局 民政局 公安局 司法局 医疗保障局 统计局 税务局 商务局 审计局 林业局 气象局")
                    .split(" ");
    private static final String[] OPENINGS =
            ("据了解， 会议指出， 会议强调， 近日， 目前， 同时， 此外， 为此， 下一步， 今年以来， 在现场， 记者看到， 数据显示， 截至目前， 据介绍， 接下来， 另一方面， 与此同时，").split(" ");
    private static final String[] VERBS = "推进 开展 部署 启动 完善 发布 公布 加强 落实 组织 召开 通报 实施 优化 建成 举办 试行 印发".split(" ");
    private static final String[] PAPERS = "日报 晚报 新闻网 发布 时报".split(" ");

    private final String[] words;
    private final String[] phrases;

    Vocabulary() {
        var random = new SplittableRandom(20_261_124L);
        words = slots(Stream.generate(() -> invent(random)).limit(INVENTED).toArray(String[]::new));
        phrases = slots(Stream.generate(() -> words(3 + random.nextInt(3), random))
                .limit(PHRASES)
                .toArray(String[]::new));
    }

    private static String invent(SplittableRandom random) {
        int shape = random.nextInt(10);
        int length = shape < 7 ? 2 : shape < 9 ? 3 : 4;
        var word = new StringBuilder(length);
        while (word.length() < length) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.toString();
    }

    /** The ranked words, each as often as it is to be drawn. */
    private static String[] slots(String[] ranked) {
        double reach = (double) ranked.length / HEAD + 1;
        return IntStream.range(0, SLOTS)
                .mapToObj(slot -> ranked[(int) (HEAD * (Math.pow(reach, (slot + 0.5) / SLOTS) - 1))])
                .toArray(String[]::new);
    }

    String place(SplittableRandom random) {
        return any(PLACES, random);
    }

    String office(SplittableRandom random) {
        return any(OFFICES, random);
    }

    String opening(SplittableRandom random) {
        return any(OPENINGS, random);
    }

    String verb(SplittableRandom random) {
        return any(VERBS, random);
    }

    String word(SplittableRandom random) {
        return any(words, random);
    }

    /** Several words in a row. */
    String words(int count, SplittableRandom random) {
        var row = new StringBuilder(3 * count);
        for (int i = 0; i < count; i++) {
            row.append(word(random));
        }
        return row.toString();
    }

    /** What officials always say, 6 to 20 characters. */
    String phrase(SplittableRandom random) {
        return any(phrases, random);
    }

    /** The line that a source puts under each of its articles. */
    String footer(int source) {
        return paper(source) + "提示：" + words(12, new SplittableRandom(source)) + "。";
    }

    /** The name of a synthetic source: a place's paper. */
    String paper(int source) {
        var place = PLACES[source * 7 % PLACES.length];
        return place.substring(place.length() - 3, place.length() - 1) + PAPERS[source % PAPERS.length];
    }

    private static String any(String[] words, SplittableRandom random) {
        return words[random.nextInt(words.length)];
    }
}

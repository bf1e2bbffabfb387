package org.yizhan.tag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yizhan.tag.PlaceName.Form;

/**
 * Finds the place names of a text and says which division each of them means.
 *
 * <p>In this order: strings that can't be places here are dropped (streets, teams, ships, persons); names that mean one
 * division are taken; names right behind a division they belong to (北京西城) are taken; the rest needs a division above
 * it within 40 characters, or its own full name, or one possible division above it anywhere, or the publisher's region.
 */
final class PlaceFinder {

    private static final int NEARBY = 40;
    private static final String SURNAMES =
            "张王李刘陈杨赵黄周吴徐孙胡朱郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜" + "戴夏汪姜范姚谭廖邹熊陆郝孔崔毛邱秦侯邵孟汤尹黎贺赖龚庞樊";
    private static final List<String> ABROAD = List.of("日本", "韩国", "朝鲜", "美国", "越南", "新加坡");
    private static final List<String> NOT_PLACE_BEHIND = List.of("舰", "队", "籍", "路", "大街", "大道", "菜系", "话剧团", "号卫星");
    private static final List<String> LANDSCAPE = List.of("江", "山", "湖", "河", "古城", "草原", "盆地", "水库", "国际机场", "机场");
    private static final List<String> NOT_PLACE_BEHIND_FULL = List.of("域", "场化", "级", "值");

    private final PlaceWords words;

    PlaceFinder(PlaceWords words) {
        this.words = words;
    }

    /** The place names that were resolved, in order. */
    List<Mention> find(Reading reading, List<Hit> names, Optional<Region> publisher) {
        List<Mention> mentions = candidates(reading, names);
        dropPersons(reading, mentions);
        mentions.forEach(PlaceFinder::resolveAlone);
        resolveGlued(mentions, reading);
        for (Mention mention : mentions) {
            if (!mention.isResolved()) {
                resolveByContext(mention, mentions, reading, publisher);
            }
        }
        resolveGlued(mentions, reading);
        mentions.removeIf(mention -> !mention.isResolved());
        markLeading(mentions);
        return mentions;
    }

    private static List<Mention> candidates(Reading reading, List<Hit> names) {
        List<Mention> mentions = new ArrayList<>();
        for (Hit hit : names) {
            Optional<PlaceName> place = hit.entry().place();
            if (place.isEmpty() || hit.entry().organization().isPresent()) {
                continue;
            }
            PlaceName name = place.get();
            if (name.form() != Form.NONE && isPlaceHere(reading, hit, name)) {
                mentions.add(new Mention(hit, name));
            }
        }
        return mentions;
    }

    private static boolean isPlaceHere(Reading reading, Hit hit, PlaceName name) {
        for (String country : ABROAD) {
            if (reading.continues(hit.begin() - country.length(), country)) {
                return false;
            }
        }
        if (name.form() == Form.FULL) {
            boolean goesOn = NOT_PLACE_BEHIND_FULL.stream().anyMatch(word -> reading.continues(hit.end(), word));
            boolean market = hit.entry().word().endsWith("市") && reading.at(hit.end()) == '场';
            return !(goesOn || market) || (name.regions().size() == 1 && !market && hit.length() > 3);
        }
        if (isStreet(reading, hit.end()) || isLandscape(reading, hit, name)) {
            return false;
        }
        return NOT_PLACE_BEHIND.stream().noneMatch(word -> reading.continues(hit.end(), word));
    }

    /** 澜沧江, 祁连山, 琅琊古城, 江北国际机场: a county's short name that goes on to be another thing's. */
    private static boolean isLandscape(Reading reading, Hit hit, PlaceName name) {
        return name.regions().stream().allMatch(region -> region.level() == 3)
                && LANDSCAPE.stream().anyMatch(word -> reading.continues(hit.end(), word));
    }

    /** 四川北路, 解放西街. */
    private static boolean isStreet(Reading reading, int end) {
        int way = "东西南北中".indexOf(reading.at(end)) >= 0 ? end + 1 : end;
        char c = reading.at(way);
        return c == '路' || (c == '街' && reading.at(way + 1) != '头' && reading.at(way + 1) != '道');
    }

    /** A name that follows a surname wherever it occurs is part of a person's: 刘长春, but not 宁夏石嘴山. */
    private static void dropPersons(Reading reading, List<Mention> mentions) {
        Set<String> free = new HashSet<>();
        int end = -1;
        for (Mention mention : mentions) {
            boolean named = SURNAMES.indexOf(reading.at(mention.begin - 1)) >= 0 && mention.begin != end;
            end = mention.end;
            if (mention.name.form() != Form.SHORT || !named) {
                mention.name.regions().forEach(region -> free.add(region.code()));
            }
        }
        mentions.removeIf(mention -> mention.name.form() == Form.SHORT
                && mention.name.regions().stream().noneMatch(region -> free.contains(region.code())));
    }

    private static void resolveAlone(Mention mention) {
        PlaceName name = mention.name;
        if (name.form() == Form.ALIAS) {
            mention.regions = name.regions();
        } else if (name.regions().size() == 1 && !name.common()) {
            Region only = name.regions().getFirst();
            if (name.form() == Form.FULL || only.level() < 3) {
                mention.resolve(only);
            }
        } else if (name.form() == Form.SHORT && !name.common()) {
            List<Region> prefectures =
                    name.regions().stream().filter(region -> region.level() < 3).toList();
            if (prefectures.size() == 1) {
                mention.resolve(prefectures.getFirst());
            }
        }
    }

    private static void resolveGlued(List<Mention> mentions, Reading reading) {
        for (int i = 1; i < mentions.size(); i++) {
            Mention before = mentions.get(i - 1);
            Mention mention = mentions.get(i);
            if (!before.isSingle() || mention.begin != before.end || mention.name.form() == Form.ALIAS) {
                continue;
            }
            Region above = before.regions.getFirst();
            if (mention.isResolved() && mention.regions.getFirst().isWithin(above)) {
                continue;
            }
            List<Region> within = mention.candidatesWithin(above);
            boolean common = mention.name.form() == Form.SHORT && mention.name.common();
            if (common && (within.size() != 1 || !within.getFirst().parent().equals(above.code()))) {
                continue;
            }
            if (!within.isEmpty() && !isInsideWord(mention, reading)) {
                mention.resolve(within.stream()
                        .filter(region -> region.parent().equals(above.code()))
                        .findFirst()
                        .orElse(within.getFirst()));
            }
        }
    }

    private static boolean isInsideWord(Mention mention, Reading reading) {
        return mention.name.form() == Form.SHORT && reading.continues(mention.end, "大学");
    }

    private void resolveByContext(
            Mention mention, List<Mention> mentions, Reading reading, Optional<Region> publisher) {
        boolean isShort = mention.name.form() == Form.SHORT;
        if (isShort) {
            for (Mention other : mentions) {
                if (other.isSingle()
                        && other.name.form() == Form.FULL
                        && mention.name.regions().contains(other.regions.getFirst())
                        && (!mention.name.common() || reading.inTitle(mention.begin))) {
                    mention.resolve(other.regions.getFirst());
                    return;
                }
            }
        }
        if (mention.name.common() && (isShort || words.needsParent(mention.word))) {
            return;
        }
        nearest(mention, mentions)
                .or(() -> isShort ? Optional.empty() : anywhere(mention, mentions))
                .or(() -> publisher.flatMap(region -> ofPublisher(mention, region)))
                .or(() -> isShort ? aloneInTitle(mention, reading) : Optional.empty())
                .ifPresent(mention::resolve);
    }

    private static Optional<Region> nearest(Mention mention, List<Mention> mentions) {
        Optional<Region> best = Optional.empty();
        int shortest = NEARBY + 1;
        for (Mention other : mentions) {
            if (!other.isSingle()) {
                continue;
            }
            int distance = other.begin < mention.begin ? mention.begin - other.end : other.begin - mention.end;
            List<Region> within = mention.candidatesWithin(other.regions.getFirst());
            if (distance < shortest && within.size() == 1) {
                shortest = distance;
                best = Optional.of(within.getFirst());
            }
        }
        return best;
    }

    private static Optional<Region> anywhere(Mention mention, List<Mention> mentions) {
        Set<Region> possible = new HashSet<>();
        for (Mention other : mentions) {
            if (other.isSingle()) {
                possible.addAll(mention.candidatesWithin(other.regions.getFirst()));
            }
        }
        return possible.size() == 1 ? Optional.of(possible.iterator().next()) : Optional.empty();
    }

    private static Optional<Region> ofPublisher(Mention mention, Region publisher) {
        if (mention.name.regions().contains(publisher)) {
            return Optional.of(publisher);
        }
        List<Region> within = mention.candidatesWithin(publisher);
        return within.size() == 1 ? Optional.of(within.getFirst()) : Optional.empty();
    }

    /** 鲁甸地震: a county's short name that is no word, alone in a title. */
    private Optional<Region> aloneInTitle(Mention mention, Reading reading) {
        boolean sure = mention.name.regions().size() == 1 && !words.isCommon(mention.word);
        return sure && reading.inTitle(mention.begin)
                ? Optional.of(mention.name.regions().getFirst())
                : Optional.empty();
    }

    private static void markLeading(List<Mention> mentions) {
        for (int i = 1; i < mentions.size(); i++) {
            Mention before = mentions.get(i - 1);
            Mention mention = mentions.get(i);
            if (before.isSingle()
                    && mention.isSingle()
                    && before.end == mention.begin
                    && mention.regions.getFirst().isWithin(before.regions.getFirst())) {
                before.leadsOn = true;
            }
        }
    }
}

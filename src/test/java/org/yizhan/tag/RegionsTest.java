package org.yizhan.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionsTest {

    private final Regions regions = Regions.bundled();

    @Test
    void knowsADivisionsPlace() {
        assertThat(regions.path("620702"))
                .extracting(Region::code)
                .containsExactly("620702", "620700", "620000", "100000");
        assertThat(regions.find("620702").orElseThrow().fullName()).isEqualTo("甘肃省张掖市甘州区");
        assertThat(regions.ancestors("100000")).isEmpty();
        assertThat(regions.children("620700")).extracting(Region::code).contains("620702");
    }

    @Test
    void putsDistrictsOfMunicipalitiesRightBelowThem() {
        assertThat(regions.find("110105").orElseThrow().parent()).isEqualTo("110000");
        assertThat(regions.find("110100")).isEmpty();
    }

    @Test
    void tellsNeighboursOfOneSoundApart() {
        Region ganzhouQu = regions.find("620702").orElseThrow();
        Region ganzhouShi = regions.find("360700").orElseThrow();

        assertThat(ganzhouQu.isWithin(ganzhouShi)).isFalse();
        assertThat(ganzhouQu.isWithin(regions.find("620000").orElseThrow())).isTrue();
        assertThat(ganzhouQu.isWithin(ganzhouQu)).isFalse();
    }

    @Test
    void givesEveryDivisionAKnownParent() {
        assertThat(regions.all())
                .hasSizeGreaterThan(3_000)
                .allMatch(region -> region.parent().isEmpty()
                        || regions.find(region.parent()).isPresent());
    }

    @Test
    void givesEveryTopicAKnownParent() {
        Topics topics = Topics.bundled();

        assertThat(topics.all())
                .allMatch(topic ->
                        topic.parent().isEmpty() || topics.find(topic.parent()).isPresent());
        assertThat(topics.within("elderly-care")).isNotEmpty();
        assertThat(topics.within("no-such-topic")).isEqualTo(List.of());
    }

    @Test
    void composesADepartmentOfADivision() {
        Organizations organizations = Organizations.bundled(regions);

        assertThat(organizations.label("620702-minzhengju")).contains("张掖市甘州区民政局");
        assertThat(organizations.label("350000-minzhengting")).contains("福建省民政厅");
        assertThat(organizations.find("350000-minzhengju")).isEmpty();
        assertThat(organizations.find("999999-minzhengju")).isEmpty();
        assertThat(organizations.find("nobody")).isEmpty();
    }
}

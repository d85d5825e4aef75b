"""Which names are short forms of which, whose government a body is, and what of an article is joined."""

import pytest
from examples import annotate, annotations
from hypothesis import given

from gongbao.clusters import CLUSTERED, cluster_mentions, fullest
from gongbao.normal.organisation import find_jurisdiction, is_same_place, is_same_programme, is_short_form

SHORT_FORMS = [
    ("自治区民政厅", "广西壮族自治区民政厅"),
    ("广西民政厅", "广西壮族自治区民政厅"),
    ("区民政厅", "广西壮族自治区民政厅"),
    ("民政厅", "广西壮族自治区民政厅"),
    ("省民政厅", "云南省民政厅"),
    ("省厅", "吉林省民政厅"),
    ("市局", "柳州市民政局"),
    ("县委", "中共三江县委"),
    ("县卫健局", "三江县卫生健康局"),
    ("县卫健委", "修水县卫生健康委员会"),
    ("市人社局", "柳州市人力资源和社会保障局"),
    ("县残联", "修水县残疾人联合会"),
    ("市妇联", "吉林市妇女联合会"),
    ("县红会", "修水县红十字会"),
    ("镇政府", "修水县马坳镇人民政府"),
    ("区民政局", "南宁市青秀区民政局"),
    ("青秀区民政局", "南宁市青秀区民政局"),
    ("基金会", "阳光公益基金会"),
    ("社工站", "马坳镇社会工作服务站"),
    ("县慈善总会", "修水县慈善总会"),
    ("团市委", "共青团柳州市委"),
    ("团市委", "共青团柳州市委员会"),
    ("团省委", "共青团云南省委"),
    ("街道办", "云顶街道办事处"),
    ("市民政局", "云顶市民政局"),
    ("市人民医院", "柳州市人民医院"),
    ("市中医院", "柳州市中医医院"),
    ("全国妇联", "中华全国妇女联合会"),
    ("国家发改委", "国家发展改革委"),
    ("区退役军人局", "柳州市鱼峰区退役军人事务局"),
    ("红十字会", "中国红十字会"),
    ("自治区民政厅", "宁夏回族自治区民政厅"),
]
OTHER_BODIES = [
    ("市民政局", "南宁市青秀区民政局"),
    ("省民政厅", "广西壮族自治区民政厅"),
    ("柳州市民政局", "南宁市民政局"),
    ("市教育局", "柳州市民政局"),
    ("县局", "柳州市民政局"),
    ("局", "柳州市民政局"),
    ("市场监督管理局", "柳州市民政局"),
    ("安徽大学", "安徽师范大学"),
    ("柳州市民政局", "市局"),
    ("乡村振兴局", "马坳乡人民政府"),
    ("市委", "共青团柳州市委"),
    ("市委", "柳州市卫生健康委员会"),
    ("市委", "团市委"),
    ("市人民医院", "柳州市第二人民医院"),
    ("市红十字会", "中国红十字会"),
    ("县委", "县委县政府"),
    ("市民政局", "柳州市民政局党组"),
]
PROGRAMMES = [
    ("暖阳行动", "“暖阳行动”", True),
    ("“暖阳”行动", "“暖阳”助老志愿行动", True),
    ("热线", "12349养老服务热线", True),
    ("推进会", "全省养老服务推进会", True),
    ("会议", "全省养老服务推进会", True),
    ("会议", "“暖阳行动”", False),
    ("“春苗”行动", "“暖阳”行动", False),
    ("《办法》", "《临江市临时救助办法》", True),
    ("《条例》", "《临江市临时救助办法》", False),
]
PLACES = [
    ("三明", "福建三明市", True),
    ("三江", "三江侗族自治县", True),
    ("额敏县", "塔城地区额敏县", True),
    ("吉林", "吉林市", False),
    ("柳州", "南宁市", False),
    ("全市", "柳州市", False),
    ("马坳村", "修水县", False),
]
# name, region of the issuer, code, level
JURISDICTIONS = [
    ("广西壮族自治区民政厅", None, "450000", "province"),
    ("柳州市人民政府", None, "450200", "city"),
    ("三江侗族自治县民政局", None, "450226", "county"),
    ("南宁市青秀区教育局", None, "450103", "county"),
    ("修水县人民法院", None, "360424", "county"),
    ("市民政局", "柳州市", "450200", "city"),
    ("自治区民政厅", "广西壮族自治区", "450000", "province"),
    ("县卫生健康委员会", "修水县", "360424", "county"),
    ("民政部", None, None, "country"),
    ("国家卫生健康委员会", None, None, "country"),
    ("县民政局", None, None, None),
    ("市政府", "柳州市", "450200", "city"),
    ("市政协", "柳州市", "450200", "city"),
    ("市人大常委会", "柳州市", "450200", "city"),
    ("“柳州市民政局”", None, "450200", "city"),
    ("柳州市民政局（柳州市老龄办）", None, "450200", "city"),
    ("省民政厅养老服务处", "江西省", "360000", "province"),
    ("江西省民政厅党组", None, "360000", "province"),
    ("国务院", None, None, "country"),
    ("民政部办公厅", None, None, "country"),
    ("税务总局", None, None, "country"),
    ("公安部", None, None, "country"),
    ("最高检", "柳州市", None, "country"),
    ("财政部", "柳州市", None, "country"),
    ("财政局", "柳州市", "450200", "city"),
    ("财政局", "450200", "450200", "city"),
    ("教育局", "三江侗族自治县民政局", "450226", "county"),
    ("民政厅", "广西壮族自治区民政厅", "450000", "province"),
    ("财政厅", "昆明市", "530000", "province"),
    ("卫健委", "柳州市", "450200", "city"),
    ("发展改革委", "云南省", "530000", "province"),
    ("法院", "三江县", "450226", "county"),
    ("政府", "柳州市", "450200", "city"),
    ("市中级人民法院", "柳州市", "450200", "city"),
    ("市养老服务工作领导小组", "柳州市", "450200", "city"),
    ("县委、县政府", "三江县", "450226", "county"),
    ("旗委旗政府", "奈曼旗", "150525", "county"),
]
# bodies before it in a list, body, region of the issuer, code
LISTED = [
    (("柳州市民政局",), "财政局", None, "450200"),
    (("市民政局",), "财政局", "柳州市", "450200"),
    (("柳州市民政局", "财政局"), "教育局", None, "450200"),
    (("广西民政厅", "柳州市民政局"), "财政局", None, "450200"),
    (("柳州市民政局",), "三江县财政局", None, "450226"),
    (("柳州市民政局",), "财政部", None, None),
    (("柳州市民政局",), "公安局", None, "450200"),
]
NO_BODIES = [
    "阳光公益基金会", "柳州市人民医院", "马坳村村委会", "柳州银行", "民政部门", "青秀区社区食堂", "柳州志愿者协会",
    "财政局", "公安局", "",
]  # fmt: skip


@pytest.mark.parametrize(("short", "full"), SHORT_FORMS)
def test_short_forms_of_bodies(short, full):
    assert is_short_form(short, full)


@pytest.mark.parametrize(("short", "full"), OTHER_BODIES)
def test_other_bodies(short, full):
    assert not is_short_form(short, full)


@pytest.mark.parametrize(("short", "full", "is_same"), PROGRAMMES)
def test_names_of_programmes(short, full, is_same):
    assert is_same_programme(short, full) is is_same


@pytest.mark.parametrize(("short", "full", "is_same"), PLACES)
def test_names_of_places(short, full, is_same):
    assert is_same_place(short, full) is is_same


@pytest.mark.parametrize(("name", "region", "code", "level"), JURISDICTIONS)
def test_government_bodies_have_a_jurisdiction(name, region, code, level):
    place = find_jurisdiction(name, region=region)
    assert place is not None
    assert (place.code, place.level) == (code, level)


@pytest.mark.parametrize(("listed", "name", "region", "code"), LISTED)
def test_bodies_of_a_list_share_the_division(listed, name, region, code):
    place = find_jurisdiction(name, region=region, listed=listed)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(
    ("name", "region"),
    [("财政局", "云南省"), ("办公室", "柳州市"), ("指挥部", "柳州市"), ("有关部门", "柳州市"), ("该局", "柳州市"),
     ("委员会", "柳州市"), ("校团委", "柳州市"), ("村委会", "柳州市"), ("政务服务大厅", "柳州市"), ("餐厅", "柳州市")],
)  # fmt: skip
def test_what_may_be_of_any_division_has_none(name, region):
    assert find_jurisdiction(name, region=region) is None


@pytest.mark.parametrize("name", NO_BODIES)
def test_other_organisations_have_none(name):
    assert find_jurisdiction(name) is None


def test_places_of_the_article_decide_between_districts_of_one_name():
    place = find_jurisdiction("鼓楼区民政局", context=["福州市"])
    assert place is not None
    assert place.code == "350102"


def clusters(marked, links=""):
    """Clusters as their texts, joined by `=`."""
    annotation = annotate(marked, links)
    return ["=".join(annotation.text[m.start : m.end] for m in found) for found in cluster_mentions(annotation)]


def test_equal_and_short_names_are_joined():
    marked = "[柳州市民政局|ORG a]走访。[市局|ORG b]，[柳州市民政局|ORG c]和[阳光基金会|ORG d]。"
    assert clusters(marked) == ["柳州市民政局=市局=柳州市民政局", "阳光基金会"]


def test_shorter_forms_of_one_name_are_joined_with_the_fullest():
    marked = "[市局|ORG a]、[市民政局|ORG b]、[柳州市民政局|ORG c]"
    assert clusters(marked) == ["市局=市民政局=柳州市民政局"]


def test_bodies_of_two_provinces_are_kept_apart():
    marked = "[云南省民政厅|ORG a]、[四川省民政厅|ORG b]，[省民政厅|ORG c]、[省厅|ORG d]"
    assert clusters(marked) == ["云南省民政厅", "四川省民政厅", "省民政厅", "省厅"]


def test_links_in_a_circle_are_one_cluster():
    marked = "[蓝鳍救援队|ORG a]，[队伍|ORG b]，[救援力量|ORG c]"
    assert clusters(marked, "a alias_of b · b alias_of c · c alias_of a") == ["蓝鳍救援队=队伍=救援力量"]


def test_that_body_is_the_last_one_of_its_kind():
    marked = "[市财政局|ORG a]，[市民政局|ORG b]、[团市委|ORG c]，[该局|ORG d]。[市教育局|ORG e]，该[局|ORG f]"
    assert clusters(marked) == ["市财政局", "市民政局=该局", "团市委", "市教育局=局"]


def test_layout_does_not_matter():
    assert clusters("[柳州市民政局|ORG a]，[柳州市\n民政 局|ORG b]") == ["柳州市民政局=柳州市\n民政 局"]


def test_links_join_what_no_rule_knows():
    marked = "[蓝鳍救援队|ORG a]，[队伍|ORG b]"
    assert clusters(marked) == ["蓝鳍救援队", "队伍"]
    assert clusters(marked, "b alias_of a") == ["蓝鳍救援队=队伍"]


def test_short_name_that_fits_two_is_left_alone():
    marked = "[修水县民政局|ORG a]、[武宁县民政局|ORG b]，[县民政局|ORG c]"
    assert clusters(marked) == ["修水县民政局", "武宁县民政局", "县民政局"]


def test_generic_name_is_joined_only_where_the_text_points():
    assert clusters("[临江中心医院|ORG a]，[医院|ORG b]") == ["临江中心医院", "医院"]
    assert clusters("[临江中心医院|ORG a]，该[医院|ORG b]") == ["临江中心医院=医院"]


def test_labels_are_kept_apart():
    assert clusters("[柳州|PLACE a]、[柳州|ORG b]、[老人|GROUP c]") == ["柳州", "柳州"]


def test_fullest_name_is_the_longest():
    annotation = annotate("[市局|ORG a]即[柳州市民政局|ORG b]", "a alias_of b")
    (cluster,) = cluster_mentions(annotation)
    assert fullest(annotation.text, cluster) == annotation.mentions[1]


@given(annotations())
def test_every_named_mention_is_in_one_cluster(annotation):
    found = [mention for cluster in cluster_mentions(annotation) for mention in cluster]
    assert sorted(found) == [mention for mention in annotation.mentions if mention.label in CLUSTERED]

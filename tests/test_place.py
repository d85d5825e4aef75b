"""Links of place mentions to administrative divisions, as tables of mention, context and code."""

from datetime import date

import pytest
from places import IN_CONTEXT

from gongbao.normal.divisions import division_at, divisions_by_code
from gongbao.normal.place import link_place
from gongbao.records import Place

ALONE = [
    # official names
    ("广西壮族自治区", "450000"),
    ("北京市", "110000"),
    ("香港特别行政区", "810000"),
    ("台湾省", "710000"),
    ("柳州市", "450200"),
    ("锡林郭勒盟", "152500"),
    ("喀什地区", "653100"),
    ("怒江傈僳族自治州", "533300"),
    ("三江侗族自治县", "450226"),
    ("桦川县", "230826"),
    ("文县", "621222"),
    ("神农架林区", "429021"),
    ("仙桃市", "429004"),
    ("石河子市", "659001"),
    ("两江新区", "500157"),
    ("龙港市", "330383"),
    ("东乌珠穆沁旗", "152525"),
    # short names
    ("广西", "450000"),
    ("内蒙古", "150000"),
    ("新疆", "650000"),
    ("西藏", "540000"),
    ("香港", "810000"),
    ("京", "110000"),
    ("沪", "310000"),
    ("首都", "110000"),
    ("柳州", "450200"),
    ("三江", "450226"),
    ("三江县", "450226"),
    ("浦东", "310115"),
    ("黔西南州", "522300"),
    ("湘西", "433100"),
    ("延边州", "222400"),
    ("昌吉州", "652300"),
    ("兴安盟", "152200"),
    ("克州", "653000"),
    ("科右中旗", "152222"),
    ("木垒县", "652328"),
    ("达茂旗", "150223"),
    ("新左旗", "150726"),
    ("前郭县", "220721"),
    ("前郭县查干花镇", "220721"),
    ("凉山", "513400"),
    ("德宏", "533100"),
    ("红河县", "532529"),
    ("第八师石河子市", "659001"),
    ("兵团第一师阿拉尔市", "659002"),
    ("互助县", "630223"),
    ("积石山县", "622927"),
    ("务川自治县", "520326"),
    ("莫力达瓦旗", "150722"),
    ("济源", "419001"),
    ("桦川", "230826"),
    # the larger of two of one name
    ("吉林", "220000"),
    ("海南", "460000"),
    ("通化", "220500"),
    ("朝阳", "211300"),
    ("吉林市", "220200"),
    ("通化县", "220521"),
    # stacked names and what has no code
    ("广西崇左市大新县明仕村", "451424"),
    ("大新县明仕村", "451424"),
    ("陕西西安", "610100"),
    ("洛阳涧西区", "410305"),
    ("甘肃文县", "621222"),
    ("甘肃省陇南市文县", "621222"),
    ("内蒙古赤峰市宁城县大城子镇", "150429"),
    ("毕节市七星关区", "520502"),
    ("五指山市毛阳镇", "469001"),
    ("东莞市虎门镇", "441900"),
    ("贵州威宁草海镇中心小学", "520526"),
    ("北京市朝阳区", "110105"),
    ("北京朝阳", "110105"),
    ("长春市朝阳区", "220104"),
    ("河南开封", "410200"),
    ("重庆万州", "500101"),
    ("中国香港", "810000"),
    ("我国广西", "450000"),
    ("河南暴雨灾区", "410000"),
    ("吉林全省", "220000"),
    ("海东西站", "630200"),
    ("荆州古城", "421000"),
    ("乐都区文化广场", "630202"),
    ("仪陇县人民医院", "511324"),
    ("北京站东侧", "110000"),
    # townships: the code of the county
    ("将台堡镇", "640422"),
    ("星火朝鲜族乡", "230826"),
    ("街津口乡", "230881"),
    ("逢源街道", "440103"),
    ("通关镇民族小学", "530822"),
    # layout noise
    (" 广　西 壮族\n自治区", "450000"),
    ("柳 州", "450200"),
    ("枝 江 市", "420583"),
    ("“柳州”", "450200"),
    ("柳州市，", "450200"),
    ("宁城\u200b县", "150429"),
]

NOTHING = [
    "", "  ", "社区", "行政村", "易地搬迁安置区", "村屯", "乡镇", "乡 镇", "街道", "县", "市", "区", "省份",
    "市州", "盟市", "县(市、区)", "县（市、区）", "市（地）", "苏木乡镇", "先进乡镇", "灾区", "城市", "学校",
    "集市", "贫困村", "火车站广场", "重点帮扶村", "全村", "城区", "郊区", "通道", "和平社区", "人民广场",
    "天安门广场", "主城区", "城中村", "乡村小学", "国道 212 线", "省道 206 线", "兰渝铁路", "天津路", "中山路",
    "南京东路", "经二路地下通道", "北京西路", "怒江大桥", "长江", "黄河", "长白山", "嘉陵江", "苏州河", "滹沱河",
    "港澳", "港澳台地区", "京津冀", "长三角", "华北", "中西部", "祁门、休宁", "美国", "日本", "缅甸", "东京",
    "巴黎", "纽约", "伊朗", "尼泊尔",
]  # fmt: skip

HOMONYMS = [
    # text, other places, region, code
    ("鼓楼区", (), None, None),
    ("鼓楼区", ("福州市",), None, "350102"),
    ("鼓楼区", ("福建省",), None, "350102"),
    ("鼓楼区", ("南京", "玄武区"), None, "320106"),
    ("鼓楼区", (), "徐州市民政局", "320302"),
    ("鼓楼区", (), "410200", "410204"),
    ("鼓楼区", ("北京",), None, None),
    ("朝阳区", (), None, None),
    ("朝阳区", ("长春",), None, "220104"),
    ("朝阳区", (), "110000", "110105"),
    ("朝阳", ("北京", "海淀", "丰台"), None, "110105"),
    ("朝阳", ("辽宁", "沈阳", "阜新"), None, "211300"),
    ("西湖区", ("江西省",), None, "360103"),
    ("西湖", ("杭州",), None, "330106"),
    ("通州区", ("南通", "如皋市"), None, "320612"),
    ("江北区", ("宁波",), None, "330205"),
    ("江北区", ("重庆",), None, "500105"),
    ("长安", (), None, None),
    ("海南", ("西宁", "海北州"), None, "632500"),
    ("城关镇", (), None, None),
    ("城关镇", ("榆中县",), None, "620123"),
    ("城关镇", (), "620123", "620123"),
    ("城关镇", ("甘肃省",), None, None),
    ("温泉镇", ("开州区", "大进镇"), None, "500154"),
    ("温泉镇河东社区", ("开州区", "大进镇"), None, "500154"),
    ("兴隆镇", ("西吉县", "固原市", "硝河乡"), None, "640422"),
    ("永兴镇", (), None, None),
    ("永兴镇", ("湄潭", "凤冈县"), None, "520328"),
    ("胜利镇中心小学", ("罗田县", "英山"), None, "421123"),
    ("将台堡镇", ("四川省", "成都"), None, None),
    # bare names of townships need their county
    ("张山营", (), None, "None"),
    ("张山营", ("延庆",), None, "110119"),
    ("旧县", ("延庆区", "全市"), None, "110119"),
    ("越秀路", ("河西区",), None, "120103"),
    ("白河乡", ("车村镇", "旧县镇"), None, "410325"),
    # common words need the city
    ("城区", ("晋城",), None, "140502"),
    ("矿区", ("阳泉",), None, "140303"),
    ("通道", ("怀化",), None, "431230"),
    ("通道", ("柳州",), None, "None"),
    ("白沙茶园小镇", ("白沙黎族自治县", "海南"), None, "469025"),
    ("白沙茶园小镇", (), None, "None"),
]

SCOPES = [
    ("全省", ("长沙",), None, "430000"),
    ("全省各地", ("长沙",), None, "430000"),
    ("全省", (), "修水县民政局", "360000"),
    ("我省", ("南昌", "赣州"), None, "360000"),
    ("省内", ("深圳", "东莞"), None, "440000"),
    ("全 市", (), "450200", "450200"),
    ("全市", (), "360424", "360400"),
    ("本市", (), "北京市民政局", "110000"),
    ("全市", ("淄博", "张店", "周村"), None, "370300"),
    ("全市", ("富锦市", "同江市", "同江", "桦南县"), None, "230800"),
    ("全市", ("延庆", "张山营"), None, "110000"),
    ("全市", ("长沙", "武汉"), None, None),
    ("全县", ("修水县", "马坳镇石溪村"), None, "360424"),
    ("全县", ("桦川", "悦来镇中心广场"), None, "230826"),
    ("该县", ("修水县", "九江"), None, "360424"),
    ("我县", (), "桦川县", "230826"),
    ("全县", ("福建省",), None, None),
    ("全区", (), "广西壮族自治区民政厅", "450000"),
    ("全区", ("青秀区",), "广西壮族自治区民政厅", "450000"),
    ("全区", ("南宁市", "广西"), "青秀区", "450103"),
    ("全区", ("广西", "柳州", "南宁"), None, "450000"),
    ("全区", ("兴安盟", "乌兰察布市"), None, "150000"),
    ("全区", ("新疆维吾尔自治区", "喀什地区", "伽师县", "阿克苏地区"), None, "650000"),
    ("全区", ("荔湾区", "逢源街道", "龙津街道"), None, "440103"),
    ("全区", ("开州区", "温泉镇"), None, "500154"),
    ("全区", (), None, None),
    ("自治区", ("银川",), None, "640000"),
    ("全州", (), None, None),
    ("全州", (), "昌吉州", "652300"),
    ("全州", ("怒江", "泸水市", "福贡县"), None, "533300"),
    ("全州", ("桂林",), None, "450324"),
    ("全旗", ("奈曼旗",), None, "150525"),
    ("全盟", ("锡林郭勒盟", "苏尼特左旗"), None, "152500"),
    ("我省", (), None, None),
    ("全镇", (), None, None),
    ("全镇", ("三江县", "林溪镇"), None, "450226"),
    ("该乡", ("三江县", "林溪镇", "同乐苗族乡"), None, "450226"),
    ("全街道", ("荔湾区", "逢源街道"), None, "440103"),
    ("全镇", ("三江县", "林溪镇", "独峒镇"), None, None),
    ("本镇", (), "三江县林溪镇", "450226"),
    ("辖区", (), "柳州市鱼峰区", "450203"),
    ("境内", (), "四川省凉山州", "513400"),
    ("辖区内", ("柳州市", "鱼峰区"), None, "450203"),
    ("辖区", ("鱼峰区", "柳北区"), None, None),
    ("我市", ("鱼峰区", "柳北区"), None, "450200"),
    ("该旗", ("内蒙古", "奈曼旗"), None, "150525"),
]

RENAMED = [
    ("思南县", date(2008, 5, 1), "522225"),
    ("思南县", date(2015, 5, 1), "520624"),
    ("铜仁市", date(2008, 5, 1), "522201"),
    ("铜仁市", date(2015, 5, 1), "520600"),
    ("毕节地区", date(2009, 5, 1), "522400"),
    ("毕节", date(2022, 5, 1), "520500"),
    ("巢湖市", date(2008, 5, 1), "341400"),
    ("巢湖市", date(2018, 5, 1), "340181"),
    ("襄樊市", date(2005, 5, 1), "420600"),
    ("密云县", date(2012, 5, 1), "110228"),
    ("密云", date(2022, 5, 1), "110118"),
    ("莱芜市", date(2015, 5, 1), "371200"),
    ("莱芜", date(2020, 5, 1), "370116"),
    ("公主岭市", date(2022, 5, 1), "220184"),
    ("黔西县", date(2018, 5, 1), "520522"),
    ("黔西", date(2024, 5, 1), "520581"),
    ("抚远县", date(2014, 5, 1), "230833"),
    ("抚远县", None, "230833"),
    ("渝北区", date(2024, 5, 1), "500112"),
    ("江干区", date(2020, 6, 1), "330104"),
    ("临平区", None, "330113"),
    ("章丘市", date(2012, 6, 1), "370181"),
    ("章丘区", date(2022, 6, 1), "370114"),
    ("那曲地区", date(2015, 6, 1), "542400"),
    ("那曲市", date(2020, 6, 1), "540600"),
    ("思茅市", date(2005, 6, 1), "530800"),
    ("崇文区", date(2008, 6, 1), "110103"),
    ("大同县", date(2016, 6, 1), "140227"),
]


@pytest.mark.parametrize(("text", "code"), ALONE)
def test_link_place_alone(text, code):
    place = link_place(text)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize("text", NOTHING)
def test_link_place_of_what_is_no_division(text):
    assert link_place(text) is None


@pytest.mark.parametrize(("text", "context", "region", "name"), IN_CONTEXT)
def test_link_place_in_context(text, context, region, name):
    place = link_place(text, context=context, region=region)
    assert ("" if place is None else place.name) == name


@pytest.mark.parametrize(("text", "context", "region", "code"), HOMONYMS)
def test_link_place_homonyms(text, context, region, code):
    place = link_place(text, context=context, region=region)
    if code == "None":
        assert place is None
    else:
        assert place is not None
        assert place.code == code
        assert place.candidates


@pytest.mark.parametrize(("text", "context", "region", "code"), SCOPES)
def test_link_place_scope_words(text, context, region, code):
    place = link_place(text, context=context, region=region)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(("text", "published", "code"), RENAMED)
def test_link_place_by_publication_date(text, published, code):
    place = link_place(text, published)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize("text", ["全国", "我国", "中国", "全国各地", "国内"])
def test_country_has_a_name_and_no_code(text):
    assert link_place(text) == Place(name="中华人民共和国", level="country")


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("三江", "广西壮族自治区柳州市三江侗族自治县", "county"),
        ("广西", "广西壮族自治区", "province"),
        ("柳州", "广西壮族自治区柳州市", "city"),
        ("浦东", "上海市浦东新区", "county"),
        ("仙桃", "湖北省仙桃市", "county"),
        ("大新县明仕村", "广西壮族自治区崇左市大新县", "county"),
        ("将台堡镇", "宁夏回族自治区固原市西吉县将台堡镇", "township"),
        ("东莞市虎门镇", "广东省东莞市虎门镇", "township"),
    ],
)
def test_name_is_official_and_level_is_of_the_deepest_known_part(text, name, level):
    place = link_place(text)
    assert place is not None
    assert (place.name, place.level) == (name, level)


def test_undecided_candidates_share_the_weight():
    place = link_place("鼓楼区")
    assert place is not None
    assert {candidate.code for candidate in place.candidates} == {"320106", "320302", "350102", "410204"}
    assert all(candidate.score == pytest.approx(0.25) for candidate in place.candidates)


def test_context_in_any_order_and_with_the_mention_itself():
    context = ["鼓楼区", "福州市", "全市", "社区"]
    assert link_place("鼓楼区", context=context) == link_place("鼓楼区", context=context[::-1])


def test_divisions_are_complete_and_consistent():
    present = [
        division for divisions in divisions_by_code().values() for division in divisions if not division.last_year
    ]
    n_by_level = {level: sum(d.level == level for d in present) for level in ("province", "city", "county")}
    assert n_by_level["province"] == 34
    assert n_by_level["city"] >= 333
    assert n_by_level["county"] >= 2840
    assert all(d.chain[-1] == d.code and d.chain[0] in divisions_by_code() for d in present)


def test_every_present_division_is_found_by_its_full_name():
    present = [division_at(code) for code in divisions_by_code()]
    for division in present:
        if division is not None and division.last_year is None:
            place = link_place(division.full_name)
            assert place is not None, division
            assert place.code == division.code, division

"""What the words around a number say: per what, change and base, sum, part. The number stands in brackets."""

import re

import pytest

from gongbao.normal.quantity import parse_quantity
from gongbao.records import Change

UP, DOWN = "increase", "decrease"
YEAR, PERIOD, OTHER = "year_on_year", "period_on_period", "other"

# text, direction, base
CHANGES = [
    ("全市救助人次同比增长[12.3%]。", UP, YEAR),
    ("失业率比上年下降[0.4个百分点]", DOWN, YEAR),
    ("低保对象较上年同期减少[1200余人]", DOWN, YEAR),
    ("门诊量较去年同期上升[8.6%]", UP, YEAR),
    ("与去年同期相比，下降[3.5个百分点]", DOWN, YEAR),
    ("同上年相比，增加[26家]", UP, YEAR),
    ("接待游客同比大幅增长[三成]", UP, YEAR),
    ("结婚登记 4100 对，同比减少[6.2%]", DOWN, YEAR),
    ("养老床位比上一年增加[1.2万张]", UP, YEAR),
    ("捐赠收入同比增长近[两成]", UP, YEAR),
    ("投诉量环比下降[15%]", DOWN, PERIOD),
    ("咨询量较上月增加[320件]", UP, PERIOD),
    ("价格比上季度上涨[0.6%]", UP, PERIOD),
    ("客流较前一日增长[2.1倍]", UP, PERIOD),
    ("求助电话比上周减少[47通]", DOWN, PERIOD),
    ("同比下降4.8%，环比上升[0.9%]", UP, PERIOD),
    ("参保人数较年初增加[5.3万人]", UP, OTHER),
    ("机构数比2019年增长[1.5倍]", UP, OTHER),
    ("床位使用率较上年末提高[2.2个百分点]", UP, OTHER),
    ("平均处理时间比改革前缩短[3天]", DOWN, OTHER),
    ("覆盖率较“十三五”末提高[10个百分点]", UP, OTHER),
    ("增速比全国平均水平高[1.7个百分点]", UP, OTHER),
    ("用时较计划少[9天]", DOWN, OTHER),
    ("人数比预期多[130名]", UP, OTHER),
    ("低保标准每月提高[50元]", UP, None),
    ("办理时限缩短[5个工作日]", DOWN, None),
    ("运行成本降低了[18%]", DOWN, None),
    ("床位净增[800张]", UP, None),
    ("增幅为[7.1%]", UP, None),
    ("降幅达[22%]", DOWN, None),
    ("收费下调[10%]", DOWN, None),
    ("实现了[12%]的增长", UP, None),
    ("补贴上浮[20%]", UP, None),
    ("服务时间延长[两小时]", UP, None),
    ("办件材料精简[42%]", DOWN, None),
    ("收入和支出同比分别增长5.2%、[3.1%]", UP, YEAR),
    ("城乡低保标准分别提高30元和[45元]", UP, None),
    ("(较上年增加[32家])", UP, YEAR),
    ("人均补差水平比上年\n提 高[36元]", UP, YEAR),
    ("志愿者数量年均增长[8.3%]", UP, None),
]
# numbers that are no change
LEVELS = [
    "标准由680元提高到[715元]",
    "城市低保标准由每月480元上调为[520元]",
    "覆盖率增至[86%]",
    "比例下降至[2.1%]",
    "增加值达[3000亿元]",
    "救助困难群众[1200人]",
    "新增床位[300张]",
    "减免费用[12万元]",
    "占比[45%]",
    "男女比[1.05]",
    "总数的比重为[6%]",
    "多达[300名]",
    "最高[5000元]",
    "同比增长12%，达到[3.2亿元]",
    "收入增加，支出[36万元]",
    "高龄老人[210名]",
    "募集善款[三成]",
    "改造提升[38家]",
    "整治提升[12处]",
]
# text, denominators, unit, dimension
RATES = [
    ("热线日均接听[300余通]", ("日",), "通/日", "cases"),
    ("人均可支配收入[2.1万元]", ("人",), "元/人", "money"),
    ("月人均补差[310元]", ("人", "月"), "元/人/月", "money"),
    ("户均增收[3600元]", ("户",), "元/户", "money"),
    ("每人每月补助[740元]", ("人", "月"), "元/人/月", "money"),
    ("每人[每月740元]", ("人", "月"), "元/人/月", "money"),
    ("社工每周探访[两次]", ("周",), "次/周", "frequency"),
    ("每月至少上门[1次]", ("月",), "次/月", "frequency"),
    ("每名老人可获[500元]", ("名",), "元/名", "money"),
    ("每个社区配备[2名]社工", ("社区",), "名/社区", "people"),
    ("年均服务[1.2万人次]", ("年",), "人次/年", "person_times"),
    ("月均发放[36万元]", ("月",), "元/月", "money"),
    ("床均补贴[8000元]", ("床",), "元/床", "money"),
    ("平均每天接待[80人]", ("天",), "人/天", "people"),
    ("每百名老人拥有床位[4.1张]", ("100名",), "张/100名", "things"),
    ("每季度巡查[一轮]", ("季度",), "轮/季度", "frequency"),
    ("志愿者数量年均增长[8.3%]", ("年",), "/年", "ratio"),
    ("低保标准由每人每月600元提高到[660元]", ("人", "月"), "元/人/月", "money"),
    ("农村低保标准从年人均1800元调整为[2160元]", ("人", "年"), "元/人/年", "money"),
    ("每千名老人拥有床位由21.6张升至[26.3张]", ("1000名",), "张/1000名", "things"),
    ("城乡低保标准分别提高到每人每月810元、[620元]", ("人", "月"), "元/人/月", "money"),
    ("家庭每户分别加发补助200元、300元和[100元]", ("户",), "元/户", "money"),
    ("城乡标准分别达到每人每月850元和[每人每年8600元]", ("人", "年"), "元/人/年", "money"),
    ("人均月补差[327元]", ("人", "月"), "元/人/月", "money"),
    ("户均年收入突破[1.2万元]", ("户", "年"), "元/户/年", "money"),
]
NO_RATES = [
    "每年3月集中走访[300户]",
    "每月10日前发放，共计[30万元]",
    "人均收入提高，慰问[60户]",
    "为每人建档，目前已有[900份]",
    "人均预期寿命提高到[77岁]",
    "每逢佳节看望[12位]老人",
    "每人补助600元、衣物[3件]",
    "每人补助600元，慰问金[300元]",
    "日均接待由30人次增加到[5家]",
    "老人人均年龄[81岁]",
]
SUMS = [
    "累计发放救助金[300万元]",
    "截至目前，累计为1200名老人送餐[3600份]",
    "全市共有养老机构[47家]",
    "共计服务[2.3万人次]",
    "捐款总额达[50万元]",
    "三年来总计投入[1.8亿元]",
    "共发放棉被[600床]",
    "两项合计[86万元]",
    "一共走访[75户]",
    "累计建成社区食堂12所、助餐点[58处]",
    "志愿者总数突破[10万人]",
    "总共捐出图书[4000册]",
    "受益人数累计[9.6万]",
]
NO_SUMS = [
    "发放救助金[300万元]",
    "占投资总额的[40%]",
    "公共服务设施[12处]",
    "共享床位[30张]",
    "共同帮扶[8户]",
    "中共党员[46名]",
    "累计服务900人，今年服务[120人]",
    "共青团员[30名]",
    "全市共有机构47家。新建[3家]",
]
PARTS = [
    "救助1200人，其中老人[800人]",
    "救助1200人，其中老人800人、儿童[400人]",
    "现有机构39家，其中公办12家，民办[27家]",
    "现有机构39家，其中公办12家（占三成），民办[27家]",
    "志愿者300名（其中女性[180名]）",
    "投入500万元，其中，省级资金[200万元]",
    "其中[12家]已建成",
    "其中：福彩公益金[300万元]",
    "共有床位8600张，其中护理型占[60%]",
]
NO_PARTS = [
    "救助老人[800人]",
    "救助1200人，其中老人800人，发放资金[36万元]",
    "其中老人800人。新增[20人]",
    "其中老人800人；走访[90人]",
]
# mentions that hold the words themselves: text, value, direction, base, cumulative
WITHIN = [
    ("同比增长12.3%", "0.123", UP, YEAR, False),
    ("环比下降 4%", "0.04", DOWN, PERIOD, False),
    ("提高 3.5 个百分点", "3.5", UP, None, False),
    ("增长 1.2 倍", "1.2", UP, None, False),
    ("较上年增加260人", "260", UP, YEAR, False),
    ("累计300万元", "3000000", None, None, True),
    ("共 47 家", "47", None, None, True),
    ("总计1.2亿元", "120000000", None, None, True),
]


def read(marked):
    left, mention, right = re.fullmatch(r"(.*)\[(.+)\](.*)", marked, re.DOTALL).groups()
    quantity = parse_quantity(mention, left, right)
    assert quantity is not None
    return quantity


@pytest.mark.parametrize(("text", "direction", "base"), CHANGES)
def test_changes(text, direction, base):
    assert read(text).change == Change(direction=direction, base=base)


@pytest.mark.parametrize("text", LEVELS)
def test_levels_are_no_changes(text):
    assert read(text).change is None


@pytest.mark.parametrize(("text", "per", "unit", "dimension"), RATES)
def test_rates(text, per, unit, dimension):
    quantity = read(text)
    assert (quantity.per, quantity.unit, quantity.dimension) == (per, unit, dimension)


@pytest.mark.parametrize("text", NO_RATES)
def test_what_is_no_rate(text):
    assert read(text).per == ()


@pytest.mark.parametrize(("text", "cumulative"), [(t, True) for t in SUMS] + [(t, False) for t in NO_SUMS])
def test_sums(text, cumulative):
    assert read(text).cumulative is cumulative


@pytest.mark.parametrize(("text", "part_of"), [(t, True) for t in PARTS] + [(t, False) for t in NO_PARTS])
def test_parts(text, part_of):
    assert read(text).part_of is part_of


@pytest.mark.parametrize(("text", "value", "direction", "base", "cumulative"), WITHIN)
def test_words_inside_the_mention(text, value, direction, base, cumulative):
    quantity = parse_quantity(text)
    assert quantity is not None
    change = Change(direction=direction, base=base) if direction else None
    assert (f"{quantity.value:f}", quantity.change, quantity.cumulative) == (value, change, cumulative)


@pytest.mark.parametrize(
    ("text", "per"),
    [("每人每月740元", ("人", "月")), ("每周两次", ("周",)), ("740元/人/月", ("人", "月")), ("人均1.2万元", ("人",)),
     ("每周", ("周",)), ("300元", ()), ("一年两次", ("年",))],
)  # fmt: skip
def test_denominators_of_a_rate_are_a_field(text, per):
    assert parse_quantity(text).per == per

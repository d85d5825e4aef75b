"""Quantities: forms seen in annotated bulletins, bounds, and reading back what was written."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.normal.numerals import fold, match_number, read_number
from gongbao.normal.quantity import parse_quantity

# mention, value (or the two ends of an interval), unit, dimension, bound
CASES = [
    ("1200 余名", "1200", "名", "people", "more_than"),
    ("二两", "2", "两", "mass", "exact"),
    ("一两", "1", "两", "mass", "exact"),
    ("十二 两", "12", "两", "mass", "exact"),
    ("30两", "30", "两", "mass", "exact"),
    ("半两", "0.5", "两", "mass", "exact"),
    ("二两半", "2.5", "两", "mass", "exact"),
    ("几两", ("2", "9"), "两", "mass", "interval"),
    ("三四两", ("3", "4"), "两", "mass", "interval"),
    ("三至五两", ("3", "5"), "两", "mass", "interval"),
    ("二两以上", "2", "两", "mass", "at_least"),
    ("每人二两", "2", "两/人", "mass", "exact"),
    ("二两/人", "2", "两/人", "mass", "exact"),
    ("3斤2两", "32", "两", "mass", "exact"),
    ("一两个", ("1", "2"), "个", "things", "interval"),
    ("一两百人", ("100", "200"), "人", "people", "interval"),
    ("740元/人·月", "740", "元/人/月", "money", "exact"),
    ("１５０万元（人民币）", "1500000", "元", "money", "exact"),
    ("60周岁（含）以上", "60", "周岁", "duration", "at_least"),
    ("每千名老年人40 张", "40", "张/1000名老年人", "things", "exact"),
    ("14 万余元", "140000", "元", "money", "more_than"),
    ("2.6 万 名", "26000", "名", "people", "exact"),
    ("1.18 万余名", "11800", "名", "people", "more_than"),
    ("三千余人次", "3000", "人次", "person_times", "more_than"),
    ("1,500名", "1500", "名", "people", "exact"),
    ("２８０００份", "28000", "份", "things", "exact"),
    ("3 20 份", "320", "份", "things", "exact"),
    ("1.1 万余 间", "11000", "间", "things", "more_than"),
    ("1400 余万人 次", "14000000", "人次", "person_times", "more_than"),
    ("3.8 亿余元", "380000000", "元", "money", "more_than"),
    ("4.74 亿人次", "474000000", "人次", "person_times", "exact"),
    ("53.4 亿小时", "5340000000", "小时", "duration", "exact"),
    ("1.5万亿元", "1500000000000", "元", "money", "exact"),
    ("3 亿 5000 万元", "350000000", "元", "money", "exact"),
    ("1万2千户", "12000", "户", "households", "exact"),
    ("10万8千人", "108000", "人", "people", "exact"),
    ("两万三千余名", "23000", "名", "people", "more_than"),
    ("一百零五家", "105", "家", "organisations", "exact"),
    ("一千零五十户", "1050", "户", "households", "exact"),
    ("两千三百多人", "2300", "人", "people", "more_than"),
    ("四十多本", "40", "本", "things", "more_than"),
    ("十二项", "12", "项", "things", "exact"),
    ("两", "2", None, "number", "exact"),
    ("25 亿", "2500000000", None, "number", "exact"),
    ("10万", "100000", None, "number", "exact"),
    ("三千五百个", "3500", "个", "things", "exact"),
    ("十几人", ("11", "19"), "人", "people", "interval"),
    ("数十名", ("20", "90"), "名", "people", "interval"),
    ("几十场", ("20", "90"), "场", "sessions", "interval"),
    ("数百户", ("200", "900"), "户", "households", "interval"),
    ("五六百万元", ("5000000", "6000000"), "元", "money", "interval"),
    ("两三天", ("2", "3"), "天", "duration", "interval"),
    ("七八成", ("0.7", "0.8"), None, "ratio", "interval"),
    ("三四百户", ("300", "400"), "户", "households", "interval"),
    ("二、三十人", ("20", "30"), "人", "people", "interval"),
    ("好几个", ("2", "9"), "个", "things", "interval"),
    ("几次", ("2", "9"), "次", "sessions", "interval"),
    ("十来万元", "100000", "元", "money", "about"),
    ("20多万人", "200000", "人", "people", "more_than"),
    ("百余幅", "100", "幅", "things", "more_than"),
    ("千余名", "1000", "名", "people", "more_than"),
    ("近千人次", "1000", "人次", "person_times", "nearly"),
    ("上百场", "100", "场", "sessions", "at_least"),
    ("上万名", "10000", "名", "people", "at_least"),
    ("多次", "2", "次", "sessions", "at_least"),
    ("一半", "0.5", None, "ratio", "exact"),
    ("过半", "0.5", None, "ratio", "more_than"),
    ("半数以上", "0.5", None, "ratio", "at_least"),
    ("超半数", "0.5", None, "ratio", "more_than"),
    ("不足一半", "0.5", None, "ratio", "less_than"),
    ("近一半", "0.5", None, "ratio", "nearly"),
    ("大半", "0.5", None, "ratio", "more_than"),
    ("三分之一", "0.3333333333", None, "ratio", "exact"),
    ("近三分之二", "0.6666666667", None, "ratio", "nearly"),
    ("百分之九十八点六", "0.986", None, "ratio", "exact"),
    ("千分之二", "0.002", None, "ratio", "exact"),
    ("3.6‰", "0.0036", None, "ratio", "exact"),
    ("0.04%", "0.0004", None, "ratio", "exact"),
    ("９５％以上", "0.95", None, "ratio", "at_least"),
    ("4.9 %", "0.049", None, "ratio", "exact"),
    ("三成", "0.3", None, "ratio", "exact"),
    ("近七成", "0.7", None, "ratio", "nearly"),
    ("九成八", "0.98", None, "ratio", "exact"),
    ("三成半", "0.35", None, "ratio", "exact"),
    ("三成多", "0.3", None, "ratio", "more_than"),
    ("超过九成八", "0.98", None, "ratio", "more_than"),
    ("约一成", "0.1", None, "ratio", "about"),
    ("1比3", "0.3333333333", None, "ratio", "exact"),
    ("-0.3%", "-0.003", None, "ratio", "exact"),
    ("90%上下", "0.9", None, "ratio", "about"),
    ("12 倍", "12", "倍", "multiple", "exact"),
    ("4倍多", "4", "倍", "multiple", "more_than"),
    ("一倍半", "1.5", "倍", "multiple", "exact"),
    ("翻一番", "2", "倍", "multiple", "exact"),
    ("翻两番", "4", "倍", "multiple", "exact"),
    ("3.5 个百分点", "3.5", "百分点", "percentage_points", "exact"),
    ("1.1 个千分点", "0.11", "百分点", "percentage_points", "exact"),
    ("近6个百分点", "6", "百分点", "percentage_points", "nearly"),
    ("不少于 1800 名", "1800", "名", "people", "at_least"),
    ("不低于 70%", "0.7", None, "ratio", "at_least"),
    ("200名以上", "200", "名", "people", "at_least"),
    ("至少1人", "1", "人", "people", "at_least"),
    ("65% 以上", "0.65", None, "ratio", "at_least"),
    ("不得低于六成", "0.6", None, "ratio", "at_least"),
    ("超过 3.2万户", "32000", "户", "households", "more_than"),
    ("逾 240 万人", "2400000", "人", "people", "more_than"),
    ("超 700 万人次", "7000000", "人次", "person_times", "more_than"),
    ("突破1亿元", "100000000", "元", "money", "more_than"),
    ("5800多人次", "5800", "人次", "person_times", "more_than"),
    ("不超过20万元", "200000", "元", "money", "at_most"),
    ("最多 3 次", "3", "次", "sessions", "at_most"),
    ("最长不超过 90 天", "90", "天", "duration", "at_most"),
    ("10秒以内", "10", "秒", "duration", "at_most"),
    ("不得超过 10%", "0.1", None, "ratio", "at_most"),
    ("不足20分钟", "20", "分钟", "duration", "less_than"),
    ("不到半天", "0.5", "天", "duration", "less_than"),
    ("低于5元", "5", "元", "money", "less_than"),
    ("约2.84 亿 元", "284000000", "元", "money", "about"),
    ("35家左右", "35", "家", "organisations", "about"),
    ("18%左右", "0.18", None, "ratio", "about"),
    ("4300 元左右", "4300", "元", "money", "about"),
    ("近 十一万 个", "110000", "个", "things", "nearly"),
    ("接近七成", "0.7", None, "ratio", "nearly"),
    ("将近30名", "30", "名", "people", "nearly"),
    ("仅四十分钟", "40", "分钟", "duration", "exact"),
    ("一半还多", "0.5", None, "ratio", "more_than"),
    ("50余万元以上", "500000", "元", "money", "at_least"),
    ("5 至 8 名", ("5", "8"), "名", "people", "interval"),
    ("30~50名", ("30", "50"), "名", "people", "interval"),
    ("10万元至15万元", ("100000", "150000"), "元", "money", "interval"),
    ("1500元至3000元", ("1500", "3000"), "元", "money", "interval"),
    ("0.6至1.9米", ("0.6", "1.9"), "米", "length", "interval"),
    ("3至5万元", ("30000", "50000"), "元", "money", "interval"),
    ("5000至1万元", ("5000", "10000"), "元", "money", "interval"),
    ("30%至50%", ("0.3", "0.5"), None, "ratio", "interval"),
    ("百分之三十至五十", ("0.3", "0.5"), None, "ratio", "interval"),
    ("2至3成", ("0.2", "0.3"), None, "ratio", "interval"),
    ("10-12级", ("10", "12"), "级", "magnitude", "interval"),
    ("3-5个工作日", ("3", "5"), "工作日", "duration", "interval"),
    ("约30至50名", ("30", "50"), "名", "people", "interval"),
    ("不少于2-3次", "2", "次", "sessions", "at_least"),
    ("8000元以上2万元以下", ("8000", "20000"), "元", "money", "interval"),
    ("零下3至零下6摄氏度", ("-6", "-3"), "摄氏度", "magnitude", "interval"),
    ("每人每月740元", "740", "元/人/月", "money", "exact"),
    ("每人次 1136.8 元", "1136.8", "元/人次", "money", "exact"),
    ("每人每年4200元", "4200", "元/人/年", "money", "exact"),
    ("每户 1 只", "1", "只/户", "things", "exact"),
    ("每座 40 万元至 60 万元", ("400000", "600000"), "元/座", "money", "interval"),
    ("每百户不低于 40 平方米", "40", "平方米/100户", "area", "at_least"),
    ("每餐2至4元", ("2", "4"), "元/餐", "money", "interval"),
    ("740元/人/月", "740", "元/人/月", "money", "exact"),
    ("人均1.2万元", "12000", "元/人", "money", "exact"),
    ("日均320人次", "320", "人次/日", "person_times", "exact"),
    ("每人 1500 元", "1500", "元/人", "money", "exact"),
    ("每周两次", "2", "次/周", "frequency", "exact"),
    ("每月至少一次", "1", "次/月", "frequency", "at_least"),
    ("每年一次", "1", "次/年", "frequency", "exact"),
    ("每月 3 次", "3", "次/月", "frequency", "exact"),
    ("2次/年", "2", "次/年", "frequency", "exact"),
    ("一年两次", "2", "次/年", "frequency", "exact"),
    ("一天3次", "3", "次/天", "frequency", "exact"),
    ("每两周一次", "1", "次/2周", "frequency", "exact"),
    ("每半年一次", "1", "次/半年", "frequency", "exact"),
    ("至少每周一次", "1", "次/周", "frequency", "at_least"),
    ("每周", None, "/周", "frequency", "exact"),
    ("每季度", None, "/季度", "frequency", "exact"),
    ("每两周", None, "/2周", "frequency", "exact"),
    ("每半年", None, "/半年", "frequency", "exact"),
    ("每人每月", None, "/人/月", "rate", "exact"),
    ("每户", None, "/户", "rate", "exact"),
    ("每千名", None, "/1000名", "rate", "exact"),
    ("3 年", "3", "年", "duration", "exact"),
    ("两个月", "2", "月", "duration", "exact"),
    ("48小时", "48", "小时", "duration", "exact"),
    ("半年", "0.5", "年", "duration", "exact"),
    ("7个半月", "7.5", "月", "duration", "exact"),
    ("一年半", "1.5", "年", "duration", "exact"),
    ("一个多月", "1", "月", "duration", "more_than"),
    ("9 个工作日", "9", "工作日", "duration", "exact"),
    ("10个工作日内", "10", "工作日", "duration", "at_most"),
    ("1小时30分钟", "90", "分钟", "duration", "exact"),
    ("1分31秒", "91", "秒", "duration", "exact"),
    ("三年零六个月", "42", "月", "duration", "exact"),
    ("两天一夜", "2", "天", "duration", "exact"),
    ("2.3 万课时", "23000", "课时", "duration", "exact"),
    ("63岁", "63", "岁", "duration", "exact"),
    ("3个多小时", "3", "小时", "duration", "more_than"),
    ("1元5角", "1.5", "元", "money", "exact"),
    ("¥300", "300", "元", "money", "exact"),
    ("300元人民币", "300", "元", "money", "exact"),
    ("500美元", "500", "美元", "money", "exact"),
    ("港币60万元", "600000", "港元", "money", "exact"),
    ("每周三次", "3", "次/周", "frequency", "exact"),
    ("0.5角", "0.05", "元", "money", "exact"),
    ("1860 公顷", "1860", "公顷", "area", "exact"),
    ("1200 亩", "1200", "亩", "area", "exact"),
    ("3.1千 公顷", "3100", "公顷", "area", "exact"),
    ("320平方米", "320", "平方米", "area", "exact"),
    ("1.2万平方公里", "12000", "平方公里", "area", "exact"),
    ("1.2公里", "1.2", "公里", "length", "exact"),
    ("9千米", "9", "千米", "length", "exact"),
    ("一万三千米", "13000", "米", "length", "exact"),
    ("287.6毫米", "287.6", "毫米", "length", "exact"),
    ("26 吨", "26", "吨", "mass", "exact"),
    ("50公斤", "50", "公斤", "mass", "exact"),
    ("500升", "500", "升", "volume", "exact"),
    ("3万立方米", "30000", "立方米", "volume", "exact"),
    ("5.2级", "5.2", "级", "magnitude", "exact"),
    ("1.2万千瓦", "12000", "千瓦", "magnitude", "exact"),
    ("零下5摄氏度", "-5", "摄氏度", "magnitude", "exact"),
    ("47 家", "47", "家", "organisations", "exact"),
    ("39所", "39", "所", "organisations", "exact"),
    ("27支", "27", "支", "organisations", "exact"),
    ("52 处", "52", "处", "places", "exact"),
    ("12个县（市、区）", "12", "县(市、区)", "places", "exact"),
    ("173例", "173", "例", "cases", "exact"),
    ("14 起", "14", "起", "cases", "exact"),
    ("41宗", "41", "宗", "cases", "exact"),
    ("2140 通", "2140", "通", "cases", "exact"),
    ("96 场次", "96", "场次", "sessions", "exact"),
    ("5期", "5", "期", "sessions", "exact"),
    ("两轮", "2", "轮", "sessions", "exact"),
    ("87户", "87", "户", "households", "exact"),
    ("50个家庭", "50", "家庭", "households", "exact"),
    ("341件次", "341", "件次", "person_times", "exact"),
    ("1.9万户次", "19000", "户次", "person_times", "exact"),
    ("4.6 万车次", "46000", "车次", "person_times", "exact"),
    ("9.6万人（次）", "96000", "人次", "person_times", "exact"),
    ("860多条（座）", "860", "条(座)", "things", "more_than"),
    ("5.4 万件(套)", "54000", "件(套)", "things", "exact"),
    ("60 台套", "60", "台套", "things", "exact"),
    ("1.5 万人份", "15000", "人份", "things", "exact"),
    ("1730对", "1730", "对", "things", "exact"),
    ("10 个", "10", "个", "things", "exact"),
    ("7.5万张", "75000", "张", "things", "exact"),
    ("1.35 亿人", "135000000", "人", "people", "exact"),
    ("38.6万户", "386000", "户", "households", "exact"),
    ("60万人", "600000", "人", "people", "exact"),
    ("六十二万人", "620000", "人", "people", "exact"),
    ("八千零四十名", "8040", "名", "people", "exact"),
    ("一万零三百人", "10300", "人", "people", "exact"),
    ("三百六十五天", "365", "天", "duration", "exact"),
    ("十五家", "15", "家", "organisations", "exact"),
    ("廿余名", "20", "名", "people", "more_than"),
    ("百十来人", "110", "人", "people", "about"),
    ("九成以上", "0.9", None, "ratio", "at_least"),
    ("六成左右", "0.6", None, "ratio", "about"),
    ("两成五", "0.25", None, "ratio", "exact"),
    ("近九成五", "0.95", None, "ratio", "nearly"),
    ("四分之三", "0.75", None, "ratio", "exact"),
    ("五分之一", "0.2", None, "ratio", "exact"),
    ("超三分之二", "0.6666666667", None, "ratio", "more_than"),
    ("不到四分之一", "0.25", None, "ratio", "less_than"),
    ("百分之百", "1", None, "ratio", "exact"),
    ("100%", "1", None, "ratio", "exact"),
    ("99.97％", "0.9997", None, "ratio", "exact"),
    ("八折", "0.8", None, "ratio", "exact"),
    ("12.8‰", "0.0128", None, "ratio", "exact"),
    ("0.8个百分点", "0.8", "百分点", "percentage_points", "exact"),
    ("两个百分点", "2", "百分点", "percentage_points", "exact"),
    ("超过10个百分点", "10", "百分点", "percentage_points", "more_than"),
    ("2.5倍", "2.5", "倍", "multiple", "exact"),
    ("近三倍", "3", "倍", "multiple", "nearly"),
    ("翻了一番", "2", "倍", "multiple", "exact"),
    ("翻三番", "8", "倍", "multiple", "exact"),
    ("超过 1.2 亿元", "120000000", "元", "money", "more_than"),
    ("不少于 50 万元", "500000", "元", "money", "at_least"),
    ("二百余万元", "2000000", "元", "money", "more_than"),
    ("人民币80万元", "800000", "元", "money", "exact"),
    ("六万五千元", "65000", "元", "money", "exact"),
    ("2000元整", "2000", "元", "money", "exact"),
    ("三千块钱", "3000", "元", "money", "exact"),
    ("1.06亿美元", "106000000", "美元", "money", "exact"),
    ("40多亿元", "4000000000", "元", "money", "more_than"),
    ("五百元以下", "500", "元", "money", "at_most"),
    ("最高3万元", "30000", "元", "money", "at_most"),
    ("最低1000元", "1000", "元", "money", "at_least"),
    ("数百万元", ("2000000", "9000000"), "元", "money", "interval"),
    ("几千元", ("2000", "9000"), "元", "money", "interval"),
    ("两三百元", ("200", "300"), "元", "money", "interval"),
    ("100元-300元", ("100", "300"), "元", "money", "interval"),
    ("二十至三十人", ("20", "30"), "人", "people", "interval"),
    ("3到5名", ("3", "5"), "名", "people", "interval"),
    ("6～16周岁", ("6", "16"), "周岁", "duration", "interval"),
    ("40%—60%", ("0.4", "0.6"), None, "ratio", "interval"),
    ("三至五年", ("3", "5"), "年", "duration", "interval"),
    ("500至800平方米", ("500", "800"), "平方米", "area", "interval"),
    ("七八十岁", ("70", "80"), "岁", "duration", "interval"),
    ("四五十户", ("40", "50"), "户", "households", "interval"),
    ("60周岁以上", "60", "周岁", "duration", "at_least"),
    ("80岁及以上", "80", "岁", "duration", "at_least"),
    ("18周岁以下", "18", "周岁", "duration", "at_most"),
    ("未满16周岁", "16", "周岁", "duration", "less_than"),
    ("5个工作日以内", "5", "工作日", "duration", "at_most"),
    ("24小时内", "24", "小时", "duration", "at_most"),
    ("一刻钟", "15", "分钟", "duration", "exact"),
    ("近两个小时", "2", "小时", "duration", "nearly"),
    ("十多天", "10", "天", "duration", "more_than"),
    ("四年多", "4", "年", "duration", "more_than"),
    ("两周", "2", "周", "duration", "exact"),
    ("三个学期", "3", "学期", "duration", "exact"),
    ("15课时", "15", "课时", "duration", "exact"),
    ("每天不少于8小时", "8", "小时/天", "duration", "at_least"),
    ("每年不超过两次", "2", "次/年", "frequency", "at_most"),
    ("每人每天30元", "30", "元/人/天", "money", "exact"),
    ("每户每年1200元", "1200", "元/户/年", "money", "exact"),
    ("每平方米8元", "8", "元/平方米", "money", "exact"),
    ("每床每月200元", "200", "元/床/月", "money", "exact"),
    ("每周不少于三次", "3", "次/周", "frequency", "at_least"),
    ("一月一次", "1", "次/月", "frequency", "exact"),
    ("每三个月一次", "1", "次/3月", "frequency", "exact"),
    ("每例3000元", "3000", "元/例", "money", "exact"),
    ("户均1.5万元", "15000", "元/户", "money", "exact"),
    ("年均600场", "600", "场/年", "frequency", "exact"),
    ("310个村（社区）", "310", "村(社区)", "places", "exact"),
    ("9个街道", "9", "街道", "places", "exact"),
    ("31个省份", "31", "省份", "places", "exact"),
    ("120个社区", "120", "社区", "places", "exact"),
    ("13个市州", "13", "市州", "places", "exact"),
    ("6支队伍", "6", "支队伍", "organisations", "exact"),
    ("240家企业", "240", "家企业", "organisations", "exact"),
    ("两院", "2", "院", "organisations", "exact"),
    ("11宗案件", "11", "宗案件", "cases", "exact"),
    ("6300余例", "6300", "例", "cases", "more_than"),
    ("17桩", "17", "桩", "cases", "exact"),
    ("4.8万节课", "48000", "节课", "sessions", "exact"),
    ("三届", "3", "届", "sessions", "exact"),
    ("两趟", "2", "趟", "sessions", "exact"),
    ("12批次", "12", "批次", "sessions", "exact"),
    ("3.4万家次", "34000", "家次", "person_times", "exact"),
    ("800余台次", "800", "台次", "person_times", "more_than"),
    ("26辆", "26", "辆", "things", "exact"),
    ("14 幅", "14", "幅", "things", "exact"),
    ("3800件", "3800", "件", "things", "exact"),
    ("56套", "56", "套", "things", "exact"),
    ("七万余册", "70000", "册", "things", "more_than"),
    ("900箱", "900", "箱", "things", "exact"),
    ("1.6万余份", "16000", "份", "things", "more_than"),
    ("3000顶", "3000", "顶", "things", "exact"),
    ("200床", "200", "床", "things", "exact"),
    ("15.6万亩", "156000", "亩", "area", "exact"),
    ("9.6平方公里", "9.6", "平方公里", "area", "exact"),
    ("3200余平方米", "3200", "平方米", "area", "more_than"),
    ("近 400 公里", "400", "公里", "length", "nearly"),
    ("12.5厘米", "12.5", "厘米", "length", "exact"),
    ("八十余里", "80", "里", "length", "more_than"),
    ("300余斤", "300", "斤", "mass", "more_than"),
    ("2.4万吨", "24000", "吨", "mass", "exact"),
    ("500克", "500", "克", "mass", "exact"),
    ("8000毫升", "8000", "毫升", "volume", "exact"),
    ("2万升", "20000", "升", "volume", "exact"),
    ("兩萬三千戶", "23000", "户", "households", "exact"),
    ("七億零五十元", "700000050", "元", "money", "exact"),
    ("參拾陸個", "36", "个", "things", "exact"),
    ("一百分之二", "0.02", None, "ratio", "exact"),
    ("万分之三", "0.0003", None, "ratio", "exact"),
    ("75折", "0.75", None, "ratio", "exact"),
    ("九五折", "0.95", None, "ratio", "exact"),
    ("对折", "0.5", None, "ratio", "exact"),
    ("五佰餘萬元", "5000000", "元", "money", "more_than"),
    ("約三千個", "3000", "个", "things", "about"),
    ("里氏6.1级", "6.1", "级", "magnitude", "exact"),
    ("38.5℃", "38.5", "°C", "magnitude", "exact"),
    ("90分", "90", "分", "magnitude", "exact"),
    ("75分以上", "75", "分", "magnitude", "at_least"),
    ("1亿2000余万元", "120000000", "元", "money", "more_than"),
    ("三亿五千多万元", "350000000", "元", "money", "more_than"),
    ("60岁（含60岁）以上", "60", "岁", "duration", "at_least"),
    ("十余载", "10", "载", "duration", "more_than"),
    ("4小时20分", "260", "分钟", "duration", "exact"),
    ("万分之一点五", "0.00015", None, "ratio", "exact"),
    ("四分之一强", "0.25", None, "ratio", "more_than"),
    ("半个多世纪", "0.5", "世纪", "duration", "more_than"),
    ("捌万陆仟伍佰元", "86500", "元", "money", "exact"),
    ("价值120万元", "1200000", "元", "money", "exact"),
    ("总价值36.5万余元", "365000", "元", "money", "more_than"),
    ("折合人民币约36万元", "360000", "元", "money", "about"),
    ("最高可达2万元", "20000", "元", "money", "at_most"),
    ("不超出5天", "5", "天", "duration", "at_most"),
    ("不过10桌", "10", "桌", "things", "at_most"),
    ("不止一场", "1", "场", "sessions", "more_than"),
    ("破万名", "10000", "名", "people", "more_than"),
    ("十数人", ("11", "19"), "人", "people", "interval"),
    ("两个亿", "200000000", None, "number", "exact"),
    ("一大半", "0.5", None, "ratio", "more_than"),
    ("大半年", "0.5", "年", "duration", "more_than"),
    ("5500元至8000元之间", ("5500", "8000"), "元", "money", "interval"),
    ("1.5％”以下", "0.015", None, "ratio", "at_most"),
    ("一户2包", "2", "包/户", "things", "exact"),
    ("一餐12元", "12", "元/餐", "money", "exact"),
    ("一户一年最多两次", "2", "次/户/年", "frequency", "at_most"),
    ("11个设区市", "11", "设区市", "places", "exact"),
    ("5.6万个城乡社区", "56000", "城乡社区", "places", "exact"),
    ("3个养老机构", "3", "养老机构", "organisations", "exact"),
    ("15个困难家庭", "15", "困难家庭", "households", "exact"),
    ("7级大风", "7", "级", "magnitude", "exact"),
    ("18.3人/10万", "18.3", "人/100000", "people", "exact"),
    ("4.2/10万", "0.000042", None, "ratio", "exact"),
    ("三万两千零六", "32006", None, "number", "exact"),
    ("1：4", "0.25", None, "ratio", "exact"),
    ("-1.48‰", "-0.00148", None, "ratio", "exact"),
    ("卅余名", "30", "名", "people", "more_than"),
    ("两个半小时", "2.5", "小时", "duration", "exact"),
    ("七万六千多人次", "76000", "人次", "person_times", "more_than"),
    ("5万元之多", "50000", "元", "money", "exact"),
    ("20余个省（区、市）", "20", "省(区、市)", "places", "more_than"),
    ("3600余个村（居）", "3600", "村(居)", "places", "more_than"),
    ("30—40%", ("0.3", "0.4"), None, "ratio", "interval"),
    ("每月2至3次", ("2", "3"), "次/月", "frequency", "interval"),
    ("人均不低于8平方米", "8", "平方米/人", "area", "at_least"),
    ("人民币壹佰万元整", "1000000", "元", "money", "exact"),
]
# bound -> whether low and high are the stated value (else open)
ENDS = {
    "exact": (True, True),
    "at_least": (True, False),
    "more_than": (True, False),
    "at_most": (False, True),
    "less_than": (False, True),
    "nearly": (False, True),
    "about": (False, False),
}
NO_QUANTITIES = [
    "", " ", "。", "%", "元", "至", "1至", "每", "不少于", "志愿者", "第三批", "第34次", "2023年", "2021年底",
    "6月12日",
    "5/0", "全部",
    "十天半月", "Ⅲ级", "负增长", "绝大多数", "每周一至周五", "每周六", "每周三下午", "每月15日", "9" * 60 + "亿亿亿户",
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers", "unit", "dimension", "bound"), CASES)
def test_reads_forms_of_bulletins(text, numbers, unit, dimension, bound):
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.unit, quantity.dimension, quantity.bound) == (unit, dimension, bound)
    if bound == "interval":
        assert quantity.value is None
        assert (quantity.low, quantity.high) == tuple(map(Decimal, numbers))
    else:
        value = None if numbers is None else Decimal(numbers)
        ends = tuple(value if stated else None for stated in ENDS[bound])
        assert (quantity.value, quantity.low, quantity.high) == (value, *ends)


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_gives_none_for_what_is_no_quantity(text):
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("百", 100),
        ("五百二", 520),
        ("廿三", 23),
        ("二〇二三", 2023),
        ("1.2万亿", 12 * 10**11),
        ("负3", -3),
        ("一千零十二", 1012),
        ("一万零十八", 10018),
        ("1千零20", 1020),
        ("四万万", 4 * 10**8),
        ("三点五万", 35000),
    ],
)
def test_reads_numbers(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["十几", "三千余", "五六百", "名", "", "3名"])
def test_reads_no_vague_or_partial_number(text):
    assert read_number(text) is None


def test_number_ends_where_the_unit_begins():
    found = match_number("1.2万千瓦")
    assert found is not None
    assert (found.low, found.end) == (12000, 4)


def test_precision_set_by_others_does_not_matter():
    with localcontext(Context(prec=4)):
        quantity = parse_quantity("12345678.9元")
    assert quantity is not None
    assert quantity.value == Decimal("12345678.9")


def test_folds_layout_noise():
    assert fold("２．６ 万\n名（次）") == "2.6万名(次)"
    assert fold("5——8 名") == "5-8名"


def chinese(number: int) -> str:
    """Write a number below 10**12 in Chinese numerals."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return chinese(number // size) + name + gap + (chinese(rest) if rest else "")
    digits = f"{number:04d}"
    text = "".join(
        "零" if d == "0" else "零一二三四五六七八九"[int(d)] + name for d, name in zip(digits, "千百十 ", strict=True)
    )
    text = text.replace(" ", "").strip("零")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text or "零"


WRITERS = [
    str,
    "{:,}".format,
    chinese,
    lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda n: f"{Decimal(n) / 10000:f} 万",
    lambda n: f"{n // 10000}万{n % 10000:04d}" if n >= 10000 else str(n),
    lambda n: f"{Decimal(n) / 10**8:f}亿",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".translate(str.maketrans("0123456789,", "０１２３４５６７８９，")),
    lambda n: chinese(n).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")),
]
MARKS = [
    ("{}名", "exact"),
    ("超过{}名", "more_than"),
    ("{}余名", "more_than"),
    ("不少于{}名", "at_least"),
    ("{}名以上", "at_least"),
    ("约{}名", "about"),
    ("不足 {} 名", "less_than"),
    ("{}名以内", "at_most"),
]


@given(st.integers(1, 10**12 - 1), st.sampled_from(WRITERS), st.sampled_from(MARKS))
def test_reads_back_what_was_written(number, write, mark):
    frame, bound = mark
    quantity = parse_quantity(frame.format(write(number)))
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.bound) == (number, "名", bound)


@given(st.decimals("0.01", "99.99", places=2))
def test_reads_back_percentages(percent):
    for text in (f"{percent}%", f"百分之{percent}", f"{percent * 10}‰"):
        quantity = parse_quantity(text)
        assert quantity is not None
        assert (quantity.value, quantity.dimension) == (percent / 100, "ratio")


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from("至到-—~～"))
def test_reads_back_ranges(first, second, dash):
    low, high = sorted((first, second + 10**6))
    quantity = parse_quantity(f"{low}{dash}{high}元")
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.bound) == (low, high, "interval")


@given(st.text("0123456789.,%一二两三十百千万亿几数半多余不少于约近每周月年个元名至-（）分之成点 ", max_size=12))
def test_never_raises(text):
    quantity = parse_quantity(text)
    if quantity is not None and quantity.low is not None and quantity.high is not None:
        assert quantity.low <= quantity.high


@given(st.text(max_size=20))
def test_never_raises_on_any_text(text):
    parse_quantity(text)

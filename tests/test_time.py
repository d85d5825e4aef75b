"""Times: forms seen in annotated bulletins, the year that is left out, and reading back what was written."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.normal.festivals import FESTIVALS, festival_day
from gongbao.normal.time import parse_time

PUBLISHED = date(2023, 11, 6)  # a Monday

# mention, first day, last day, precision, approximate; published on PUBLISHED
CASES = [
    ("2023 年 4 月 11 日", "2023-04-11", "2023-04-11", "day", False),
    ("6月12日上午", "2023-06-12", "2023-06-12", "time_of_day", False),
    ("9月26日", "2023-09-26", "2023-09-26", "day", False),
    ("12月25日", "2023-12-25", "2023-12-25", "day", False),
    ("2月3日", "2023-02-03", "2023-02-03", "day", False),
    ("19日凌晨2时许", "2023-10-19", "2023-10-19", "time_of_day", False),
    ("6日18时", "2023-11-06", "2023-11-06", "time_of_day", False),
    ("26日", "2023-10-26", "2023-10-26", "day", False),
    ("11 月 5 日 18 时", "2023-11-05", "2023-11-05", "time_of_day", False),
    ("10月12日一早", "2023-10-12", "2023-10-12", "time_of_day", False),
    ("早上六点半", "2023-11-06", "2023-11-06", "time_of_day", True),
    ("今天(11 月 6 日)16 时", "2023-11-06", "2023-11-06", "time_of_day", False),
    ("昨天(11月5日)21 时 07 分", "2023-11-05", "2023-11-05", "time_of_day", False),
    ("2月4日（正月十四）", "2023-02-04", "2023-02-04", "day", False),
    ("2023-06-12", "2023-06-12", "2023-06-12", "day", False),
    ("2023.6.12", "2023-06-12", "2023-06-12", "day", False),
    ("２０１２年４月１８日", "2012-04-18", "2012-04-18", "day", False),
    ("二〇二三年六月十二日", "2023-06-12", "2023-06-12", "day", False),
    ("5月8日“世界红十字日”", "2023-05-08", "2023-05-08", "day", False),
    ("8 月份", "2023-08-01", "2023-08-31", "month", False),
    ("9月当月", "2023-09-01", "2023-09-30", "month", False),
    ("12月", "2023-12-01", "2023-12-31", "month", False),
    ("2023年8月", "2023-08-01", "2023-08-31", "month", False),
    ("今年６月", "2023-06-01", "2023-06-30", "month", False),
    ("去年12月", "2022-12-01", "2022-12-31", "month", False),
    ("当年3月", "2023-03-01", "2023-03-31", "month", False),
    ("本月", "2023-11-01", "2023-11-30", "month", False),
    ("上个月", "2023-10-01", "2023-10-31", "month", False),
    ("本月下旬", "2023-11-21", "2023-11-30", "period", False),
    ("上月底", "2023-10-21", "2023-10-31", "period", True),
    ("月底前", None, "2023-11-30", "period", False),
    ("8月中旬", "2023-08-11", "2023-08-20", "period", False),
    ("6 月上旬", "2023-06-01", "2023-06-10", "period", False),
    ("10月初", "2023-10-01", "2023-10-10", "period", True),
    ("8月底", "2023-08-21", "2023-08-31", "period", True),
    ("10月中下旬", "2023-10-11", "2023-10-31", "period", False),
    ("3至4月", "2023-03-01", "2023-04-30", "month", False),
    ("1 至 9 月", "2023-01-01", "2023-09-30", "month", False),
    ("1—7 月", "2023-01-01", "2023-07-31", "month", False),
    ("5月至9月", "2023-05-01", "2023-09-30", "month", False),
    ("11月至3月", "2023-11-01", "2024-03-31", "month", False),
    ("11月至次年3月", "2023-11-01", "2024-03-31", "month", False),
    ("今年1至9月", "2023-01-01", "2023-09-30", "month", False),
    ("2024年1月至3月", "2024-01-01", "2024-03-31", "month", False),
    ("5 月 18 日至 25 日", "2023-05-18", "2023-05-25", "day", False),
    ("4 月 25 日至 5 月 31 日", "2023-04-25", "2023-05-31", "day", False),
    ("2023年1月1日至6月30日", "2023-01-01", "2023-06-30", "day", False),
    ("10日至15日", "2023-11-10", "2023-11-15", "day", False),
    ("8月4日夜间至5日", "2023-08-04", "2023-08-05", "time_of_day", False),
    ("7月21日20时至24日8时", "2023-07-21", "2023-07-24", "time_of_day", False),
    ("去年12月至今年3月", "2022-12-01", "2023-03-31", "month", False),
    ("2018至2020年", "2018-01-01", "2020-12-31", "year", False),
    ("2020—2024 年", "2020-01-01", "2024-12-31", "year", False),
    ("2018 至 2022 年三季度末", "2018-01-01", "2022-09-30", "month", True),
    ("正月初八至三月底", "2024-02-17", "2024-03-31", "day", True),
    ("一季度末", "2023-03-01", "2023-03-31", "month", True),
    ("第三季度", "2023-07-01", "2023-09-30", "quarter", False),
    ("前三季度", "2023-01-01", "2023-09-30", "quarter", False),
    ("2015年第四季度", "2015-10-01", "2015-12-31", "quarter", False),
    ("四季度", "2023-10-01", "2023-12-31", "quarter", False),
    ("上季度", "2023-07-01", "2023-09-30", "quarter", False),
    ("下季度", "2024-01-01", "2024-03-31", "quarter", False),
    ("上半年", "2023-01-01", "2023-06-30", "half_year", False),
    ("2024年上半年", "2024-01-01", "2024-06-30", "half_year", False),
    ("下半年", "2023-07-01", "2023-12-31", "half_year", False),
    ("前10个月", "2023-01-01", "2023-10-31", "month", False),
    ("前八月", "2023-01-01", "2023-08-31", "month", False),
    ("2022-2023学年", "2022-09-01", "2023-08-31", "period", False),
    ("2021年", "2021-01-01", "2021-12-31", "year", False),
    ("２０２１年底", "2021-12-01", "2021-12-31", "month", True),
    ("2020 年 度", "2020-01-01", "2020-12-31", "year", False),
    ("去年底", "2022-12-01", "2022-12-31", "month", True),
    ("年初", "2023-01-01", "2023-01-31", "month", True),
    ("年中", "2023-06-01", "2023-07-31", "period", True),
    ("年末", "2023-12-01", "2023-12-31", "month", True),
    ("年终岁末", "2023-12-01", "2023-12-31", "month", True),
    ("年内", "2023-01-01", "2023-12-31", "year", False),
    ("全年", "2023-01-01", "2023-12-31", "year", False),
    ("今年", "2023-01-01", "2023-12-31", "year", False),
    ("去年", "2022-01-01", "2022-12-31", "year", False),
    ("明年", "2024-01-01", "2024-12-31", "year", False),
    ("前年", "2021-01-01", "2021-12-31", "year", False),
    ("上年", "2022-01-01", "2022-12-31", "year", False),
    ("今明两年", "2023-01-01", "2024-12-31", "year", False),
    ("上年末", "2022-12-01", "2022-12-31", "month", True),
    ("上世纪90年代", "1990-01-01", "1999-12-31", "period", False),
    ("本世纪初", "2001-01-01", "2010-12-31", "period", True),
    ("2021年以来", "2021-01-01", "2023-11-06", "year", False),
    ("今年以来", "2023-01-01", "2023-11-06", "year", False),
    ("去年9月以来", "2022-09-01", "2023-11-06", "month", False),
    ("10月以来", "2023-10-01", "2023-11-06", "month", False),
    ("7月下旬以来", "2023-07-21", "2023-11-06", "period", False),
    ("2020年至今", "2020-01-01", "2023-11-06", "year", False),
    ("1月起", "2023-01-01", None, "month", False),
    ("2012年1月1日起", "2012-01-01", None, "day", False),
    ("春节后", "2024-02-11", None, "day", False),
    ("入冬后", "2023-11-07", None, "period", True),
    ("6月底前", None, "2023-06-30", "period", False),
    ("2月底前", None, "2024-02-29", "period", False),
    ("9 月 1 日前", None, "2023-09-01", "day", False),
    ("年底前", None, "2023-12-31", "month", False),
    ("2023年1月15日前", None, "2023-01-15", "day", False),
    ("明年6月前", None, "2024-05-31", "month", False),
    ("22日前", None, "2023-11-22", "day", False),
    ("2005年以前", None, "2004-12-31", "year", False),
    ("春运结束前", None, "2024-03-05", "period", False),
    ("截至8月底", "2023-08-21", "2023-08-31", "period", True),
    ("今天", "2023-11-06", "2023-11-06", "day", False),
    ("昨日上午", "2023-11-05", "2023-11-05", "time_of_day", False),
    ("当天", "2023-11-06", "2023-11-06", "day", True),
    ("当日", "2023-11-06", "2023-11-06", "day", True),
    ("当晚", "2023-11-06", "2023-11-06", "time_of_day", True),
    ("上周末", "2023-11-04", "2023-11-05", "period", False),
    ("上周五", "2023-11-03", "2023-11-03", "day", False),
    ("周三", "2023-11-01", "2023-11-01", "day", False),
    ("近日", "2023-10-24", "2023-11-06", "period", True),
    ("日前", "2023-10-24", "2023-11-06", "period", True),
    ("近期", "2023-10-24", "2023-11-06", "period", True),
    ("目前", "2023-11-06", "2023-11-06", "day", True),
    ("截至目前", "2023-11-06", "2023-11-06", "day", True),
    ("发稿", "2023-11-06", "2023-11-06", "day", True),
    ("近三年", "2020-11-07", "2023-11-06", "year", True),
    ("三年来", "2020-11-07", "2023-11-06", "year", True),
    ("半年多来", "2023-05-07", "2023-11-06", "half_year", True),
    ("一个多月来", "2023-10-07", "2023-11-06", "month", True),
    ("20 天来", "2023-10-18", "2023-11-06", "day", True),
    ("近 10 天", "2023-10-28", "2023-11-06", "day", True),
    ("过去五年", "2018-11-07", "2023-11-06", "year", True),
    ("未来五年", "2023-11-06", "2028-11-06", "year", True),
    ("今后三年多", "2023-11-06", "2026-11-06", "year", True),
    ("10 天内", "2023-11-06", "2023-11-16", "day", True),
    ("30日内", "2023-11-06", "2023-12-06", "day", True),
    ("两年前", "2021-01-01", "2021-12-31", "year", True),
    ("三年后", "2026-01-01", "2026-12-31", "year", True),
    ("三天前", "2023-11-03", "2023-11-03", "day", True),
    ("三个月前", "2023-08-01", "2023-08-31", "month", True),
    ("近年来", None, "2023-11-06", "year", True),
    ("几年来", None, "2023-11-06", "year", True),
    ("去年同期", "2022-01-01", "2022-11-06", "period", True),
    ("“十四五”期间", "2021-01-01", "2025-12-31", "period", False),
    ("“十三五”时期", "2016-01-01", "2020-12-31", "period", False),
    ("“十五”期间", "2001-01-01", "2005-12-31", "period", False),
    ("“十五五”", "2026-01-01", "2030-12-31", "period", False),
    ("“十四五”末", "2025-01-01", "2025-12-31", "year", False),
    ("“十四五”以来", "2021-01-01", "2023-11-06", "period", False),
    ("今年“五一”假期", "2023-05-01", "2023-05-05", "period", True),
    ("春节", "2024-02-10", "2024-02-10", "day", False),
    ("春节期间", "2024-02-09", "2024-02-16", "period", True),
    ("除夕当天", "2024-02-09", "2024-02-09", "day", False),
    ("春运", "2024-01-26", "2024-03-05", "period", False),
    ("2024 年清明节", "2024-04-04", "2024-04-04", "day", False),
    ("去年清明期间", "2022-04-05", "2022-04-07", "period", True),
    ("中秋", "2023-09-29", "2023-09-29", "day", False),
    ("重阳节前夕", "2023-10-16", "2023-10-22", "period", True),
    ("国庆期间", "2023-10-01", "2023-10-07", "period", True),
    ("中秋、国庆假期", "2023-09-29", "2023-10-07", "period", True),
    ("元旦前", None, "2023-12-31", "day", False),
    ("八一前夕", "2023-07-25", "2023-07-31", "period", True),
    ("“六一”儿童节期间", "2023-05-29", "2023-06-04", "period", True),
    ("5月19日全国助残日当天", "2023-05-19", "2023-05-19", "day", False),
    ("第 33 次“全国助残日”期间", "2023-05-18", "2023-05-24", "period", True),
    ("“七夕”当天", "2023-08-22", "2023-08-22", "day", False),
    ("腊月二十三", "2024-02-02", "2024-02-02", "day", False),
    ("谷雨", "2024-04-19", "2024-04-19", "day", False),
    ("大寒当晚22时30分", "2024-01-20", "2024-01-20", "time_of_day", False),
    ("寒假期间", "2024-01-15", "2024-02-25", "period", True),
    ("暑期", "2023-07-01", "2023-08-31", "period", True),
    ("汛期", "2023-06-01", "2023-09-30", "period", True),
    ("汛前", None, "2023-05-31", "period", True),
    ("今冬", "2023-12-01", "2024-02-29", "period", True),
    ("今冬明春", "2023-11-01", "2024-03-31", "period", True),
    ("去冬今春", "2022-11-01", "2023-03-31", "period", True),
    ("入夏至今", "2023-05-05", "2023-11-06", "period", True),
    ("去年秋天", "2022-09-01", "2022-11-30", "period", True),
    ("1980 年代", "1980-01-01", "1989-12-31", "period", False),
    ("2013年同期", "2013-01-01", "2013-11-06", "period", True),
    ("世界急救日", "2023-09-09", "2023-09-09", "day", False),
    ("敬老月", "2023-10-01", "2023-10-31", "period", True),
    ("7月1日起", "2023-07-01", None, "day", False),
    ("2022 年 12 月底", "2022-12-21", "2022-12-31", "period", True),
    ("今年上半年", "2023-01-01", "2023-06-30", "half_year", False),
    ("去年下半年", "2022-07-01", "2022-12-31", "half_year", False),
    ("今年前三季度", "2023-01-01", "2023-09-30", "quarter", False),
    ("去年四季度", "2022-10-01", "2022-12-31", "quarter", False),
    ("今年前9个月", "2023-01-01", "2023-09-30", "month", False),
    ("今年年初", "2023-01-01", "2023-01-31", "month", True),
    ("明年初", "2024-01-01", "2024-01-31", "month", True),
    ("明年上半年", "2024-01-01", "2024-06-30", "half_year", False),
    ("今年国庆假期", "2023-10-01", "2023-10-07", "period", True),
    ("去年重阳节", "2022-10-04", "2022-10-04", "day", False),
    ("2022年春节期间", "2022-01-31", "2022-02-07", "period", True),
    ("2022年中秋节", "2022-09-10", "2022-09-10", "day", False),
    ("端午节期间", "2023-06-22", "2023-06-24", "period", True),
    ("3月5日学雷锋日", "2023-03-05", "2023-03-05", "day", False),
    ("9月5日中华慈善日", "2023-09-05", "2023-09-05", "day", False),
    ("国际志愿者日", "2023-12-05", "2023-12-05", "day", False),
    ("元宵节", "2024-02-24", "2024-02-24", "day", False),
    ("冬至", "2023-12-22", "2023-12-22", "day", False),
    ("2020年1月至2022年12月", "2020-01-01", "2022-12-31", "month", False),
    ("2021年7月—2022年6月", "2021-07-01", "2022-06-30", "month", False),
    ("2019年至2021年", "2019-01-01", "2021-12-31", "year", False),
    ("2023年3月15日至4月10日", "2023-03-15", "2023-04-10", "day", False),
    ("10月8日—12日", "2023-10-08", "2023-10-12", "day", False),
    ("9月初至10月底", "2023-09-01", "2023-10-31", "period", True),
    ("一至三季度", "2023-01-01", "2023-09-30", "quarter", False),
    ("上周", "2023-10-30", "2023-11-05", "period", False),
    ("本周三", "2023-11-08", "2023-11-08", "day", False),
    ("下周一", "2023-11-13", "2023-11-13", "day", False),
    ("本季度", "2023-10-01", "2023-12-31", "quarter", False),
    ("明日", "2023-11-07", "2023-11-07", "day", False),
    ("前天下午", "2023-11-04", "2023-11-04", "time_of_day", False),
    ("连日来", "2023-10-24", "2023-11-06", "period", True),
    ("近两周", "2023-10-24", "2023-11-06", "day", True),
    ("近半年", "2023-05-07", "2023-11-06", "half_year", True),
    ("五年来", "2018-11-07", "2023-11-06", "year", True),
    ("未来三年", "2023-11-06", "2026-11-06", "year", True),
    ("2020年以来", "2020-01-01", "2023-11-06", "year", False),
    ("8月15日以来", "2023-08-15", "2023-11-06", "day", False),
    ("春节以来", "2023-01-22", "2023-11-06", "day", False),
    ("2024年底前", None, "2024-12-31", "month", False),
    ("2025年前", None, "2024-12-31", "year", False),
    ("10月底前", None, "2023-10-31", "period", False),
    ("明年3月底前", None, "2024-03-31", "period", False),
    ("国庆节前夕", "2023-09-24", "2023-09-30", "period", True),
    ("“十三五”末", "2020-01-01", "2020-12-31", "year", False),
    ("十四五期间", "2021-01-01", "2025-12-31", "period", False),
    ("20世纪80年代", "1980-01-01", "1989-12-31", "period", False),
    ("2023年暑假", "2023-07-01", "2023-08-31", "period", True),
    ("2023年秋季学期", "2023-09-01", "2024-01-20", "period", True),
    ("2023/2024学年", "2023-09-01", "2024-08-31", "period", False),
    ("今年汛期", "2023-06-01", "2023-09-30", "period", True),
    ("11月6日9时30分", "2023-11-06", "2023-11-06", "time_of_day", False),
    ("下午3点", "2023-11-06", "2023-11-06", "time_of_day", True),
    ("08年", "2008-01-01", "2008-12-31", "year", False),
    ("07年以前", None, "2006-12-31", "year", False),
    ("上上周", "2023-10-23", "2023-10-29", "period", False),
    ("下下周一", "2023-11-20", "2023-11-20", "day", False),
    ("10月12日,星期四", "2023-10-12", "2023-10-12", "day", False),
    ("2019年8月6日或之后", "2019-08-06", None, "day", False),
    ("2019年8月6日及以前", None, "2019-08-06", "day", False),
    ("2019年8月6日之后", "2019-08-07", None, "day", False),
    ("週三", "2023-11-01", "2023-11-01", "day", False),
    ("2015年和2018年之间", "2015-01-01", "2018-12-31", "year", False),
    ("8月与10月之间", "2023-08-01", "2023-10-31", "month", False),
    ("9月1日至10月1日之间", "2023-09-01", "2023-10-01", "day", False),
    ("春节和元宵节之间", "2024-02-10", "2024-02-24", "day", False),
    ("上午9时至11时之间", "2023-11-06", "2023-11-06", "time_of_day", True),
    ("7、8月份", "2023-07-01", "2023-08-31", "month", False),
    ("7、8月间", "2023-07-01", "2023-08-31", "month", False),
    ("2020年和2021年", "2020-01-01", "2021-12-31", "year", False),
    ("一、二季度", "2023-01-01", "2023-06-30", "quarter", False),
    ("6月上半月", "2023-06-01", "2023-06-15", "period", False),
    ("2023年2月 下半月", "2023-02-16", "2023-02-28", "period", False),
    ("上月下半月", "2023-10-16", "2023-10-31", "period", False),
    ("上半月", "2023-11-01", "2023-11-15", "period", False),
    ("上旬", "2023-11-01", "2023-11-10", "period", False),
    ("9月上中旬", "2023-09-01", "2023-09-20", "period", False),
    ("9月中、下旬", "2023-09-11", "2023-09-30", "period", False),
    ("9月上旬至中旬", "2023-09-01", "2023-09-20", "period", False),
    ("10月上半月前", None, "2023-10-15", "period", False),
    ("12/1", "2023-12-01", "2023-12-01", "day", False),
    ("11/5日", "2023-11-05", "2023-11-05", "day", False),
    ("10.30-11.3", "2023-10-30", "2023-11-03", "day", False),
    ("2023.11.5日", "2023-11-05", "2023-11-05", "day", False),
    ("23年10月5日", "2023-10-05", "2023-10-05", "day", False),
    ("二○二三年十月", "2023-10-01", "2023-10-31", "month", False),
    ("2023年11月", "2023-11-01", "2023-11-30", "month", False),
]
# mention, publication date, first day, last day: what the year, month or season left out comes to
PLACED = [
    ("12月", "2024-01-10", "2023-12-01", "2023-12-31"),
    ("2月3日", "2024-01-10", "2024-02-03", "2024-02-03"),
    ("10月24日", "2024-07-20", "2023-10-24", "2023-10-24"),
    ("9月底", "2024-07-20", "2024-09-21", "2024-09-30"),
    ("10月底前", "2024-06-01", None, "2024-10-31"),
    ("3月底前", "2024-06-01", None, "2024-03-31"),
    ("3月底前", "2024-12-20", None, "2025-03-31"),
    ("四季度", "2024-01-15", "2023-10-01", "2023-12-31"),
    ("下半年", "2024-02-01", "2024-07-01", "2024-12-31"),
    ("年底", "2024-01-20", "2023-12-01", "2023-12-31"),
    ("年底前", "2024-01-20", None, "2024-12-31"),
    ("28日", "2024-03-05", "2024-02-28", "2024-02-28"),
    ("12日", "2024-03-05", "2024-03-12", "2024-03-12"),
    ("2日前", "2024-03-05", None, "2024-04-02"),
    ("11月以来", "2024-03-05", "2023-11-01", "2024-03-05"),
    ("今冬", "2024-01-20", "2023-12-01", "2024-02-29"),
    ("今冬明春", "2024-01-20", "2023-11-01", "2024-03-31"),
    ("入冬以来", "2023-12-20", "2023-11-07", "2023-12-20"),
    ("春节", "2023-12-20", "2024-02-10", "2024-02-10"),
    ("春节期间", "2025-02-20", "2025-01-28", "2025-02-04"),
    ("中秋", "2024-10-20", "2024-09-17", "2024-09-17"),
    ("端午节", "2023-06-30", "2023-06-22", "2023-06-22"),
    ("寒假", "2024-03-01", "2024-01-15", "2024-02-25"),
    ("11月至3月", "2024-04-10", "2023-11-01", "2024-03-31"),
    ("上月", "2024-01-31", "2023-12-01", "2023-12-31"),
    ("近一个月", "2024-03-31", "2024-03-01", "2024-03-31"),
    ("去年同期", "2024-02-29", "2023-01-01", "2023-02-28"),
]
# mention, time that the text names before (of which form), first day, last day; published on PUBLISHED
NAMED = [
    ("当年", "2019年", "2019-01-01", "2019-12-31"),
    ("当年底", "2019年3月", "2019-12-01", "2019-12-31"),
    ("当年9月", "2017年", "2017-09-01", "2017-09-30"),
    ("次年", "2019年", "2020-01-01", "2020-12-31"),
    ("次年3月", "2021年11月", "2022-03-01", "2022-03-31"),
    ("翌年", "1998年", "1999-01-01", "1999-12-31"),
    ("同年8月", "2015年6月", "2015-08-01", "2015-08-31"),
    ("前一年", "2016年", "2015-01-01", "2015-12-31"),
    ("当年上半年", "去年", "2022-01-01", "2022-06-30"),
    ("去年", "2019年", "2022-01-01", "2022-12-31"),
    ("今年", "2019年", "2023-01-01", "2023-12-31"),
    ("当天", "9月26日", "2023-09-26", "2023-09-26"),
    ("当日上午", "2021年5月6日", "2021-05-06", "2021-05-06"),
    ("当晚", "9月26日", "2023-09-26", "2023-09-26"),
    ("次日", "12月31日", "2024-01-01", "2024-01-01"),
    ("次日凌晨", "9月30日", "2023-10-01", "2023-10-01"),
    ("前一天", "3月1日", "2023-02-28", "2023-02-28"),
    ("当月", "2020年2月", "2020-02-01", "2020-02-29"),
    ("当月下旬", "5月8日", "2023-05-21", "2023-05-31"),
    ("当天", "2019年", "2023-11-06", "2023-11-06"),
]
# mention, precision: placed by the text, or by a publication date that is not there
UNKNOWN = [
    ("今年", "year"), ("去年底", "month"), ("6月12日上午", "time_of_day"), ("3至4月", "month"), ("9月26日", "day"),
    ("6月底前", "period"), ("近三年", "year"), ("近日", "period"), ("目前", "day"), ("上半年", "half_year"),
    ("前三季度", "quarter"), ("春节期间", "period"), ("中秋", "day"), ("今年1至9月", "month"), ("上月", "month"),
    ("去年同期", "period"), ("暑期", "period"), ("今年以来", "year"), ("两年前", "year"), ("今明两年", "year"),
]  # fmt: skip
RECURRING = [
    ("每年 3 月", "month"), ("每年3月至5月", "month"), ("每逢春节", "day"), ("每月15日", "day"), ("每月上旬", "period"),
    ("每周三", "day"), ("每年第四季度", "quarter"),
]  # fmt: skip
IN_THE_TEXT = [
    "比赛期间",
    "赛前",
    "会后",
    "首日",
    "地震当晚",
    "同期",
    "常年同期",
    "本届",
    "节前",
    "23天里",
    "两小时后",
    "两年间",
    "次年",
    "翌年3月",
    "同年8月",
    "次日",
    "疫情发生以来",
]
NO_TIMES = [
    "2020年和2022年",
    "3月、9月",
    "",
    " ",
    "。",
    "志愿者",
    "300名",
    "三年",
    "13月",
    "2023年2月30日",
    "每年",
    "民政局",
    "长期",
    "第三批",
]


def day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("text", "start", "end", "precision", "approximate"), CASES)
def test_reads_forms_of_bulletins(text, start, end, precision, approximate):
    interval = parse_time(text, PUBLISHED)
    assert interval is not None
    assert (interval.start, interval.end) == (day(start), day(end))
    assert (interval.precision, interval.approximate) == (precision, approximate)


@pytest.mark.parametrize(("text", "published", "start", "end"), PLACED)
def test_places_what_the_text_leaves_out(text, published, start, end):
    interval = parse_time(text, day(published))
    assert interval is not None
    assert (interval.start, interval.end) == (day(start), day(end))


@pytest.mark.parametrize(("text", "named", "start", "end"), NAMED)
def test_places_by_the_time_that_the_text_names(text, named, start, end):
    interval = parse_time(text, PUBLISHED, named=parse_time(named, PUBLISHED))
    assert interval is not None
    assert (interval.start, interval.end) == (day(start), day(end))


@pytest.mark.parametrize(("text", "precision"), UNKNOWN)
def test_never_guesses_without_a_publication_date(text, precision):
    interval = parse_time(text)
    assert interval is not None
    assert (interval.start, interval.end, interval.precision) == (None, None, precision)


@pytest.mark.parametrize(("text", "precision"), RECURRING)
def test_times_that_recur_have_a_precision_only(text, precision):
    interval = parse_time(text, PUBLISHED)
    assert interval is not None
    assert (interval.start, interval.end, interval.precision) == (None, None, precision)


@pytest.mark.parametrize("text", IN_THE_TEXT)
def test_knows_times_that_the_text_places(text):
    interval = parse_time(text, PUBLISHED)
    assert interval is not None
    assert (interval.start, interval.end) == (None, None)


@pytest.mark.parametrize("text", NO_TIMES)
def test_gives_none_for_what_is_no_time(text):
    assert parse_time(text, PUBLISHED) is None


def test_absolute_times_need_no_publication_date():
    assert parse_time("2021年底") == parse_time("2021年底", PUBLISHED)
    interval = parse_time("2021年以来")
    assert interval is not None
    assert (interval.start, interval.end) == (date(2021, 1, 1), None)


def test_every_festival_has_a_day_in_every_year():
    for rule in FESTIVALS.values():
        for year in (1949, 2000, 2024, 2099):
            found = festival_day(rule, year)
            assert found is not None
            assert abs((found - date(year, 7, 1)).days) < 190  # 腊八 may fall in the last days of the year before


FORMATS = [
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 日",
    "{0.year}-{0.month:02d}-{0.day:02d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日上午9时",
    "{0.month}月{0.day}日",
    "{0.day}日",
]


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(FORMATS))
def test_reads_back_the_publication_date(published, layout):
    interval = parse_time(layout.format(published), published)
    assert interval is not None
    assert (interval.start, interval.end) == (published, published)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 400), st.sampled_from(FORMATS[:4]))
def test_reads_back_ranges(first, days, layout):
    last = first + timedelta(days=days)
    interval = parse_time(f"{layout.format(first)}至{layout.format(last)}")
    assert interval is not None
    assert (interval.start, interval.end) == (first, last)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 270))
def test_a_day_without_year_is_the_last_one_before_publication(published, days):
    before = published - timedelta(days=days)
    interval = parse_time(f"{before.month}月{before.day}日", published)
    assert interval is not None or (before.month, before.day) == (2, 29)
    if interval is not None:
        assert (interval.start, interval.end) == (before, before)


@given(
    st.text(
        "0123456789一二三四五六七八九十年月日时季度初中底末前后来以起至上下去今明近未来内半个多天周节春秋春节-()“” ",
        max_size=10,
    ),
    st.none() | st.dates(),
)
def test_never_raises(text, published):
    interval = parse_time(text, published)
    if interval is not None and interval.start is not None and interval.end is not None:
        assert interval.start <= interval.end


@given(st.text(max_size=20), st.none() | st.dates())
def test_never_raises_on_any_text(text, published):
    parse_time(text, published)


@pytest.mark.parametrize(
    ("text", "planned", "start"),
    [("9月", False, date(2023, 9, 1)), ("9月", True, date(2024, 9, 1)), ("10月至11月", True, date(2024, 10, 1)),
     ("2月", True, date(2024, 2, 1)), ("去年9月", True, date(2023, 9, 1))],
)  # fmt: skip
def test_a_planned_time_without_a_year_is_not_put_into_the_past(text, planned, start):
    assert parse_time(text, date(2024, 3, 12), planned=planned).start == start

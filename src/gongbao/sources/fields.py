"""Fields of the lines that web pages and bulletins set around an article: `来源：市民政局　发布日期：2024-03-18`."""

import re
from collections.abc import Iterator
from typing import Final

ISSUERS: Final = (
    "信息来源", "文章来源", "稿件来源", "数据来源", "资料来源", "来源", "稿源", "供稿单位", "供稿", "发布机构",
    "发文机关",
)  # fmt: skip
_OTHERS: Final = (
    "作者", "撰稿", "记者", "通讯员", "编辑", "责任编辑", "责编", "校对", "审核", "初审", "复审", "终审", "一审",
    "二审", "三审", "签发", "发布日期", "发布时间", "成文日期", "日期", "时间", "索引号", "文号", "浏览次数", "浏览量",
    "点击量", "点击数", "阅读量", "访问量", "字体", "字号",
)  # fmt: skip
FIELD: Final = re.compile(rf"(?:{'|'.join(sorted((*ISSUERS, *_OTHERS), key=len, reverse=True))})[ \u3000]*[:：]")
_BEFORE = re.compile(r"(?:^|[\s（(【\[|｜/])$")


def read_fields(line: str) -> Iterator[tuple[str, str]]:
    """Give the fields of a line as (name, value); text of other lines has none, or one at its start."""
    found = [field for field in FIELD.finditer(line) if _BEFORE.search(line[: field.start()])]
    ends = [*(field.start() for field in found[1:]), len(line)]
    for field, end in zip(found, ends, strict=False):
        yield field.group().rstrip(":： \u3000"), line[field.end() : end].strip(" \u3000】）)|｜/[（(【")

"""Draw the seeded plan of the corpus: what each document is about, who issues it and how dirty it is.

Leaves the writing to people: a row says topic, genre, level, province, year, length and noise, never a sentence.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

TOPICS = """volunteer service|social-work stations|children in difficulty|left-behind children|elderly care
meals for the elderly|minimum living allowance|extremely poor people|temporary assistance|vagrant rescue
charity and donations|foundations|disability|funeral reform|marriage registration|adoption|place names and boundaries
social organisations|community governance|disaster relief|flood and earthquake response|poverty relief and resettlement
veterans|Red Cross|health and epidemic work|rural revitalisation|statistics release|service hotlines
employment and migrant workers|national policy and funds""".replace("\n", "|").split("|")
GENRES = {
    "activity report": 5, "meeting report": 3, "work brief": 5, "news brief": 5, "statistics bulletin": 3,
    "year-end summary": 3, "case story": 2, "notice": 2, "plan or targets": 3, "relief flash": 3,
    "commendation": 1, "caption-only": 1, "multi-article page": 2,
}  # fmt: skip
REPORTS = {
    "feature report": 5, "round-up of several places": 4, "disaster report": 3, "portrait of a person": 2,
    "policy explained": 2,
}  # fmt: skip
NEWS_TOPICS = """flood|typhoon and storm|earthquake|landslide and debris flow|drought|snow and cold|fire
accident and rescue|epidemic|relocation out of poverty|poor villages and crafts|farming and harvest
animal husbandry and fishing|roads and bridges|railways and airports|water works and reservoirs|power and heating
housing and old quarters|schools and pupils|hospitals and medical teams|employment and graduates|ecology and forestry
science and industry|trade and markets|culture and heritage|sports for all|festival travel|border and ethnic regions
foreign aid|courts and police""".replace("\n", "|").split("|")
NEWS = {
    "disaster report": 5, "rescue report": 4, "news report": 6, "feature report": 3, "round-up of several places": 3,
    "figures in the news": 2,
}  # fmt: skip
BROADCAST = {
    "broadcast report": 6, "broadcast quick news": 4, "ministry release": 3, "campaign in several provinces": 4,
    "disaster response": 4, "before and after": 2,
}  # fmt: skip
WIDE_LEVELS = {"national": 4, "province": 3, "city": 2, "county": 1}
LEVELS = {"national": 1, "province": 3, "city": 5, "county": 5, "township": 3}
PROVINCES = """北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南
湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆""".split()
NOISES = """spaces around digits|spaces inside units and words|half-width commas|mixed punctuation widths
line cut in mid-word|line cut in mid-sentence with blank line|line cut inside a title in book marks|stray quotation mark
repeated headline|photo caption at the end|source line at the end|page number line|full-width digits|running head
no final full stop|spaces between Chinese characters""".replace("\n", "|").split("|")


def draw_rounds(rng: random.Random, values: list[str], count: int) -> list[str]:
    """Draw `count` values so that every value comes once before any comes twice."""
    drawn: list[str] = []
    while len(drawn) < count:
        drawn += rng.sample(values, len(values))
    return drawn[:count]


def draw_plan(
    seed: int, subjects: list[str], genres: dict[str, int], levels: dict[str, int], first: int, count: int
) -> Iterator[list[str | int]]:
    """Draw the rows of some documents."""
    rng = random.Random(seed)
    topics, provinces = draw_rounds(rng, subjects, count), draw_rounds(rng, PROVINCES, count)
    noises = draw_rounds(rng, NOISES, 3 * count)
    for number in range(count):
        genre = rng.choices(list(genres), list(genres.values()))[0]
        level = rng.choices(list(levels), list(levels.values()))[0]
        noise = [noises.pop() for _ in range(rng.choice([2, 3, 3]))] if rng.random() < 0.48 else []
        province = "" if level == "national" else provinces[number]
        year, length = rng.randint(2012, 2025), rng.randrange(300, 700, 25)
        row: list[str | int] = [f"{first + number:04}", topics[number], genre, level, province, year, length]
        yield [*row, "; ".join(dict.fromkeys(noise))]


def main(
    output: Annotated[Path, typer.Argument(help="CSV file to write.")] = Path("corpus/plan.csv"),
    bulletins: Annotated[int, typer.Option(help="Number of bulletins.")] = 600,
    reports: Annotated[int, typer.Option(help="Number of news reports, narrative and less dense, after them.")] = 100,
    news: Annotated[int, typer.Option(help="Number of news texts on wider subjects, after these.")] = 78,
    broadcast: Annotated[int, typer.Option(help="Number of broadcast news, mostly national, after these.")] = 78,
    seed: Annotated[int, typer.Option(help="Seed of the random draw.")] = 20240906,
) -> None:
    """Write the plan as CSV, one row a document."""
    with output.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "topic", "genre", "level", "province", "year", "length", "noise"])
        first = 1
        for place, (subjects, genres, levels, count) in enumerate(
            (
                (TOPICS, GENRES, LEVELS, bulletins),
                (TOPICS, REPORTS, LEVELS, reports),
                (NEWS_TOPICS, NEWS, LEVELS, news),
                (NEWS_TOPICS, BROADCAST, WIDE_LEVELS, broadcast),
            )
        ):
            writer.writerows(draw_plan(seed + place, subjects, genres, levels, first, count))
            first += count


if __name__ == "__main__":
    typer.run(main)

"""The catalogue of companies: every entry valid, no name shared, names in their own script, fiscal years as filed."""

import csv
import gzip
import json
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.catalog import companies
from ingest.xbrl.identity import belongs

SHARED = Path(__file__).parents[2] / "../shared"
needs_shared = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the shared reference data are not here")
SCRIPT = {"zh": "gb2312", "zh-Hant": "cp950", "ja": "euc_jisx0213", "ko": "euc_kr"}


def own_names(company: companies.Company) -> list[str]:
    return [company.name, *(alias for names in company.aliases.values() for alias in names)]


def folder_with(path: Path, text: str) -> Path:
    (path / "software.yaml").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "a: {name: Acme, country: US, currency: USD, aliases: {any: [Bird]}}\nb: {name: bird, country: US, currency: USD}\n",
            "names both a and b",
        ),
        ("a: {name: Acme, country: USA, currency: USD}\n", "country"),
        ("a: {name: Acme, country: US, currency: USD, fiscal_year_end: 02-31}\n", "fiscal_year_end"),
        ("a: {name: Acme, country: US, currency: USD, filer: true}\n", "needs its cik"),
        ("a: {name: Acme, country: US, currency: USD, ambiguous: {Bird: {}}}\n", "no aliases"),
        ("a: {name: Acme, country: US, currency: USD, aliases: {klingon: [Qapla]}}\n", "klingon"),
        ("A-1: {name: Acme, country: US, currency: USD}\n", "pattern"),
    ],
)
def test_a_bad_entry_is_refused(tmp_path, text, complaint):
    with pytest.raises(ValueError, match=complaint):
        companies.load(folder_with(tmp_path, text))


def test_a_slug_stands_in_one_file_only(tmp_path):
    entry = "a: {name: Acme, country: US, currency: USD}\n"
    (tmp_path / "ai_lab.yaml").write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match="two files"):
        companies.load(folder_with(tmp_path, entry))


def test_norway_is_a_country_and_a_day_is_text(tmp_path):
    text = "fjord: {name: Fjord, country: NO, currency: NOK, fiscal_year_end: 06-30}\n"
    fjord = companies.load(folder_with(tmp_path, text))["fjord"]
    assert (fjord.country, fjord.fiscal_year_end, fjord.group) == ("NO", "06-30", "software")


def test_the_catalogue_spans_groups_countries_and_filers():
    known = companies.load()
    assert len(known) > 800
    assert {company.group for company in known.values()} == set(companies.Group.__args__)
    assert len({company.country for company in known.values()}) > 40
    assert sum(company.filer for company in known.values()) > 200


def test_loading_is_fast():
    spent = []
    for _ in range(3):
        companies.load.cache_clear()
        started = time.process_time()
        companies.load()
        spent.append(time.process_time() - started)
    assert min(spent) < 0.15


@pytest.mark.parametrize("language", SCRIPT)
def test_names_are_written_in_the_script_of_their_language(language):
    foreign = []
    for company in companies.load().values():
        for name in company.aliases.get(language, ()):
            try:
                name.replace("碁", "").encode(SCRIPT[language])  # Acer's second character is in no simplified table
            except UnicodeEncodeError:
                foreign.append((company.id, name))
    assert not foreign


def test_latin_languages_have_latin_names():
    for company in companies.load().values():
        for language, names in company.aliases.items():
            if language not in SCRIPT:
                assert all(ord(letter) < 0x2000 or letter in "’–" for name in names for letter in name), company.id


def test_the_same_name_in_both_chinese_scripts_where_they_differ():
    both = companies.get("tsmc").aliases
    assert "台积电" in both["zh"]
    assert "台積電" in both["zh-Hant"]
    assert {"腾讯", "騰訊"} <= {name.text for name in companies.names("zh")}


@needs_shared
def test_every_company_of_the_labels_is_in_the_catalogue_under_the_same_slug():
    paths = [*(SHARED / "gold").glob("*.json"), *(SHARED / "sample/gold").rglob("*.json")]
    labels = {figure["company"] for path in paths for figure in json.loads(path.read_text("utf-8"))["figures"]}
    with (SHARED / "sample/events.csv").open(encoding="utf-8", newline="") as stream:
        labels |= {row["company"] for row in csv.DictReader(stream)}
    assert len(labels) > 50
    assert labels <= set(companies.load())


@needs_shared
def test_every_cik_is_the_companys_own():
    listed = pq.read_table(SHARED / "data/reference/company_tickers.parquet").to_pylist()
    entities = {int(row["cik"]): row["name"] for row in listed}
    checked = [company for company in companies.load().values() if company.cik is not None]
    strangers = {company.id: entities.get(company.cik) for company in checked}
    strangers = {i: entity for i, entity in strangers.items() if not belongs(entity or "", own_names(companies.get(i)))}
    assert not strangers
    assert len({company.cik for company in checked}) == len(checked) > 200


@needs_shared
def test_fiscal_years_end_within_a_week_of_what_filers_tell_the_sec():
    checked = 0
    for path in (SHARED / "data/submissions").glob("CIK*.json.gz"):
        filer = json.loads(gzip.decompress(path.read_bytes()))
        if "fiscalYearEnd" in filer:
            stated = date(2025, int(filer["fiscalYearEnd"][:2]), int(filer["fiscalYearEnd"][2:]))
            nominal = companies.by_cik(int(filer["cik"])).year_end(2025)
            assert min(abs((stated - nominal).days), 365 - abs((stated - nominal).days)) <= 7, filer["name"]
            checked += 1
    assert checked >= 7


@pytest.mark.parametrize(
    ("company_id", "label", "first", "last"),
    [
        ("microsoft", 2026, date(2025, 7, 1), date(2026, 6, 30)),
        ("oracle", 2026, date(2025, 6, 1), date(2026, 5, 31)),
        ("nvidia", 2026, date(2025, 2, 1), date(2026, 1, 31)),
        ("micron", 2026, date(2025, 9, 1), date(2026, 8, 31)),
        ("broadcom", 2026, date(2025, 11, 1), date(2026, 10, 31)),
        ("cisco", 2026, date(2025, 8, 1), date(2026, 7, 31)),
        ("alibaba", 2026, date(2025, 4, 1), date(2026, 3, 31)),
        ("reliance", 2026, date(2025, 4, 1), date(2026, 3, 31)),
        ("softbank", 2025, date(2025, 4, 1), date(2026, 3, 31)),
        ("tokyo_electron", 2026, date(2025, 4, 1), date(2026, 3, 31)),
        ("schwarz_group", 2024, date(2023, 3, 1), date(2024, 2, 28)),
        ("alphabet", 2026, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_fiscal_years_by_the_label_that_the_company_gives_them(company_id, label, first, last):
    assert companies.get(company_id).fiscal_year(label) == (first, last)


def test_rows_carry_the_nominal_year_end():
    rows = {row.company_id: row for row in companies.rows()}
    apple = rows["apple"]
    assert (apple.fiscal_year_end_month, apple.fiscal_year_end_day, apple.is_filer, apple.cik) == (9, 30, True, 320193)
    assert rows["huawei"].is_filer is False
    assert len(rows) == len(companies.load())

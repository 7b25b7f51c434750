"""`capex report`: the published version written out again, the same as before."""

from pathlib import Path


def test_another_folder_gets_the_same_reports(capex, published, tmp_path):
    ended = capex("report", "--out", str(tmp_path / "out"), data=published)
    assert ended.code == 0
    written = [Path(line) for line in ended.out.splitlines()]
    assert all(path.is_file() and path.is_relative_to(tmp_path / "out") for path in written)
    names = {path.relative_to(tmp_path / "out") for path in written}
    assert names == {path.relative_to(published.reports_dir) for path in published.reports_dir.rglob("*") if path.is_file()}
    assert {Path("index.html"), Path("capex.xlsx"), Path("datapackage.json"), Path("rpt_capex_comparison.csv")} <= names
    for name in names:
        if name.suffix in {".csv", ".json"}:
            assert (tmp_path / "out" / name).read_bytes() == (published.reports_dir / name).read_bytes(), name


def test_a_file_is_no_folder(capex, published, tmp_path):
    path = tmp_path / "file"
    path.touch()
    ended = capex("report", "--out", str(path), data=published)
    assert (ended.code, ended.out) == (2, "")
    assert "is a file" in ended.err

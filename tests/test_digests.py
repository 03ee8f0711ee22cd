"""The digests that pages are kept by change with all that goes in, and with nothing else."""

import sys

from pages.digests import FileDigests, digest, digest_of_files, digest_of_programs


def test_data_has_one_digest_whatever_the_order_of_its_names():
    """Types count: the number 1 is not the text "1"."""
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert len({digest(1), digest("1"), digest([1]), digest(None), digest(1, None)}) == 5


def test_another_library_is_another_program(tmp_path, monkeypatch):
    """Also another version of the same."""
    seen = {digest_of_programs()}
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    for name in ("made_up-1.0.dist-info", "made_up-1.1.dist-info"):
        digest_of_programs.cache_clear()
        (tmp_path / name).mkdir()
        seen.add(digest_of_programs())
    digest_of_programs.cache_clear()
    assert len(seen) == 3


def test_files_count_by_name_and_content(tmp_path):
    """Those of folders too; an empty file is not a missing one."""
    seen = {digest_of_files([tmp_path])}
    for name, text in (("a", ""), ("a", "1"), ("b", "1"), ("c/d", "1")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        seen.add(digest_of_files([tmp_path]))
    assert len(seen) == 5


def test_a_file_is_looked_at_once_until_all_are_forgotten(tmp_path):
    """One build sees one state of it."""
    files = FileDigests()
    path = tmp_path / "a"
    assert files(path) == ""
    path.write_text("1")
    assert files(path) == ""
    files.forget()
    assert files(path) != ""

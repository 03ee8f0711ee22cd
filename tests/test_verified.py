"""The list of last verifications, beside the recordings."""

import pytest
from demos.errors import DemoError
from demos.shelf import Shelf
from demos.verified import FILE, Verified, read_verified, verified_by, write_verified
from writing import PROVENANCE

MONDAY = Verified("2026-11-23", {"docker": "28.5.2"})
TUESDAY = Verified("2026-11-24", {"docker": "28.5.2"})


def test_dates_are_kept_and_replaced(tmp_path):
    """A later verification takes the place of the earlier one of the same demo only."""
    write_verified(tmp_path, {"b": MONDAY, "a": MONDAY}, {"a", "b"})
    write_verified(tmp_path, {"b": TUESDAY}, {"a", "b"})
    assert read_verified(tmp_path) == {"a": MONDAY, "b": TUESDAY}


def test_the_same_verifications_give_the_same_bytes(tmp_path):
    """Sorted by demo, to the day: verifying twice a day changes nothing."""
    write_verified(tmp_path, {"b": MONDAY, "a": MONDAY}, {"a", "b"})
    before = (tmp_path / FILE).read_bytes()
    write_verified(tmp_path, {"a": MONDAY}, {"a", "b"})
    assert (tmp_path / FILE).read_bytes() == before
    assert verified_by(PROVENANCE).date == "2026-01-02"


def test_a_demo_that_is_gone_is_forgotten(tmp_path):
    """The list holds demos that notes have."""
    write_verified(tmp_path, {"a": MONDAY, "b": MONDAY}, {"a", "b"})
    write_verified(tmp_path, {"a": TUESDAY}, {"a"})
    assert read_verified(tmp_path) == {"a": TUESDAY}


def test_the_list_is_no_recording(tmp_path):
    """It stands in the folder of the recordings and is not taken for one."""
    write_verified(tmp_path, {"a": MONDAY}, {"a"})
    assert Shelf(tmp_path).demos() == []


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n{}\n", "[]", '{"a": {"day": 1}}'])
def test_a_damaged_list_says_how_to_mend_it(tmp_path, text):
    """One message with the file and the command, no traceback."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DemoError, match=r"_verified\.json:1: .*damaged\n.*git checkout"):
        read_verified(tmp_path)

"""Tables as real programs print them."""

import pytest
from captures import captured_lines
from demos.tables import columns, read_table
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("capture", "where", "column", "value"),
    [
        ("docker_container_ls.txt", ("NAMES", "box"), "CONTAINER ID", "d36e7074e689"),
        ("docker_container_ls.txt", ("IMAGE", "busybox"), "PORTS", ""),
        ("docker_container_ls.txt", ("COMMAND", '"sh"'), "STATUS", "Up 2 seconds"),
        ("docker_container_top.txt", ("CMD", "sh"), "PID", "390"),
        ("docker_container_top.txt", ("CMD", "sh"), "PPID", "363"),
        ("docker_network_ls.txt", ("NAME", "bridge"), "DRIVER", "bridge"),
        ("docker_system_df.txt", ("TYPE", "Local Volumes"), "SIZE", "0B"),
        ("docker_system_df.txt", ("TYPE", "Images"), "RECLAIMABLE", "109.6MB (97%)"),
        ("ps_ef.txt", ("CMD", "/sbin/init"), "PID", "1"),
        ("ps_ef.txt", ("CMD", "bash"), "PPID", "0"),
        ("ps_aux.txt", ("COMMAND", "/sbin/init"), "USER", "root"),
        ("ps_busybox.txt", ("COMMAND", "ps"), "PID", "7"),
        ("ps_busybox.txt", ("PID", "1"), "TIME", "0:00"),
    ],
)
def test_a_cell_of_a_real_table(capture, where, column, value):
    """Captured tables: found by one column, read in another."""
    rows = read_table(captured_lines(capture))
    row = next(row for row in rows if row[where[0]] == where[1])
    assert row[column] == value


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([], []),
        (["PID COMMAND"], []),
        (["", "PID COMMAND", "  1 sh -c a  b"], [{"PID": "1", "COMMAND": "sh -c a  b"}]),
        (["PID   PPID", "1234567   1"], [{"PID": "1234567", "PPID": "1"}]),
        (["A   B   C", "1       3"], [{"A": "1", "B": "", "C": "3"}]),
        (["A B C", "1 2"], [{"A": "1", "B": "2", "C": ""}]),
        (
            [
                "NAME   CPU %   MEM USAGE / LIMIT   NET I/O",
                "box    0.5%    1MiB / 2MiB         0B / 0B",
            ],
            [
                {
                    "NAME": "box",
                    "CPU %": "0.5%",
                    "MEM USAGE / LIMIT": "1MiB / 2MiB",
                    "NET I/O": "0B / 0B",
                }
            ],
        ),
    ],
)
def test_shapes_of_tables(lines, rows):
    """Cells below their names, or parted by blanks."""
    assert read_table(lines) == rows


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([], []),
        (["CONTAINER ID   NAMES"], ["CONTAINER ID", "NAMES"]),
        (["PID USER COMMAND"], ["PID", "USER", "COMMAND"]),
        (["", "PID   COMMAND", "1     sh"], ["PID", "COMMAND"]),
    ],
)
def test_columns_have_names_without_rows_too(lines, names):
    """A header alone is a table in which nothing stands."""
    assert columns(lines) == names


@given(st.lists(st.text(alphabet=st.sampled_from("AB ID%1容\t"), max_size=30), max_size=4))
def test_any_lines_make_rows_of_the_same_columns(lines):
    """Whatever was printed, every row has every column of the header."""
    rows = read_table(lines)
    assert {tuple(row) for row in rows} <= {tuple(columns(lines))}

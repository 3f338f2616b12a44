"""Outputs appear whole, all together, or not at all, whatever ends the work before."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from entities.errors import InputError
from service import drafts
from service.drafts import Drafts

WAYS = pytest.mark.parametrize("nameless", [True, False], ids=["nameless", "hidden"])


@pytest.fixture(autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Try both ways: files without a name, and hidden ones where the file system has none."""
    callspec = getattr(request.node, "callspec", None)
    if callspec is not None and callspec.params.get("nameless") is False:
        monkeypatch.setattr(drafts, "_nameless", lambda _place: None)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@WAYS
def test_files_stand_there_whole_after_publishing(tmp_path: Path, *, nameless: bool) -> None:
    (tmp_path / "a").write_text("old", encoding="ascii")
    with Drafts() as made:
        made.open(tmp_path / "a").write(b"new")
        made.open(tmp_path / "b").write(b"x" * 100_000)
        assert (tmp_path / "a").read_text(encoding="ascii") == "old"
        made.publish()
    assert names(tmp_path) == {"a", "b"}
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "b").stat().st_size == 100_000
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask


@WAYS
@pytest.mark.parametrize("fault", [ValueError("broken"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_whatever_ends_the_work_leaves_what_was_there(tmp_path: Path, fault: BaseException, *, nameless: bool) -> None:
    (tmp_path / "a").write_text("old", encoding="ascii")

    def work() -> None:
        with Drafts() as made:
            made.open(tmp_path / "a").write(b"half")
            made.open(tmp_path / "b").write(b"half")
            raise fault

    with pytest.raises(type(fault)):
        work()
    assert names(tmp_path) == {"a"}
    assert (tmp_path / "a").read_bytes() == b"old"


def test_kill_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from service.drafts import Drafts\n"
        "with Drafts() as made:\n"
        "    made.open(Path(sys.argv[1]) / 'a').write(b'half' * 100_000)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert names(tmp_path) == set()


@pytest.mark.parametrize("place", ["no/such/folder/a", "folder", "file/a", "loop", "x" * 300, "nul\0"])
def test_a_place_that_cannot_be_written_is_known_before_the_work(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    before = names(tmp_path)
    with pytest.raises(InputError, match="can't write") as refused, Drafts() as made:
        made.open(tmp_path / place)
    assert str(tmp_path) not in refused.value.message
    assert names(tmp_path) == before


def test_no_device_is_replaced() -> None:
    with pytest.raises(InputError, match="not a regular file"), Drafts() as made:
        made.open(Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_no_input_is_overwritten_by_any_name_of_it(tmp_path: Path) -> None:
    (tmp_path / "in").touch()
    (tmp_path / "alias").symlink_to("in")
    for place in ("in", "alias", "../" + tmp_path.name + "/in"):
        with pytest.raises(InputError, match="another file of this run"), Drafts() as made:
            made.open(tmp_path / place, apart_from=(tmp_path / "in",))
    with Drafts() as made:
        made.open(tmp_path / "out")
        with pytest.raises(InputError, match="another file of this run"):
            made.open(tmp_path / "out")


@WAYS
def test_a_link_is_written_through(tmp_path: Path, *, nameless: bool) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/file")
    with Drafts() as made:
        made.open(tmp_path / "link").write(b"x")
        made.publish()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "file").read_bytes() == b"x"


def test_a_file_system_without_nameless_files_gets_hidden_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: str, flags: int, *rest: int, **more: int) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "not supported")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    with Drafts() as made:
        made.open(tmp_path / "a").write(b"x")
        assert len(names(tmp_path)) == 1
        made.publish()
    assert names(tmp_path) == {"a"}

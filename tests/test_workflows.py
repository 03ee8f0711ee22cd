"""What runs on GitHub: no more rights than needed, pinned actions, and targets that run here."""

import re
import subprocess

import pytest
import yaml

FOLDER = ".github/workflows"
PINNED = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
# A deployment is the one thing that needs more than to read and to tell.
MAY_WRITE = {
    "preview.yml": {"pull-requests"},
    "deploy.yml": {"pages", "id-token"},
    "weekly.yml": {"issues"},
}


@pytest.fixture(scope="module")
def workflows(request):
    """Each workflow's name with its text and its data."""
    folder = request.config.rootpath / FOLDER
    texts = {path.name: path.read_text() for path in sorted(folder.glob("*.yml"))}
    return {name: (text, yaml.safe_load(text)) for name, text in texts.items()}


def test_nothing_is_granted_by_default(workflows):
    """Each job asks for what it needs; a request's jobs can only read."""
    for name, (_, data) in workflows.items():
        assert data["permissions"] == {}, name
        for job in data["jobs"].values():
            writing = {right for right, how in job["permissions"].items() if how == "write"}
            assert writing <= MAY_WRITE.get(name, set()), name


def test_a_request_meets_no_secret_and_no_cache(workflows):
    """What a stranger can change runs without anything worth stealing."""
    for name, (text, data) in workflows.items():
        assert "pull_request_target" not in text
        assert "actions/cache" not in text
        if "pull_request" in (data.get("on") or data[True]):
            assert "secrets." not in text, name


def test_actions_are_pinned_by_commit(workflows):
    """Forty digits, and the version in a comment; no credentials stay in a checkout."""
    for name, (text, _) in workflows.items():
        used = re.findall(r"uses: (.*)", text)
        assert [one for one in used if not PINNED.match(one)] == [], name
        checkouts = text.count("actions/checkout@")
        assert text.count("persist-credentials: false") == checkouts, name


def test_a_site_for_readers_is_built_with_its_history(workflows):
    """Else each note would be dated by the latest commit, whatever that changed."""
    jobs = [job for _, data in workflows.values() for job in data["jobs"].values()]
    sites = [
        [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        for job in jobs
        if any(step.get("with", {}).get("path") == "site" for step in job["steps"])
    ]
    assert len(sites) == 2
    for (checkout,) in sites:
        assert checkout["with"].get("fetch-depth") == 0


def test_every_target_that_they_call_runs_here(workflows, repository):
    """A step is a make target or a tool of this repository."""
    targets = re.findall(r"^([a-z-]+):", (repository / "Makefile").read_text(), re.MULTILINE)
    for name, (text, _) in workflows.items():
        called = re.findall(r"^\s*(?:run: )?(?:DEMOS=\w+ )?make ([a-z-]+)", text, re.MULTILINE)
        assert set(called) <= set(targets), name
        for tool in re.findall(r"\btools/[\w./-]+", text):
            assert (repository / tool).is_file(), tool


def test_the_checkers_have_no_complaint(repository):
    """Zizmor and actionlint, without the network."""
    result = subprocess.run(
        [repository / "tools" / "check-workflows"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr

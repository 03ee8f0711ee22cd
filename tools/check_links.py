"""Follow every link of the built site; with --external, those that leave it instead.

`mkdocs build --strict` looks at links between notes as written; this looks at
what readers get: templates, both languages, the 404 page, every fragment.
"""

import re
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import Request, urlopen

SITE = Path(__file__).resolve().parents[1] / "site"
# Where a page is edited: it answers only those who are signed in.
NOT_FOLLOWED = ("https://github.com/docker-notes/",)
_ADDRESS = re.compile(r"<loc>(.*?)</loc>")
SECONDS = 20


@dataclass
class Page(HTMLParser):
    """The ids of one page and the addresses that it links to."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id and what it links to."""
        for name, value in attrs:
            if name == "id" or (name == "name" and tag == "a"):
                self.ids.add(value or "")
            elif name in ("href", "src") and value is not None and tag != "base":
                self.links.append(value)


def root_of(site: Path) -> str:
    """The address below which the site stands: that of its first page in the sitemap."""
    match = _ADDRESS.search((site / "sitemap.xml").read_text(encoding="utf-8"))
    return match[1] if match else "https://site.invalid/"


def read_site(site: Path) -> dict[str, Page]:
    """Every page of the site by its address."""
    pages = {}
    root = root_of(site)
    for path in sorted(site.rglob("*.html")):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        relative = path.relative_to(site).as_posix()
        pages[urljoin(root, relative.removesuffix("index.html"))] = page
    return pages


def broken_links(site: Path) -> list[str]:
    """A line for each link within the site that leads nowhere."""
    pages, root = read_site(site), root_of(site)
    complaints = []
    for address, page in pages.items():
        for link in dict.fromkeys(page.links):
            target, _, fragment = urljoin(address, link).partition("#")
            if urlsplit(target).netloc != urlsplit(root).netloc:
                continue
            reason = _reason(site, pages, unquote(target).partition("?")[0], unquote(fragment))
            if reason:
                complaints.append(f"{address.removeprefix(root) or '.'}: {link}: {reason}")
    return complaints


def _reason(site: Path, pages: dict[str, Page], target: str, fragment: str) -> str:
    """Why a link is broken, "" when it is not."""
    page = pages.get(target)
    if page is None:
        path = target.removeprefix(root_of(site))
        exists = path != target and (site / path).is_file()
        return "" if exists else "there is no such page or file in the site"
    if fragment and fragment not in page.ids:
        return f"the page has no #{fragment}"
    return ""


def external_links(site: Path) -> dict[str, list[str]]:
    """Every address outside the site that pages link to, with these pages."""
    found: dict[str, list[str]] = {}
    root = root_of(site)
    for address, page in read_site(site).items():
        for link in dict.fromkeys(page.links):
            if urlsplit(link).scheme in ("http", "https") and not link.startswith(
                (root, *NOT_FOLLOWED)
            ):
                found.setdefault(link.partition("#")[0], []).append(address.removeprefix(root))
    return found


def unreachable(links: Iterable[str]) -> dict[str, str]:
    """The links that do not answer, with the reason."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = pool.map(lambda link: (link, _ask(link)), links)
    return {link: reason for link, reason in answers if reason}


def _ask(link: str) -> str:
    request = Request(link, headers={"User-Agent": "docker-notes link check"})  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS):  # noqa: S310 (http and https only, see above)
            return ""
    except HTTPError as error:
        # These say that a robot is not welcome, not that the page is gone.
        return "" if error.code in (403, 405, 429) else f"answers {error.code}"
    except (URLError, TimeoutError, OSError) as error:
        return f"does not answer: {getattr(error, 'reason', error)}"


def main(arguments: list[str]) -> int:
    """Check the built site; 1 when a link is broken."""
    if not SITE.is_dir():
        print("links: there is no site/ yet\n    run: make site", file=sys.stderr)
        return 1
    if "--external" in arguments:
        links = external_links(SITE)
        complaints = [
            f"{', '.join(links[link])}: {link}: {reason}"
            for link, reason in unreachable(links).items()
        ]
    else:
        complaints = broken_links(SITE)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    kind = "to elsewhere" if "--external" in arguments else "within the site"
    print(f"links {kind}: {len(complaints) or 'none'} broken")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

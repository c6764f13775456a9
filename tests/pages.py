"""A page of HTML, taken apart."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The names of all elements and attributes of a page, its ids, where its links lead, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.targets |= {str(given["href"])} if "href" in given else set()

    def handle_data(self, data: str) -> None:
        self.text += data

"""Tags a PDF for screen readers: headings, paragraphs and lists in reading order.

ReportLab knows no tags, only the place for them in the catalogue; this fills it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage
from reportlab.platypus import Paragraph

_PAGE_ENTRIES = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]


class Element:
    """One node of the tree: a tag, and either further nodes or marked places on pages."""

    def __init__(self, tag: str, parent: "Element | None" = None) -> None:
        self.tag = tag
        self.children: list[Element] = []
        self.marks: list[tuple[int, int]] = []  # page index, mark on that page
        if parent is not None:
            parent.children.append(self)

    def walk(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            yield from child.walk()


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # ReportLab ships no types.
    """A paragraph that marks what it draws as belonging to `element`, also across pages."""

    element: Element | None = None

    def draw(self) -> None:
        if self.element is None:
            super().draw()
            return
        with self.canv.marked(self.element):
            super().draw()

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803 -- ReportLab's
        pieces: list[Any] = super().split(availWidth, availHeight)
        for piece in pieces:
            piece.element = self.element
        return pieces


@contextmanager
def artifact(canvas: Any) -> Iterator[None]:
    """Mark what is drawn inside as decoration: a screen reader passes over it."""
    canvas.addLiteral("/Artifact BMC")
    yield
    canvas.addLiteral("EMC")


def write_tree(root: Element, document: Any, pages: list[Any]) -> None:
    """Put the tree into the catalogue of a ReportLab document whose pages are complete."""
    refer: Callable[[Any], Any] = document.Reference
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    owners: dict[int, dict[int, Any]] = {index: {} for index in range(len(pages))}
    tree["K"] = PDFArray([_node(root, refer(tree), refer, pages, owners)])
    numbers: list[Any] = []
    for index, marks in owners.items():
        numbers += [index, PDFArray([marks[mark] for mark in sorted(marks)])]
        page = pages[index]
        page.__NoDefault__ = _PAGE_ENTRIES
        page.StructParents = index
        page.Tabs = PDFName("S")
    tree["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
    tree["ParentTreeNextKey"] = len(pages)
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _node(
    element: Element,
    parent: Any,
    refer: Callable[[Any], Any],
    pages: list[Any],
    owners: dict[int, dict[int, Any]],
) -> Any:
    node = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
    reference = refer(node)
    kids = [_node(child, reference, refer, pages, owners) for child in element.children]
    for page, mark in element.marks:
        owners[page][mark] = reference
        kids.append(PDFDictionary({"Type": PDFName("MCR"), "Pg": refer(pages[page]), "MCID": mark}))
    node["K"] = PDFArray(kids)
    return reference

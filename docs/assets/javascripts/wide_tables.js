// Let the keyboard scroll a table that is wider than the page.
//
// The theme puts each table into a box that scrolls, once the page is there.

addEventListener("load", () => {
  const label = document.documentElement.lang.startsWith("en") ? "Wide table" : "宽表格";
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isWide = target.scrollWidth > target.clientWidth;
      for (const [name, value] of [["tabindex", 0], ["role", "region"], ["aria-label", label]]) {
        if (isWide) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) watch.observe(box);
});

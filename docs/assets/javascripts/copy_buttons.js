// The theme puts each copy button of a code block into a <nav> without a name.
// To a screen reader that is one more landmark per block: take the role away.

function unmark(root) {
  for (const nav of root.querySelectorAll("nav.md-code__nav")) {
    nav.setAttribute("role", "none");
  }
}

unmark(document);
// The buttons are added when their block comes into view.
new MutationObserver((changes) => {
  for (const change of changes) unmark(change.target);
}).observe(document.body, { childList: true, subtree: true });

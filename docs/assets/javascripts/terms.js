// A touch on a marked term says what it is, as pointing does; Escape ends either.
//
// A finger cannot point: its first touch shows the glossary's sentence with a
// link to the entry, a second one follows the term's own link.

(() => {
  const english = document.documentElement.lang.startsWith("en");
  const link = document.createElement("a");
  link.textContent = english ? "Glossary" : "术语表";
  const note = document.createElement("span");
  note.className = "term-note";
  let touched = false;

  function show(term) {
    link.href = term.href;
    note.replaceChildren(term.getAttribute("aria-description"), " ", link);
    term.after(note);
  }

  function close() {
    if (note.contains(document.activeElement)) note.previousElementSibling.focus();
    note.remove();
  }

  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
  });
  document.addEventListener("click", (event) => {
    if (note.contains(event.target)) return;
    const term = touched && event.target.closest?.(".term");
    if (term && term.nextElementSibling !== note) {
      event.preventDefault();
      show(term);
    } else if (!term) close();
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape") return;
    close();
    for (const term of document.querySelectorAll(".term:is(:hover, :focus)")) {
      term.classList.add("closed");
    }
  });
  for (const left of ["pointerout", "focusout"]) {
    document.addEventListener(left, (event) => event.target.classList?.remove("closed"));
  }
})();

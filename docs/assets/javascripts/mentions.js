// Pointing at, focusing or touching a process or container lights all its mentions.
//
// Every mention has the class of its thing, "thing-7", and so has the
// sentence on it (below the notes), which becomes the tooltip. A click or a
// touch pins it; Escape, or a click elsewhere, lets go.

(() => {
  const sentences = document.querySelector(".things");
  if (!sentences) return;
  let pointed = null;
  let lit = [];
  let name = "";
  let pinned = false;

  const mentionAt = (target) => target.closest?.(".mention");
  const thingOf = (mention) =>
    mention ? [...mention.classList].find((word) => word.startsWith("thing-")) : "";

  function light(mention) {
    const thing = thingOf(mention);
    pointed = mention;
    if (thing !== name) {
      for (const element of lit) element.classList.remove("lit");
      name = thing;
      lit = thing ? [...document.getElementsByClassName(thing)] : [];
      for (const element of lit) element.classList.add("lit");
    }
    place();
  }

  function place() {
    if (!pointed) return;
    const sentence = document.getElementById(name);
    const box = pointed.getBoundingClientRect();
    const room = document.documentElement.clientWidth - sentence.offsetWidth - 8;
    const above = box.top - sentence.offsetHeight - 6;
    const left = Math.max(8, Math.min(box.left, room));
    // Moved without a new layout of the page.
    sentence.style.transform = `translate(${left}px, ${above > 56 ? above : box.bottom + 6}px)`;
  }

  function letGo() {
    pinned = false;
    light(null);
  }

  document.addEventListener("pointerover", (event) => {
    if (!pinned && event.pointerType !== "touch") light(mentionAt(event.target));
  });
  document.addEventListener("focusin", (event) => {
    if (!pinned && event.target.matches(":focus-visible")) light(mentionAt(event.target));
  });
  document.addEventListener("focusout", () => pinned || light(null));
  document.addEventListener("click", (event) => {
    const mention = mentionAt(event.target);
    if (!mention || (pinned && thingOf(mention) === name)) return letGo();
    // A click that selects text is not meant for the mention.
    if (getSelection().type !== "Range") {
      light(mention);
      pinned = true;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo();
    if (event.key === "Enter" && event.target.matches(".mention")) {
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  });
  // The tooltip stays with its mention, in the page and in a table that scrolls.
  document.addEventListener("scroll", place, { passive: true, capture: true });
})();

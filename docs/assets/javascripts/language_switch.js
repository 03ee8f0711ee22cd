// Keep the page and the place on it when the reader changes the language.
//
// The theme's own handler fetches a sitemap that is not there and may jump to
// the other language's home page. It leaves links with a target alone.

const languageLinks = document.querySelectorAll("a.md-select__link[hreflang]");

for (const link of languageLinks) {
  const page = link.href;
  link.target = "_self";
  link.addEventListener("click", () => {
    link.href = page + location.hash;
  });
}

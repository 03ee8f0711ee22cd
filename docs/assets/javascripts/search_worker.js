// Answers the theme's search in a worker: https://github.com/squidfunk/mkdocs-material,
// src/templates/assets/javascripts/integrations/search/worker/message.
//
// There is no index. The notes of one language are one string, and finding every
// place of a word in it takes milliseconds at a thousand notes: less than a large
// index takes to be loaded and built, and Chinese needs no dictionary of words.

(() => {
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  // Opened from a disk this runs in a frame, whose script has the time behind its address.
  const inFrame = typeof document !== "undefined";
  const here = new URL(inFrame ? document.currentScript.src : location.href);
  const language = here.search.split("?")[1];
  const text = new URL(`../../search/${language}`, here).href;
  const parts = ["search_engine.js", "search_results.js"].map((name) => new URL(name, here).href);
  let answer;

  async function load(config) {
    await importScripts(...parts);
    const sections = inFrame ? await loadScript() : await loadData();
    const engine = searchEngine(sections, new RegExp(config.separator));
    answer = (query) => searchResults(engine, engine.search(query));
  }

  // A page opened from a disk can load a script, but no data.
  async function loadScript() {
    await importScripts(`${text}.js`);
    return searchedNotes;
  }

  async function loadData() {
    const response = await fetch(`${text}.json`);
    if (!response.ok) throw new Error(`${text}.json: ${response.status}`);
    return response.json();
  }

  addEventListener("message", async ({ data: { type, data } }) => {
    if (type === SETUP) await load(data.config);
    if (type === SETUP) postMessage({ type: READY });
    if (type === QUERY) postMessage({ type: RESULT, data: { items: answer(data) } });
  });
})();

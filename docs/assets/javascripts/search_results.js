// What was found, as the theme shows it: pages with places, their words marked.

// Takes the engine, and groups of places by page that it has found.
self.searchResults = ({ notes, has }, groups) => {
  // So many pages are shown at most: handing over more costs as much as finding them.
  const MOST = 100;
  // So many come with all their places and the telling part of each text; those behind
  // them, which a reader has to scroll for, with one place and its beginning.
  const FULL = 30;
  const TEASER = 180;
  const BEFORE = 30;
  const isHan = (word) => /\p{sc=Han}/u.test(word);
  const escape = (plain) =>
    plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const markers = new Map();

  function marker(terms) {
    if (markers.has(terms)) return markers.get(terms);
    const places = new RegExp(`(${terms.map(pattern).join("|")})`, "giu");
    const mark = (part, number) => (number % 2 ? `<mark>${escape(part)}</mark>` : escape(part));
    markers.set(terms, (plain) => plain.split(places).map(mark).join(""));
    return markers.get(terms);
  }

  function pattern({ word }) {
    const quoted = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const isLatin = /^[\p{L}\p{N}]/u.test(word) && !isHan(word[0]);
    return isLatin ? `(?<![\\p{L}\\p{N}])${quoted}` : quoted;
  }

  function page(places, inFull) {
    const [{ note, terms }] = places;
    const { article } = notes[note];
    const items = (inFull ? places : places.slice(0, 1)).map((place) => item(place, inFull));
    if (items.some(({ location: place }) => place === notes[article].place)) return items;
    // The theme heads the places with their page.
    return [...items, item({ note: article, score: 0, terms }, false)];
  }

  function item({ note, score, terms }, inFull) {
    const { place, title, body } = notes[note];
    const mark = marker(terms);
    const present = terms.filter((term) => has(term, note));
    // Of Chinese only a pair of characters may be missing, which nobody asked for.
    const told = terms.filter((term) => present.includes(term) || !isHan(term.word));
    return {
      location: place,
      title: mark(title),
      text: inFull ? mark(teaser(body, present)) : escape(body.slice(0, TEASER)),
      score,
      terms: Object.fromEntries(told.map((term) => [term.word, present.includes(term)])),
    };
  }

  // The part of a text with the most different words.
  function teaser(body, terms) {
    const lower = body.toLowerCase();
    let [start, most] = [0, 0];
    for (const at of terms.flatMap(({ word }) => firstPlaces(lower, word))) {
      const different = terms.filter(({ word }) => isNear(lower, word, at)).length;
      if (different > most || (different === most && at < start)) [start, most] = [at, different];
    }
    let from = Math.max(0, start - BEFORE);
    if (from) from += /^[\x21-\x7e]*\s?/.exec(body.slice(from, start))[0].length;
    const part = body.slice(from, from + TEASER);
    return (from ? "… " : "") + part + (from + TEASER < body.length ? " …" : "");
  }

  function firstPlaces(lower, word) {
    const found = [];
    let at = lower.indexOf(word);
    while (at >= 0 && found.length < 8) {
      found.push(at);
      at = lower.indexOf(word, at + 1);
    }
    return found;
  }

  function isNear(lower, word, place) {
    const at = lower.indexOf(word, place - BEFORE / 2);
    return at >= 0 && at < place + TEASER / 2;
  }

  return groups.slice(0, MOST).map((places, rank) => page(places, rank < FULL));
};

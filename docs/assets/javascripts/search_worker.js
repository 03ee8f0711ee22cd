// The search itself, in a worker: looks the words up in the text of all notes.
//
// There is no index. The notes of one language are one string, and finding every
// place of a word in it takes milliseconds at a thousand notes: less than handing
// over what a large index would find, and without building and keeping one.
// Chinese needs no dictionary either. The theme's page talks to this worker
// as to its own: https://github.com/squidfunk/mkdocs-material, SearchMessageType.

(() => {
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  // A word in a heading counts as this many in the text below it.
  const TITLE = 4;
  // A word that only begins with what was asked: "containers" for "container".
  const BEGINS = 0.6;
  const PHRASE = 2;
  // What stands at the top of a page, and what stands below a title with the word.
  const ARTICLE = 1.5;
  const ABOVE = 1;
  // When fewer pages have all words, those with some of them follow, far behind.
  const ENOUGH = 10;
  const FAR = 1000;
  const MOST_WORDS = 12;
  // BM25: https://en.wikipedia.org/wiki/Okapi_BM25
  const SATURATION = 1.2;
  const LENGTH = 0.4;
  // Pages with all their places and a part of the text of each; those behind
  // them, which a reader has to scroll for, have one place and its beginning.
  const FULL = 30;
  const BEFORE = 30;
  const TEASER = 180;
  const PARTICLES = /为什么|什么|怎么|如何|哪些|[的了吗呢吧]/;
  const STOP_WORDS = new Set(
    ("a an and are as at be by can do does for from get gets has have how i if in into is it its " +
      "not of on or so than that the their then there this to was what when where which who why " +
      "will with you your").split(" "),
  );

  // Opened from a disk this runs in a frame, whose script has the time behind its address.
  const inFrame = typeof document !== "undefined";
  const here = new URL(inFrame ? document.currentScript.src : location.href);
  const address = new URL(`../../search/${here.search.split("?")[1]}`, here).href;

  let separator;
  let notes;
  let text;
  let starts;
  let bodies;
  const known = new Map();

  async function load() {
    if (inFrame) {
      await importScripts(`${address}.js`);
      return self.searchedNotes;
    }
    const answer = await fetch(`${address}.json`);
    if (!answer.ok) throw new Error(`${address}.json: ${answer.status}`);
    return answer.json();
  }

  function prepare(sections) {
    const articles = new Map();
    notes = sections.map(([place, title, body, weight = 1], number) => {
      const page = place.split("#")[0];
      if (!articles.has(page)) articles.set(page, number);
      return { place, title, body, weight, article: articles.get(page) };
    });
    starts = new Uint32Array(notes.length + 1);
    bodies = new Uint32Array(notes.length);
    const parts = notes.map(({ title, body }, number) => {
      const heading = `${title.toLowerCase()}\n`;
      const part = `${heading}${body.toLowerCase()}\n`;
      bodies[number] = starts[number] + heading.length;
      starts[number + 1] = starts[number] + part.length;
      return part;
    });
    text = parts.join("");
  }

  const isLetter = (code) =>
    (code > 47 && code < 58) || (code > 96 && code < 123) || (code > 191 && code < 0x2e80);

  // Every note's share in a word: how much of its title, how often in its text.
  function find(word) {
    if (known.has(word)) return known.get(word);
    const [titles, counts] = [new Float32Array(notes.length), new Float32Array(notes.length)];
    const isLatin = isLetter(word.charCodeAt(0));
    const mayGoOn = !isLetter(word.charCodeAt(word.length - 1));
    const isNumber = /^\d+$/.test(word);
    let note = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (isLatin && isLetter(text.charCodeAt(at - 1))) continue;
      while (starts[note + 1] <= at) note++;
      const weight = mayGoOn || !isLetter(text.charCodeAt(at + word.length)) ? 1 : BEGINS;
      if (isNumber && weight < 1) continue;
      if (at >= bodies[note]) counts[note] += weight;
      else if (titles[note] < weight) titles[note] = weight;
    }
    const found = { word, titles, counts, rarity: rarity(titles, counts) };
    if (known.size > 50) known.clear();
    known.set(word, found);
    return found;
  }

  function rarity(titles, counts) {
    const having = titles.reduce((sum, title, note) => sum + (title || counts[note] ? 1 : 0), 0);
    return having && Math.log(1 + (notes.length - having + 0.5) / (having + 0.5));
  }

  // What to look for. Chinese without spaces that is nowhere as it stands is cut
  // into the longest pieces that are somewhere.
  function wordsOf(query) {
    const words = [];
    for (const part of query.split(separator)) {
      for (const run of part.match(/\p{sc=Han}+|[^\p{sc=Han}]+/gu) ?? []) {
        if (isHan(run)) words.push(...run.split(PARTICLES).flatMap(cut));
        else words.push(run.replace(/^[+~*^]+|[+~*^]+$/g, ""));
      }
    }
    const unique = [...new Set(words.filter(Boolean))];
    const telling = unique.filter((word) => !STOP_WORDS.has(word));
    return (telling.length ? telling : unique.length ? unique : [query]).slice(0, MOST_WORDS);
  }

  const isHan = (word) => /\p{sc=Han}/u.test(word);

  function cut(run) {
    const pieces = [];
    for (let from = 0; from < run.length; ) {
      let to = from + 1;
      while (to < run.length && text.includes(run.slice(from, to + 1))) to++;
      pieces.push(run.slice(from, to));
      from = to;
    }
    return pieces;
  }

  // Two characters are most Chinese words: what 子进程 has in common with 进程.
  function pairs(word) {
    if (!isHan(word) || word.length < 3) return [word];
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  }

  function search(asked) {
    const query = asked.trim().toLowerCase().replace(/\s+/g, " ");
    if (!query) return [];
    const words = wordsOf(query);
    const groups = new Map();
    group(scored(words, words.length > 1 ? [find(query)] : [], words.length, 1), groups);
    if (groups.size < ENOUGH) {
      const parts = [...new Set(words.flatMap(pairs))].slice(0, MOST_WORDS);
      const shown = new Set([...groups.values()].flat().map(({ note }) => note));
      group(scored(parts, [], 1, 1 / FAR).filter(({ note }) => !shown.has(note)), groups);
    }
    return [...groups.values()].map((places, rank) => pageOf(places, rank < FULL));
  }

  // By page, the page with the best place first.
  function group(found, groups) {
    for (const place of found) {
      const { article } = notes[place.note];
      const places = groups.get(article);
      if (places) places.push(place);
      else groups.set(article, [place]);
    }
  }

  // The notes that have so many of the words, best first.
  function scored(words, phrase, needed, factor) {
    const terms = words.map(find);
    const mark = marker(words);
    const mean = text.length / notes.length;
    const found = [];
    for (let note = 0; note < notes.length; note++) {
      let having = 0;
      for (const term of terms) if (has(term, note)) having++;
      if (having < needed) continue;
      const size = SATURATION * (1 - LENGTH + (LENGTH * (starts[note + 1] - starts[note])) / mean);
      let sum = 0;
      for (const term of terms) sum += share(term, note, size);
      for (const term of phrase) sum += PHRASE * share(term, note, size);
      const weight = notes[note].weight * (notes[note].article === note ? ARTICLE : 1);
      const score = sum * (having / terms.length) ** 2 * weight * factor;
      found.push({ note, score, terms, mark });
    }
    return found.sort((a, b) => b.score - a.score || a.note - b.note);
  }

  const has = (term, note) => term.titles[note] > 0 || term.counts[note] > 0;

  function share({ word, titles, counts, rarity: weight }, note, size) {
    const { title, article } = notes[note];
    const inTitle = titles[note] * (0.5 + (0.5 * word.length) / (title.length || 1));
    const inText = (counts[note] * (SATURATION + 1)) / (counts[note] + size);
    return weight * (TITLE * inTitle + ABOVE * titles[article] + inText);
  }

  // A page as the theme shows it: its places, and in any case its beginning.
  function pageOf(places, inFull) {
    const { article } = notes[places[0].note];
    const items = (inFull ? places : places.slice(0, 1)).map((place) => item(place, inFull));
    if (items.some(({ location: place }) => place === notes[article].place)) return items;
    return [...items, item({ ...places[0], note: article, score: 0, terms: [] }, false)];
  }

  function item({ note, score, terms, mark }, inFull) {
    const { place, title, body } = notes[note];
    const inIt = terms.filter((term) => has(term, note));
    // What is missing is told of words as they were asked, not of pairs.
    const told = terms.filter((term) => inIt.includes(term) || !isHan(term.word));
    return {
      location: place,
      title: mark(title),
      text: inFull ? mark(teaser(body, inIt)) : escape(body.slice(0, TEASER)),
      score,
      terms: Object.fromEntries(told.map((term) => [term.word, inIt.includes(term)])),
    };
  }

  // The part of a text with the most different words.
  function teaser(body, terms) {
    const lower = body.toLowerCase();
    const places = terms.flatMap(({ word }) => {
      const found = [];
      let at = lower.indexOf(word);
      while (at >= 0 && found.length < 8) {
        found.push({ at, word });
        at = lower.indexOf(word, at + 1);
      }
      return found;
    });
    let [start, most] = [0, 0];
    for (const { at } of places) {
      const near = places.filter((one) => one.at >= at && one.at < at + TEASER - BEFORE);
      const different = new Set(near.map(({ word }) => word)).size;
      if (different > most || (different === most && at < start)) [start, most] = [at, different];
    }
    let from = Math.max(0, start - BEFORE);
    if (from) from += /^[\x21-\x7e]*\s?/.exec(body.slice(from, start))[0].length;
    const part = body.slice(from, from + TEASER);
    return (from ? "… " : "") + part + (from + TEASER < body.length ? " …" : "");
  }

  const escape = (plain) =>
    plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  function marker(words) {
    const quoted = words.map((word) => {
      const pattern = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      return isLetter(word.charCodeAt(0)) ? `(?<![\\p{L}\\p{N}])${pattern}` : pattern;
    });
    const places = new RegExp(`(${quoted.join("|")})`, "giu");
    return (plain) =>
      plain
        .split(places)
        .map((part, number) => (number % 2 ? `<mark>${escape(part)}</mark>` : escape(part)))
        .join("");
  }

  addEventListener("message", async ({ data: { type, data } }) => {
    if (type === SETUP) {
      separator = new RegExp(data.config.separator);
      prepare(await load());
      postMessage({ type: READY });
    } else if (type === QUERY) {
      postMessage({ type: RESULT, data: { items: search(data) } });
    }
  });
})();

// Finds words in the text of all notes and says which notes are about them.

// Takes [address, title, text, weight] of each section, a page's first one in front, and
// what stands between words; `search` gives groups of places by page, the best in front.
self.searchEngine = (sections, separator) => {
  // A word in a heading counts as this many in the text below it, and as one in
  // what stands below that page's title.
  const TITLE = 4;
  const ABOVE = 1;
  // The whole query in one piece, beside its words; the top of a page.
  const PHRASE = 2;
  const ARTICLE = 1.5;
  // A word that only begins with what was asked: "containers" for "container".
  const BEGINS = 0.6;
  // BM25: https://en.wikipedia.org/wiki/Okapi_BM25
  const SATURATION = 1.2;
  const LENGTH = 0.4;
  // When fewer pages have all words, those with some of them follow, far behind.
  const ENOUGH = 10;
  const FAR = 1000;
  const MOST_WORDS = 8;
  const RUN = /\p{sc=Han}+|[^\p{sc=Han}]+/gu;
  const PARTICLES = /为什么|什么|怎么|如何|哪些|[的了吗呢吧]/;
  const STOP_WORDS = new Set(
    ("a an and are as at be by can do does for from get gets has have how i if in into is it its " +
      "not of on or so than that the their then there this to was what when where which who why " +
      "will with you your").split(" "),
  );

  const articles = new Map();
  const notes = sections.map(([place, title, body, weight = 1], number) => {
    const page = place.split("#")[0];
    if (!articles.has(page)) articles.set(page, number);
    return { place, title, body, weight, article: articles.get(page) };
  });
  // Where a section and its text begin in the text of all.
  const starts = new Uint32Array(notes.length + 1);
  const bodies = new Uint32Array(notes.length);
  const parts = notes.map(({ title, body }, number) => {
    const heading = `${title.toLowerCase()}\n`;
    const part = `${heading}${body.toLowerCase()}\n`;
    bodies[number] = starts[number] + heading.length;
    starts[number + 1] = starts[number] + part.length;
    return part;
  });
  const text = parts.join("");
  const known = new Map();

  const isHan = (word) => /\p{sc=Han}/u.test(word);
  const isLetter = (code) =>
    (code > 47 && code < 58) || (code > 96 && code < 123) || (code > 191 && code < 0x2e80);

  // Every section's share in a word: how much of its title, how often in its text.
  function find(word) {
    if (known.has(word)) return known.get(word);
    const [titles, counts] = [new Float32Array(notes.length), new Float32Array(notes.length)];
    const isLatin = isLetter(word.charCodeAt(0));
    const mayGoOn = !isLetter(word.charCodeAt(word.length - 1));
    const begins = /^\d+$/.test(word) ? 0 : BEGINS;
    let note = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (isLatin && isLetter(text.charCodeAt(at - 1))) continue;
      while (starts[note + 1] <= at) note++;
      const weight = mayGoOn || !isLetter(text.charCodeAt(at + word.length)) ? 1 : begins;
      if (at >= bodies[note]) counts[note] += weight;
      else titles[note] = Math.max(titles[note], weight);
    }
    if (known.size > 50) known.clear();
    known.set(word, { word, titles, counts, rarity: rarity(titles, counts) });
    return known.get(word);
  }

  const has = ({ titles, counts }, note) => titles[note] > 0 || counts[note] > 0;

  function rarity(titles, counts) {
    let having = 0;
    for (let note = 0; note < notes.length; note++) if (titles[note] || counts[note]) having++;
    return Math.log(1 + (notes.length - having + 0.5) / (having + 0.5));
  }

  function wordsOf(query) {
    const words = [];
    const runs = query.split(separator).flatMap((part) => part.match(RUN) ?? []);
    for (const run of runs) {
      if (isHan(run)) words.push(...run.split(PARTICLES).flatMap(cut));
      else words.push(run.replace(/^[+~*^]+|[+~*^]+$/g, ""));
    }
    const unique = [...new Set(words.filter(Boolean))];
    const telling = unique.filter((word) => /[\p{L}\p{N}]/u.test(word) && !STOP_WORDS.has(word));
    return (telling.length ? telling : unique.length ? unique : [query]).slice(0, MOST_WORDS);
  }

  // Chinese that is nowhere as it stands, in the longest pieces that are somewhere.
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

  // Most Chinese words have two characters: what 子进程 has in common with 进程.
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
      const before = new Set([...groups.values()].flat().map(({ note }) => note));
      group(scored(parts, [], 1, 1 / FAR).filter(({ note }) => !before.has(note)), groups);
    }
    return [...groups.values()];
  }

  // By page, the page with the best place first.
  function group(found, groups) {
    for (const place of found) {
      const { article } = notes[place.note];
      if (!groups.has(article)) groups.set(article, []);
      groups.get(article).push(place);
    }
  }

  // The sections that have so many of the words, best first.
  function scored(words, phrase, needed, factor) {
    const terms = words.map(find);
    const found = [];
    for (let note = 0; note < notes.length; note++) {
      let having = 0;
      for (const term of terms) if (has(term, note)) having++;
      if (having < needed) continue;
      let sum = 0;
      for (const term of terms) sum += share(term, note);
      for (const term of phrase) sum += PHRASE * share(term, note);
      const weight = notes[note].weight * (notes[note].article === note ? ARTICLE : 1);
      const score = sum * (having / terms.length) ** 2 * weight * factor;
      found.push({ note, score, terms });
    }
    return found.sort((a, b) => b.score - a.score || a.note - b.note);
  }

  function share({ word, titles, counts, rarity: weight }, note) {
    const { title, article } = notes[note];
    const length = ((starts[note + 1] - starts[note]) * notes.length) / text.length;
    const inTitle = titles[note] && titles[note] * (0.5 + (0.5 * word.length) / title.length);
    const damping = SATURATION * (1 - LENGTH + LENGTH * length);
    const inText = (counts[note] * (SATURATION + 1)) / (counts[note] + damping);
    return weight * (TITLE * inTitle + ABOVE * titles[article] + inText);
  }

  return { notes, has, search };
};

// Replay of a demo: on a click, never before, the player and the casts are loaded.
//
// All terminals of the demo run side by side on one clock: their events are
// put on one time line, its pauses are capped, and each player gets its part.
// Source of the format: https://docs.asciinema.org/manual/asciicast/v3/

(() => {
  // Seconds. Programs take the time they took, up to a limit; before each step
  // there is time to read, because a machine typed the next one at once.
  const LONGEST_PAUSE = 1.5;
  const TO_READ = 1;
  const english = document.documentElement.lang.startsWith("en");
  const words = english
    ? {
        replay: "Replay", title: "Replay this demo as it was recorded", close: "Close",
        play: "Play", pause: "Pause", before: "Previous step", next: "Next step",
        time: "Position", terminal: "Terminal", failed: "The replay could not be loaded.",
      }
    : {
        replay: "重放", title: "按录制时的快慢重放这段演示", close: "关闭",
        play: "播放", pause: "暂停", before: "上一步", next: "下一步",
        time: "位置", terminal: "终端", failed: "重放没能载入。",
      };
  const here = document.currentScript.src;
  const player = new URL("../vendor/asciinema-player/asciinema-player", here).href;
  // Pages opened from a disk cannot read the casts; `make archive` makes scripts of them.
  const fromDisk = location.protocol === "file:";
  if (fromDisk && document.documentElement.dataset.casts !== "scripts") return;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const loaded = (element, to) =>
    new Promise((done, failed) => {
      element.onload = done;
      element.onerror = failed;
      to.append(element);
    });

  const style = (href) => loaded(make("link", { rel: "stylesheet", href }), document.head);

  let styling;
  const loadStyle = () => (styling ??= style(new URL("../stylesheets/replay.css", here)));
  let loading;
  const loadPlayer = () =>
    (loading ??= Promise.all([
      style(`${player}.css`),
      loaded(make("script", { src: `${player}.min.js` }), document.head),
    ]));

  async function readCast(name) {
    const address = new URL(`../../recordings/${name}`, here);
    if (fromDisk) {
      await loaded(make("script", { src: `${address}.js` }), document.head);
      return window.casts[name];
    }
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }

  async function loadCast(demo, terminal) {
    const text = await readCast(`${demo}.${terminal}.cast`);
    const [header, ...events] = text.trim().split("\n").map(JSON.parse);
    let now = 0;
    for (const event of events) event[0] = now += event[0];
    const lines = events.reduce((sum, event) => sum + event[2].split("\n").length - 1, 1);
    header.term.rows = Math.max(4, Math.min(header.term.rows, 20, lines));
    return { header, events };
  }

  function writeCast({ header, events }) {
    const rows = events.map(([time, ...rest], at) => [time - (events[at - 1]?.[0] ?? 0), ...rest]);
    return [header, ...rows].map((row) => JSON.stringify(row)).join("\n");
  }

  // Give every event its time on the common clock; return its length and the steps' times.
  function align(casts) {
    const all = casts.flatMap((cast) => cast.events).sort((a, b) => a[0] - b[0]);
    let before = 0;
    let now = 0;
    for (const event of all) {
      const pause = Math.min(event[0] - before, LONGEST_PAUSE);
      before = event[0];
      event[0] = now += event[1] === "m" ? Math.max(pause, TO_READ) : pause;
    }
    const length = now + TO_READ;
    for (const cast of casts) cast.events.push([length, "o", ""]);
    return [length, all.filter((event) => event[1] === "m").map((event) => event[0])];
  }

  function controls(players, length, steps) {
    let timer = 0;
    const now = () => players[0].getCurrentTime();
    const seek = (time) => Promise.all(players.map((one) => one.seek(time))).then(show);
    const button = make("button", { type: "button", className: "play" });
    const slider = make("input", { type: "range", min: 0, max: length, step: 0.1, value: 0 });
    slider.setAttribute("aria-label", words.time);
    const step = (label, choose) =>
      make("button", { type: "button", textContent: label, onclick: () => seek(choose() ?? 0) });

    async function show() {
      const time = await now();
      slider.value = time;
      if (timer && time >= length - 0.05) pause();
      button.textContent = timer ? words.pause : words.play;
    }
    function pause() {
      clearInterval(timer);
      timer = 0;
      for (const one of players) one.pause();
      show();
    }
    async function play() {
      if ((await now()) >= length - 0.05) await seek(0);
      for (const one of players) one.play();
      timer ||= setInterval(show, 200);
      show();
    }
    button.onclick = () => (timer ? pause() : play());
    slider.oninput = () => seek(slider.valueAsNumber);
    const bar = make("p", { className: "replay-bar" }, button,
      step(words.before, () => steps.findLast((time) => time < slider.valueAsNumber - 0.5)),
      step(words.next, () => steps.find((time) => time > slider.valueAsNumber + 0.1) ?? length), slider);
    return { bar, play, pause };
  }

  async function replay(demo) {
    const terminals = new Set(
      Array.from(
        document.querySelectorAll(`.terminal[data-demo="${demo}"]`),
        (figure) => figure.dataset.terminal,
      ),
    );
    const dialog = make("dialog", { className: "replay" });
    const close = make("button", { type: "button", textContent: words.close });
    close.onclick = () => dialog.close();
    const title = make("strong", { textContent: `${words.replay} · ${demo}` });
    const heading = make("p", { className: "replay-head" }, title, close);
    const panes = make("div", { className: "replay-panes" });
    dialog.setAttribute("aria-label", `${words.replay} ${demo}`);
    dialog.append(heading, panes);
    document.body.append(dialog);
    let running;
    const players = [];
    dialog.onclose = () => {
      running?.pause();
      for (const one of players) one.dispose();
      dialog.remove();
    };
    // Without its style sheet it is plain, but there.
    await loadStyle().catch(console.error);
    dialog.showModal();
    try {
      const names = [...terminals].sort();
      const casts = await Promise.all(names.map((name) => loadCast(demo, name)));
      await loadPlayer();
      const [length, steps] = align(casts);
      for (const [index, cast] of casts.entries()) {
        const screen = make("div", { className: "replay-screen", tabIndex: 0 });
        const label = `${words.terminal} ${names[index]}`;
        screen.setAttribute("role", "group");
        screen.setAttribute("aria-label", label);
        const caption = make("figcaption", { textContent: label });
        panes.append(make("figure", { className: `terminal-${names[index]}` }, caption, screen));
        players.push(
          AsciinemaPlayer.create({ data: writeCast(cast) }, screen, {
            controls: false, fit: false, preload: true, theme: "notes", cursorMode: "steady",
            terminalFontSize: "12px", terminalFontFamily: "var(--md-code-font-family)",
          }),
        );
      }
      running = controls(players, length, steps);
      dialog.append(running.bar);
      await running.play();
      running.bar.querySelector("button").focus();
    } catch (error) {
      panes.append(make("p", { textContent: words.failed }));
      console.error(error);
    }
  }

  for (const figure of document.querySelectorAll(".terminal:not(:has(.unrecorded))")) {
    const button = make("button", { type: "button", className: "play-demo" });
    Object.assign(button, { textContent: words.replay, title: words.title });
    button.onclick = () => replay(figure.dataset.demo);
    figure.querySelector(".bar").append(button);
  }
})();

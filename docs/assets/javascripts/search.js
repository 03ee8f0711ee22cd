// The theme's search, answered by our worker and loaded when it is used.
// Runs before the theme's own script.

(() => {
  const SETUP = 0;
  const box = document.getElementById("__search");
  const config = document.getElementById("__config");
  const worker = new URL("search_worker.js", document.currentScript.src);
  worker.search = document.documentElement.lang;
  config.textContent = JSON.stringify({ ...JSON.parse(config.textContent), search: worker.href });

  // The theme opens its search by a change of this checkbox, by mouse and keyboard alike.
  const onUse = (go) => (box.checked ? go() : box.addEventListener("change", go, { once: true }));

  // It asks for its settings on every page, before anybody has searched. Only a page that
  // was found needs them at once: for what it is to mark.
  const { open, send } = XMLHttpRequest.prototype;
  const wasFound = new URLSearchParams(location.search).has("h");

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.mayWait = !wasFound && String(address).endsWith("/search/search_index.json");
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    const go = () => send.apply(this, body);
    return this.mayWait ? onUse(go) : go();
  };

  const post = Worker.prototype.postMessage;

  Worker.prototype.postMessage = function (message, ...rest) {
    const go = () => post.call(this, message, ...rest);
    return message?.type === SETUP ? onUse(go) : go();
  };
})();

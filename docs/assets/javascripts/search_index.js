// The theme's search, loaded when it is used, and answering with all words.
// Runs before the theme's own script.

(() => {
  // The theme asks for the index on every page, before anybody has searched. It
  // opens its search by a change of this checkbox, whether by mouse or keyboard.
  const { open, send } = XMLHttpRequest.prototype;

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.isForSearch = String(address).endsWith("/search/search_index.json");
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (...body) {
    const box = document.getElementById("__search");
    if (!this.isForSearch || box.checked) return send.apply(this, body);
    const go = () => send.apply(this, body);
    return box.addEventListener("change", go, { once: true });
  };

  // The theme finds what has any of the words. Latin ones are required here; when
  // no page has them all, any will do. Chinese ones it cuts into words itself,
  // in several ways at once, of which no page has all.
  const QUERY = 2;
  const RESULT = 3;
  const post = Worker.prototype.postMessage;
  const asked = new WeakMap();

  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type !== QUERY || /["+\-:^~*]/.test(message.data)) {
      asked.delete(this);
      return post.call(this, message, ...rest);
    }
    if (!asked.has(this)) this.addEventListener("message", askAgain);
    asked.set(this, message);
    const data = message.data.replace(/(?<!\S)(?=[\x21-\x7e]+(?!\S))/g, "+");
    return post.call(this, { ...message, data }, ...rest);
  };

  function askAgain({ data, target }) {
    const message = asked.get(target);
    if (message && data.type === RESULT && data.data.items.length === 0) {
      asked.delete(target);
      target.removeEventListener("message", askAgain);
      post.call(target, message);
    }
  }
})();

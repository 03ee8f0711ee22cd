// Copying from transcripts: a command, a step, a session; never a prompt.
//
// What is copied is the page's own text, which is the recording's, whatever
// is shown at no size or folded away. Without JavaScript no button appears.

(() => {
  const english = document.documentElement.lang.startsWith("en");
  const words = english
    ? {
        command: ["Copy", "Copy this command"],
        step: ["With output", "Copy this command and its output"],
        commands: ["Copy all", "Copy all commands of this terminal on this page"],
        session: ["With output", "Copy this terminal's whole session, commands and output"],
        done: "Copied",
        failed: "Not copied",
      }
    : {
        command: ["复制", "复制这条命令"],
        step: ["连同输出", "复制这条命令和它的输出"],
        commands: ["复制命令", "复制这个终端在本页的全部命令"],
        session: ["连同输出", "复制这个终端的整段会话：命令和输出"],
        done: "已复制",
        failed: "复制失败",
      };

  const textOf = (elements) =>
    Array.from(elements, (element) => element.textContent).join("").replace(/\n$/, "");
  const commandOf = (step) => textOf(step.querySelectorAll(".command kbd"));
  const stepOf = (step) => {
    const output = step.querySelectorAll(".output samp");
    return output.length ? `${commandOf(step)}\n${textOf(output)}` : commandOf(step);
  };
  const sessionOf = (figure, one) => {
    const { demo, terminal } = figure.dataset;
    const steps = document.querySelectorAll(
      `.terminal[data-demo="${demo}"][data-terminal="${terminal}"] .step`,
    );
    return Array.from(steps, one).join("\n");
  };

  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");

  async function write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Pages that came over plain HTTP have no clipboard of their own.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser did not copy");
  }

  function buttonFor(name, text) {
    const button = document.createElement("button");
    const [label, title] = words[name];
    let timer = 0;
    button.type = "button";
    button.className = `copy-${name}`;
    button.textContent = button.dataset.label = label;
    button.title = title;
    button.setAttribute("aria-label", title);
    button.addEventListener("click", async () => {
      const answer = await write(text(button)).then(() => words.done, () => words.failed);
      button.textContent = said.textContent = answer;
      // The answer to an earlier click must not cut this one short.
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = label;
        said.textContent = "";
      }, 1500);
    });
    return button;
  }

  const figures = document.querySelectorAll(".terminal");
  if (!figures.length) return;
  document.body.append(said);

  for (const figure of figures) {
    const bar = document.createElement("span");
    bar.className = "bar";
    bar.append(
      buttonFor("commands", () => sessionOf(figure, commandOf)),
      buttonFor("session", () => sessionOf(figure, stepOf)),
    );
    figure.querySelector("figcaption").append(bar);
  }

  // One pair of buttons for all steps: it stands in the step that is pointed
  // at or has the focus, so that the keyboard stops once at every other step.
  const tools = document.createElement("span");
  tools.className = "tools";
  tools.append(
    buttonFor("command", (button) => commandOf(button.closest(".step"))),
    buttonFor("step", (button) => stepOf(button.closest(".step"))),
  );
  const bring = (event) => {
    const step = event.target.closest?.(".step");
    if (!step || step.contains(tools)) return;
    if (event.type === "pointerover" && tools.querySelector(":focus-visible")) return;
    for (const button of tools.children) button.textContent = button.dataset.label;
    step.querySelector(".step-link").after(tools);
  };
  document.addEventListener("pointerover", bring);
  document.addEventListener("focusin", bring);

  // Folded output is printed whole.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".fold:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });
})();

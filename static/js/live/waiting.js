// A request that waits for longer than a moment says so: a button that did nothing would be pressed again.
(() => {
  const TOLD_MS = 3000;
  const said = Object.assign(document.createElement("p"), { className: "notice unanswered", role: "status", hidden: true });
  said.textContent = document.currentScript.dataset.words;
  const asked = new Map();
  const show = () => { said.hidden = ![...asked.values()].includes(true); };

  document.addEventListener("htmx:before:request", event => {
    const { ctx } = event.detail;
    asked.set(ctx, false);
    setTimeout(() => {
      if (event.defaultPrevented || document.getElementById("spinner")) asked.delete(ctx); // not sent, or told otherwise
      else if (asked.has(ctx)) { asked.set(ctx, true); show(); }
    }, TOLD_MS);
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => { asked.delete(ctx); show(); });
  addEventListener("DOMContentLoaded", () => document.body.append(said));
})();

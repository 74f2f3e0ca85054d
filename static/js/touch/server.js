// The server is gone: a calm word within 10 s, and the screen comes back by itself when it answers.
(() => {
  const RETRY_MS = 2000;
  let gone = false;
  const areas = () => document.getElementById("areas");

  const isTold = ctx => ctx.sourceElement?.id === "told";

  function tell(isGone) {
    gone = isGone;
    const word = document.getElementById("paused");
    if (word) word.hidden = !isGone;
  }

  document.addEventListener("htmx:error", event => { if (event.detail.ctx?.request && !isTold(event.detail.ctx)) tell(true); });
  document.addEventListener("htmx:after:request", event => {
    if (isTold(event.detail.ctx)) return; // a visitor's step, like the number just taken, outlives a short outage
    const { sourceElement, response } = event.detail.ctx;
    tell(sourceElement === areas() && response.status >= 500);
  });
  setInterval(() => {
    if (!gone) return;
    if (areas()) htmx.trigger(areas(), "retry");
    else htmx.ajax("GET", document.querySelector("main")?.dataset.home ?? "/touch/", { target: "body" });
  }, RETRY_MS);
})();

// A counter's pad: it opens with the message that a service ended and closes by the office's clock, also when no
// message comes any more. Each visitor finds it in Vietnamese. What was really shown is told to the office once.
(() => {
  const SPOKEN_MS = 30000;
  const page = document.documentElement;
  let ahead = 0, step = "", since = 0, offered = "", spoken = performance.now();
  const told = text => { const at = Date.parse(text); if (at) ahead = at - performance.now(); };

  function isOver({ until, lasts }) {
    const now = performance.now();
    return now + ahead >= Date.parse(until) || (Boolean(lasts) && now - since >= Number(lasts) * 1000);
  }

  function show() {
    const seen = document.getElementById("stage")?.dataset;
    if (seen && seen.step !== step) { step = seen.step; since = performance.now(); }
    const rested = page.classList.contains("rest"), rests = !seen || isOver(seen);
    page.classList.toggle("rest", rests);
    if (rests && (!rested || performance.now() - spoken > SPOKEN_MS)) page.lang = "vi";
    if (!rests) tell();
  }

  function tell() {
    const part = document.getElementById("offered");
    if (!part || offered === step || document.visibilityState !== "visible") return;
    offered = step;
    htmx.trigger(part, "shown");
  }

  document.addEventListener("click", event => {
    const speak = event.target.closest("[data-speak]")?.dataset.speak;
    if (speak) { page.lang = speak; spoken = performance.now(); }
  });
  document.addEventListener("contextmenu", event => event.preventDefault());
  document.addEventListener("beat", event => told(event.detail.data));
  document.addEventListener("htmx:after:swap", event => {
    if (event.detail.ctx?.target?.id === "pad") document.getElementById("notice").replaceChildren();
    show();
  });
  told(document.querySelector("[data-now]").dataset.now);
  setInterval(show, 250);
  show();
})();

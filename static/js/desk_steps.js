// What is around a step: "next" is deaf for 1.5 s after a press, a refusal's sentence goes with the next success.
(() => {
  const LOCK_MS = 1500;
  let pressed = -LOCK_MS;

  const step = event => event.detail.ctx?.sourceElement?.dataset?.step;

  document.addEventListener("htmx:before:request", event => {
    if (step(event) !== "next") return;
    if (performance.now() - pressed < LOCK_MS) event.preventDefault();
    else pressed = performance.now();
  });

  document.addEventListener("htmx:after:request", event => {
    if (!step(event) || event.detail.ctx.response.status >= 400) return;
    document.getElementById("notice").replaceChildren();
  });
})();

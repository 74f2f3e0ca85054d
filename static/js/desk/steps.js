// What is around a step: each is deaf for 1.5 s after its last press, and a refusal's sentence goes with the next success.
(() => {
  const LOCK_MS = 1500;
  const pressed = new Map();

  const step = event => event.detail.ctx?.sourceElement?.dataset?.step;

  document.addEventListener("htmx:before:request", event => {
    const name = step(event), now = performance.now();
    if (!name) return;
    if (now - (pressed.get(name) ?? -LOCK_MS) < LOCK_MS) event.preventDefault();
    pressed.set(name, now);
  });

  document.addEventListener("htmx:after:request", event => {
    if (!step(event) || event.detail.ctx.response.status >= 400) return;
    document.getElementById("notice").replaceChildren();
  });
})();

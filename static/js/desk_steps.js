// What is around a step: "next" is deaf for 1.5 s after a press, a refusal's sentence goes with the next success, and
// an update that the server rendered before the step does not cover what came after it.
(() => {
  const LOCK_MS = 1500, LATE_MS = 2000;
  let pressed = -LOCK_MS, stepped = -LATE_MS;

  const step = event => event.detail.ctx?.sourceElement?.dataset?.step;
  const version = () => Number(document.getElementById("counter")?.dataset.version ?? 0);

  document.addEventListener("htmx:before:request", event => {
    if (step(event) !== "next") return;
    if (performance.now() - pressed < LOCK_MS) event.preventDefault();
    else pressed = performance.now();
  });

  document.addEventListener("htmx:after:request", event => {
    if (!step(event) || event.detail.ctx.response.status >= 400) return;
    stepped = performance.now();
    document.getElementById("notice").replaceChildren();
  });

  document.addEventListener("htmx:sse:before:message", event => {
    const { message } = event.detail;
    const told = message.event ? null : message.data.match(/data-version="(\d+)"/);
    if (told && Number(told[1]) < version() && performance.now() - stepped < LATE_MS) event.preventDefault();
  });
})();

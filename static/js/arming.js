// Controls that came to lie where others were just pressed ([data-arm], named anew when they change) take no press
// for a moment, and look so: 1.2 s after they were painted, and 0.7 s after the last touch of anything.
(() => {
  const PAINTED_MS = 1200, TOUCHED_MS = 700;
  const painted = new Map();
  let touched = -TOUCHED_MS, allowed = true;

  const waits = part => performance.now() - (painted.get(part.dataset.arm) ?? performance.now()) < PAINTED_MS;
  const rests = part => waits(part) || performance.now() - touched < TOUCHED_MS;

  function look() {
    const parts = [...document.querySelectorAll("[data-arm]")], names = new Set(parts.map(part => part.dataset.arm));
    for (const name of painted.keys()) if (!names.has(name)) painted.delete(name);
    for (const name of names) if (!painted.has(name)) painted.set(name, performance.now());
    for (const part of parts) part.classList.toggle("unarmed", rests(part));
  }

  function refuse(event) {
    const part = event.target.closest?.("[data-arm]"), byKey = event.type === "click" && event.detail === 0;
    if (!part || (byKey ? !waits(part) : allowed)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("pointerdown", event => {
    look();
    const part = event.target.closest?.("[data-arm]");
    allowed = !part || !rests(part);
    touched = performance.now();
  }, true);
  document.addEventListener("click", refuse, true);
  document.addEventListener("htmx:after:swap", look);
  setInterval(look, 100);
  look();
})();

// The time of day in the office's own time zone.
(() => {
  function show() {
    const clock = document.querySelector(".clock");
    if (!clock) return;
    const now = new Date().toLocaleTimeString("en-GB", { timeZone: clock.dataset.zone, hour: "numeric", minute: "2-digit" });
    const text = now.replace(/^0(?=\d)/, "");
    if (clock.textContent !== text) clock.textContent = text;
  }

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:after:swap", show);
  setInterval(show, 1000);
})();

// The office's time, from the page and then from each heartbeat: [data-clock] shows it in its time zone, [data-since]
// how long something has lasted, amber and red by its [data-norm] (s). Both are filled here only, so the server's
// updates leave their insides alone. A button with [data-until] is disabled after that instant, one with
// [data-from] before it, and tells the seconds left.
(() => {
  let ahead = 0;
  const told = (text, when = performance.now()) => { const at = Date.parse(text); if (at) ahead = at - when; };
  const now = () => performance.now() + ahead;

  function clock(element) {
    const format = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: element.dataset.clock };
    return new Intl.DateTimeFormat("en-GB", format).format(now()).replace(/^0(?=\d)/, "");
  }

  function lasted(element) {
    const seconds = Math.max(0, Math.floor((now() - Date.parse(element.dataset.since)) / 1000));
    judge(element, seconds / (Number(element.dataset.norm) || Infinity));
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    const two = n => String(n).padStart(2, "0");
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
  }

  const judge = (element, share) => { element.dataset.over = share >= 1 ? "red" : share >= 0.8 ? "amber" : ""; };

  function lock(button) {
    const left = Math.ceil((Date.parse(button.dataset.from) - now()) / 1000), count = button.querySelector(".left");
    button.disabled = left > 0;
    const text = left > 0 ? ` · ${left} s` : "";
    if (count.textContent !== text) count.textContent = text;
  }

  function fill() {
    document.querySelectorAll("[data-from]").forEach(lock);
    for (const element of document.querySelectorAll("[data-until]")) element.disabled = now() > Date.parse(element.dataset.until);
    for (const [selector, text] of [["[data-clock]", clock], ["[data-since]", lasted]])
      for (const element of document.querySelectorAll(selector)) {
        const wanted = text(element);
        if (element.textContent !== wanted) element.textContent = wanted;
      }
  }

  told(document.querySelector("[data-now]")?.dataset.now, performance.getEntriesByType("navigation")[0].responseStart);
  document.addEventListener("beat", event => told(event.detail.data));
  document.addEventListener("htmx:after:swap", fill);
  setInterval(fill, 250);
  fill();
})();

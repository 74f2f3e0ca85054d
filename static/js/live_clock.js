// The office's time, from the page and then from each heartbeat: [data-clock] shows it in its time zone, [data-since]
// how long something has lasted. Both are filled here only, so the server's updates leave their insides alone.
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
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    const two = n => String(n).padStart(2, "0");
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
  }

  function fill() {
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

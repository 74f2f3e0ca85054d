// Heartbeats of a live page: 15 s without one it is stale, after 60 s it dims; both events go to the page itself.
(() => {
  const STALE_MS = 15000, DIM_MS = 60000;
  let heard = Date.now();
  const hear = () => { heard = Date.now(); show(); };
  const live = () => document.querySelector("[data-live]");

  function show() {
    const silent = Date.now() - heard;
    document.documentElement.classList.toggle("stale", silent > STALE_MS);
    document.documentElement.classList.toggle("dim", silent > DIM_MS);
    for (const [id, on] of [["stale", silent > STALE_MS && silent <= DIM_MS], ["dim", silent > DIM_MS], ["offline", silent > STALE_MS]]) {
      const element = document.getElementById(id);
      if (element) element.hidden = !on;
    }
  }

  document.addEventListener("beat", hear);
  document.addEventListener("call", hear);
  document.addEventListener("htmx:sse:before:message", hear);
  setInterval(() => {
    show();
    // A connection that is open but silent is dead: cut it, and the extension connects anew.
    if (Date.now() - heard > STALE_MS) live()?._htmx?.sse?.reader?.cancel();
  }, 1000);
})();

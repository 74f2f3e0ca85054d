// The link of a live page: 15 s without a word from the server is stale, 60 s dims the page; both are shown by id.
// Parts marked data-needs-link are locked as soon as the link is lost: nobody shall press what nobody hears.
(() => {
  const STALE_MS = 15000, DIM_MS = 60000;
  let heard = performance.now(), lost = false;

  const hear = () => { heard = performance.now(); lost = false; show(); };
  const lose = () => { lost = true; show(); };
  const shown = (id, on) => { const part = document.getElementById(id); if (part) part.hidden = !on; };

  function show() {
    const silent = performance.now() - heard, root = document.documentElement;
    const stale = silent > STALE_MS, dim = silent > DIM_MS;
    root.classList.toggle("stale", stale);
    root.classList.toggle("dim", dim);
    root.dataset.link = lost || stale ? "lost" : "ok";
    shown("stale", stale && !dim);
    shown("dim", dim);
    shown("offline", lost || stale);
    for (const part of document.querySelectorAll("[data-needs-link]")) part.disabled = lost || stale;
  }

  function check() {
    show();
    // A connection that is open but silent is dead: cut it, and the extension connects anew.
    if (performance.now() - heard > STALE_MS) document.querySelector("[data-live]")?._htmx?.sse?.reader?.cancel();
  }

  document.addEventListener("htmx:sse:before:message", hear);
  document.addEventListener("htmx:sse:error", lose);
  document.addEventListener("htmx:error", lose);
  document.addEventListener("htmx:sse:error", event => signedOut(event.detail.status));
  document.addEventListener("htmx:response:error", event => signedOut(event.detail.ctx.response.status));
  // The page leads to where one signs in, unless it has a way of its own.
  function signedOut(status) {
    if (status === 401 && document.dispatchEvent(new Event("signed-out", { cancelable: true }))) location.reload();
  }

  // htmx may have looked at the page before its extension arrived; then nobody has opened the stream yet.
  function join() {
    const live = document.querySelector("[data-live]");
    if (live && !live._htmx) htmx.process(live);
  }

  addEventListener("load", () => setTimeout(join));
  setInterval(check, 1000);
  show();
})();

// The link of a live page: 15 s without a word from the server is stale, 60 s dims the page; both are shown by id.
// Parts marked data-needs-link are locked as soon as the link is lost: nobody shall press what nobody hears.
(() => {
  const STALE_MS = 15000, DIM_MS = 60000;
  let heard = performance.now(), lost = false, known = false; // whether the stream has said anything yet

  const hear = () => { heard = performance.now(); lost = false; known = true; show(); };
  const lose = () => { lost = true; show(); };
  const shown = (id, on) => { const part = document.getElementById(id); if (part) part.hidden = !on; };

  function show() {
    const silent = performance.now() - heard, root = document.documentElement;
    const stale = silent > STALE_MS, dim = silent > DIM_MS;
    root.classList.toggle("stale", stale);
    root.classList.toggle("dim", dim);
    root.dataset.link = lost || stale ? "lost" : known ? "ok" : "";
    shown("stale", stale && !dim);
    shown("dim", dim);
    shown("offline", lost || stale);
    for (const part of document.querySelectorAll("[data-needs-link]")) part.disabled = lost || stale;
  }

  document.addEventListener("stream:heard", hear);
  document.addEventListener("stream:lost", lose);
  document.addEventListener("stream:refused", lose);
  document.addEventListener("htmx:error", lose);
  document.addEventListener("stream:refused", event => signedOut(event.detail.status));
  document.addEventListener("htmx:response:error", event => signedOut(event.detail.ctx.response.status));
  // The page leads to where one signs in, unless it has a way of its own.
  function signedOut(status) {
    if (status === 401 && document.dispatchEvent(new Event("signed-out", { cancelable: true }))) location.reload();
  }

  setInterval(show, 1000);
  show();
})();

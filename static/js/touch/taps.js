// A tap answers at once: pressed without the network, a sign after 1 s, a word and a way out after 8 s. One tap
// counts: others are dropped while it works, and for 400 ms on the screen that follows.
(() => {
  const SIGN_MS = 1000, SLOW_MS = 8000, DEAD_MS = 400;
  let working = null, timers = [], deadUntil = performance.now() + DEAD_MS;
  const part = id => document.getElementById(id);
  const isPoll = ctx => ["areas", "told"].includes(ctx.sourceElement.id);
  const release = () => document.querySelectorAll(".pressed").forEach(each => each.classList.remove("pressed"));

  function begin(ctx) {
    working = ctx;
    document.body.ariaBusy = "true";
    timers = [[SIGN_MS, "spinner"], [SLOW_MS, "slow"]].map(([ms, id]) => setTimeout(() => { part(id).hidden = false; }, ms));
  }

  function end() {
    working = document.body.ariaBusy = null;
    timers.forEach(clearTimeout);
    release();
    for (const id of ["spinner", "slow"]) if (part(id)) part(id).hidden = true;
  }

  function refuseTap(event) {
    if (event.target.closest?.(".cover")) return;
    if (working || performance.now() < deadUntil) { event.preventDefault(); event.stopPropagation(); }
  }

  document.addEventListener("pointerdown", event => {
    if (!working) event.target.closest("button:not(.unarmed), a:not(.unarmed)")?.classList.add("pressed");
  });
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { if (!working) setTimeout(() => working || release()); });
  document.addEventListener("contextmenu", event => event.preventDefault());
  document.addEventListener("click", refuseTap, true);
  document.addEventListener("submit", refuseTap, true);
  document.addEventListener("click", event => {
    if (event.target.id !== "start-over") return;
    working?.request.abort();
    end();
    htmx.ajax("GET", document.querySelector("main").dataset.home, { target: "body" });
  });

  document.addEventListener("htmx:before:request", event => {
    const ctx = event.detail.ctx;
    if (!isPoll(ctx)) begin(ctx);
    else if (working) event.preventDefault(); // the tiles must not change under a pressed finger
  });
  document.addEventListener("htmx:finally:request", event => {
    if (event.detail.ctx === working) end();
  });
  document.addEventListener("htmx:after:swap", event => {
    if (event.detail.ctx.target !== document.body) return;
    deadUntil = performance.now() + DEAD_MS;
    const main = document.querySelector("main");
    document.documentElement.lang = main?.lang || "vi";
    main?.querySelector("h1")?.focus({ preventScroll: true });
  });
})();

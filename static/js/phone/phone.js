// Follows one number: asks, and the server answers when something changed or after 25 s; a call is made sure to be noticed.
(() => {
  const SLOWEST_MS = 30000, WAIT_MS = 35000, SOON_MS = 300;
  const main = document.getElementById("now"), offline = document.getElementById("offline");
  const state = () => main.firstElementChild.dataset;
  let timer, failures = 0, told = "", waiting = null, kept = false;

  async function ask() {
    clearTimeout(timer);
    waiting?.abort();
    const mine = waiting = new AbortController(), begun = performance.now();
    try {
      setTimeout(() => mine.abort(), WAIT_MS);
      const address = `${main.dataset.now}&seen=${state().seen}&wait=1`;
      const answer = await fetch(address, { cache: "no-store", signal: mine.signal });
      kept = answer.status === 200 || performance.now() - begun > 1000; // else the server keeps nobody waiting now
      if (answer.status === 200) renew(await answer.text());
      if (answer.status === 404) location.reload();
      failures = answer.status >= 500 ? failures + 1 : 0;
    } catch {
      if (mine !== waiting) return; // asked anew meanwhile
      failures += 1;
      kept = false;
    }
    offline.hidden = failures < 2; // one lost answer on a phone means nothing
    show();
  }

  function renew(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    window.morph(main.firstElementChild, fresh);
  }

  function show() {
    const { poll, title, call, offered } = state();
    document.title = title;
    if (call !== "" && call !== told) notice();
    told = call;
    if (offered) tellOnce(offered);
    if (poll) timer = setTimeout(ask, kept ? SOON_MS : Math.min(Number(poll) * 1000 * (1 + failures), SLOWEST_MS));
    keepAwake(Boolean(poll));
  }

  let toldOffer = "";
  function tellOnce(address) {
    if (address !== toldOffer && !document.hidden) navigator.sendBeacon(address);
    toldOffer = address;
  }

  function notice() {
    if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([400, 150, 400, 150, 400]);
    main.dispatchEvent(new Event("called"));
    main.classList.remove("flash");
    requestAnimationFrame(() => main.classList.add("flash"));
    window.scrollTo(0, 0);
  }

  let awake = null;
  async function keepAwake(wanted) {
    if (!wanted) { awake?.release(); awake = null; return; }
    if (!awake || awake.released) awake = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", ask);
  kept = true; // the page is fresh: the first question waits at once
  show();
})();

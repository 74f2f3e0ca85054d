// Follows one number: asks every few seconds while it can still change, and makes sure that a call is noticed.
(() => {
  const SLOWEST_MS = 30000;
  const main = document.getElementById("now"), offline = document.getElementById("offline");
  const state = () => main.firstElementChild.dataset;
  let timer, failures = 0, told = "";

  async function ask() {
    clearTimeout(timer);
    try {
      const address = `${main.dataset.now}&seen=${state().seen}`;
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(10000) });
      if (answer.status === 200) main.innerHTML = await answer.text();
      if (answer.status === 404) location.reload();
      failures = answer.status >= 500 ? failures + 1 : 0;
    } catch {
      failures += 1;
    }
    offline.hidden = failures < 2; // one lost answer on a phone means nothing
    show();
  }

  function show() {
    const { poll, title, call, offered } = state();
    document.title = title;
    if (call !== "" && call !== told) notice();
    told = call;
    if (offered) tellOnce(offered);
    if (poll) timer = setTimeout(ask, Math.min(Number(poll) * 1000 * (1 + failures), SLOWEST_MS));
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
  show();
})();

// Presents the calls of the zone's ledger one after another, in its order, each once: the big panel shows the call that
// is being announced. The region beneath is the server's and shows the newest; it is what is seen in between.
(() => {
  const LEAST_MS = 3000, BLINKS = 5, SPOKEN_FOR_MS = 60000, CROWD = 4, SAME_MS = 5000;
  const panel = document.getElementById("now"), root = document.documentElement;
  const queue = [];
  let last = 0, present = null;

  const sleep = ms => new Promise(done => setTimeout(done, ms));
  const newest = () => Number(document.querySelector("#hall .call")?.dataset.no ?? 0);

  function hear({ data }) {
    const call = { ...JSON.parse(data), heard: performance.now() };
    // A ledger whose newest is behind us was begun anew; otherwise a number we know was said already.
    if (call.no <= last && last <= newest()) return;
    last = call.no;
    if (!call.spoken) return; // too old: the region shows it
    const same = [present, ...queue].find(each => each && each.number === call.number && each.counter === call.counter);
    if (same && call.heard - same.heard < SAME_MS) {
      same.no = call.no; // pressed twice: said once
      return;
    }
    queue.push(call);
    if (!present) run();
  }

  async function run() {
    while ((present = queue.shift())) {
      const announced = say(present).catch(error => console.warn("board:", error.message));
      await Promise.all([announced, sleep(LEAST_MS)]);
    }
    await sleep(Math.max(0, BLINKS * 1000 - LEAST_MS));
    if (!present) panel.hidden = true;
  }

  async function say(call) {
    show(call);
    if (performance.now() - call.heard > SPOKEN_FOR_MS) return;
    const address = queue.length >= CROWD ? `${call.speech}&short=1` : call.speech;
    const said = await window.hallSound.announce(address);
    if (!said) return;
    root.dataset.spoken = call.no;
    document.dispatchEvent(new CustomEvent("spoken", { detail: { no: call.no, ...said } }));
  }

  function show(call) {
    if (call.kind === "message") return; // the region shows it over everything
    const [number, counter, priority] = [".number", ".counter", ".priority"].map(part => panel.querySelector(part));
    number.textContent = call.number;
    number.classList.toggle("long", call.number.length > 4);
    counter.textContent = call.counter;
    priority.hidden = !call.priority;
    panel.hidden = false;
    root.dataset.shown = call.no;
    for (const blink of panel.getAnimations()) blink.cancel();
    const shades = getComputedStyle(panel), pale = shades.getPropertyValue("--blink"), full = shades.backgroundColor;
    const pace = { duration: 1000, iterations: BLINKS, easing: "steps(2, jump-none)" };
    panel.animate([{ backgroundColor: full }, { backgroundColor: pale }], pace);
  }

  document.addEventListener("call", event => hear(event.detail));
})();

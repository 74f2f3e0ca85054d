// Shows the calls of the zone's ledger one after another, in its order: the big panel stays with each for three seconds
// and for as long as it is being said, unless it is taken back. The region beneath is the server's and shows the newest,
// between the calls.
(() => {
  const LEAST_MS = 3000, BLINKS = 5, LONGEST_MS = 60000, STEP_MS = 100;
  const panel = document.getElementById("now"), root = document.documentElement;
  const queue = [];
  let last = 0, present = null, voice = { saying: 0, spoken: 0, state: "off" };

  const sleep = ms => new Promise(done => setTimeout(done, ms));
  const newest = () => Number(document.querySelector("#hall .call")?.dataset.no ?? 0);
  const same = (one, other) => one && one.number === other.number && one.counter === other.counter;

  function hear({ data }) {
    const call = { ...JSON.parse(data), heard: performance.now() };
    // A ledger whose newest is behind us was begun anew; otherwise a number we know was shown already.
    if (call.no <= last && last <= newest()) return;
    last = call.no;
    if (!["call", "recall"].includes(call.kind)) return; // the region shows it
    if (!call.spoken || same(queue.at(-1) ?? present, call)) return; // too old, or pressed twice: the region shows it
    queue.push(call);
    if (!present) run();
  }

  const gone = call => document.querySelector("#hall .call")?.dataset.gone.split(" ").includes(call.number);

  async function rest(ms, over) {
    for (const end = performance.now() + ms; performance.now() < end && !over(); ) await sleep(STEP_MS);
  }

  async function run() {
    let call;
    while ((present = queue.shift())) {
      call = present;
      if (gone(call) || (voice.state === "on" && voice.saying > call.no)) continue; // the voice has passed it over
      show(call);
      await rest(LEAST_MS, () => gone(call));
      while (waits(call)) await sleep(STEP_MS);
    }
    await rest(BLINKS * 1000 - LEAST_MS, () => present || gone(call));
    if (!present) panel.hidden = true;
  }

  // The panel goes on when the voice does; where nobody speaks it goes on by itself.
  function waits(call) {
    if (gone(call) || voice.state !== "on" || performance.now() - call.heard > LONGEST_MS) return false;
    return voice.saying === call.no || (voice.saying < call.no && voice.spoken < call.no);
  }

  function show(call) {
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
  document.addEventListener("voice", event => { voice = JSON.parse(event.detail.data); });
})();

// A visitor who went away: the screen asks, counts 20 s down and wipes itself; any touch starts the time anew.
// `data-idle`: seconds until it asks. `data-leave`: seconds until a last screen (a number, a refusal) goes by itself.
// `data-within`: for so many seconds of a screen a button may be pressed.
(() => {
  const ASK_S = 20, TRIED_S = 45;
  let touched = performance.now(), shown = touched;
  const main = () => document.querySelector("main");
  const shownFor = () => (performance.now() - shown) / 1000;
  const silent = () => Math.floor((performance.now() - touched) / 1000);

  function say(element, seconds) {
    // The sentence was rendered with some number in it: the first one is where the seconds go.
    const text = element.dataset.text.replace(/\d+/, seconds);
    if (element.textContent !== text) element.textContent = text;
  }

  function tick() {
    for (const part of document.querySelectorAll("[data-within]")) part.disabled ||= shownFor() > Number(part.dataset.within);
    const { idle, leave } = main()?.dataset ?? {};
    if (Number(leave)) countDown(Number(leave) - silent());
    else if (Number(idle)) ask(Number(idle) + ASK_S - silent());
  }

  function countDown(left) {
    if (left <= 0) wipe();
    else if (document.getElementById("leave")) say(document.getElementById("leave"), left);
  }

  function ask(left) {
    const dialog = document.getElementById("countdown");
    if (left > ASK_S) return;
    if (left <= 0 || document.querySelector("#told .alarm")) return wipe();
    dialog.querySelector(".seconds").textContent = left;
    if (!dialog.open) dialog.showModal();
  }

  function wipe() {
    const form = document.getElementById("done"), home = main().dataset.home;
    const values = form ? Object.fromEntries(new FormData(form)) : undefined;
    document.getElementById("countdown").close();
    document.title = "";
    history.replaceState(history.state, "", home);
    main().replaceChildren(); // at once: the server may be gone
    main().removeAttribute("data-leave");
    main().dataset.idle = 0;
    if (form) htmx.ajax("POST", form.getAttribute("action"), { target: "body", values });
    else htmx.ajax("GET", home, { target: "body" });
  }

  function stay() {
    touched = performance.now();
    document.getElementById("countdown")?.close();
    tick();
  }

  function begin() {
    shown = performance.now();
    stay();
  }

  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, stay, true);
  document.addEventListener("htmx:after:swap", event => { if (event.detail.ctx.target === document.body) begin(); });
  // A tap that failed leaves a visitor on the idle screen, whose key is theirs until they come back or go away.
  document.addEventListener("htmx:error", event => {
    if (event.detail.ctx.request.method !== "GET" && main()?.dataset.idle === "0") main().dataset.idle = TRIED_S;
  });
  document.addEventListener("submit", event => {
    if (event.target.id !== "done") return;
    event.preventDefault();
    event.stopPropagation();
    wipe();
  }, true);
  setInterval(tick, 250);
})();

// What gives, takes, sends or ends something – a button of a form that posts, and what is marked [data-arm] – takes no
// press while it may be one that was meant for the screen before: it is armed once it was to be seen for 1.2 s and then
// nothing was touched for 0.7 s, and looks so. What only looks ([data-looks]) is left alone. On a page that nothing led
// to (data-first) all is armed until something is touched; at a desk (data-marked), where hands learn places, it is for what is marked.
// A part that got another meaning or place, or was hidden, begins anew. Not deferred: what it guards is never on the page before it.
(() => {
  const SEEN_MS = 1200, QUIET_MS = 700;
  const MARKED = "[data-arm] :is(a, button), button[data-arm]";
  const FORMS = "form:is([method=post], [hx-post]):not([data-looks]) button:not([type=button])";
  const PARTS = "marked" in document.currentScript.dataset ? MARKED : `${FORMS}, ${MARKED}`;
  const known = new WeakMap();
  let touched = -Infinity, allowed = true, first = "first" in document.currentScript.dataset;

  const leads = node => [node?.getAttribute("action"), node?.getAttribute("hx-post")];
  const meaning = part => [...leads(part.form), ...leads(part), part.name, part.value, part.closest("[data-arm]")?.dataset.arm, part.offsetLeft, part.offsetTop].join(" ");
  const isArmed = part => known.get(part)?.armed ?? false;

  function see(part, now) {
    if (!part.checkVisibility()) {  // what appears later looks so from its first moment
      part.classList.toggle("unarmed", !first);
      return known.delete(part);
    }
    if (known.get(part)?.meaning !== meaning(part)) known.set(part, { meaning: meaning(part), since: now, armed: first });
    const it = known.get(part);
    it.armed ||= now - it.since >= SEEN_MS && now - touched >= QUIET_MS;
    part.classList.toggle("unarmed", !it.armed);
  }

  function look() {
    const now = performance.now();
    for (const part of document.querySelectorAll(PARTS)) see(part, now);
  }

  document.addEventListener("pointerdown", event => {
    look();
    const part = event.target.closest?.(PARTS);
    allowed = !part || isArmed(part);
    first = false;
    touched = performance.now();
  }, true);
  document.addEventListener("click", event => {
    const part = event.target.closest?.(PARTS), byKey = event.detail === 0;
    if (!part || (byKey ? isArmed(part) : allowed && isArmed(part))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  // What is new on the page looks unarmed before it is painted; what comes of age is seen at the next turn.
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["hidden", "class", "style", "open", "lang"] });
  setInterval(look, 100);
})();

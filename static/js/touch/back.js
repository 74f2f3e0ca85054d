// Back stays on the screen one is at: the whole visit is one address, which names nobody.
(() => {
  const hold = () => { if (!history.state?.held) history.pushState({ held: true }, ""); };
  document.addEventListener("pointerdown", hold, { capture: true });
  window.addEventListener("popstate", hold);
})();

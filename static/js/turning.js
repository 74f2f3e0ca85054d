// Lists longer than their place ([data-turn], seconds a page) turn like pages. They are scrolled and never changed, so
// that the server's updates undo nothing; the page follows from the clock, so that all screens show the same.
(() => {
  const SLACK_PX = 4;

  function turn(list) {
    const gap = parseFloat(getComputedStyle(list).rowGap) || 0, step = list.clientHeight + gap;
    const pages = Math.max(1, Math.ceil((list.scrollHeight + gap - SLACK_PX) / step));
    const page = Math.floor(Date.now() / 1000 / list.dataset.turn) % pages;
    if (Math.abs(list.scrollTop - page * step) > 1) list.scrollTop = page * step;
    const mark = list.parentElement.querySelector(".pages"), text = pages > 1 ? `${page + 1}/${pages}` : "";
    if (mark && mark.textContent !== text) mark.textContent = text;
  }

  function turnAll() {
    for (const list of document.querySelectorAll("[data-turn]")) turn(list);
  }

  document.addEventListener("htmx:after:swap", turnAll);
  setInterval(turnAll, 500);
  addEventListener("load", turnAll);
})();

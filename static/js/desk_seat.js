// The seat of this page: once the stream names another browser at the counter, the page says so and locks.
(() => {
  const seat = document.getElementById("seat"), dialog = document.getElementById("taken");
  if (!seat) return;
  let sat = false;

  function look() {
    const counter = document.getElementById("counter"), mine = counter.dataset.holder === seat.dataset.holder;
    sat ||= mine;
    if (mine) return dialog.close();
    if (!sat || dialog.open || document.querySelector("dialog:modal")) return;
    const by = dialog.querySelector(".by");
    by.hidden = !counter.dataset.officer;
    by.lastElementChild.textContent = counter.dataset.officer;
    dialog.showModal();
  }

  dialog.addEventListener("cancel", event => event.preventDefault());
  document.addEventListener("htmx:after:swap", look);
  document.addEventListener("signed-in", event => { seat.dataset.holder = event.detail.holder; });
  look();
})();

// The seat of this page: a free counter says so and is taken by a press; once the stream names another browser there,
// the page says so and locks.
(() => {
  const seat = document.getElementById("seat"), dialog = document.getElementById("taken");
  if (!seat) return;
  let sat = false;

  function look() {
    const counter = document.getElementById("counter"), mine = counter.dataset.holder === seat.dataset.holder;
    sat ||= mine;
    seat.hidden = Boolean(counter.dataset.holder) || sat;
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

// Films of the side panel play while they are seen, and never while a call is announced.
(() => {
  function mind() {
    const calling = document.getElementById("now")?.hidden === false;
    for (const film of document.querySelectorAll(".notices video")) {
      const place = film.getBoundingClientRect(), list = film.closest("ul").getBoundingClientRect();
      const seen = place.top < list.bottom - 1 && place.bottom > list.top + 1 && !calling;
      film.muted = true;
      if (seen && film.paused) film.play().catch(() => {});
      if (!seen && !film.paused) film.pause();
    }
  }

  setInterval(mind, 250);
})();

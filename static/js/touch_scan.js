// A scanner is always armed: it types like a keyboard, but faster than anybody's fingers, and ends with Enter. What it
// read is posted as text: it gets into no field, presses no button and opens no address.
(() => {
  const GAP_MS = 50, MOST = 512, LEAST = 4;
  let read = "", last = -Infinity;

  function post(text) {
    const { scan, scanTarget = "body" } = document.querySelector("main")?.dataset ?? {};
    if (scan && document.body.ariaBusy !== "true") htmx.ajax("POST", scan, { target: scanTarget, values: { text } });
  }

  document.addEventListener("keydown", event => {
    if (event.repeat) return;
    const fast = event.timeStamp - last < GAP_MS;
    last = event.timeStamp;
    if (!fast) read = "";
    if (read) { event.preventDefault(); event.stopPropagation(); }
    if (event.key === "Enter") {
      if (read.length >= LEAST) post(read);
      read = "";
    } else if ([...event.key].length === 1 && (!event.ctrlKey || event.altKey) && read.length <= MOST) read += event.key;
  }, true);
  // A button under the focus is pressed when the blank is let go.
  document.addEventListener("keyup", event => { if (read.length > 1) event.preventDefault(); }, true);
})();

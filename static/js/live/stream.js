// The live region of a page, [data-stream]: unnamed messages are its content, named ones events on it. The windows of a
// browser share one stream; where the browser has no shared workers each window has its own.
(() => {
  const region = document.querySelector("[data-stream]"), { worker, reader } = document.currentScript.dataset;
  const address = region.dataset.stream, HERE_MS = 20000;
  let post;

  const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  function hear(what) {
    if (what.lost) return say("stream:lost");
    if (what.refused) return say("stream:refused", { status: what.refused });
    say("stream:heard", what);
    if (what.event) region.dispatchEvent(new CustomEvent(what.event, { detail: what, bubbles: true }));
    else if (window.newest.takes(region, what.asOf)) htmx.swap({ text: what.data, target: region, sourceElement: region, swap: "innerMorph" });
  }

  function share() {
    const shared = new SharedWorker(`${worker}&reader=${encodeURIComponent(reader)}`);
    shared.onerror = alone; // its script did not come
    shared.port.onmessage = ({ data }) => hear(data);
    post = what => shared.port.postMessage(what);
    post({ want: address });
  }

  function alone() {
    const stream = openStream((_, what) => hear(what));
    post = ({ want, again, bye }) => { if (want || bye) stream.want(bye ? [] : [want]); else if (again) stream.again(); };
    post({ want: address });
  }

  addEventListener("pagehide", () => post({ bye: true }));
  addEventListener("pageshow", event => { if (event.persisted) post({ want: address }); });
  document.addEventListener("stream:again", () => post({ again: true }));
  setInterval(() => post({ here: true }), HERE_MS);
  if (typeof SharedWorker === "undefined") alone(); else share();
})();

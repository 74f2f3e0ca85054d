// The one rule which of two contents of a region is newer: each carries RUN-SEQ-EDITION of the state it shows, the run of
// the server, the number of the log's newest entry, and which reading of it that was. A restarted server is believed.
window.newest = (() => {
  const part = asOf => (asOf ?? "").split("-");

  function isOlder(one, other) {
    const [run, seq, edition] = part(one), [run2, seq2, edition2] = part(other);
    if (!run || run !== run2) return false;
    return seq === seq2 ? Number(edition) < Number(edition2) : Number(seq) < Number(seq2);
  }

  // Whether a content is to be shown in a region; it is known as its newest from then on.
  function takes(region, asOf) {
    if (isOlder(asOf, region.dataset.asOf)) return false;
    if (asOf) region.dataset.asOf = asOf;
    return true;
  }

  document.addEventListener("htmx:before:swap", event => {
    const { target, response } = event.detail.ctx, asOf = response?.headers?.get("As-Of");
    if (asOf && target?.matches?.("[data-stream]") && !takes(target, asOf)) event.preventDefault();
  });
  return { takes };
})();

// A form that leaves its page asks first whether it will be heard: what was typed outlives a session that lapsed and a
// server that stopped.
(() => {
  const HERE = "/login/here", STAYS_MS = 1500, GOES_MS = 10000;
  const say = name => document.dispatchEvent(new Event(name, { cancelable: true }));

  async function heard() {
    try {
      const { status } = await fetch(HERE, { cache: "no-store" });
      if (status === 401) say("signed-out");
      return status < 300;
    } catch {
      say("stream:lost"); // the stream tells when the server is back
      return false;
    }
  }

  document.addEventListener("submit", async event => {
    const form = event.target, by = event.submitter;
    if (form.method !== "post" || form.matches("[hx-post], [action*='/logout']") || form.dataset.heard) return;
    event.preventDefault();
    if (form.dataset.asks) return;
    form.dataset.asks = "yes";
    if (await heard()) {
      form.dataset.heard = "yes";
      form.requestSubmit(by);
      setTimeout(() => delete form.dataset.asks, form.target ? STAYS_MS : GOES_MS); // deaf until its page has gone
    } else delete form.dataset.asks;
    delete form.dataset.heard;
  });
})();

// The office changed its plan: the letters' sizes are asked for anew, so that new counters find their place.
(() => {
  function follow() {
    const sizes = document.getElementById("sizes"), plan = document.querySelector("#hall .call")?.dataset.plan;
    const address = new URL(sizes.href);
    if (!plan || address.searchParams.get("v") === plan) return;
    address.searchParams.set("v", plan);
    sizes.href = address.href;
  }

  document.addEventListener("htmx:after:swap", follow);
})();

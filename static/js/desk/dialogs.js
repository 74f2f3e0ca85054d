// The dialogs of the desk: a button opens one on the page as it is, a done step closes it, a refusal is told inside it.
(() => {
  const counter = () => document.getElementById("counter");
  const open = () => document.querySelector("dialog:modal");

  function ready(dialog) {
    for (const field of dialog.querySelectorAll("[name=version]")) field.value = counter().dataset.version;
    for (const name of ["number", "priority"])
      for (const field of dialog.querySelectorAll(`[data-${name}]`)) field.value = counter().dataset[name];
    for (const said of dialog.querySelectorAll(".said")) said.replaceChildren();
    if (!dialog.open) dialog.showModal();
  }

  function ask(name) {
    const dialog = document.getElementById(`dialog-${name}`);
    dialog.querySelector("form")?.reset();
    ready(dialog);
  }

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-dialog], [data-ticket], [data-close]");
    if (!button) return;
    if (button.dataset.dialog) ask(button.dataset.dialog);
    else if (button.dataset.ticket) find(button.dataset.ticket);
    else button.closest("dialog").close();
  });

  const find = number => htmx.ajax("GET", `${location.pathname}/ticket/${number}${location.search}`, { target: "#dialog-ticket", swap: "innerHTML" });

  document.addEventListener("htmx:after:swap", event => {
    const { target, hx } = event.detail.ctx ?? {};
    if (target?.id === "dialog-ticket" && !hx?.retarget) ready(target);
    if (hx?.retarget === "#notice" && open()) tell(open());
  });

  function tell(dialog) {
    const words = document.getElementById("notice").innerHTML;
    for (const said of dialog.querySelectorAll(".said")) said.innerHTML = words;
  }

  // What is missing is said in the language of the desk, not of the browser.
  document.addEventListener("invalid", ({ target }) => {
    target.setCustomValidity("");
    if (!target.validity.valid) target.setCustomValidity(target.form.dataset.pick ?? "");
  }, true);
  document.addEventListener("input", ({ target }) => { for (const each of target.form?.elements ?? []) each.setCustomValidity(""); });

  document.addEventListener("htmx:after:request", event => {
    const { sourceElement, response } = event.detail.ctx;
    if (sourceElement?.closest("dialog") && sourceElement.dataset.step && response?.status < 400) open()?.close();
  });
})();

// The keypad of the page: its keys write into the chosen field of its form, to begin with into the first that holds no
// more than it came with. The fields take nothing from a keyboard, so that neither a scanner nor the system's own
// keypad gets into them.
(() => {
  const fields = form => [...form.querySelectorAll("input[data-keys]")];
  const chosen = form => form.querySelector("input.chosen") ?? fields(form)[0];

  function choose(field) {
    const form = field.form, digits = field.dataset.keys === "digits";
    for (const each of fields(form)) each.classList.toggle("chosen", each === field);
    for (const key of form.querySelectorAll("[data-key]")) key.disabled = digits && !/^(\d|back)$/.test(key.dataset.key);
  }

  function write(field, key) {
    if (key === "back") return field.value ? rub(field) : back(field);
    if (field.value.length < field.maxLength) field.value += key;
    if (field.value.length === field.maxLength) next(field);
  }

  const rub = field => { field.value = field.value.slice(0, -1); };
  function back(field) {
    const former = fields(field.form)[fields(field.form).indexOf(field) - 1];
    if (former) { choose(former); rub(former); }
  }
  function next(field) {
    const later = fields(field.form)[fields(field.form).indexOf(field) + 1];
    if (later) choose(later);
    return Boolean(later);
  }

  function arm() {
    for (const field of document.querySelectorAll("input[data-keys]")) field.readOnly = true;
    for (const pad of document.querySelectorAll(".keypad")) choose(fields(pad.closest("form")).find(each => each.value === (each.dataset.begin ?? "")) ?? chosen(pad.closest("form")));
  }

  document.addEventListener("click", event => {
    const key = event.target.closest("[data-key]");
    if (key) write(chosen(key.form), key.dataset.key);
    // Done with one field leads to the next; with the last, the form goes.
    if (event.target.closest("[data-enter]") && next(chosen(event.target.form))) event.preventDefault();
  });
  document.addEventListener("focusin", event => { if (event.target.matches("input[data-keys]")) choose(event.target); });
  document.addEventListener("htmx:after:swap", event => { if (event.detail.ctx.target === document.body) arm(); });
  arm();
})();

// A citizen's card that was scanned fills the form; nothing is filed by that, and what it fills can be corrected.
document.addEventListener("card", event => {
  for (const [name, text] of Object.entries(event.detail)) {
    const field = document.querySelector(`#filing [name=${name}]`);
    if (!field) continue;
    field.value = text;
    field.closest("details")?.setAttribute("open", "");
  }
  document.querySelector("#filing [name=phone]")?.focus();
});

// Function keys press the buttons that name them. By `code`: Vietnamese input methods change `key`.
(() => {
  const ours = code => document.querySelector(`[data-key="${CSS.escape(code)}"]`);

  document.addEventListener("keydown", event => {
    const button = ours(event.code);
    if (!button || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault(); // never the browser's help or search, even while the step is impossible
    if (!event.repeat && !document.querySelector("dialog:modal") && !button.matches(":disabled")) button.click();
  });
})();

// Keys press the buttons that list them. By `code`: Vietnamese input methods change `key`.
(() => {
  const named = event => (event.ctrlKey ? "Control+" : "") + event.code;
  const ours = name => document.querySelector(`[data-key~="${CSS.escape(name)}"]`);
  // There a key means what it means everywhere: typing, or pressing the button under the focus.
  const busy = event => event.target.matches("input, select, textarea") || document.querySelector("dialog:modal")
    || (event.code.endsWith("Enter") && !event.ctrlKey && event.target.matches("button:enabled, a, summary"));

  document.addEventListener("keydown", event => {
    const button = ours(named(event));
    if (!button || event.altKey || event.metaKey || event.shiftKey) return;
    if (/^F\d/.test(event.code)) event.preventDefault(); // never the browser's help or search
    if (busy(event)) return;
    event.preventDefault();
    if (!event.repeat && !button.matches(":disabled")) button.click();
  });
})();

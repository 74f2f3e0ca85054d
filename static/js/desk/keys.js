// Keys press the buttons that list them, or are told why not now. By `code`: Vietnamese input methods change `key`.
(() => {
  const TOLD_MS = 6000;
  const named = event => (event.ctrlKey ? "Control+" : "") + event.code;
  const ours = name => document.querySelector(`[data-key~="${CSS.escape(name)}"]`);
  // There a key means what it means everywhere: typing, or pressing the button under the focus.
  // The focus leaves the field of a closed dialog only with the next frame.
  const types = ({ target }) => target.matches("input, select, textarea") && !target.closest("dialog:not([open])");
  const busy = event => types(event) || document.querySelector("dialog:modal")
    || (event.code.endsWith("Enter") && !event.ctrlKey && event.target.matches("button:enabled, a, summary"));

  document.addEventListener("keydown", event => {
    const button = ours(named(event));
    if (!button || event.altKey || event.metaKey || event.shiftKey) return;
    if (/^F\d/.test(event.code)) event.preventDefault(); // never the browser's help or search
    if (busy(event)) return;
    event.preventDefault();
    if (event.repeat) return;
    if (button.disabled) tell(button.closest("[data-not-now]").dataset.notNow);
    else if (!button.matches(":disabled")) button.click(); // without its server the desk is locked, and says so
  });

  function tell(words) {
    const said = Object.assign(document.createElement("p"), { className: "notice", textContent: words });
    document.getElementById("notice").replaceChildren(said);
    setTimeout(() => said.remove(), TOLD_MS);
  }
})();

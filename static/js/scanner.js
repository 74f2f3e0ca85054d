// The one trap for scanners. They type like a keyboard, up to 100 ms a letter, and end with Enter, Tab, a line feed (which
// is Ctrl+J) or nothing at all, often twice. What was read is posted as text to the page's [data-scan]: it presses no
// button and opens no address. Read by the physical keys, so that Caps Lock and input methods do not matter, and as typed.
// A field under the focus keeps what is typed into it, however fast – but a citizen's card in any field is taken out again.
(() => {
  const GAP_MS = 100, PAUSE_MS = 300, BEHIND_MS = 200, TOLD_MS = 8000;
  const LEAST = 4, LEAST_BARE = 12, MOST = 512; // letters: with an end, without one, of any code of ours
  const CARD = /(?:\][A-Za-z]\w)?\d{12}\|(?:\d{9}|\d{12})?\|[^|]+\|\d{0,8}\|[^|]*\|[^|]*\|[\d|]*/;
  const TEXTS = "textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=hidden], [readonly])";
  const MARKS = { Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|", Semicolon: ";:", Quote: "'\"",
    Backquote: "`~", Comma: ",<", Period: ".>", Slash: "/?", Space: "  ", Digit0: "0)", Digit1: "1!", Digit2: "2@", Digit3: "3#",
    Digit4: "4$", Digit5: "5%", Digit6: "6^", Digit7: "7&", Digit8: "8*", Digit9: "9(" };
  const { card: cardWords } = document.currentScript.dataset;
  let read = "", placed = "", typed = "", caps = false, field = null, before = "", last = -Infinity, ended = -Infinity, bare;

  const isEnd = event => ["Enter", "Tab"].includes(event.key) || (event.ctrlKey && !event.altKey && /^(Key[A-Z]|Bracket\w+)$/.test(event.code));
  const stop = event => { event.preventDefault(); event.stopImmediatePropagation(); };
  const isCard = text => CARD.test(text);

  function add(event) {
    const pair = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() + event.code[3] : MARKS[event.code];
    const key = [...event.key].length === 1 ? event.key : "", place = pair?.[Number(event.shiftKey)] ?? key;
    caps ||= event.getModifierState("CapsLock") || (event.shiftKey && /^[a-z]$/.test(key) && place === key.toUpperCase());
    typed += key;
    placed += place;
    read += !pair || (key && pair.includes(key)) ? key : place; // an input method tells no letter
  }

  function forget() {
    clearTimeout(bare);
    read = placed = typed = "";
    caps = false;
  }

  function begin(target) {
    forget();
    field = target.matches?.(TEXTS) ? target : null;
    before = field?.value ?? "";
  }

  // What was scanned since the last pause; of a card in a field nothing stays there.
  function take(least) {
    const found = { text: caps ? placed : read, typed, field };
    const card = isCard(found.text) || isCard(typed);
    forget();
    if (found.text.length < least || (field && !card)) return null;
    if (field) field.value = before.replace(CARD, "");
    return { ...found, card };
  }

  function hand({ text, typed, card }) {
    const { scan, scanTarget = "body", scanSwap } = document.querySelector("main[data-scan]")?.dataset ?? {};
    if (scan && document.body.ariaBusy !== "true") htmx.ajax("POST", scan, { target: scanTarget, swap: scanSwap, values: { text, typed } });
    else if (card) tell(cardWords);
  }

  function tell(words) {
    const said = Object.assign(document.createElement("p"), { className: "notice unanswered", role: "alert", textContent: words });
    document.body.append(said);
    setTimeout(() => said.remove(), TOLD_MS);
  }

  function end(event) {
    const scanned = read.length >= LEAST, found = take(LEAST);
    if (scanned) ended = event.timeStamp;
    if (found) hand(found);
    if (found || (scanned && event.ctrlKey)) stop(event);
  }

  document.addEventListener("keydown", event => {
    if (["Shift", "CapsLock", "AltGraph", "NumLock"].includes(event.key)) return;
    const fast = event.timeStamp - last < GAP_MS;
    if (isEnd(event) && event.timeStamp - ended < BEHIND_MS) { ended = event.timeStamp; return stop(event); }
    if (event.key === "Control") return;
    last = event.timeStamp;
    if (!fast) begin(event.target);
    if (isEnd(event)) return end(event);
    if (event.ctrlKey && !event.altKey) return event.code === "KeyJ" ? event.preventDefault() : undefined;
    if (event.repeat || read.length > MOST) return;
    add(event);
    if (!field && read.length > 1) stop(event);
    clearTimeout(bare);
    bare = setTimeout(() => { const found = take(LEAST_BARE); if (found) hand(found); }, PAUSE_MS);
  }, true);
  // A button under the focus is pressed when the blank is let go.
  document.addEventListener("keyup", event => { if (!field && read.length > 1) event.preventDefault(); }, true);

  // However slowly it came: no form is sent with a card in a field that is for something else.
  const holding = form => [...form?.elements ?? []].find(each => each.matches(TEXTS) && isCard(each.value));
  function refuse(event, form) {
    const found = holding(form);
    if (!found) return;
    stop(event);
    const [text] = found.value.match(CARD);
    found.value = found.value.replace(CARD, "");
    hand({ text, typed: text, card: true });
  }
  document.addEventListener("submit", event => refuse(event, event.target), true);
  document.addEventListener("htmx:before:request", event => {
    const { sourceElement } = event.detail.ctx;
    refuse(event, sourceElement?.form ?? sourceElement?.closest?.("form"));
  }, true);
})();

// The one trap for scanners. They type like a keyboard, up to 100 ms a letter, and end with Enter, Tab, a line feed (which
// is Ctrl+J) or nothing at all, often twice. What was read is posted as text to the page's [data-scan]: it presses no
// button and opens no address. Read by the physical keys, so that Caps Lock and input methods do not matter, and as typed.
// A field under the focus keeps what is typed into it, however fast – but a citizen's card in any field is taken out again,
// also when the scanner stalls in the middle of it: up to 1 s between two letters is one whole.
(() => {
  const GAP_MS = 100, PAUSE_MS = 300, STALL_MS = 1000, BEHIND_MS = 200, TOLD_MS = 8000;
  const LEAST = 4, LEAST_BARE = 12, MOST = 512; // letters: with an end, without one, of any code of ours
  const CARD = /(?:\][A-Za-z]\w)?\d{12}\|(?:\d{9}|\d{12})?\|[^|]+\|\d{0,8}\|[^|]*\|[^|]*\|[\d|]*/;
  const TEXTS = "textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=hidden], [readonly])";
  const MARKS = { Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|", Semicolon: ";:", Quote: "'\"",
    Backquote: "`~", Comma: ",<", Period: ".>", Slash: "/?", Space: "  ", Digit0: "0)", Digit1: "1!", Digit2: "2@", Digit3: "3#",
    Digit4: "4$", Digit5: "5%", Digit6: "6^", Digit7: "7&", Digit8: "8*", Digit9: "9(" };
  const { card: cardWords } = document.currentScript.dataset;
  const nothing = () => ({ read: "", placed: "", typed: "", caps: false, before: "" });
  let burst = nothing(), whole = nothing(); // since the last gap, since the last stall
  let field = null, last = -Infinity, ended = -Infinity, carded = -Infinity, bare;

  const isEnd = event => ["Enter", "Tab"].includes(event.key) || (event.ctrlKey && !event.altKey && /^(Key[A-Z]|Bracket\w+)$/.test(event.code));
  const stop = event => { event.preventDefault(); event.stopImmediatePropagation(); };
  const isCard = text => CARD.test(text);

  function add(event) {
    const pair = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() + event.code[3] : MARKS[event.code];
    const key = [...event.key].length === 1 ? event.key : "", place = pair?.[Number(event.shiftKey)] ?? key;
    const caps = event.getModifierState("CapsLock") || (event.shiftKey && /^[a-z]$/.test(key) && place === key.toUpperCase());
    for (const each of [burst, whole]) {
      each.caps ||= caps;
      each.typed += key;
      each.placed += place;
      each.read += !pair || (key && pair.includes(key)) ? key : place; // an input method tells no letter
    }
  }

  function begin(target, stalled) {
    const under = target.matches?.(TEXTS) ? target : null, empty = { ...nothing(), before: under?.value ?? "" };
    if (stalled || under !== field || whole.read.length > MOST) whole = { ...empty };
    field = under;
    burst = empty;
  }

  const text = ({ caps, placed, read }) => caps ? placed : read;
  const holdsCard = each => isCard(text(each)) || isCard(each.typed);
  const isBegun = () => /\d{12}\|/.test(text(whole)) && !holdsCard(whole);

  // A card was read: nothing of it is read twice, and what still comes of it – its last digits, its end – goes nowhere.
  function forget() {
    clearTimeout(bare);
    [burst, whole, carded] = [nothing(), nothing(), last];
  }

  // What was scanned since the last pause, or a card since the last stall; of a card in a field nothing stays there.
  function take(least) {
    const found = [burst, whole].find(holdsCard), scanned = found ?? burst;
    clearTimeout(bare);
    burst = { ...nothing(), before: field?.value ?? "" };
    if (!found && (field || text(scanned).length < least)) return null;
    if (found && field) field.value = (found === whole && isCard(field.value) ? field.value : found.before).replace(CARD, "");
    if (found) forget();
    return { text: text(scanned), typed: scanned.typed, card: Boolean(found) };
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
    const scanned = burst.read.length >= LEAST, found = take(LEAST);
    if (scanned || found) ended = event.timeStamp;
    if (found) hand(found);
    if (found || (scanned && event.ctrlKey)) stop(event);
  }

  function silent() {
    const found = take(LEAST_BARE);
    if (found) hand(found);
  }

  document.addEventListener("keydown", event => {
    if (["Shift", "CapsLock", "AltGraph", "NumLock"].includes(event.key)) return;
    const gap = event.timeStamp - last;
    if (isEnd(event) && event.timeStamp - ended < BEHIND_MS) { ended = event.timeStamp; return stop(event); }
    if (event.timeStamp - carded < STALL_MS && (isEnd(event) || /^[\d|]$/.test(event.key))) { carded = event.timeStamp; return stop(event); }
    if (event.key === "Control") return;
    last = event.timeStamp;
    if (gap >= GAP_MS) begin(event.target, gap >= STALL_MS);
    if (isEnd(event)) return end(event);
    if (event.ctrlKey && !event.altKey) return event.code === "KeyJ" ? event.preventDefault() : undefined;
    if (event.repeat || burst.read.length > MOST) return;
    add(event);
    if (field ? isBegun() && field.type === "date" : burst.read.length > 1) stop(event); // a blank would open the calendar
    clearTimeout(bare);
    bare = setTimeout(silent, isBegun() ? STALL_MS : PAUSE_MS);
  }, true);
  // A button under the focus is pressed when the blank is let go.
  document.addEventListener("keyup", event => { if (!field && burst.read.length > 1) event.preventDefault(); }, true);

  // However slowly it came: no form is sent with a card in a field that is for something else.
  const holding = form => [...form?.elements ?? []].find(each => each.matches(TEXTS) && isCard(each.value));
  function refuse(event, form) {
    const found = holding(form);
    if (!found) return;
    stop(event);
    const [text] = found.value.match(CARD);
    found.value = found.value.replace(CARD, "");
    forget();
    hand({ text, typed: text, card: true });
  }
  document.addEventListener("submit", event => refuse(event, event.target), true);
  document.addEventListener("htmx:before:request", event => {
    const { sourceElement } = event.detail.ctx;
    refuse(event, sourceElement?.form ?? sourceElement?.closest?.("form"));
  }, true);
})();

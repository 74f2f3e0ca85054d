// One stream for many regions: asks /live for all that are wanted, anew whenever that changes or the line is lost.
// tell(address, what), to all when the address is null: `what` is a message {event, data, id, asOf} as it came,
// {lost: true} or {refused: status}. It runs in a page, or in the worker that the windows of a browser share.
globalThis.openStream = tell => {
  const FIRST_MS = 300, LAST_MS = 1500, CONNECT_MS = 3000, SILENT_MS = 15000, REFUSED_MS = 5000, TOGETHER_MS = 20;
  const wanted = new Map(); // address -> the last announcement it told
  let line = null, failed = 0, due = null, heard = 0;

  const again = (ms = TOGETHER_MS) => { clearTimeout(due); due = setTimeout(connect, ms); };
  const pause = () => Math.min(FIRST_MS * 2 ** failed++, LAST_MS) * (0.7 + 0.6 * Math.random());

  function since(address, last) {
    if (!last) return address;
    const url = new URL(address, location.origin);
    url.searchParams.set("since", last);
    return url.pathname + url.search;
  }

  async function connect() {
    line?.abort();
    const addresses = [...wanted.keys()], mine = line = new AbortController();
    if (!addresses.length) return;
    const late = setTimeout(() => mine.abort(), CONNECT_MS);
    const query = new URLSearchParams(addresses.map(each => ["of", since(each, wanted.get(each))]));
    try {
      const answer = await fetch(`/live?${query}`, { signal: mine.signal, cache: "no-store", headers: { Accept: "text/event-stream" } });
      clearTimeout(late);
      heard = performance.now();
      if (answer.ok) await read(answer.body.getReader(), addresses, mine);
      else if (mine === line) for (const each of addresses) tell(each, { refused: answer.status });
    } catch { /* lost, or given up */ }
    clearTimeout(late);
    if (mine !== line) return; // another was asked for meanwhile
    tell(null, { lost: true });
    again(pause());
  }

  async function read(reader, addresses, mine) {
    const text = new TextDecoder();
    let rest = "", message = {};
    for (;;) {
      const { done, value } = await reader.read();
      if (done || mine !== line) return;
      heard = performance.now();
      failed = 0;
      const lines = (rest + text.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      for (const each of lines) {
        if (each) note(message, each);
        else { pass(message, addresses); message = {}; }
      }
    }
  }

  function note(message, each) {
    const end = each.indexOf(": "), name = each.slice(0, end), value = each.slice(end + 2);
    message[name] = name === "data" && "data" in message ? `${message.data}\n${value}` : value;
  }

  function pass({ of, event, data, id, "as-of": asOf }, addresses) {
    const address = of === undefined ? null : addresses[of];
    if (event === "refused") { tell(address, { refused: Number(data) }); return again(REFUSED_MS); }
    if (id) wanted.set(address, id);
    if (data !== undefined) tell(address, { event, data, id, asOf });
  }

  setInterval(() => { if (line && wanted.size && performance.now() - heard > SILENT_MS) again(); }, 1000);

  return {
    want(addresses) {
      for (const each of [...wanted.keys()]) if (!addresses.includes(each)) wanted.delete(each);
      for (const each of addresses) if (!wanted.has(each)) wanted.set(each, "");
      again();
    },
    again,
  };
};

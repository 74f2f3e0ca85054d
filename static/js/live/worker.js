// The one stream of all windows of a browser, which lets a page have six connections to a server and no more.
importScripts(new URL(location).searchParams.get("reader"));
const GONE_MS = 150000; // a window in the background may tell once a minute that it is there
const windows = new Map();
const stream = openStream((address, what) => {
  for (const [port, window] of windows) if (address === null || window.address === address) port.postMessage(what);
});
const want = () => stream.want([...new Set([...windows.values()].map(each => each.address))]);

function hear(port, { want: address, again, bye }) {
  if (bye) windows.delete(port);
  else windows.set(port, { address: address ?? windows.get(port)?.address, seen: performance.now() });
  if (address || bye) want(); // also of a region that another window watches: it is told whole once more
  if (again) stream.again();
}

setInterval(() => {
  const gone = [...windows].filter(([, { seen }]) => performance.now() - seen > GONE_MS);
  for (const [port] of gone) windows.delete(port);
  if (gone.length) want();
}, 30000);

onconnect = ({ ports: [port] }) => { port.onmessage = ({ data }) => hear(port, data); };

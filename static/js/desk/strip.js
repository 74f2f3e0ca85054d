// The call strip: a small window that stays above other programs where the browser has one, else a small popup.
(() => {
  const WIDTH = 360, HEIGHT = 140;

  async function float(address) {
    const floating = await documentPictureInPicture.requestWindow({ width: WIDTH, height: HEIGHT });
    const frame = floating.document.createElement("iframe"), sheet = floating.document.createElement("link");
    Object.assign(sheet, { rel: "stylesheet", href: new URL("/static/css/screens/queue/strip.css", location).href });
    floating.document.documentElement.className = "floating";
    floating.document.head.append(sheet);
    Object.assign(frame, { src: new URL(address, location).href, title: document.title });
    floating.document.body.append(frame);
    frame.addEventListener("load", () => frame.contentWindow.focus());
  }

  const pop = address => window.open(address, "strip", `popup,width=${WIDTH},height=${HEIGHT}`);

  document.addEventListener("click", event => {
    const { strip } = event.target.closest("[data-strip]")?.dataset ?? {};
    if (!strip) return;
    if ("documentPictureInPicture" in window) float(strip).catch(() => pop(strip));
    else pop(strip);
  });
})();

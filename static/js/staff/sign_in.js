// A session that lapsed asks for the password over the page; what was typed below stays, and the page goes on.
(() => {
  const dialog = document.getElementById("sign-in");
  if (!dialog) return;
  let asking = false;

  document.addEventListener("signed-out", event => {
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    if (!asking && !dialog.querySelector("form")) ask();
  });

  async function ask() {
    asking = true;
    try { await htmx.ajax("GET", dialog.dataset.again, { target: "#sign-in", swap: "innerHTML" }); } finally { asking = false; }
  }

  document.addEventListener("signed-in", event => {
    const { token } = event.detail;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    document.getElementById("notice").replaceChildren();
    dialog.close();
    dialog.replaceChildren();
    document.dispatchEvent(new Event("stream:again")); // the stream is asked for at once
  });

  dialog.addEventListener("cancel", event => event.preventDefault());
})();

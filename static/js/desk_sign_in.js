// A session that lapsed asks for the password over the page; what was typed below stays, and the page goes on.
(() => {
  const dialog = document.getElementById("sign-in");
  if (!dialog) return;

  document.addEventListener("signed-out", event => {
    event.preventDefault();
    if (dialog.open) return;
    dialog.showModal();
    htmx.ajax("GET", dialog.dataset.again, { target: "#sign-in", swap: "innerHTML" });
  });

  document.addEventListener("signed-in", event => {
    const { token } = event.detail;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    document.getElementById("notice").replaceChildren();
    dialog.close();
  });

  dialog.addEventListener("cancel", event => event.preventDefault());
})();

// One content becomes another by changing only the parts that differ: a screen reader tells those alone, and the focus
// stays where it is. For pages that are too light for a library which does it.
window.morph = (() => {
  const kind = node => `${node.nodeName} ${(node.getAttribute?.("class") ?? "").replace(/\s*unarmed/, "")}`;

  function morph(part, fresh) {
    if (part.nodeType === Node.TEXT_NODE && part.nodeValue !== fresh.nodeValue) part.nodeValue = fresh.nodeValue;
    if (part.nodeType !== Node.ELEMENT_NODE || part.isEqualNode(fresh)) return;
    for (const { name } of [...part.attributes]) if (!fresh.hasAttribute(name)) part.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (part.getAttribute(name) !== value) part.setAttribute(name, value);
    let next = part.firstChild;
    for (const each of [...fresh.childNodes]) next = place(part, next, each);
    while (next) next = drop(next);
  }

  // The same kind of part further on is the one meant; what lies between is over.
  function place(part, next, fresh) {
    let same = next;
    while (same && kind(same) !== kind(fresh)) same = same.nextSibling;
    if (!same) { part.insertBefore(fresh, next); return next; }
    while (next !== same) next = drop(next);
    morph(same, fresh);
    return same.nextSibling;
  }

  function drop(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  return morph;
})();

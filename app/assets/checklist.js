// The checklist beside the message: hovering, focusing or tapping an item shows its words there; buttons mend.
function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function show(item, scroll) {
  const detail = { spans: item ? item.spans : [], where: item ? item.where : "body", scroll };
  window.dispatchEvent(new CustomEvent("puentes-show", { detail }));
}

function row(item, data, self) {
  const li = element("li", `pz-${item.status}`);
  const sign = element("span", "sign", item.sign);
  sign.setAttribute("aria-hidden", "true");
  const words = element("div", "words");
  const found = item.spans.length > 0 || item.where === "subject";
  const head = element(found ? "button" : "p", "head");
  head.append(element("strong", "", item.label), element("span", "said", ` ${item.message}`));
  if (found) {
    head.type = "button";
    head.dataset.id = `show ${item.id}`;
    head.title = data.labels.show;
    head.setAttribute("aria-pressed", String(self.held === item.id));
    head.onmouseenter = head.onfocus = () => show(item, false);
    head.onmouseleave = head.onblur = () => { if (self.held !== item.id) show(self.heldItem(), false); };
    head.onclick = () => {
      self.held = self.held === item.id ? null : item.id;
      for (const one of self.root.querySelectorAll("button.head")) {
        one.setAttribute("aria-pressed", String(one.dataset.id === `show ${self.held}`));
      }
      show(self.held ? item : null, Boolean(self.held));
    };
  }
  words.append(head);
  if (item.fix) words.append(element("p", "fix", item.fix));
  li.append(sign, words);
  if (item.actions.length) {
    const actions = element("div", "actions");
    for (const action of item.actions) {
      const button = element("button", "action", action.label);
      button.type = "button";
      button.dataset.id = `${action.name} ${item.id}`;
      button.setAttribute("aria-label", `${action.label}: ${item.label}`);
      button.disabled = data.busy;
      button.onclick = () => {
        // What was typed last goes first.
        window.dispatchEvent(new CustomEvent("puentes-flush"));
        self.act({ name: action.name, item: item.id, number: Date.now() });
      };
      actions.append(button);
    }
    li.append(actions);
  }
  return li;
}

function list(items, data, self) {
  const ul = element("ul");
  ul.setAttribute("role", "list");
  ul.append(...items.map((item) => row(item, data, self)));
  return ul;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".checklist");
  const self = root.puentes || (root.puentes = { root, held: null, drawn: "", opened: {} });
  self.act = (what) => setTriggerValue("act", what);
  self.data = data;
  self.heldItem = () => self.data.groups.flatMap((g) => g.items).find((i) => i.id === self.held) || null;
  const key = JSON.stringify(data);
  if (key === self.drawn) return;
  self.drawn = key;
  const focused = root.getRootNode().activeElement?.dataset?.id;
  const parts = [];
  for (const group of data.groups) {
    if (!group.items.length) continue;
    if (group.folded) {
      const details = element("details");
      details.open = Boolean(self.opened[group.name]);
      details.ontoggle = () => { self.opened[group.name] = details.open; };
      details.append(element("summary", "", group.title), list(group.items, data, self));
      parts.push(details);
    } else {
      parts.push(element("h3", "", group.title), list(group.items, data, self));
    }
  }
  root.replaceChildren(...parts);
  // The item that was pointed at is gone, and will not say that the pointer left it.
  show(self.heldItem(), false);
  const same = focused && [...root.querySelectorAll("button")].find((one) => one.dataset.id === focused);
  if (same) same.focus({ preventScroll: true });
}

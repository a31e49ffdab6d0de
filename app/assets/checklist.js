// The checklist beside the message: hovering, focusing or tapping an item shows its words there; buttons mend. An item
// keeps its elements as long as it is in the list, and nothing changes while one is pressed: a list that is drawn anew
// under the pointer swallows the click, or gives it to another item.
function element(tag, className) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  return made;
}

function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

// The children of a place, one for each wanted one: those that are there already stay and are not moved without need.
function children(place, wanted, make, fill) {
  const known = new Map([...place.children].map((child) => [child.dataset.key, child]));
  const keys = new Set(wanted.map((one) => one.key));
  for (const [key, child] of known) if (!keys.has(key)) child.remove();
  wanted.forEach((one, at) => {
    let child = known.get(one.key);
    if (!child) {
      child = make(one);
      child.dataset.key = one.key;
    }
    fill(child, one);
    if (place.children[at] !== child) place.insertBefore(child, place.children[at] ?? null);
  });
}

function newItem(item) {
  const li = element("li");
  const sign = element("span", "sign");
  sign.setAttribute("aria-hidden", "true");
  const head = element(shows(item) ? "button" : "p", "head");
  if (shows(item)) {
    head.type = "button";
    head.dataset.shows = item.id;
  }
  const label = element("strong", "label");
  const words = element("div", "words");
  head.append(label, element("span", "said"));
  words.append(head, element("p", "fix"));
  li.append(sign, words, element("div", "actions"));
  return li;
}

function fillItem(li, item, data, self) {
  li.className = `pz-${item.status}`;
  write(li.querySelector(".sign"), item.sign);
  write(li.querySelector(".label"), item.label);
  write(li.querySelector(".said"), ` ${item.message}`);
  write(li.querySelector(".fix"), item.fix);
  li.querySelector(".fix").hidden = !item.fix;
  const head = li.querySelector("button.head");
  if (head) {
    head.title = data.labels.show;
    head.setAttribute("aria-pressed", String(self.held === item.id));
  }
  const wanted = item.actions.map((action) => ({ ...action, key: action.name }));
  const actions = li.querySelector(".actions");
  actions.hidden = !wanted.length;
  children(actions, wanted, () => element("button", "action"), (button, action) => {
    button.type = "button";
    button.dataset.act = action.name;
    button.dataset.item = item.id;
    button.disabled = data.busy;
    button.setAttribute("aria-label", `${action.label}: ${item.label}`);
    write(button, action.label);
  });
}

function shows(item) {
  return item.spans.length > 0 || item.where === "subject";
}

function newGroup(group) {
  const place = element(group.folded ? "details" : "div", "group");
  const ul = element("ul");
  ul.setAttribute("role", "list");
  place.append(element(group.folded ? "summary" : "h3", "title"), ul);
  return place;
}

function draw(self) {
  const data = self.data;
  const groups = data.groups.filter((group) => group.items.length).map((group) => ({ ...group, key: group.name }));
  children(self.root, groups, newGroup, (place, group) => {
    write(place.querySelector(".title"), group.title);
    const items = group.items.map((item) => ({ ...item, key: `${item.id} ${shows(item)}` }));
    children(place.querySelector("ul"), items, newItem, (li, item) => fillItem(li, item, data, self));
  });
  self.point();
}

function start(root) {
  const self = { root, held: null, over: null, drawn: "", pressed: false, data: null, act: null };
  const items = () => self.data.groups.flatMap((group) => group.items);

  // The words of the item that is pointed at, else of the one that is held, are shown in the message.
  self.point = (scroll = false) => {
    const item = items().find((one) => one.id === self.over) || items().find((one) => one.id === self.held);
    const detail = { spans: item ? item.spans : [], where: item ? item.where : "body", scroll };
    window.dispatchEvent(new CustomEvent("puentes-show", { detail }));
  };
  const over = (event) => {
    const place = event.type.endsWith("out") ? event.relatedTarget : event.target;
    const now = place?.closest?.("button.head")?.dataset.shows ?? null;
    if (now === self.over) return;
    self.over = now;
    self.point();
  };
  const click = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.act) {
      // What was typed last goes first.
      window.dispatchEvent(new CustomEvent("puentes-flush"));
      self.act({ name: button.dataset.act, item: button.dataset.item, number: Date.now() });
      return;
    }
    const id = button.dataset.shows;
    self.held = self.held === id ? null : id;
    for (const one of root.querySelectorAll("button.head")) {
      one.setAttribute("aria-pressed", String(one.dataset.shows === self.held));
    }
    self.over = self.held;
    self.point(Boolean(self.held));
  };
  const release = () => {
    // The click comes after this.
    setTimeout(() => {
      self.pressed = false;
      self.update();
    });
  };
  const press = () => {
    self.pressed = true;
    for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, release, { once: true });
  };

  self.update = () => {
    const key = JSON.stringify(self.data);
    if (self.pressed || key === self.drawn) return;
    self.drawn = key;
    draw(self);
  };
  for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) root.addEventListener(name, over);
  root.addEventListener("click", click);
  root.addEventListener("pointerdown", press);
  return self;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".checklist");
  const self = root.puentes || (root.puentes = start(root));
  self.act = (what) => setTriggerValue("act", what);
  self.data = data;
  self.update();
}

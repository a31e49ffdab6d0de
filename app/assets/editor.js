// The message as a text that can be edited, with the words that findings are about marked behind it. All text is put in
// as text, never as HTML. Offsets from the server are code points; those of the browser UTF-16 units.
const WAIT = 150; // ms without a key before the text is sent

function units(text) {
  const at = [0];
  for (const char of text) at.push(at[at.length - 1] + char.length);
  return at;
}

function inUnits(text, marks) {
  const at = units(text);
  const last = at.length - 1;
  return marks
    .map((m) => ({ ...m, start: at[Math.min(m.start, last)], end: at[Math.min(m.end, last)] }))
    .filter((m) => m.start < m.end);
}

// Marks follow an edit until the server has looked at it: what stands before or after it stays marked.
function moved(marks, old, text) {
  let first = 0;
  const least = Math.min(old.length, text.length);
  while (first < least && old[first] === text[first]) first += 1;
  let same = 0;
  while (same < least - first && old[old.length - 1 - same] === text[text.length - 1 - same]) same += 1;
  const end = old.length - same;
  const grown = text.length - old.length;
  return marks
    .filter((m) => m.end <= first || m.start >= end)
    .map((m) => (m.end <= first ? m : { ...m, start: m.start + grown, end: m.end + grown }));
}

function draw(under, text, marks) {
  const cuts = new Set([0, text.length]);
  for (const m of marks) { cuts.add(m.start); cuts.add(m.end); }
  const ordered = [...cuts].filter((c) => c >= 0 && c <= text.length).sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < ordered.length; i += 1) {
    const [start, end] = [ordered[i], ordered[i + 1]];
    const over = marks.filter((m) => m.start <= start && end <= m.end);
    const piece = document.createTextNode(text.slice(start, end));
    if (!over.length) { nodes.push(piece); continue; }
    const mark = document.createElement("mark");
    mark.className = [...new Set(over.map((m) => `pz-${m.status}`))].join(" ");
    mark.appendChild(piece);
    nodes.push(mark);
  }
  under.replaceChildren(...nodes, document.createTextNode("\n"));
}

function start(root) {
  const body = root.querySelector(".body");
  const subject = root.querySelector(".subject");
  const underSubject = root.querySelector(".under-subject");
  const under = root.querySelector(".under");
  const hint = root.querySelector(".hint");
  const self = { serial: null, text: "", marks: [], here: [], timer: 0, sent: "", data: null, send: null };

  self.paint = () => {
    draw(under, body.value, self.data && self.data.plain ? self.here : [...self.marks, ...self.here]);
    underSubject.textContent = subject.value;
  };
  self.flush = () => {
    clearTimeout(self.timer);
    self.timer = 0;
    const now = { serial: self.serial, subject: subject.value, body: body.value };
    const key = JSON.stringify(now);
    if (key === self.sent || self.serial === null || self.data.busy) return;
    self.sent = key;
    self.send(now);
  };
  self.later = () => {
    clearTimeout(self.timer);
    self.timer = setTimeout(self.flush, WAIT);
  };
  self.typed = () => {
    self.marks = moved(self.marks, self.text, body.value);
    self.here = [];
    self.text = body.value;
    self.paint();
    self.later();
  };
  self.say = () => {
    const at = body.selectionStart;
    const over = self.marks.filter((m) => m.start <= at && at <= m.end && m.message);
    const words = document.activeElement && root.contains(root.getRootNode().activeElement)
      ? [...new Set(over.map((m) => m.message))].join(" · ") : "";
    if (hint.textContent !== words) hint.textContent = words;
  };
  self.show = (event) => {
    const { spans, where, scroll } = event.detail;
    subject.classList.toggle("here", where === "subject");
    const spansHere = where === "subject" ? [] : spans;
    self.here = inUnits(body.value, spansHere.map(([s, e]) => ({ start: s, end: e, status: "here" })));
    self.paint();
    if (scroll) {
      const target = (where === "subject" ? subject : under.querySelector("mark.pz-here")) || under;
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    }
  };
  self.update = (data) => {
    const fresh = data.serial !== self.serial;
    self.data = data;
    root.querySelector(".to").hidden = !data.to;
    root.querySelector(".to .label").textContent = data.labels.to;
    root.querySelector(".to .value").textContent = data.to;
    root.querySelector(".about").hidden = data.subject === null;
    root.querySelector(".about .label").textContent = data.labels.subject;
    body.setAttribute("aria-label", data.labels.body);
    body.lang = subject.lang = data.lang;
    body.readOnly = subject.readOnly = data.busy;
    root.lang = data.lang;
    if (fresh) {
      clearTimeout(self.timer);
      self.serial = data.serial;
      body.value = data.body;
      subject.value = data.subject ?? "";
      self.here = [];
      self.sent = JSON.stringify({ serial: self.serial, subject: subject.value, body: body.value });
    }
    if (body.value === data.body) self.marks = inUnits(body.value, data.marks);
    self.text = body.value;
    root.dataset.checked = data.body === body.value && (data.subject ?? "") === subject.value ? "yes" : "no";
    self.paint();
    self.say();
    // Grammar takes its time at first: look again, until it is there. What comes is the same for a while, and then this
    // function is not called: so an interval.
    clearInterval(self.again);
    self.again = data.pending ? setInterval(() => self.poke(Date.now()), 500) : 0;
  };

  body.addEventListener("input", (event) => { if (!event.isComposing) self.typed(); else self.paint(); });
  body.addEventListener("compositionend", self.typed);
  subject.addEventListener("input", () => { self.paint(); self.later(); });
  // A subject is one line; Enter goes on to the message.
  subject.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); body.focus(); } });
  for (const field of [body, subject]) field.addEventListener("blur", self.flush);
  for (const name of ["keyup", "click", "focus"]) body.addEventListener(name, self.say);
  return self;
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".letter");
  const self = root.puentes || (root.puentes = start(root));
  self.send = (text) => setStateValue("text", text);
  self.poke = (number) => setStateValue("poke", number);
  self.update(data);
  window.addEventListener("puentes-show", self.show);
  window.addEventListener("puentes-flush", self.flush);
  return () => {
    clearInterval(self.again);
    window.removeEventListener("puentes-show", self.show);
    window.removeEventListener("puentes-flush", self.flush);
  };
}

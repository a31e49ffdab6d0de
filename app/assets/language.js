// The page's language for the browser, and Streamlit's own words in it: Streamlit has them in English only. `exact` maps
// its words to ours; `before` those that stand before a label ("Help for …"); `dates` those that hold a date.
const ATTRIBUTES = ["aria-label", "placeholder", "aria-valuetext"];
const TEXTS = "[role=spinbutton], [data-testid=InputInstructions], [role=listbox], [data-testid=stDialog], [data-testid=stDateInputCalendar], a[href^='#'], [id^='react-aria']";

function day(text, language, form) {
  const date = new Date(`${text} 12:00`);
  return Number.isNaN(date.getTime()) ? text : new Intl.DateTimeFormat(language, form).format(date);
}

function ours(text, words) {
  const plain = text.trim();
  if (words.exact[plain]) return words.exact[plain];
  for (const [start, own] of Object.entries(words.before)) {
    if (plain.startsWith(start)) return own.replace("{what}", plain.slice(start.length));
  }
  for (const [start, own] of Object.entries(words.dates)) {
    if (plain.startsWith(start)) return `${own} ${day(plain.slice(start.length), words.language, { dateStyle: "long" })}`;
  }
  const month = /^(\d+) – ([A-Z][a-z]+)$/.exec(plain); // the month in a date field
  return month ? `${month[1]} – ${day(`${month[2]} 1, 2000`, words.language, { month: "long" })}` : null;
}

function attributes(element, words) {
  for (const name of ATTRIBUTES) {
    const own = element.hasAttribute(name) && ours(element.getAttribute(name), words);
    if (own && own !== element.getAttribute(name)) element.setAttribute(name, own);
  }
}

// Nothing that a person or an engine wrote is looked at: only places where Streamlit alone writes.
function texts(place, words) {
  if (place.closest("[data-part], textarea, input")) return;
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = ours(node.data, words);
    if (own && own !== node.data) node.data = own;
  }
}

function look(root, words) {
  if (root.nodeType === Node.TEXT_NODE) root = root.parentElement;
  if (!root || root.nodeType !== Node.ELEMENT_NODE) return;
  attributes(root, words);
  for (const one of root.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join())) attributes(one, words);
  const inside = root.closest(TEXTS);
  for (const one of inside ? [inside] : root.querySelectorAll(TEXTS)) texts(one, words);
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  window.puentesWords?.disconnect();
  window.puentesWords = null;
  if (!Object.keys(data.exact).length) return;
  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => look(node, data));
      else look(change.target, data);
    }
  });
  look(document.body, data);
  watch.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  window.puentesWords = watch;
}

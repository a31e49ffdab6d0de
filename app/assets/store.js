// Keeps what was filled in for this tab, in the browser's sessionStorage: it outlives a reload and ends with the tab.
// Nothing of it is in the address, and nothing on the server's disk.
const PREFIX = "puentes.";

// What is being typed at this moment, and not yet sent to the page, is newer than what the page knows.
function withUnsent(text) {
  const typed = document.activeElement;
  if (!(typed instanceof HTMLTextAreaElement)) return text;
  const form = JSON.parse(text);
  for (const [field, area] of window.puentesKept || []) if (typed.closest("." + area)) form[field] = typed.value;
  return JSON.stringify(form);
}

export default function (component) {
  const { data, setStateValue, parentElement } = component;
  const root = parentElement.querySelector("span");
  try {
    if (data.read) {
      if (root.dataset.read) return;
      root.dataset.read = "yes";
      const found = {};
      for (const key of data.read) found[key] = sessionStorage.getItem(PREFIX + key);
      setStateValue("found", found);
      return;
    }
    for (const [key, text] of Object.entries(data.write)) {
      if (text === null) sessionStorage.removeItem(PREFIX + key);
      else sessionStorage.setItem(PREFIX + key, key === "form" ? withUnsent(text) : text);
    }
  } catch (error) {
    // A browser that keeps nothing (private mode, storage full): the page works on, a reload begins anew.
    if (data.read) setStateValue("found", {});
  }
}

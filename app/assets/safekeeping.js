// Keeps the text of one text area in sessionStorage: it outlives a reload of the tab, and ends with the tab.
export default function (component) {
  const { data, setStateValue } = component;
  const read = () => { try { return sessionStorage.getItem(data.name) || ""; } catch (e) { return ""; } };
  // One listener for the life of the page: one for each run would miss what is typed between two runs.
  window.puentesKept ??= (() => {
    const areas = new Map();
    const onInput = (event) => {
      if (!(event.target instanceof HTMLTextAreaElement)) return;
      for (const [name, area] of areas) {
        if (!event.target.closest("." + area)) continue;
        try { sessionStorage.setItem(name, event.target.value); } catch (e) { /* a browser that forbids it */ }
      }
    };
    document.addEventListener("input", onInput, true);
    return areas;
  })();
  window.puentesKept.set(data.name, data.area);
  window.puentesAsked ??= new Set();
  // Asked once for each load of the page: a text that the person has emptied since stays empty.
  if (!window.puentesAsked.has(data.name)) {
    window.puentesAsked.add(data.name);
    if (!data.known && read()) setStateValue("stored", read());
  }
}

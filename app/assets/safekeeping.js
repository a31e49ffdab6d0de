// Keeps the text of one text area in sessionStorage: it outlives a reload of the tab, and ends with the tab.
export default function (component) {
  const { data, setStateValue } = component;
  const read = () => { try { return sessionStorage.getItem(data.name) || ""; } catch (e) { return ""; } };
  const write = (text) => { try { sessionStorage.setItem(data.name, text); } catch (e) { /* a browser that forbids it */ } };
  const onInput = (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.target.closest("." + data.area)) write(event.target.value);
  };
  document.addEventListener("input", onInput, true);
  window.puentesAsked ??= new Set();
  // Asked once for each load of the page: a text that the person has emptied since stays empty.
  if (!window.puentesAsked.has(data.name)) {
    window.puentesAsked.add(data.name);
    if (!data.known && read()) setStateValue("stored", read());
  }
  return () => document.removeEventListener("input", onInput, true);
}

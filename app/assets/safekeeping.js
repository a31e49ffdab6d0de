// What is typed in one text area goes at each key to where the tab keeps the form, not only when it is sent to the
// page: a reload in the middle of a word loses nothing. It ends with the tab.
const FORM = "puentes.form";

export default function (component) {
  const { data } = component;
  // One listener for the life of the page: one for each run would miss what is typed between two runs.
  window.puentesKept ??= (() => {
    const areas = new Map();
    const onInput = (event) => {
      if (!(event.target instanceof HTMLTextAreaElement)) return;
      for (const [field, area] of areas) {
        if (!event.target.closest("." + area)) continue;
        try {
          const form = JSON.parse(sessionStorage.getItem(FORM) || "{}");
          form[field] = event.target.value;
          sessionStorage.setItem(FORM, JSON.stringify(form));
        } catch (error) { /* a browser that keeps nothing: the page works on, a reload begins anew */ }
      }
    };
    document.addEventListener("input", onInput, true);
    return areas;
  })();
  window.puentesKept.set(data.field, data.area);
}

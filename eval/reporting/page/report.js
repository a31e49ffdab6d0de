"use strict";
// Filters the fixtures. Without script everything is shown.
(() => {
  const form = document.getElementById("filters");
  const found = document.getElementById("found");
  const fixtures = [...document.querySelectorAll("[data-fixture]")];
  const fits = (fixture, wanted) =>
    (!wanted.language || fixture.dataset.language === wanted.language) &&
    (!wanted.intent || fixture.dataset.intent === wanted.intent) &&
    (!wanted.state || fixture.dataset.state === wanted.state) &&
    (!wanted.element || fixture.dataset.fails.split("\n").includes(wanted.element)) &&
    fixture.dataset.fixture.toLowerCase().includes(wanted.name.trim().toLowerCase());
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const fixture of fixtures) {
      fixture.hidden = !fits(fixture, wanted);
      shown += !fixture.hidden;
    }
    found.textContent = form.dataset.found.replace("{shown}", shown).replace("{all}", fixtures.length);
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
})();

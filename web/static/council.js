"use strict";
// The ballot and the agenda work without this file; it only saves round trips.
(() => {
  const all = (root, selector) => [...root.querySelectorAll(selector)];

  for (const group of all(document, "[data-all]")) {
    const button = group.querySelector("[data-tick-all]");
    button.hidden = false;
    button.addEventListener("click", () => all(group, "input[type=checkbox]").forEach((box) => { box.checked = true; }));
  }

  const ballot = document.querySelector("[data-ballot]");
  if (!ballot) return;
  const rows = all(ballot, "fieldset");
  const isChosen = (row) => row.querySelector("input:checked") !== null;
  const tell = () => {
    const chosen = rows.filter(isChosen).length;
    for (const line of all(ballot, "[data-ballot-count]")) line.textContent = line.dataset.words.replace("{n}", chosen);
  };
  for (const button of all(ballot, "[data-ballot-fill]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const group = button.closest("[data-ballot-group]");
      for (const row of all(group, "fieldset").filter((row) => !isChosen(row))) {
        row.querySelector("input[value=agree]").checked = true;
      }
      tell();
    });
  }
  ballot.addEventListener("change", tell);
  tell();
})();

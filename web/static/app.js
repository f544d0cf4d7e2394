"use strict";
// Everything works without this file; it only makes some things kinder.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // After a failed form, reading starts at the list of what to mend.
  const mistakes = document.querySelector("[data-error-summary]");
  mistakes?.focus();
  // Once more when an address that ends in #… has been scrolled to.
  addEventListener("load", () => mistakes?.focus());

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // A second tap on the same button sends nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  // How many characters are left, in words.
  for (const line of all("[data-counter-for]")) {
    const box = document.getElementById(line.dataset.counterFor);
    const tell = () => {
      const left = Number(line.dataset.limit) - [...box.value].length;
      const figure = Math.abs(left).toLocaleString(document.documentElement.lang);
      line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", figure);
      line.classList.toggle("bv-count--over", left < 0);
    };
    box.addEventListener("input", tell);
    tell();
  }

  // Before the session ends: say so, and let the person stay without losing what is typed.
  const strip = document.querySelector("[data-session]");
  if (!strip) return;
  const form = strip.querySelector("[data-session-form]");
  const started = () => Date.now() + Number(strip.dataset.remaining) * 1000;
  let end = started();
  const look = () => {
    const left = (end - Date.now()) / 1000;
    strip.hidden = left > Number(strip.dataset.warning);
    if (left <= 0) {
      strip.querySelector("[data-session-text]").textContent = strip.dataset.ended;
      form.hidden = true;
    }
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    });
    const remaining = answer.ok ? (await answer.json()).remaining : 0;
    strip.dataset.remaining = remaining ?? 0;
    end = started();
    look();
  });
  setInterval(look, 10000);
  look();
})();

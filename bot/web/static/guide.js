// Counts what is filled in, and leads to the next field that is not, or not rightly.

import { chosen } from "./keeper.js";

export function guide(form, keeper) {
  const entries = [...form.querySelectorAll("[data-field]")];
  const next = document.getElementById("next");
  const go = document.getElementById("go");
  const done = document.getElementById("done");
  const problems = document.getElementById("problems");

  function refresh() {
    const open = entries.filter((entry) => !isFilled(entry));
    done.textContent = entries.length - open.length;
    next.hidden = open.length === 0;
    go.classList.toggle("second", open.length > 0);
    next.classList.toggle("second", false);
    if (open.length) next.href = `#${open[0].id}`;
    for (const entry of entries) {
      const mark = document.querySelector(`[data-mark="${entry.dataset.field}"]`);
      mark?.classList.toggle("filled", !open.includes(entry));
    }
    const lines = [...(problems?.querySelectorAll("[data-problem-of]") ?? [])];
    for (const line of lines) {
      line.hidden = !document.getElementById(`field-${line.dataset.problemOf}`).matches(".wrong");
    }
    if (problems) problems.hidden = lines.every((line) => line.hidden);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#field-"], .marks a');
    if (!link) return;
    const entry = document.querySelector(link.getAttribute("href"));
    if (!entry) return;
    event.preventDefault();
    entry.scrollIntoView({ block: "center" });
    target(entry)?.focus({ preventScroll: true });
  });
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  keeper.addEventListener("kept", refresh);
  keeper.addEventListener("restored", refresh);
  const decline = document.getElementById("decline");
  decline.addEventListener("toggle", () => {
    if (decline.open) decline.scrollIntoView({ block: "nearest" });
  });
  problems?.focus();
  refresh();
}

function target(entry) {
  const shown = [...entry.querySelectorAll("input, select, textarea")];
  return shown.find((input) => input.type !== "hidden" && !input.disabled
    && (input.type !== "radio" || input.checked));
}

function isFilled(entry) {
  if (entry.matches(".wrong")) return false;
  if (entry.dataset.required === undefined) return true;
  if (entry.matches("fieldset")) {
    const how = chosen(entry);
    // What waits for a connection counts already.
    const drawn = how === "draw" && entry.querySelector("[data-strokes]").value.length > 2;
    return how === "keep" || how === entry.dataset.given || drawn;
  }
  const input = entry.querySelector("[name]");
  return input.type === "checkbox" || input.value.trim() !== "";
}

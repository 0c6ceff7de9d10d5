// Signatures and stamps: drawn, typed or photographed, and shown as they were kept.
// How the kept one was given stands in `data-given`: only what is chosen counts.

import { chosen } from "./keeper.js";
import { openPad } from "./pad.js";

const TYPING_MS = 700;

export function watchPictures(form, keeper) {
  for (const entry of form.querySelectorAll("fieldset[data-field]")) {
    watch(entry, keeper);
  }
  keeper.addEventListener("kept", ({ detail }) => {
    if (detail.entry.matches("fieldset")) showKept(detail);
    else showText(detail);
  });
}

function watch(entry, keeper) {
  const draw = entry.querySelector(".how-draw");
  const keep = entry.querySelector(".how-keep");
  const canvas = entry.querySelector("[data-pad]");
  for (const how of entry.querySelectorAll(".how")) {
    how.dataset.unsaved = "";
    how.addEventListener("change", () => choose(entry, keeper));
  }
  if (canvas) {
    const pad = openPad(entry, (pause) => keeper.save(entry, pause));
    keeper.addEventListener("restored", ({ detail }) => {
      if (detail.entry === entry) pad.restore();
    });
  }
  if (draw && keep.disabled && !entry.matches(".wrong")) draw.checked = true;
  const typed = entry.querySelector(".method-type input");
  if (typed) watchTyping(entry, typed, keeper);
}

// Another way: what was given in it before is given again, by itself.
function choose(entry, keeper) {
  const how = chosen(entry);
  if (how === "keep" || how === entry.dataset.given) return;
  if (keeper.gives(entry)) keeper.save(entry, how === "type" ? TYPING_MS : 0);
  else keeper.say("", false);
}

function watchTyping(entry, typed, keeper) {
  typed.dataset.unsaved = "";
  typed.addEventListener("input", () => keeper.save(entry, TYPING_MS));
}

function showKept({ entry, field, sent }) {
  const values = new Map(sent);
  const id = entry.dataset.field;
  const how = values.get(`${id}.how`);
  const keep = entry.querySelector(".how-keep");
  const shown = entry.querySelector("[data-picture]");
  const fresh = entry.querySelector("[data-fresh]");
  const address = `${shown.dataset.src}?v=${field.picture}`;
  if (field.picture) shown.src = address;
  keep.disabled = keep.hidden = !field.picture;
  document.querySelector(`label[for="${keep.id}"]`).hidden = !field.picture;
  if (fresh && how === "type") {
    fresh.hidden = Boolean(field.problem);
    fresh.src = address;
    fresh.alt = shown.alt;
  }
  if (!field.problem) entry.dataset.given = field.picture ? how : "";
  else if (entry.dataset.given === how) delete entry.dataset.given;
  if (!field.problem && how === "photo" && chosen(entry) === "photo") {
    entry.querySelector("[type=file]").value = "";
    keep.checked = true;
  }
}

function showText({ entry, field }) {
  const kept = entry.querySelector("[data-kept]");
  if (kept) kept.textContent = field.problem ? "" : field.kept;
}

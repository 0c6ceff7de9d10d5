// Signatures and stamps: drawn, typed or photographed, and shown as they were kept.

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
  for (const how of entry.querySelectorAll(".how")) how.dataset.unsaved = "";
  if (canvas) {
    const pad = openPad(entry, (pause) => keeper.save(entry, pause));
    keeper.addEventListener("restored", ({ detail }) => {
      if (detail.entry === entry) pad.restore();
    });
  }
  if (draw && keep.disabled) draw.checked = true;
  const typed = entry.querySelector(".method-type input");
  if (typed) watchTyping(entry, typed, keeper);
}

function watchTyping(entry, typed, keeper) {
  const save = () => keeper.save(entry, TYPING_MS);
  typed.dataset.unsaved = "";
  typed.addEventListener("input", save);
  entry.querySelector(".how-type").addEventListener("change", save);
}

function showKept({ entry, field, sent }) {
  const values = new Map(sent);
  const id = entry.dataset.field;
  const how = values.get(`${id}.how`);
  const keep = entry.querySelector(".how-keep");
  const shown = entry.querySelector("[data-picture]");
  const fresh = entry.querySelector("[data-fresh]");
  const address = `${shown.dataset.src}?v=${field.picture}`;
  const strokes = entry.querySelector("[data-strokes]");
  if (field.picture) shown.src = address;
  keep.disabled = keep.hidden = !field.picture;
  document.querySelector(`label[for="${keep.id}"]`).hidden = !field.picture;
  fresh.hidden = how !== "type" || Boolean(field.problem);
  if (!fresh.hidden) {
    fresh.src = address;
    fresh.alt = shown.alt;
  }
  if (field.problem) return;
  if (how === "draw" && strokes.value === values.get(`${id}.strokes`)) strokes.value = "";
  if (how === "photo") {
    entry.querySelector("[type=file]").value = "";
    keep.checked = true;
  }
}

function showText({ entry, field }) {
  const kept = entry.querySelector("[data-kept]");
  if (kept) kept.textContent = field.problem ? "" : field.kept;
}

// Everything without a pointer.

import { grown, moved } from "./geometry.js";

const STEP = 3 / 595;
/* Of the page's width: three points of an A4 page. */
const LARGE = 6;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function watchKeys(app) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    const spot = event.target.closest(".spot");
    const acts = (!typing && everywhere(app, event)) || (spot && onPlace(app, app.draft.field(spot.dataset.id), event));
    if (!acts && event.key !== "Escape") return;
    if (acts) event.preventDefault();
    (acts || (() => app.back()))();
  });
}

function everywhere(app, { key, ctrlKey, metaKey, shiftKey }) {
  if (!ctrlKey && !metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return () => (shiftKey ? app.redo() : app.undo());
  return letter === "y" ? () => app.redo() : null;
}

function onPlace(app, field, event) {
  if (!field) return null;
  if (event.key in WAYS) return field.page < app.sheets.tray ? () => push(app, field, event) : () => {};
  if (event.key === "Delete" || event.key === "Backspace") return () => app.remove(field.id);
  if (event.key === "Enter" || event.key === " ") return () => app.panel.open(true);
  const doubles = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d";
  return doubles ? () => app.duplicate(field.id) : null;
}

function push(app, field, { key, shiftKey, altKey, ctrlKey, metaKey }) {
  const { width, height } = app.sheets.bounds(field.page);
  const step = STEP * (shiftKey ? LARGE : 1);
  const [dx, dy] = [WAYS[key][0] * step, (WAYS[key][1] * step * width) / height];
  const sizes = altKey || ctrlKey || metaKey;
  const box = sizes ? grown(field.box, dx, dy, STEP * 2) : moved(field.box, dx, dy);
  app.draft.update(field.id, { box }, `${sizes ? "size" : "move"}:${field.id}`);
  app.sheets.reveal(field.id);
  app.sayWhere(field.id, sizes);
}

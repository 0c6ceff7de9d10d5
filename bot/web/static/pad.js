// The pad to draw on. Its strokes survive turning, zooming and reloading, because they
// are kept as numbers and drawn again for every size.

import SignaturePad from "./vendor/signature_pad.min.js";

const SETTLE_MS = 600;
const INK = "#141e5c";

export function openPad(entry, save) {
  const canvas = entry.querySelector("[data-pad]");
  const strokes = entry.querySelector("[data-strokes]");
  const here = entry.querySelector(".here");
  const pad = new SignaturePad(canvas, { penColor: INK, minWidth: 0.8, maxWidth: 2.8, minDistance: 2 });
  let width = 0;

  function fit() {
    const box = canvas.getBoundingClientRect();
    if (!box.width) return;
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    const wide = Math.round(box.width * ratio);
    const high = Math.round(box.height * ratio);
    if (canvas.width === wide && canvas.height === high && width) return;
    const data = scaled(pad.toData(), width ? box.width / width : 1);
    width = box.width;
    canvas.width = wide;
    canvas.height = high;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.fromData(data);
    note();
  }

  function note() {
    here.hidden = !pad.isEmpty();
  }

  function changed() {
    note();
    const data = pad.toData();
    strokes.value = JSON.stringify(data.map(points));
    strokes.dispatchEvent(new Event("input", { bubbles: true }));
    save(SETTLE_MS);
  }

  // Strokes that an earlier page could not save: drawn as large as fits.
  function restore() {
    if (!strokes.value || !pad.isEmpty()) return;
    fit();
    const lines = JSON.parse(strokes.value);
    if (!lines.length) return;
    const all = lines.flat();
    const box = canvas.getBoundingClientRect();
    const most = Math.max(...all.map(([x]) => x));
    const factor = box.width ? Math.min(1, (box.width - 8) / most) : 1;
    pad.fromData(scaled(lines.map(group), factor));
    note();
  }

  pad.addEventListener("beginStroke", () => {
    // The pad takes no focus: without this, what was typed before is not yet saved.
    document.activeElement?.blur();
    here.hidden = true;
  });
  pad.addEventListener("endStroke", changed);
  entry.querySelector("[data-undo]").addEventListener("click", () => {
    pad.fromData(pad.toData().slice(0, -1));
    changed();
  });
  entry.querySelector("[data-clear]").addEventListener("click", () => {
    pad.clear();
    changed();
  });
  new ResizeObserver(fit).observe(canvas);
  window.addEventListener("resize", fit);
  return { restore };
}

// Only a real pen knows its pressure; all else reports one constant.
function points(stroke) {
  const knows = new Set(stroke.points.map((point) => point.pressure)).size > 2;
  return stroke.points.map(({ x, y, pressure }) =>
    (knows ? [round(x), round(y), round(pressure)] : [round(x), round(y)]));
}

function group(stroke) {
  return {
    penColor: INK, dotSize: 0, minWidth: 0.8, maxWidth: 2.8, velocityFilterWeight: 0.7,
    compositeOperation: "source-over",
    points: stroke.map(([x, y, pressure = 0.5], index) => ({ x, y, pressure, time: index * 16 })),
  };
}

function scaled(groups, factor) {
  return groups.map((stroke) => ({
    ...stroke,
    points: stroke.points.map((point) => ({ ...point, x: point.x * factor, y: point.y * factor })),
  }));
}

function round(number) {
  return Math.round(number * 100) / 100;
}

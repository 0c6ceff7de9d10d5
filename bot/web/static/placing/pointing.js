// One finger or the mouse: places are moved, resized, and taken from the palette.

import { around, snapMove, snapSize, stretched } from "./geometry.js";
import { lay, part } from "./sheets.js";

const STILL = { mouse: 4, pen: 6, touch: 8 };
/* Pixels within which a pointer is still pressing, not dragging. */
const REACH = 6;
const EDGE = 44;
const LEAST = 10;

export class Pointing {
  constructor(app) {
    this.app = app;
    this.sheets = app.sheets;
    this.guides = [];
    this.gesture = null;
    document.addEventListener("pointerdown", (event) => this.down(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.gesture) return;
      event.preventDefault();
      this.gesture.abort();
    });
    this.sheets.desk.addEventListener("click", (event) => this.click(event));
  }

  down(event) {
    if (!event.isPrimary) this.gesture?.abort();
    if (event.button !== 0 || !event.isPrimary || this.gesture) return;
    const grip = event.target.closest(".grip");
    const spot = event.target.closest(".spot");
    const kind = event.target.closest("[data-add]:enabled");
    const field = spot && this.app.draft.field(spot.dataset.id);
    if (grip && field) this.follow(event, spot, this.resizing(field, spot, grip.dataset.corner));
    else if (field) this.follow(event, spot, this.lifting(field, spot, event));
    else if (kind) this.follow(event, kind, this.taking(kind.dataset.add));
  }

  // A press on the paper: the chosen kind goes there, or nothing is chosen any more.
  click(event) {
    const spot = event.target.closest(".spot");
    if (spot && event.detail === 0) this.app.panel.open(true);
    if (spot) return;
    if (this.app.palette.armed) this.add(event);
    else this.app.select(null);
  }

  add({ clientX, clientY }) {
    const page = this.sheets.at(clientX, clientY);
    if (page === this.sheets.tray) this.app.palette.place(page);
    else if (page >= 0) this.app.palette.place(page, ...this.sheets.fraction(page, clientX, clientY));
  }

  // Runs one gesture: `begin` when it really moves, `move` at every step, then `end`.
  follow(event, element, steps) {
    const from = { x: event.clientX, y: event.clientY };
    const still = STILL[event.pointerType] ?? STILL.mouse;
    const listening = new AbortController();
    let [last, frame, begun] = [event, 0, false];
    const step = () => {
      this.scroll(last);
      steps.move(last, from);
      frame = requestAnimationFrame(step);
    };
    const stop = (done) => {
      listening.abort();
      cancelAnimationFrame(frame);
      this.gesture = null;
      this.show([]);
      document.documentElement.classList.remove("dragging");
      if (begun) swallowClick();
      if (begun) steps.end(done, last);
      else if (done) steps.press?.();
    };
    const on = (name, act) => element.addEventListener(name, act, { signal: listening.signal });
    on("pointermove", (now) => {
      if (now.pointerId !== event.pointerId) return;
      last = now;
      if (begun || Math.hypot(now.clientX - from.x, now.clientY - from.y) < still) return;
      begun = true;
      document.documentElement.classList.add("dragging");
      steps.begin();
      step();
    });
    on("pointerup", () => stop(true));
    on("pointercancel", () => stop(false));
    on("lostpointercapture", () => stop(false));
    element.setPointerCapture(event.pointerId);
    this.gesture = { abort: () => stop(false) };
  }

  lifting(field, spot, event) {
    const bounds = spot.getBoundingClientRect();
    const held = this.app.selected === field.id;
    const onPage = field.page !== this.sheets.tray;
    return {
      ...this.carrying(field, field.id, onPage
        ? { size: sizeOf(field.box), dx: event.clientX - bounds.left, dy: event.clientY - bounds.top }
        : { size: this.app.kind(field.kind).size }),
      press: () => {
        if (this.app.palette.armed) {
          this.add(event);
          return;
        }
        this.app.select(field.id);
        if (held) this.app.panel.open();
      },
    };
  }

  taking(kind) {
    const role = this.app.palette.role;
    return this.carrying({ kind, role, required: true, label: "" }, null, { size: this.app.kind(kind).size });
  }

  // What is carried is a copy under the pointer; the place itself follows at the end.
  carrying(field, id, { size, dx, dy }) {
    const ghost = part("ghost spot chosen", part("tag", this.app.icon(field.kind), part("word", this.app.label(field))));
    ghost.dataset.role = field.role;
    const spot = id && this.sheets.spot(id);
    let target = null;
    return {
      begin: () => {
        document.body.append(ghost);
        spot?.classList.add("lifted");
      },
      move: (now) => { target = this.aim(now, id, size, dx, dy, ghost); },
      end: (done) => {
        ghost.remove();
        spot?.classList.remove("lifted");
        this.sheets.sheets[this.sheets.tray].classList.remove("target");
        if (!done || !target) return;
        if (id) this.app.put(id, target);
        else this.app.palette.drop(field, target);
      },
    };
  }

  aim(now, id, size, dx, dy, ghost) {
    const page = this.sheets.at(now.clientX, now.clientY);
    this.sheets.sheets[this.sheets.tray].classList.toggle("target", page === this.sheets.tray);
    const paper = this.sheets.bounds(page < 0 || page === this.sheets.tray ? 0 : page);
    const [wide, high] = [size[0] * paper.width, size[1] * paper.height];
    const [left, top] = [now.clientX - (dx ?? wide / 2), now.clientY - (dy ?? high / 2)];
    if (page < 0 || page === this.sheets.tray) {
      this.show([]);
      put(ghost, left, top, wide, high);
      return page < 0 ? null : { page };
    }
    const [x, y] = this.sheets.fraction(page, left + wide / 2, top + high / 2);
    const { box, guides } = this.snapped(page, id, around(x, y, size), now.altKey, snapMove);
    this.show(guides, page);
    put(ghost, paper.left + box[0] * paper.width, paper.top + (1 - box[3]) * paper.height, wide, high);
    return { page, box };
  }

  resizing(field, spot, corner) {
    let { box } = field;
    return {
      begin: () => this.app.select(field.id),
      move: (now, from) => {
        const paper = this.sheets.bounds(field.page);
        const least = [LEAST / paper.width, LEAST / paper.height];
        const [dx, dy] = [(now.clientX - from.x) / paper.width, (from.y - now.clientY) / paper.height];
        const [x1, y1, x2, y2] = field.box;
        const at = [(corner.includes("w") ? x1 : x2) + dx, (corner.includes("s") ? y1 : y2) + dy];
        const free = stretched(field.box, corner, ...at, least);
        const snap = (...given) => snapSize(given[0], corner, ...given.slice(1));
        const found = this.snapped(field.page, field.id, free, now.altKey, snap);
        box = found.box[2] - found.box[0] < least[0] || found.box[3] - found.box[1] < least[1] ? free : found.box;
        this.show(found.guides, field.page);
        lay(spot, box);
      },
      end: (done) => {
        lay(spot, field.box);
        if (done) this.app.draft.update(field.id, { box });
      },
    };
  }

  snapped(page, id, box, free, snap) {
    if (free) return { box, guides: [] };
    const { width, height } = this.sheets.bounds(page);
    const others = this.app.draft.fields.filter((field) => field.page === page && field.id !== id);
    return snap(box, others.map((field) => field.box), [REACH / width, REACH / height]);
  }

  show(guides, page = 0) {
    for (const line of this.guides) line.remove();
    this.guides = guides.map(({ axis, at }) => {
      const line = part(axis ? "guide across" : "guide");
      if (axis) line.style.top = `${(1 - at) * 100}%`;
      else line.style.left = `${at * 100}%`;
      this.sheets.papers[page].append(line);
      return line;
    });
  }

  // Near the upper or lower edge the desk goes on by itself.
  scroll({ clientX, clientY }) {
    const { top, bottom, left, right } = this.sheets.desk.getBoundingClientRect();
    if (clientX < left || clientX > right) return;
    const over = Math.min(clientY - top - EDGE, 0) + Math.max(clientY - bottom + EDGE, 0);
    if (over) this.sheets.desk.scrollBy({ top: over / 3, behavior: "instant" });
  }
}

// The end of a drag is no press.
function swallowClick() {
  const swallow = (event) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}

function put({ style }, left, top, wide, high) {
  style.left = `${left}px`;
  style.top = `${top}px`;
  style.width = `${wide}px`;
  style.height = `${high}px`;
}

function sizeOf([x1, y1, x2, y2]) {
  return [x2 - x1, y2 - y1];
}


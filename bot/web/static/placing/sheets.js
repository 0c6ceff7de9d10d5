// The pages as they lie on the desk, and the places on them. The last sheet is the tray:
// what stands on the signature page.

import { inReadingOrder } from "./geometry.js";

const GRIPS = ["nw", "ne", "sw", "se"];

export class Sheets {
  constructor(app) {
    this.app = app;
    this.desk = document.getElementById("desk");
    this.sheets = [...this.desk.querySelectorAll(".sheet")];
    this.papers = this.sheets.map((sheet) => sheet.querySelector(".spots"));
    this.tray = this.sheets.length - 1;
    this.spots = new Map();
  }

  spot(id) {
    return this.spots.get(id);
  }

  // Draws what has changed; the focus stays where it was.
  render() {
    const { fields } = this.app.draft;
    const focused = document.activeElement?.dataset?.id;
    const kept = new Set(fields.map((field) => field.id));
    for (const [id, spot] of this.spots) {
      if (kept.has(id)) continue;
      spot.remove();
      this.spots.delete(id);
    }
    this.papers.forEach((paper, page) => this.fill(paper, fields.filter((field) => field.page === page)));
    const again = focused && this.spots.get(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
    else if (focused && !again) this.desk.focus({ preventScroll: true });
  }

  fill(paper, fields) {
    const onPage = paper !== this.papers[this.tray];
    const ordered = onPage ? [...fields].sort(inReadingOrder) : fields;
    const spots = ordered.map((field) => this.drawn(field, onPage));
    const now = [...paper.querySelectorAll(".spot")];
    if (spots.length !== now.length || spots.some((spot, index) => spot !== now[index])) paper.append(...spots);
  }

  drawn(field, onPage) {
    const spot = this.spots.get(field.id) ?? this.made(field.id);
    const chosen = field.id === this.app.selected;
    spot.dataset.role = field.role;
    spot.dataset.kind = field.kind;
    spot.classList.toggle("chosen", chosen);
    spot.classList.toggle("optional", !field.required);
    spot.classList.toggle("wrong", field.id === this.app.wrong);
    spot.ariaCurrent = chosen ? "true" : null;
    spot.ariaLabel = this.app.name(field);
    spot.title = spot.ariaLabel;
    spot.querySelector(".tag").replaceChildren(
      this.app.icon(field.kind),
      part("word", this.app.label(field)),
      part("who", this.app.who(field.role)),
    );
    if (onPage) lay(spot, field.box);
    else spot.removeAttribute("style");
    return spot;
  }

  made(id) {
    const spot = part("spot", part("tag"), ...GRIPS.map((corner) => {
      const grip = part("grip");
      grip.dataset.corner = corner;
      return grip;
    }));
    spot.dataset.id = id;
    spot.tabIndex = 0;
    spot.setAttribute("role", "button");
    spot.setAttribute("aria-describedby", "keys");
    this.spots.set(id, spot);
    return spot;
  }

  bounds(page) {
    return this.papers[page].getBoundingClientRect();
  }

  // The page, or the tray, under a point of the window; -1 beside the desk.
  at(x, y) {
    const desk = this.desk.getBoundingClientRect();
    if (x < desk.left || x > desk.right || y < desk.top || y > desk.bottom) return -1;
    let [best, least] = [-1, Infinity];
    this.sheets.forEach((sheet, page) => {
      const { top, bottom } = page === this.tray ? sheet.getBoundingClientRect() : this.bounds(page);
      const far = Math.max(top - y, y - bottom, 0);
      if (far < least) [best, least] = [page, far];
    });
    return best;
  }

  // A point of the window in fractions of a page.
  fraction(page, x, y) {
    const { left, top, width, height } = this.bounds(page);
    return [(x - left) / width, 1 - (y - top) / height];
  }

  // The page that is mostly seen, and the middle of what is seen of it.
  middle() {
    const desk = this.desk.getBoundingClientRect();
    let best = { page: 0, seen: -1, x: 0.5, y: 0.5 };
    for (let page = 0; page < this.tray; page += 1) {
      const { left, top, right, bottom } = this.bounds(page);
      const [above, below] = [Math.max(top, desk.top), Math.min(bottom, desk.bottom)];
      if (below - above <= best.seen) continue;
      const across = (Math.max(left, desk.left) + Math.min(right, desk.right)) / 2;
      const [x, y] = this.fraction(page, across, (above + below) / 2);
      best = { page, seen: below - above, x, y };
    }
    return best;
  }

  reveal(id) {
    this.spots.get(id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

export function lay(element, [x1, y1, x2, y2]) {
  const { style } = element;
  style.left = `${x1 * 100}%`;
  style.top = `${(1 - y2) * 100}%`;
  style.width = `${(x2 - x1) * 100}%`;
  style.height = `${(y2 - y1) * 100}%`;
}

export function part(name, ...content) {
  const element = document.createElement("span");
  element.className = name;
  element.append(...content);
  return element;
}

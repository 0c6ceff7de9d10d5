// What can be added, and by whom it is filled in.

import { around } from "./geometry.js";

export class Palette {
  constructor(app) {
    this.app = app;
    this.section = document.getElementById("palette");
    this.more = document.getElementById("more");
    this.note = document.getElementById("armed");
    this.buttons = [...this.section.querySelectorAll("[data-add]")];
    this.armed = null;
    this.more.addEventListener("click", () => this.open(!this.section.matches(".open")));
    this.note.querySelector("button").addEventListener("click", () => this.arm(null));
    this.section.addEventListener("change", () => this.offer());
    for (const button of this.buttons) button.addEventListener("click", (event) => this.press(event, button.dataset.add));
    this.offer();
  }

  get role() {
    return this.section.querySelector("[name=new-role]:checked").value;
  }

  // Who only sends gives no picture.
  offer() {
    for (const button of this.buttons) {
      button.disabled = this.role === "sender" && this.app.kind(button.dataset.add).picture;
    }
    this.arm(null);
  }

  open(shown) {
    this.section.classList.toggle("open", shown);
    this.more.setAttribute("aria-expanded", shown);
    if (shown) this.app.select(null);
  }

  // By keyboard there is no place to tap: it goes to the middle of what is seen.
  press(event, kind) {
    if (event.detail === 0) {
      const { page, x, y } = this.app.sheets.middle();
      this.add({ kind, role: this.role }, page, this.free(page, around(x, y, this.app.kind(kind).size)));
    } else {
      this.arm(this.armed === kind ? null : kind);
    }
  }

  arm(kind) {
    this.armed = kind;
    for (const button of this.buttons) button.setAttribute("aria-pressed", button.dataset.add === kind);
    this.note.hidden = !kind;
    document.documentElement.classList.toggle("arming", Boolean(kind));
    if (!kind) return;
    this.open(false);
    this.app.select(null);
    const { texts } = this.app.given;
    const text = texts.armed.replace("{kind}", this.app.kind(kind).name).replace("{who}", this.app.who(this.role));
    this.note.querySelector("span").textContent = text;
    this.app.say(text);
  }

  place(page, x = 0.5, y = 0.5) {
    const [kind, role] = [this.armed, this.role];
    this.arm(null);
    this.add({ kind, role }, page, around(x, y, this.app.kind(kind).size));
  }

  drop({ kind, role }, { page, box }) {
    this.arm(null);
    this.open(false);
    this.add({ kind, role }, page, box ?? around(0.5, 0.5, this.app.kind(kind).size));
  }

  add({ kind, role }, page, box) {
    const { texts } = this.app.given;
    this.open(false);
    this.app.add({
      id: "", kind, role, page, box, label: "", required: true, max_length: 200,
      choices: kind === "choice" ? [texts.yes, texts.no] : [],
    });
  }

  // A little beside what stands exactly there already.
  free(page, box) {
    const taken = this.app.draft.fields.filter((field) => field.page === page).map((field) => String(field.box));
    let [shift, free] = [0, box];
    while (taken.includes(String(free)) && shift < 0.4) {
      shift += 0.02;
      free = around((box[0] + box[2]) / 2 + shift, (box[1] + box[3]) / 2 - shift, [box[2] - box[0], box[3] - box[1]]);
    }
    return free;
  }
}

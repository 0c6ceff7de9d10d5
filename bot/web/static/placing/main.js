// The placing page: the draft, what shows it, and what changes it.

import { Draft, freeId, same } from "./draft.js";
import { moved } from "./geometry.js";
import { watchKeys } from "./keys.js";
import { Palette } from "./palette.js";
import { Panel } from "./panel.js";
import { Pointing } from "./pointing.js";
import { Saving } from "./saving.js";
import { Sheets } from "./sheets.js";
import * as telegram from "./telegram.js";
import { Viewing } from "./viewing.js";

const BESIDE = 0.02;
const SETTLE_MS = 300;

class App {
  constructor(given) {
    this.given = given;
    this.selected = null;
    this.wrong = "";
    this.problem = "";
    this.pending = false;
    this.draft = new Draft(given.fields);
    this.sheets = new Sheets(this);
    this.palette = new Palette(this);
    this.panel = new Panel(this);
    this.pointing = new Pointing(this);
    this.viewing = new Viewing(this);
    this.saving = new Saving(this.draft, given);
  }

  start() {
    this.draft.addEventListener("changed", () => this.render());
    this.saving.addEventListener("refused", ({ detail }) => this.refuse(detail));
    this.saving.addEventListener("elsewhere", () => this.say(this.given.texts.elsewhere));
    this.saving.addEventListener("ended", () => document.getElementById("gone").showModal());
    this.sheets.desk.addEventListener("focusin", ({ target }) => {
      if (target.matches(".spot")) this.select(target.dataset.id);
    });
    on("undo", () => this.undo());
    on("redo", () => this.redo());
    on("done", () => this.done());
    document.getElementById("gone").addEventListener("cancel", (event) => event.preventDefault());
    watchKeys(this);
    this.saving.start();
    this.render();
    telegram.begin();
  }

  render() {
    if (!this.draft.field(this.selected)) this.selected = null;
    this.sheets.render();
    this.panel.show(this.draft.field(this.selected), this.selected === this.wrong ? this.problem : "");
    this.viewing.count();
    enable("undo", this.draft.past.length);
    enable("redo", this.draft.future.length);
    if (this.pending !== this.saving.pending) {
      this.pending = this.saving.pending;
      telegram.askBeforeClosing(this.pending);
    }
  }

  // How a place is called

  kind(name) {
    return this.given.kinds.find(({ kind }) => kind === name);
  }

  who(role) {
    return this.given.roles.find((one) => one.role === role).name;
  }

  icon(kind) {
    return document.querySelector(`[data-add="${kind}"] svg`).cloneNode(true);
  }

  label({ kind, label }) {
    return label || this.kind(kind).name;
  }

  name(field) {
    const { name } = this.kind(field.kind);
    const label = field.label && field.label !== name ? `${field.label} (${name})` : name;
    const { texts } = this.given;
    return (field.page === this.sheets.tray ? texts.nameAdded : texts.name)
      .replace("{label}", () => label).replace("{who}", this.who(field.role)).replace("{page}", field.page + 1);
  }

  // What is done to places

  select(id) {
    if (id === this.selected) return;
    this.selected = id;
    if (id) this.palette.open(false);
    this.render();
    if (id) this.sheets.reveal(id);
  }

  add(field) {
    if (!this.room(1)) return;
    const made = { ...field, id: freeId(field, this.draft.fields) };
    this.draft.add(made);
    this.enter(made.id);
    this.say(this.given.texts.added.replace("{name}", () => this.name(made)));
  }

  put(id, { page, box }) {
    this.draft.update(id, box ? { page, box } : { page });
    this.enter(id);
  }

  enter(id) {
    this.select(id);
    this.sheets.spot(id)?.focus();
  }

  duplicate(id) {
    const field = this.draft.field(id);
    if (field) this.add({ ...field, box: moved(field.box, BESIDE, -BESIDE) });
  }

  copyEverywhere(id) {
    const field = this.draft.field(id);
    const pages = [...Array(this.sheets.tray).keys()].filter((page) => !this.draft.fields.some((other) =>
      other.page === page && other.kind === field.kind && other.role === field.role && same(other.box, field.box)));
    if (!this.room(pages.length)) return;
    const copies = [];
    for (const page of pages) {
      copies.push({ ...field, id: freeId(field, [...this.draft.fields, ...copies]), page });
    }
    this.draft.add(...copies);
    this.say(this.given.texts.copied);
  }

  room(count) {
    const full = this.draft.fields.length + count > this.given.most;
    if (full) this.saving.say(this.given.texts.full.replace("{limit}", this.given.most), true);
    return !full;
  }

  remove(id) {
    const field = this.draft.field(id);
    if (!field) return;
    const spots = [...this.sheets.desk.querySelectorAll(".spot")];
    const at = spots.indexOf(this.sheets.spot(id));
    this.draft.remove(id);
    const next = spots[at + 1] ?? spots[at - 1];
    (next ?? this.sheets.desk).focus({ preventScroll: true });
    this.say(this.given.texts.removed.replace("{name}", () => this.name(field)));
  }

  undo() {
    if (this.draft.undo()) this.say(this.given.texts.undone);
  }

  redo() {
    if (this.draft.redo()) this.say(this.given.texts.redone);
  }

  // Escape: out of what is open, one thing at a time.
  back() {
    const spot = this.sheets.spot(this.selected);
    if (this.palette.armed) this.palette.arm(null);
    else if (document.getElementById("panel").contains(document.activeElement)) {
      this.panel.close();
      spot?.focus();
    } else if (this.selected) {
      this.select(null);
      this.sheets.desk.focus({ preventScroll: true });
    } else this.palette.open(false);
  }

  // What is said

  refuse({ field = "", problem = "" }) {
    if (this.wrong === field && this.problem === problem) return;
    [this.wrong, this.problem] = [field, problem];
    this.render();
  }

  say(text) {
    document.getElementById("said").textContent = text;
  }

  // Not for every step of a key that is held down.
  sayWhere(id, sizes) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const [x1, y1, x2, y2] = this.draft.field(id)?.box ?? [0, 0, 0, 0];
      const { texts } = this.given;
      this.say(sizes
        ? texts.size.replace("{width}", percent(x2 - x1)).replace("{height}", percent(y2 - y1))
        : texts.where.replace("{left}", percent(x1)).replace("{top}", percent(1 - y2)));
    }, SETTLE_MS);
  }

  async done() {
    if (!(await this.saving.flush())) return;
    telegram.askBeforeClosing(false);
    if (telegram.inTelegram) telegram.close();
    else document.getElementById("end").showModal();
  }
}

function on(id, act) {
  document.getElementById(id).addEventListener("click", act);
}

function enable(id, possible) {
  document.getElementById(id).setAttribute("aria-disabled", !possible);
}

function percent(fraction) {
  return Math.round(fraction * 100);
}

document.documentElement.classList.add("scripted");
new App(JSON.parse(document.getElementById("given").textContent)).start();

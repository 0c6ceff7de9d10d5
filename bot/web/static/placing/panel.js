// What one place is: kind, who, label, required, and where.

import { around } from "./geometry.js";

export class Panel {
  constructor(app) {
    this.app = app;
    this.section = document.getElementById("panel");
    this.form = document.getElementById("place");
    this.problem = document.getElementById("place-problem");
    this.toggle = document.getElementById("details");
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.toggle.addEventListener("click", () => (this.opened ? this.close() : this.open(true)));
    on("duplicate", () => app.duplicate(app.selected));
    on("remove", () => app.remove(app.selected));
    on("close", () => app.select(null));
    on("everywhere", () => app.copyEverywhere(app.selected));
  }

  get opened() {
    return this.section.matches(".open");
  }

  open(focus = false) {
    this.section.classList.add("open");
    this.toggle.setAttribute("aria-expanded", "true");
    this.app.sheets.reveal(this.app.selected);
    if (focus) this.form.elements.kind.focus();
  }

  close() {
    this.section.classList.remove("open");
    this.toggle.setAttribute("aria-expanded", "false");
  }

  show(field, problem) {
    this.section.hidden = !field;
    if (!field) return this.close();
    const { elements } = this.form;
    document.getElementById("panel-title").replaceChildren(this.app.icon(field.kind), this.app.label(field));
    this.problem.hidden = !problem;
    if (this.problem.textContent !== problem) this.problem.textContent = problem;
    for (const option of elements.kind.options) {
      option.disabled = field.role === "sender" && this.app.kind(option.value).picture;
    }
    for (const radio of elements.role) {
      radio.disabled = radio.value === "sender" && this.app.kind(field.kind).picture;
    }
    for (const line of this.form.querySelectorAll("[data-only]")) line.hidden = line.dataset.only !== field.kind;
    const everywhere = document.getElementById("everywhere");
    if (everywhere) everywhere.disabled = field.page === this.app.sheets.tray;
    const values = { ...field, choices: field.choices.join("\n") };
    for (const name of ["kind", "label", "choices", "max_length", "page"]) set(elements[name], values[name]);
    elements.role.value = field.role;
    elements.required.checked = field.required;
    return undefined;
  }

  changed(input) {
    const field = this.app.draft.field(this.app.selected);
    if (!field) return;
    this.app.draft.update(field.id, this.read(field, input), `${input.name}:${field.id}`);
    if (input.name === "page") this.app.sheets.reveal(field.id);
  }

  read(field, { name, value, checked }) {
    const { texts } = this.app.given;
    switch (name) {
      case "required": return { required: checked };
      case "max_length": return { max_length: Math.round(Number(value)) };
      case "choices": return { choices: [...new Set(value.split("\n").map((line) => line.trim()).filter(Boolean))] };
      case "kind": return {
        kind: value,
        choices: value === "choice" && !field.choices.length ? [texts.yes, texts.no] : field.choices,
      };
      case "page": return this.onto(field, Number(value));
      default: return { [name]: value };
    }
  }

  // From the signature page a place comes to the middle of another, in its usual size.
  onto(field, page) {
    const fromTray = field.page === this.app.sheets.tray && page !== field.page;
    return fromTray ? { page, box: around(0.5, 0.5, this.app.kind(field.kind).size) } : { page };
  }
}

function set(input, value) {
  if (input !== document.activeElement && input.value !== String(value)) input.value = value;
}

function on(id, act) {
  document.getElementById(id)?.addEventListener("click", act);
}

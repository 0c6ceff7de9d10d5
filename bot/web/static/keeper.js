// Keeps what is entered: at once in this browser, then on the server. What the server
// has confirmed is forgotten here.

const RETRY_MS = 4000;

// How a picture is given, by what is visibly chosen; nothing for other fields.
export function chosen(entry) {
  return entry.querySelector(".how:checked")?.value ?? "";
}

export class Keeper extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.state = document.getElementById("save-state");
    this.shelf = `chatsign:${location.pathname}`;
    this.waiting = new Set();
    this.work = Promise.resolve(true);
    this.timer = 0;
    this.good = false;
  }

  start() {
    this.form.addEventListener("input", (event) => {
      const entry = event.target.closest("[data-field]");
      if (!entry || event.target.type === "file") return;
      this.tell(entry, "");
      this.remember(entry);
    });
    this.form.addEventListener("change", (event) => {
      const entry = event.target.closest("[data-field]");
      if (entry && event.target.dataset.unsaved === undefined) this.save(entry);
    });
    this.form.addEventListener("submit", (event) => this.beforeSubmit(event));
    window.addEventListener("online", () => this.flush());
    this.restore();
  }

  // One entry, to be saved now or after a pause in which it may change again.
  save(entry, pause = 0) {
    this.remember(entry);
    this.waiting.add(entry.dataset.field);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  // Sends what waits, one field after the other; resolves to whether all is saved.
  flush() {
    clearTimeout(this.timer);
    this.work = this.work.then(() => this.sendAll());
    return this.work;
  }

  async sendAll() {
    for (const id of [...this.waiting]) {
      const entry = document.getElementById(`field-${id}`);
      if (!this.gives(entry)) {
        this.waiting.delete(id);
        continue;
      }
      this.say(this.form.dataset.saving, false);
      try {
        await this.send(entry);
      } catch {
        this.say(this.form.dataset.offline, true);
        this.timer = setTimeout(() => this.flush(), RETRY_MS);
        return false;
      }
    }
    if (this.good) this.say(this.form.dataset.saved, false);
    this.good = false;
    return true;
  }

  async send(entry) {
    const id = entry.dataset.field;
    const sent = this.read(entry);
    const body = new FormData();
    body.append("csrf", this.form.elements.csrf.value);
    body.append("only", id);
    for (const [name, value] of sent) body.append(name, value);
    const response = await fetch(this.form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (response.status >= 500) throw new Error("server");
    const answer = await response.json();
    this.waiting.delete(id);
    if (!response.ok) {
      this.say(answer.problem, true);
      return;
    }
    this.forget(id, sent);
    const field = answer.fields[id];
    this.tell(entry, field.problem);
    this.good = !field.problem;
    if (field.problem) this.say("", false);
    this.dispatchEvent(new CustomEvent("kept", { detail: { entry, field, sent } }));
  }

  // Whether there is anything to send: a way that was chosen and not used gives nothing.
  gives(entry) {
    const how = chosen(entry);
    if (how === "draw") return entry.querySelector("[data-strokes]").value !== "";
    if (how === "photo") return entry.querySelector("[type=file]").files.length > 0;
    return how !== "keep";
  }

  // Name and value of every input of an entry, as the form itself would send them.
  read(entry) {
    const pairs = [];
    for (const input of entry.querySelectorAll("input, select, textarea")) {
      if (!input.name || input.disabled) continue;
      if (["radio", "checkbox"].includes(input.type) && !input.checked) continue;
      if (input.type === "file") {
        if (input.files.length) pairs.push([input.name, input.files[0]]);
      } else {
        pairs.push([input.name, input.value]);
      }
    }
    return pairs;
  }

  tell(entry, problem) {
    const line = entry.querySelector("[data-problem]");
    line.hidden = !problem;
    if (line.textContent !== problem) line.textContent = problem;
    entry.classList.toggle("wrong", Boolean(problem));
    const input = entry.matches("fieldset") ? entry : entry.querySelector("[name]");
    if (problem) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  say(text, lost) {
    this.state.textContent = text;
    this.state.classList.toggle("lost", lost);
  }

  // The copy in this browser

  shelved() {
    try {
      return JSON.parse(localStorage.getItem(this.shelf) || "{}");
    } catch {
      return {};
    }
  }

  shelve(entries) {
    try {
      if (Object.keys(entries).length) {
        localStorage.setItem(this.shelf, JSON.stringify(entries));
      } else {
        localStorage.removeItem(this.shelf);
      }
    } catch {
      // A full or forbidden storage: the server's copy remains.
    }
  }

  remember(entry) {
    const texts = this.read(entry).filter(([, value]) => typeof value === "string");
    const entries = this.shelved();
    delete entries[entry.dataset.field];
    // Photos are too large for here, and without one there is nothing to remember.
    if (this.gives(entry) && chosen(entry) !== "photo") entries[entry.dataset.field] = texts;
    this.shelve(entries);
  }

  forget(id, sent) {
    const entries = this.shelved();
    const texts = sent.filter(([, value]) => typeof value === "string");
    if (JSON.stringify(entries[id]) !== JSON.stringify(texts)) return;
    delete entries[id];
    this.shelve(entries);
  }

  restore() {
    for (const [id, pairs] of Object.entries(this.shelved())) {
      const entry = document.getElementById(`field-${id}`);
      if (!entry) continue;
      for (const box of entry.querySelectorAll("[type=checkbox]")) box.checked = false;
      for (const [name, value] of pairs) this.put(entry, name, value);
      this.waiting.add(id);
      this.dispatchEvent(new CustomEvent("restored", { detail: { entry } }));
    }
    if (this.waiting.size) this.flush();
  }

  put(entry, name, value) {
    for (const input of entry.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(input.type)) {
        input.checked = input.value === value;
      } else {
        input.value = value;
      }
    }
  }

  // Leaving the page only when nothing would be lost.
  async beforeSubmit(event) {
    if (this.leaving) return;
    event.preventDefault();
    const button = event.submitter;
    if (document.activeElement && document.activeElement !== button) {
      document.activeElement.blur();
    }
    if (!(await this.flush())) {
      this.state.scrollIntoView({ block: "center" });
      return;
    }
    // Not at once: a form does not submit while its submit event is still under way.
    setTimeout(() => {
      this.leaving = true;
      this.form.requestSubmit(button);
      this.leaving = false;
    });
  }
}

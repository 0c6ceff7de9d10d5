// Saves each change by itself, keeps what could not be saved, and takes over what was
// changed elsewhere.

import { merged, same } from "./draft.js";

const PAUSE_MS = 400;
const RETRY_MS = 3000;
const LOOK_MS = 3000;
const MOST_KEPT_ALIVE = 60_000;
/* Bytes that a browser sends on after its page was closed. */

export class Saving extends EventTarget {
  constructor(draft, given) {
    super();
    this.draft = draft;
    this.texts = given.texts;
    this.base = given.fields;
    this.version = given.version;
    this.address = `${location.pathname}/fields`;
    this.shelf = `chatsign:place:${given.id}`;
    this.state = document.getElementById("save-state");
    this.ended = false;
  }

  get pending() {
    return !this.ended && !same(this.base, this.draft.fields);
  }

  start() {
    this.draft.addEventListener("changed", () => this.changed());
    window.addEventListener("online", () => this.flush());
    window.addEventListener("focus", () => this.look());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.flush();
      else this.look();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.pending) return;
      this.flush();
      event.preventDefault();
    });
    setInterval(() => this.look(), LOOK_MS);
    this.restore();
  }

  changed() {
    this.keep();
    this.dispatchEvent(new CustomEvent("refused", { detail: {} }));
    if (!this.pending) return;
    this.say(this.texts.saving);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  // Resolves to whether everything is saved.
  flush() {
    clearTimeout(this.timer);
    this.working ??= this.sendAll().finally(() => { this.working = null; });
    return this.working;
  }

  async sendAll() {
    while (this.pending) {
      const sent = this.draft.fields;
      let answer;
      try {
        answer = await this.ask("PUT", sent);
      } catch {
        this.say(this.texts.offline, true);
        this.timer = setTimeout(() => this.flush(), RETRY_MS);
        return false;
      }
      if (!this.take(answer, sent)) return false;
    }
    if (!this.ended) this.say(this.texts.saved);
    return !this.ended;
  }

  // Whether to go on: what was sent is saved, or is to be sent again onto a newer state.
  take({ status, body }, sent) {
    if (status === 200) this.rebase(sent, body);
    else if (status === 409 && body.fields) this.takeOver(body);
    else if (status === 422) return this.refuse(body, sent);
    else this.end();
    return !this.ended;
  }

  refuse({ problem, field }, sent) {
    if (!same(sent, this.draft.fields)) return true;
    this.say(this.texts.refused.replace("{problem}", problem), true);
    this.dispatchEvent(new CustomEvent("refused", { detail: { problem, field } }));
    return false;
  }

  takeOver(body) {
    this.rebase(this.base, body);
    this.dispatchEvent(new Event("elsewhere"));
  }

  rebase(from, { version, fields }) {
    this.base = fields;
    this.version = version;
    this.draft.rebase(from, fields);
  }

  // The link is too old, or the document on its way.
  end() {
    this.ended = true;
    this.say("");
    this.forget();
    this.dispatchEvent(new Event("ended"));
  }

  async look() {
    if (document.hidden || this.working || this.looking || this.ended) return;
    this.looking = true;
    try {
      const version = this.version;
      const { status, body } = await this.ask("GET");
      // What was saved meanwhile is newer than this answer.
      const late = this.working || version !== this.version;
      if (status === 200 && !late) this.takeOver(body);
      else if (status === 410 || status === 404) this.end();
    } catch {
      // The next look may find a connection.
    } finally {
      this.looking = false;
    }
  }

  async ask(method, fields) {
    const version = `"${this.version}"`;
    const body = fields && JSON.stringify(fields);
    const response = await fetch(this.address, {
      method,
      body,
      keepalive: Boolean(body) && body.length < MOST_KEPT_ALIVE,
      headers: { Accept: "application/json", [body ? "If-Match" : "If-None-Match"]: version },
    });
    if (response.status >= 500 || response.status === 429) throw new Error("server");
    return { status: response.status, body: response.status === 304 ? {} : await response.json() };
  }

  say(text, lost = false) {
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.classList.toggle("lost", lost);
  }

  // The copy in this browser, until the server has it

  keep() {
    try {
      if (!this.pending) this.forget();
      else localStorage.setItem(this.shelf, JSON.stringify({ base: this.base, mine: this.draft.fields }));
    } catch {
      // A full or forbidden storage: the page itself still has it.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.shelf);
    } catch {
      // Nothing was kept there either.
    }
  }

  restore() {
    try {
      const { base, mine } = JSON.parse(localStorage.getItem(this.shelf));
      this.draft.change(merged(base, mine, this.draft.fields));
    } catch {
      // Nothing was left.
    }
  }
}

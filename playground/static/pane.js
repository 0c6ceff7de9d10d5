// One person's chat with the bot: loads it, keeps it fresh, acts for the person.

import { act, get, send, upload } from "./api.js";
import { bubble } from "./bubbles.js";
import { Composer } from "./composer.js";
import { avatar, day, el, menu, roundButton } from "./dom.js";

const LANGUAGES = [["en", "English"], ["de", "Deutsch"], ["fr", "Français"], ["es", "Español"], ["pl", "Polski"], ["uk", "Українська"]];
const ACTIONS = { typing: "typing…", upload_document: "sending a file…", upload_photo: "sending a photo…" };

export class Pane {
  constructor(person, desk) {
    this.person = person;
    this.desk = desk;
    this.change = 0;
    this.messages = new Map();
    this.waiting = new Map();
    this.loading = false;
    this.build();
  }

  get id() { return this.person.id; }

  build() {
    this.state = el("div", { className: "state" });
    this.pinned = el("button", { type: "button", className: "pinned", hidden: true });
    this.log = el("div", { className: "log", role: "log", tabIndex: 0, aria: { label: `Messages of ${this.person.name}` } });
    this.newer = el("button", { type: "button", className: "newer", hidden: true, onclick: () => this.toEnd() }, "↓ New messages");
    this.log.onscroll = () => this.scrolled();
    new ResizeObserver(() => this.follow()).observe(this.log);
    this.composer = new Composer(this);
    this.element = el("section", { className: "pane", id: `pane-${this.id}`, aria: { label: `${this.person.name}'s chat` } },
      el("header", {}, avatar(this.person.name, this.id),
        el("div", { className: "who" }, el("h2", {}, this.person.name), this.state),
        roundButton("more", "Settings of this person", (event) => this.menu(event.currentTarget))),
      this.pinned, el("div", { className: "logbox" }, this.log, this.newer), this.composer.element);
    this.element.addEventListener("focusin", () => { if (this.desk.current !== this.id) this.desk.enter(this.id); });
  }

  async refresh() {
    if (this.loading) { this.again = true; return; }
    this.loading = true;
    try {
      const first = this.change === 0;
      const chat = await get(`/play/people/${this.id}/chat?after_change=${this.change}`);
      this.change = chat.change;
      this.show(chat, first);
    } finally {
      this.loading = false;
      if (this.again) { this.again = false; this.refresh(); }
    }
  }

  show(chat, first) {
    const end = first || this.atEnd();
    const fresh = chat.messages.some((message) => !this.messages.has(message.id));
    const told = fresh && chat.messages.some((message) => !message.mine && !message.deleted && !this.messages.has(message.id));
    if (told && !first && !this.seen) this.news = true;
    for (const message of chat.messages) this.put(message);
    this.person = chat.person;
    this.chat = chat;
    this.showState(chat);
    this.showIntro(chat);
    this.showPinned(chat.pinned);
    this.composer.show(chat);
    this.desk.showTabs();
    for (const notice of first ? [] : chat.notices) this.notice(notice);
    if (end || chat.messages.some((message) => message.mine && fresh)) this.toEnd();
    else if (fresh) this.newer.hidden = false;
  }

  put(message) {
    const old = this.log.querySelector(`[data-id="${message.id}"]`);
    this.messages.set(message.id, message);
    if (message.deleted) { old?.remove(); return; }
    const element = bubble(message, this);
    for (const image of element.querySelectorAll("img")) {
      image.onload = () => this.follow();
    }
    if (old) { old.replaceWith(element); return; }
    const today = day(message.date);
    if (today !== this.lastDay) this.log.append(el("div", { className: "day" }, this.lastDay = today));
    if (message.mine !== this.lastMine) element.classList.add("turn");
    this.lastMine = message.mine;
    (message.album ? this.album(message) : this.log).append(element);
  }

  album(message) {
    const found = this.log.querySelector(`[data-album="${message.album}"]`);
    if (found) return found;
    const className = `album${message.mine ? " mine" : ""}${message.photo ? "" : " files"}`;
    const group = el("div", { className, dataset: { album: message.album } });
    this.log.append(group);
    return group;
  }

  showState(chat) {
    clearTimeout(this.actionTimer);
    const busy = chat.action ? `${this.desk.bot.name} is ${ACTIONS[chat.action] || "busy…"}` : "";
    const idle = [chat.person.phone, chat.person.language, chat.person.blocked ? "bot is blocked" : ""].filter(Boolean).join(" · ");
    this.state.textContent = busy || idle;
    this.state.classList.toggle("busy", Boolean(busy));
    if (busy) this.actionTimer = setTimeout(() => this.showState({ ...chat, action: "" }), chat.action_seconds * 1000);
  }

  showIntro(chat) {
    const empty = ![...this.messages.values()].some((message) => !message.deleted);
    this.log.querySelector(".intro")?.remove();
    if (!empty) return;
    const words = chat.description || "Press START to begin.";
    this.log.append(el("div", { className: "intro" }, el("strong", {}, this.desk.bot.name), words));
  }

  showPinned(id) {
    const message = this.messages.get(id);
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinned.replaceChildren(el("b", {}, "Pinned"), el("span", {}, message.text || message.caption || message.document?.name || "Photo"));
    this.pinned.onclick = () => this.scrollTo(id);
  }

  notice(notice) {
    const button = this.waiting.get(notice.query_id);
    button?.classList.remove("waiting");
    this.waiting.delete(notice.query_id);
    if (notice.url) window.open(notice.url, "_blank", "noopener");
    if (!notice.text) return;
    if (notice.alert) {
      document.getElementById("alert-text").textContent = notice.text;
      document.getElementById("alert").showModal();
    } else this.toast(notice.text);
  }

  toast(text) {
    this.element.querySelector(".toast")?.remove();
    const toast = el("div", { className: "toast", role: "status" }, text);
    this.element.append(toast);
    setTimeout(() => toast.remove(), 4000);
  }

  async attempt(work) {
    try { return await work; } catch (error) { this.toast(error.message); return null; }
  }

  act(name, body) { return this.attempt(act(this.id, name, body)); }

  upload(name, files, fields) { return this.attempt(upload(this.id, name, files, fields)); }

  async press(element, message, button) {
    if (button.url && this.deepLink(button.url)) return;
    const open = button.url ? window.open("", "_blank") : null;
    element.classList.add("waiting");
    const pressed = await this.act("press", { button: button.data || button.text, message_id: message.id });
    if (pressed?.query_id) {
      this.waiting.set(pressed.query_id, element);
      setTimeout(() => element.classList.remove("waiting"), 15000);
      return;
    }
    element.classList.remove("waiting");
    if (open) open.location = pressed.url;
    else if (pressed?.copy) { await navigator.clipboard?.writeText(pressed.copy); this.toast("Copied"); }
    else if (pressed?.url) this.desk.miniApp(pressed.url);
  }

  // A link to this bot opens in the pane, as it does in a messenger.
  deepLink(address) {
    const own = this.leadsToBot(address);
    if (own) this.act("open", { link: address });
    return own;
  }

  // A link to this bot in a text may be meant for somebody else: ask who opens it.
  passOn(link) {
    if (!this.leadsToBot(link.href)) return false;
    menu(link, this.desk.people.map((person) => [`${person.name} opens it`, () => {
      this.desk.select(person.id);
      this.desk.pane(person.id).act("open", { link: link.href });
    }]));
    return true;
  }

  leadsToBot(address) {
    const link = new URL(address, location.href);
    return link.host === "t.me" || (link.host === location.host && link.pathname.startsWith("/t.me/"));
  }

  menu(opener) {
    const { blocked, language } = this.person;
    menu(opener, [
      ["Share my contact", () => this.act("contact")],
      [blocked ? "Unblock the bot" : "Block the bot", () => this.act(blocked ? "unblock" : "block")],
      "Language",
      ...LANGUAGES.map(([code, name]) => [code === language ? `✓ ${name}` : name, () => this.attempt(
        send("PATCH", `/play/people/${this.id}`, { language_code: code }))]),
    ]);
  }

  messageMenu(opener, message) {
    const people = (verb, does) => menu(opener, this.desk.people.map((person) => [`${person.name} ${verb}`, () => does(person)]));
    const items = [["Reply", () => this.composer.replyTo(message)]];
    const text = message.text || message.caption;
    if (text) items.push(["Copy text", () => navigator.clipboard?.writeText(text)]);
    items.push(["Forward to the bot…", () => people("forwards it", (person) => this.forwardAs(person, message))]);
    if (message.document?.mime === "application/pdf") {
      items.push(["Send a changed copy…", () => people("sends it", (person) => this.sendAltered(message.document, person)), "one byte"]);
    }
    menu(opener, items);
  }

  forwardAs(person, message) {
    this.desk.select(person.id);
    return this.attempt(act(person.id, "forward", { message_id: message.id, person_id: this.id }));
  }

  async sendAltered(file, person) {
    this.desk.select(person.id);
    const bytes = new Uint8Array(await (await fetch(file.url)).arrayBuffer());
    bytes[bytes.length >> 1] ^= 1;
    await this.attempt(upload(person.id, "document", [new File([bytes], file.name, { type: file.mime })]));
  }

  atEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80; }

  // Who scrolls up reads there; everybody else stays at the end as the chat grows.
  scrolled() {
    const up = this.log.scrollTop < this.top;
    this.top = this.log.scrollTop;
    if (this.atEnd()) { this.following = true; this.newer.hidden = true; } else if (up) this.following = false;
  }

  follow() { if (this.following) this.toEnd(); }

  toEnd() {
    this.following = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.newer.hidden = true;
  }

  scrollTo(id) {
    this.log.querySelector(`[data-id="${id}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  }
}

export { LANGUAGES };

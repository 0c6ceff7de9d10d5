// The chats page: one pane a person, side by side or one at a time.

import { get, listen, send } from "./api.js";
import { avatar, chrome, el, showUnread } from "./dom.js";
import { Guide } from "./guide.js";
import { LANGUAGES, Pane } from "./pane.js";

const NAMES = ["Alice", "Bob", "Charlie", "Mallory", "Olivia", "Peggy", "Trent", "Victor"];

class Desk {
  constructor() {
    this.panes = new Map();
    this.people = [];
    this.samples = [];
    this.change = 0;
    this.bot = { name: "Bot" };
    this.box = document.getElementById("panes");
    this.tabs = document.getElementById("tabs");
    this.current = Number(location.hash.slice(1)) || Number(sessionStorage.chat) || null;
    this.guideFirst = !location.hash;
    this.watch = new IntersectionObserver((seen) => this.see(seen), { root: this.box, threshold: 0.6 });
    new ResizeObserver(() => this.layOut()).observe(this.box);
  }

  pane(id) { return this.panes.get(id); }

  show(state) {
    // Another playground took over the address: nothing on this page is its own.
    if (state.change < this.change) location.reload();
    this.change = state.change;
    this.bot = state.bot;
    this.people = state.people;
    showUnread(state.unread_mails);
    for (const person of state.people) {
      if (!this.panes.has(person.id)) this.add(person);
      const pane = this.pane(person.id);
      if (person.change > pane.change) pane.refresh();
    }
    if (state.people.length && !this.panes.has(this.current)) this.select(state.people[0].id);
    this.layOut();
    this.showTabs();
    this.showEmpty();
  }

  add(person) {
    const pane = new Pane(person, this);
    this.panes.set(person.id, pane);
    this.box.append(pane.element);
    this.watch.observe(pane.element);
    if (person.id === this.current) this.select(person.id);
  }

  // Whole panes only; the tabs stay away while everybody fits.
  layOut() {
    const fit = Math.max(1, Math.floor(this.box.clientWidth / 300));
    this.box.style.setProperty("--pane", `${this.box.clientWidth / fit}px`);
    this.tabs.hidden = this.people.length <= fit;
  }

  see(entries) {
    for (const { target, intersectionRatio } of entries) {
      const pane = [...this.panes.values()].find((one) => one.element === target);
      pane.seen = intersectionRatio >= 0.6;
      if (pane.seen) pane.news = false;
    }
    this.showTabs();
  }

  select(id) {
    this.enter(id);
    for (const pane of this.panes.values()) pane.element.classList.toggle("current", pane.id === id);
    this.pane(id).element.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.pane(id).toEnd();
    this.showTabs();
    this.tabs.querySelector("[aria-selected=true]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }

  // Where one is now, also after a visit to the mailbox.
  enter(id) {
    this.current = sessionStorage.chat = id;
    history.replaceState(null, "", `#${id}`);
    this.showTabs();
  }

  showTabs() {
    const shown = JSON.stringify(this.people.map((person) => [person.id, person.id === this.current, this.pane(person.id)?.news]));
    if (shown === this.shownTabs) return;
    this.shownTabs = shown;
    this.tabs.replaceChildren(...this.people.map((person) => el("button", {
      type: "button", role: "tab", onclick: () => this.select(person.id),
      aria: { selected: String(person.id === this.current), controls: `pane-${person.id}` },
    }, avatar(person.name, person.id, true), person.first_name, this.pane(person.id)?.news ? el("span", { className: "dot", title: "New" }) : null)));
  }

  showEmpty() {
    this.box.querySelector(".empty")?.remove();
    if (this.people.length) return;
    this.box.append(el("div", { className: "empty" }, el("h2", {}, "Nobody is here yet"),
      el("p", {}, `Add a person: they get an account of their own and a chat with ${this.bot.name}.`),
      el("button", { type: "button", className: "solid", onclick: () => this.invite() }, "Add a person")));
  }

  invite() {
    const form = document.getElementById("person-form");
    const taken = this.people.map((person) => person.first_name);
    form.reset();
    form.first_name.value = NAMES.find((name) => !taken.includes(name)) || "";
    form.phone.value = `+4930555010${this.people.length}`;
    document.getElementById("person-dialog").showModal();
    form.first_name.select();
  }

  async create(event) {
    const about = Object.fromEntries(new FormData(event.target));
    for (const name of ["last_name", "phone"]) about[name] ||= null;
    const person = await send("POST", "/play/people", about);
    this.show(await get("/play/state"));
    this.select(person.id);
  }

  miniApp(address) {
    const dialog = document.getElementById("webapp");
    const frame = dialog.querySelector("iframe");
    const hear = ({ source, data }) => {
      if (source === frame.contentWindow && JSON.parse(data).eventType === "web_app_close") dialog.close();
    };
    addEventListener("message", hear);
    dialog.onclose = () => {
      removeEventListener("message", hear);
      frame.src = "about:blank";
    };
    frame.src = address;
    dialog.showModal();
  }
}

const desk = new Desk();
chrome();
const form = document.getElementById("person-form");
form.language_code.append(...LANGUAGES.map(([value, name]) => el("option", { value }, name)));
form.addEventListener("submit", (event) => desk.create(event));
document.getElementById("add").onclick = () => desk.invite();
addEventListener("hashchange", () => {
  const id = Number(location.hash.slice(1));
  if (desk.panes.has(id)) desk.select(id);
});
const guide = await get("/play/guide");
desk.samples = guide.samples;
new Guide(guide, desk);
listen((state) => desk.show(state));

// The side panel: what to press next, and sample files to send with one click.

import { el, fileKind, menu, size } from "./dom.js";

const PHONE = matchMedia("(max-width: 720px)");

// What the reader has done of the tour, in every tab; another demo is another tour.
class Progress {
  constructor(steps) { this.tour = steps.map((one) => one.html).join(); }

  get kept() {
    const kept = JSON.parse(localStorage.tour || "{}");
    return kept.tour === this.tour ? kept : { tour: this.tour, step: 0, done: [], away: false };
  }

  change(news) { localStorage.tour = JSON.stringify({ ...this.kept, ...news }); }

  did(what) { this.change({ done: [...new Set([...this.kept.done, what])] }); }
}

export class Guide {
  constructor({ steps, samples }, desk) {
    this.desk = desk;
    this.steps = steps;
    this.progress = new Progress(steps);
    this.panel = document.getElementById("guide");
    this.toggle = document.getElementById("guide-toggle");
    this.resume = document.getElementById("resume");
    if (!steps.length && !samples.length) return;
    if (steps.length) this.panel.append(el("h2", {}, "How to try it"), el("ol", {}, ...steps.map((one, index) => this.step(one, index))));
    if (samples.length) this.panel.append(el("h2", {}, "Files to send"), ...samples.map((sample) => this.sample(sample)));
    this.toggle.hidden = false;
    this.toggle.onclick = () => this.open(this.panel.hidden);
    this.resume.onclick = () => this.open(true);
    this.show(!this.progress.kept.away && (PHONE.matches ? desk.guideFirst : innerWidth > 1000));
  }

  open(wanted) {
    this.progress.change({ away: !wanted });
    this.show(wanted);
  }

  show(wanted) {
    const { step } = this.progress.kept;
    this.panel.hidden = !wanted;
    this.toggle.setAttribute("aria-expanded", String(wanted));
    this.resume.hidden = wanted || !this.steps.length;
    this.resume.replaceChildren(el("b", {}, "Guide"), el("span", {}, `Step ${step + 1}: ${this.steps[step]?.title}`), "▾");
  }

  step({ title, html }, index) {
    const { step, done } = this.progress.kept;
    const words = el("div");
    words.innerHTML = html;
    words.querySelectorAll("button").forEach((button, number) => {
      const name = `${index}.${number}`;
      button.classList.toggle("done", done.includes(name));
      button.onclick = () => this.perform(button, name);
    });
    for (const link of words.querySelectorAll("a")) link.onclick = () => { if (PHONE.matches) this.open(false); };
    const details = el("details", { name: "step", open: index === step }, el("summary", {}, title), words);
    details.ontoggle = () => { if (details.open) this.progress.change({ step: index }); };
    return el("li", {}, details);
  }

  // Does in a person's chat what the button of a step names.
  async perform(button, name) {
    const { who, open, write, send } = button.dataset;
    const person = this.desk.people.find((one) => one.first_name === who);
    if (!person) return;
    const pane = this.desk.pane(person.id);
    if (open) await pane.act("open", { link: open });
    if (write) await pane.act("text", { text: write });
    if (send) await pane.act("sample", { name: send, as: isImage(send) ? "photo" : "document" });
    button.classList.add("done");
    this.progress.did(name);
    this.leadTo(person);
  }

  // On a phone the guide makes room for the chat and leaves a way back to itself.
  leadTo(person) {
    if (PHONE.matches) this.open(false);
    this.desk.select(person.id);
  }

  sample(sample) {
    const button = el("button", {
      type: "button", className: "sample", aria: { label: `Send ${sample.name}` },
      onclick: () => this.choose(button, sample),
    }, fileKind(sample.name), el("span", {}, el("b", {}, sample.name), el("br"), size(sample.size)));
    return button;
  }

  choose(button, sample) {
    const image = isImage(sample.name);
    const items = this.desk.people.flatMap((person) => {
      const send = async (as) => {
        await this.desk.pane(person.id).act("sample", { name: sample.name, as });
        this.leadTo(person);
      };
      const file = [`${person.name} sends it`, () => send("document"), image ? "as a file" : ""];
      return image ? [[file[0], () => send("photo"), "as a photo"], file] : [file];
    });
    menu(button, items.length ? items : ["Add a person first"]);
  }
}

function isImage(name) { return /\.(png|jpe?g)$/i.test(name); }

// The side panel: what to press next, and sample files to send with one click.

import { act } from "./api.js";
import { el, fileKind, menu, size } from "./dom.js";

export function showGuide({ steps, samples }, desk) {
  if (!steps.length && !samples.length) return;
  const panel = document.getElementById("guide");
  const toggle = document.getElementById("guide-toggle");
  const open = (wanted) => {
    panel.hidden = !wanted;
    toggle.setAttribute("aria-expanded", String(wanted));
  };
  toggle.hidden = false;
  toggle.onclick = () => {
    open(panel.hidden);
    localStorage.guide = panel.hidden ? "closed" : "open";
  };
  if (steps.length) panel.append(el("h2", {}, "How to try it"), el("ol", {}, ...steps.map((one, index) => step(one, index, desk))));
  if (samples.length) panel.append(el("h2", {}, "Files to send"), ...samples.map((sample) => sampleButton(sample, desk)));
  open(innerWidth > 1000 && localStorage.guide !== "closed");
}

function step({ title, html }, index, desk) {
  const words = el("div");
  words.innerHTML = html;
  for (const button of words.querySelectorAll("button")) button.onclick = () => perform(button, desk);
  return el("li", {}, el("details", { name: "step", open: index === 0 }, el("summary", {}, title), words));
}

// Does in a person's chat what the button of a step names.
async function perform(button, desk) {
  const { who, open, write, send } = button.dataset;
  const person = desk.people.find((one) => one.first_name === who);
  if (!person) return;
  if (matchMedia("(max-width: 720px)").matches) document.getElementById("guide-toggle").click();
  desk.select(person.id);
  const pane = desk.pane(person.id);
  if (open) await pane.act("open", { link: open });
  if (write) await pane.act("text", { text: write });
  if (send) await pane.act("sample", { name: send, as: isImage(send) ? "photo" : "document" });
  button.classList.add("done");
}

function isImage(name) { return /\.(png|jpe?g)$/i.test(name); }

function sampleButton(sample, desk) {
  const button = el("button", {
    type: "button", className: "sample", aria: { label: `Send ${sample.name}` },
    onclick: () => choose(button, sample, desk),
  }, fileKind(sample.name), el("span", {}, el("b", {}, sample.name), el("br"), size(sample.size)));
  return button;
}

function choose(button, sample, desk) {
  const image = isImage(sample.name);
  const items = desk.people.flatMap((person) => {
    const send = (as) => desk.pane(person.id).attempt(act(person.id, "sample", { name: sample.name, as }));
    const file = [`${person.name} sends it`, () => send("document"), image ? "as a file" : ""];
    return image ? [[file[0], () => send("photo"), "as a photo"], file] : [file];
  });
  menu(button, items.length ? items : ["Add a person first"]);
}

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
    localStorage.guide = wanted ? "open" : "closed";
  };
  toggle.hidden = false;
  toggle.onclick = () => open(panel.hidden);
  if (steps.length) panel.append(el("h2", {}, "How to try it"), el("ol", {}, ...steps.map(step)));
  if (samples.length) panel.append(el("h2", {}, "Files to send"), ...samples.map((sample) => sampleButton(sample, desk)));
  open(localStorage.guide ? localStorage.guide === "open" : innerWidth > 1000);
}

function step({ title, html }, index) {
  const words = el("div");
  words.innerHTML = html;
  return el("li", {}, el("details", { open: index === 0 }, el("summary", {}, title), words));
}

function sampleButton(sample, desk) {
  const button = el("button", {
    type: "button", className: "sample", aria: { label: `Send ${sample.name}` },
    onclick: () => choose(button, sample, desk),
  }, fileKind(sample.name), el("span", {}, el("b", {}, sample.name), el("br"), size(sample.size)));
  return button;
}

function choose(button, sample, desk) {
  const image = /\.(png|jpe?g)$/i.test(sample.name);
  const items = desk.people.flatMap((person) => {
    const send = (as) => desk.pane(person.id).attempt(act(person.id, "sample", { name: sample.name, as }));
    const file = [`${person.name} sends it`, () => send("document"), image ? "as a file" : ""];
    return image ? [[file[0], () => send("photo"), "as a photo"], file] : [file];
  });
  menu(button, items.length ? items : ["Add a person first"]);
}

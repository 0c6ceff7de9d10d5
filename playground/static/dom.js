// Small building blocks of the pages: elements, avatars, sizes, times, menus, theme.

export function el(tag, properties = {}, ...children) {
  const { dataset, aria, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset || {});
  for (const [name, value] of Object.entries(aria || {})) element.setAttribute(`aria-${name}`, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const ICONS = {
  out: "M8 16L17 7M10 7h7v7",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  app: "M4 5h16v14H4zM4 9h16",
  more: "M12 5v.01M12 12v.01M12 19v.01",
  clip: "M20 11l-8.5 8.500a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.500a2 2 0 0 1-3-3L14 7",
  send: "M4 12l16-8-5 16-3.5-6.500zM11.5 13.500L20 4",
  keys: "M4 6h16v12H4zM8 10v.01M12 10v.01M16 10v.01M8 14h8",
};

export function icon(name, className = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function roundButton(name, label, onclick) {
  return el("button", { type: "button", className: `round ${name}`, title: label, aria: { label }, onclick }, icon(name));
}

export function avatar(name, number, small = false) {
  const className = `avatar tone-${number % 6}${small ? " small" : ""}`;
  return el("span", { className, aria: { hidden: "true" } }, [...name][0].toUpperCase());
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function clock(iso) {
  return new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function day(iso) {
  return new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}

export function fileKind(name, mime = "") {
  const ending = (name || "").includes(".") ? name.split(".").pop().toLowerCase() : "file";
  const kind = ending === "pdf" ? "pdf"
    : ["csv", "xlsx", "ods", "xls"].includes(ending) ? "sheet"
    : ["json", "xml"].includes(ending) ? "data"
    : mime.startsWith("image/") ? "image" : "";
  return el("span", { className: `kind ${kind}`, aria: { hidden: "true" } }, ending.slice(0, 4).toUpperCase());
}

// A pop-up menu under its button; closes on choice, Escape and clicks elsewhere.
export function menu(opener, items) {
  document.querySelector(".menu")?.remove();
  if (opener.getAttribute("aria-expanded") === "true") {
    opener.setAttribute("aria-expanded", "false");
    return;
  }
  const list = el("div", { className: "menu" });
  const close = () => {
    list.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
  };
  const outside = (event) => {
    if (!list.contains(event.target) && !opener.contains(event.target)) close();
  };
  for (const item of items) {
    if (typeof item === "string") {
      list.append(el("div", { className: "head" }, item));
      continue;
    }
    const [label, run, note] = item;
    const parts = note ? [label, el("span", { className: "note" }, note)] : [label];
    list.append(el("button", { type: "button", onclick: () => { close(); run(); } }, ...parts));
  }
  list.onkeydown = (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); opener.focus(); }
    if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length].focus();
    if (event.key === "ArrowUp") buttons[(at - 1 + buttons.length) % buttons.length].focus();
  };
  opener.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  document.body.append(list);
  place(list, opener.getBoundingClientRect());
  list.querySelector("button")?.focus();
}

function place(list, anchor) {
  const box = list.getBoundingClientRect();
  const below = anchor.bottom + 6 + box.height < innerHeight;
  list.style.top = `${Math.max(6, below ? anchor.bottom + 6 : anchor.top - 6 - box.height)}px`;
  list.style.left = `${Math.min(Math.max(6, anchor.left), innerWidth - box.width - 6)}px`;
}

export function chrome() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = localStorage.theme || (dark ? "dark" : "light");
  document.getElementById("theme").onclick = () => {
    localStorage.theme = root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  };
  for (const button of document.querySelectorAll("[data-close]")) {
    button.onclick = () => button.closest("dialog").close();
  }
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
}

export function showUnread(count) {
  const badge = document.getElementById("unread");
  badge.hidden = !count;
  badge.textContent = count;
  badge.setAttribute("aria-label", `${count} unread`);
}

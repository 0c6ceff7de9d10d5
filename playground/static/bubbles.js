// One message as an element: text, photo, file, contact, and the keys under it.

import { clock, el, fileKind, icon, size } from "./dom.js";

export function bubble(message, pane) {
  const mine = message.mine ? " mine" : "";
  const box = el("div", { className: "bubble" });
  if (message.forwarded_from) box.append(el("div", { className: "from" }, `Forwarded from ${message.forwarded_from}`));
  if (message.reply_to) box.append(quote(message.reply_to, pane));
  if (message.photo) box.append(photo(message.photo));
  if (message.document) box.append(file(message.document));
  if (message.contact) box.append(card(message.contact));
  if (message.html) box.append(text(message, pane));
  box.append(el("div", { className: "meta" },
    message.edited ? el("span", {}, "edited") : null,
    el("time", { dateTime: message.date }, clock(message.date)),
    message.mine ? el("span", { aria: { hidden: "true" } }, "✓✓") : null));
  box.append(el("button", {
    type: "button", className: "actions", aria: { label: "Actions for this message", haspopup: "true" },
    onclick: (event) => pane.messageMenu(event.currentTarget, message),
  }, "⋯"));
  const row = el("div", { className: `msg${mine}`, dataset: { id: message.id } }, box);
  if (message.buttons.length) row.append(keys(message, pane));
  return row;
}

function text(message, pane) {
  const words = el("div", { className: "text" });
  // The server built this from entities: everything else is escaped there.
  words.innerHTML = message.html;
  for (const command of words.querySelectorAll(".command")) {
    command.onclick = () => pane.act("text", { text: command.textContent });
  }
  for (const spoiler of words.querySelectorAll(".spoiler")) {
    spoiler.onclick = () => spoiler.classList.add("open");
  }
  for (const link of words.querySelectorAll("a")) {
    link.onclick = (event) => { if (pane.passOn(link)) event.preventDefault(); };
  }
  return words;
}

function quote(reply, pane) {
  return el("button", { type: "button", className: "quote", onclick: () => pane.scrollTo(reply.id) }, reply.text);
}

function photo(picture) {
  const image = el("img", { src: picture.url, alt: "Photo", width: picture.width, height: picture.height, loading: "lazy" });
  return el("button", {
    type: "button", className: "photo", aria: { label: "Enlarge photo" },
    onclick: () => {
      const dialog = document.getElementById("picture");
      dialog.querySelector("img").src = picture.url;
      dialog.showModal();
    },
  }, image);
}

function file(document_) {
  const name = document_.name || "file";
  return el("a", { className: "file", href: document_.url, target: "_blank", rel: "noopener", title: "Open or save" },
    fileKind(name, document_.mime || ""),
    el("span", {}, el("span", { className: "name" }, name), el("span", { className: "size" }, size(document_.size))));
}

function card(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return el("div", { className: "card" },
    el("span", { className: "avatar tone-2", aria: { hidden: "true" } }, [...name][0]),
    el("span", {}, el("b", {}, name), el("br"), contact.phone_number));
}

function keys(message, pane) {
  const rows = message.buttons.map((row) => el("div", {}, ...row.map((button) => key(message, button, pane))));
  return el("div", { className: "inline-keys" }, ...rows);
}

function key(message, button, pane) {
  const mark = button.url ? "out" : button.web_app ? "app" : button.copy ? "copy" : null;
  return el("button", {
    type: "button", className: button.style || "",
    onclick: (event) => pane.press(event.currentTarget, message, button),
  }, button.text, mark && icon(mark, "key-mark"));
}

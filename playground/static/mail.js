// The mailbox page: every mail that the product sent, as its reader would see it.

import { act, get, listen, send } from "./api.js";
import { chrome, clock, day, el, icon, showUnread, size } from "./dom.js";
import { Guide } from "./guide.js";

const box = document.getElementById("mailbox");
const list = document.getElementById("mails");
const reading = document.getElementById("mail");
const filter = document.getElementById("filter");
let mails = [];
let current = null;
let view = "html";

function showList() {
  const wanted = filter.value.trim().toLowerCase();
  const fitting = mails.filter((mail) => [mail.subject, mail.from, ...mail.to].join(" ").toLowerCase().includes(wanted));
  list.replaceChildren(...fitting.toReversed().map(item));
  if (!fitting.length) {
    const words = mails.length ? "No mail fits." : "No mail yet. What the bot sends by e-mail appears here at once.";
    list.replaceChildren(el("li", { className: "empty" }, words));
  }
}

function item(mail) {
  const button = el("button", { type: "button", className: mail.seen ? "" : "unseen", onclick: () => open(mail.id) },
    el("span", { className: "dot", title: mail.seen ? "" : "Unread" }),
    el("span", { className: "to" }, mail.to.join(", ")),
    el("time", { dateTime: mail.date }, mail.attachments.length ? icon("clip", "clip") : null, clock(mail.date)),
    el("span", { className: "subject" }, mail.subject || "(no subject)"),
    el("span", { className: "preview" }, mail.preview));
  if (mail.id === current?.id) button.setAttribute("aria-current", "true");
  return el("li", {}, button);
}

async function open(id) {
  current = await get(`/play/mails/${id}`);
  view = current.html ? "html" : "text";
  box.classList.add("reading");
  history.replaceState(null, "", `#${id}`);
  showMail();
  showList();
  await send("POST", `/play/mails/${id}/seen`);
}

function close() {
  box.classList.remove("reading");
  history.replaceState(null, "", location.pathname);
  current = null;
  showNothing();
  showList();
}

function showMail() {
  const mail = current;
  const views = [["html", "HTML"], ["text", "Text"], ["source", "Source"]].filter(([name]) => name !== "html" || mail.html);
  reading.replaceChildren(
    el("header", {},
      el("button", { type: "button", className: "quiet back", onclick: close }, "← All mails"),
      el("h2", {}, mail.subject || "(no subject)"),
      el("dl", {}, el("dt", {}, "From"), el("dd", {}, mail.from), el("dt", {}, "To"), el("dd", {}, mail.to.join(", ")),
        el("dt", {}, "Date"), el("dd", {}, `${day(mail.date)}, ${clock(mail.date)}`)),
      files(mail),
      el("div", { className: "views", role: "tablist", aria: { label: "How to show it" } }, ...views.map(([name, label]) => el("button", {
        type: "button", role: "tab", aria: { selected: String(name === view) }, onclick: () => { view = name; showMail(); },
      }, label)))),
    body(mail));
}

function files(mail) {
  const rows = mail.attachments.filter((one) => !one.inline).map((one) => el("li", {},
    el("a", { href: one.url, download: one.name }, one.name, el("span", {}, size(one.size)))));
  rows.push(el("li", {}, el("a", { href: `/play/mails/${mail.id}/eml`, download: `mail-${mail.id}.eml` }, "Save as .eml", el("span", {}, size(mail.size)))));
  return el("ul", { className: "files", aria: { label: "Attachments" } }, ...rows);
}

function body(mail) {
  if (view === "html") {
    const frame = el("iframe", { title: "The mail as HTML", src: `/play/mails/${mail.id}/html` });
    frame.sandbox = "allow-popups allow-popups-to-escape-sandbox";
    return frame;
  }
  const text = el("pre", { tabIndex: 0 });
  if (view === "text") fillText(text, mail.text);
  else fetch(`/play/mails/${mail.id}/eml?view=1`).then((answer) => answer.text()).then((raw) => { text.textContent = raw.slice(0, 400000); });
  return text;
}

function fillText(place, words) {
  for (const part of words.split(/(https?:\/\/[^\s<>"')\]]+)/)) {
    const link = part.startsWith("http");
    place.append(link ? el("a", { href: part, target: "_blank", rel: "noopener" }, part) : part);
  }
}

function showNothing() {
  reading.replaceChildren(el("p", { className: "empty" }, mails.length ? "Choose a mail." : ""));
}

// What the guide does in a chat is seen there.
const desk = {
  people: [],
  guideFirst: false,
  pane: (id) => ({ act: (name, body) => act(id, name, body).catch(() => null) }),
  select: (id) => { location.href = `/#${id}`; },
};

chrome();
new Guide(await get("/play/guide"), desk);
filter.oninput = showList;
document.getElementById("clear").onclick = async () => { await send("DELETE", "/play/mails"); close(); };
let shown = "";
listen(async (state) => {
  showUnread(state.unread_mails);
  desk.people = state.people;
  const signature = `${state.mails}/${state.unread_mails}/${state.last_mail}`;
  if (signature === shown) return;
  shown = signature;
  mails = (await get("/play/mails?full=0")).mails;
  showList();
  if (!current) showNothing();
});
const asked = Number(location.hash.slice(1));
if (asked) open(asked).catch(close);

// The foot of a pane: write, attach, answer by keys, or START and UNBLOCK.

import { el, menu, roundButton, size } from "./dom.js";

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.build();
    this.acceptDrops();
  }

  build() {
    this.input = el("textarea", {
      rows: 1, placeholder: "Message", aria: { label: `Message of ${this.pane.person.name}` },
      oninput: () => this.grow(), onkeydown: (event) => this.keydown(event), onpaste: (event) => this.paste(event),
    });
    this.commands = el("button", { type: "button", className: "round commands", onclick: () => this.commandMenu() }, "Menu");
    this.toggle = roundButton("keys", "Show or hide the keyboard", () => { this.keys.hidden = !this.keys.hidden; });
    this.attach = roundButton("clip", "Attach", () => this.attachMenu());
    this.row = el("form", { className: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.commands, this.input, this.toggle, this.attach, roundButton("send", "Send", () => this.submit()));
    this.keys = el("div", { className: "reply-keys", role: "group", aria: { label: "Keyboard of the bot" } });
    this.quote = el("div", { className: "reply", hidden: true });
    this.big = el("button", { type: "button", className: "big", hidden: true });
    this.picker = el("input", { type: "file", multiple: true, hidden: true, aria: { label: "Choose files" } });
    this.picker.onchange = () => { this.sendFiles([...this.picker.files], this.asPhotos); this.picker.value = ""; };
    this.element = el("div", { className: "foot" }, this.quote, this.row, this.keys, this.big, this.picker);
  }

  show(chat) {
    const { blocked, started } = chat.person;
    const start = !started || chat.start_payload !== null;
    this.row.hidden = blocked || start;
    this.big.hidden = !blocked && !start;
    this.big.textContent = blocked ? "UNBLOCK" : "START";
    this.big.onclick = () => this.pane.act(blocked ? "unblock" : "start");
    this.commands.hidden = !chat.commands.length;
    this.showKeys(chat.keyboard, this.row.hidden);
  }

  showKeys(keyboard, away) {
    const signature = JSON.stringify(keyboard);
    this.toggle.hidden = !keyboard;
    this.input.placeholder = keyboard?.placeholder || "Message";
    if (signature !== this.shownKeys) {
      this.shownKeys = signature;
      this.keys.replaceChildren(...(keyboard?.rows || []).map((row) => el("div", {}, ...row.map((key) =>
        el("button", { type: "button", onclick: () => this.pressKey(key, keyboard) }, key.contact ? `☎ ${key.text}` : key.text)))));
      this.keys.hidden = false;
    }
    if (!keyboard || away) this.keys.hidden = true;
  }

  pressKey(key, keyboard) {
    this.pane.act("press", { button: key.text });
    if (keyboard.one_time) this.keys.hidden = true;
  }

  keydown(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 140)}px`;
  }

  take() {
    const text = this.input.value.trim();
    this.input.value = "";
    this.grow();
    return text;
  }

  async submit() {
    const text = this.take();
    if (!text) return;
    const sent = await this.pane.act("text", { text, reply_to: this.answered });
    if (sent) this.replyTo(null);
    else if (!this.input.value) this.input.value = text;
  }

  replyTo(message) {
    this.answered = message?.id;
    this.quote.hidden = !message;
    if (!message) return;
    this.quote.replaceChildren(el("span", {}, message.text || message.caption || message.document?.name || "Photo"),
      el("button", { type: "button", className: "round", aria: { label: "Do not reply" }, onclick: () => this.replyTo(null) }, "✕"));
    this.input.focus();
  }

  commandMenu() {
    menu(this.commands, this.pane.chat.commands.map((one) => [
      `/${one.command}`, () => this.pane.act("text", { text: `/${one.command}` }), one.description]));
  }

  attachMenu() {
    const items = [
      ["Photo", () => this.pick(true, "image/*")],
      ["File", () => this.pick(false, "")],
      ["My contact", () => this.pane.act("contact")],
    ];
    const samples = this.pane.desk.samples;
    if (samples.length) items.push("Sample files");
    for (const sample of samples) items.push([sample.name, () => this.sendSample(sample), size(sample.size)]);
    menu(this.attach, items);
  }

  sendSample(sample) { return this.pane.act("sample", { name: sample.name }); }

  pick(asPhotos, accept) {
    this.asPhotos = asPhotos;
    this.picker.accept = accept;
    this.picker.click();
  }

  paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.sendFiles(files, files.every((file) => file.type.startsWith("image/")));
  }

  sendFiles(files, asPhotos) {
    if (!files.length) return;
    const caption = this.take();
    const fields = caption ? { caption } : {};
    const kind = asPhotos ? "photo" : "document";
    if (files.length === 1) this.pane.upload(kind, files, fields);
    else this.pane.upload("album", files.slice(0, 10), { ...fields, kind });
  }

  acceptDrops() {
    const pane = this.pane;
    let zones = null;
    const end = () => { zones?.remove(); zones = null; };
    const zone = (label, asPhotos) => el("div", {
      ondragover: (event) => { event.preventDefault(); event.currentTarget.classList.add("over"); },
      ondragleave: (event) => event.currentTarget.classList.remove("over"),
      ondrop: (event) => { event.preventDefault(); this.sendFiles([...event.dataTransfer.files], asPhotos); end(); },
    }, label);
    queueMicrotask(() => {
      pane.element.addEventListener("dragenter", (event) => {
        if (zones || !event.dataTransfer.types.includes("Files")) return;
        const images = [...event.dataTransfer.items].every((item) => item.type.startsWith("image/"));
        zones = el("div", { className: "drop" }, zone("Drop to send as a file", false), images ? zone("Drop to send as a photo", true) : null);
        pane.element.append(zones);
      });
      pane.element.addEventListener("dragleave", (event) => {
        if (zones && !pane.element.contains(event.relatedTarget)) end();
      });
      pane.element.addEventListener("dragover", (event) => event.preventDefault());
      pane.element.addEventListener("drop", (event) => { event.preventDefault(); end(); });
    });
  }
}

// Behind a deep link: choose who opens it, then press START in that chat.

import { act, listen, send } from "./api.js";
import { avatar, chrome, el, showUnread } from "./dom.js";

async function open(id) {
  try {
    await act(id, "open", { link: location.href });
    location.href = `/#${id}`;
  } catch (error) {
    document.getElementById("problem").textContent = error.message;
  }
}

chrome();
document.getElementById("new").onsubmit = async (event) => {
  event.preventDefault();
  const person = await send("POST", "/play/people", { first_name: event.target.first_name.value });
  open(person.id);
};
listen((state) => {
  showUnread(state.unread_mails);
  document.getElementById("bot").textContent = state.bot.name;
  document.getElementById("people").replaceChildren(...state.people.map((person) => el("button", {
    type: "button", onclick: () => open(person.id),
  }, avatar(person.name, person.id), person.name)));
});

// The last button: pressed once, it says that it is working.

const form = document.getElementById("sign");
const button = form.querySelector("button");
const label = button.textContent;

form.addEventListener("submit", (event) => {
  if (button.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.busy;
});
window.addEventListener("pageshow", () => {
  button.removeAttribute("aria-disabled");
  button.textContent = label;
});

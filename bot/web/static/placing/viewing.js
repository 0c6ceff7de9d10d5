// How large the pages are shown, and which of them one is at.

const STEP = 1.25;
const [LEAST, MOST] = [0.4, 4];
const SHARP = 1300;
/* Pixels of a screen up to which the usual picture of a page will do. */

export class Viewing {
  constructor(app) {
    this.app = app;
    this.desk = app.sheets.desk;
    this.scale = 1;
    this.thumbs = document.getElementById("thumbs");
    const leaf = document.getElementById("leaf");
    on("smaller", () => this.zoom(this.scale / STEP));
    on("larger", () => this.zoom(this.scale * STEP));
    on("fit", () => this.zoom(1));
    leaf?.addEventListener("click", () => {
      leaf.setAttribute("aria-expanded", this.thumbs.classList.toggle("open"));
    });
    this.thumbs?.addEventListener("click", (event) => this.go(event));
    // Pinching a track pad comes as a wheel with Ctrl, too.
    this.desk.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(this.scale * Math.exp(-event.deltaY / 300), event);
    }, { passive: false });
    this.desk.addEventListener("scroll", () => this.note(), { passive: true });
    this.note();
  }

  // What is under the pointer, or in the middle, stays there.
  zoom(scale, point = null) {
    const { desk } = this;
    const { left, top, width, height } = desk.getBoundingClientRect();
    const [x, y] = [point ? point.clientX - left : width / 2, point ? point.clientY - top : height / 2];
    const before = [desk.scrollLeft + x, desk.scrollTop + y, this.scale];
    this.scale = Math.min(Math.max(scale, LEAST), MOST);
    desk.style.setProperty("--zoom", this.scale);
    const factor = this.scale / before[2];
    desk.scrollTo({ left: before[0] * factor - x, top: before[1] * factor - y, behavior: "instant" });
    document.getElementById("percent").textContent = `${Math.round(this.scale * 100)} %`;
    this.sharpen();
  }

  sharpen() {
    for (const image of this.desk.querySelectorAll("img:not([src$=large])")) {
      if (image.width * window.devicePixelRatio > SHARP && this.scale > 1) image.src += "?large";
    }
  }

  go(event) {
    const link = event.target.closest("[data-thumb]");
    if (!link) return;
    event.preventDefault();
    this.app.sheets.sheets[Number(link.dataset.thumb)].scrollIntoView({ block: "start" });
  }

  note() {
    const { page } = this.app.sheets.middle();
    for (const link of this.thumbs?.querySelectorAll("[data-thumb]") ?? []) {
      if (Number(link.dataset.thumb) !== page) link.removeAttribute("aria-current");
      else if (!link.ariaCurrent) {
        link.setAttribute("aria-current", "page");
        this.follow(link);
      }
    }
  }

  // Only the strip itself scrolls, never the page around it.
  follow(link) {
    const { thumbs } = this;
    thumbs.scrollTo({
      left: link.offsetLeft - (thumbs.clientWidth - link.offsetWidth) / 2,
      top: link.offsetTop - (thumbs.clientHeight - link.offsetHeight) / 2,
    });
  }

  count() {
    const { texts } = this.app.given;
    for (const link of this.thumbs?.querySelectorAll("[data-thumb]") ?? []) {
      const page = Number(link.dataset.thumb);
      const count = this.app.draft.fields.filter((field) => field.page === page).length;
      const last = page === this.app.sheets.tray;
      link.ariaLabel = texts.count.replace("{page}", last ? "+" : page + 1).replace("{count}", count);
      link.dataset.count = count || "";
    }
  }
}

function on(id, act) {
  document.getElementById(id).addEventListener("click", act);
}

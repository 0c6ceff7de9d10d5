// The document's page: saving while one enters, drawing, the way to the next field.

import { Keeper } from "./keeper.js";
import { guide } from "./guide.js";
import { watchPictures } from "./pictures.js";

document.documentElement.classList.add("scripted");

const form = document.getElementById("entries");
const keeper = new Keeper(form);
watchPictures(form, keeper);
guide(form, keeper);
keeper.start();

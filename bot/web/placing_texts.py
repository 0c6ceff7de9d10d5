"""What the placing page's script says; it fills in the {parameters} itself."""

from bot.refusals import REFUSALS
from bot.texts import Texts


def page_texts(t: Texts) -> dict[str, str]:
    """Return the texts by the names under which the script asks for them."""
    return {
        "saving": t("Saving …"),
        "saved": t("Saved"),
        "offline": t("Not saved – trying again"),
        "refused": t("Not saved: {problem}"),
        "elsewhere": t("Changed in the chat: here is how it is now."),
        "gone": t(REFUSALS["link-old"]),
        "full": t(REFUSALS["places.too-many"]),
        "name": t("{label}, {who}, page {page}"),
        "nameAdded": t("{label}, {who}, signature page"),
        "armed": t("{kind}, {who}: tap where it belongs."),
        "added": t("Added: {name}"),
        "removed": t("Removed: {name}"),
        "copied": t("Copied to all pages"),
        "undone": t("Undone"),
        "redone": t("Redone"),
        "where": t("{left} % from the left, {top} % from the top"),
        "size": t("{width} % wide, {height} % high"),
        "count": t("Page {page}, places: {count}"),
        "yes": t("Yes"),
        "no": t("No"),
    }

"""How mails look: every style once, written into each tag and again for dark mode.

Mail programs drop style sheets, so the light look stands in the tags; those that know
dark mode keep the one `@media` rule.
"""

from dataclasses import dataclass

from markupsafe import Markup

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;"
_MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;"
_WRAP = "overflow-wrap:anywhere;word-break:break-word;"


@dataclass(frozen=True, slots=True)
class _Look:
    light: str
    dark: str = ""


_LOOKS = {
    "page": _Look(
        f"margin:0;padding:0;width:100%;background:#f2f4f6;{_FONT}"
        "-webkit-text-size-adjust:100%;",
        "background:#15181c",
    ),
    "hidden": _Look(
        "display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;"
        "line-height:1px;color:transparent;"
    ),
    "outer": _Look("padding:24px 12px;"),
    "card": _Look(
        "width:100%;max-width:560px;background:#ffffff;border:1px solid #dfe3e8;"
        "border-radius:14px;border-collapse:separate;",
        "background:#20252b;border-color:#363d46",
    ),
    "inner": _Look(f"padding:28px 24px 24px;text-align:left;{_WRAP}"),
    "company": _Look(
        f"margin:0 0 18px;font-size:14px;line-height:20px;color:#57606a;{_FONT}",
        "color:#a3adb8",
    ),
    "heading": _Look(
        "margin:0 0 12px;font-size:24px;line-height:30px;font-weight:700;"
        f"color:#1b1f24;{_FONT}",
        "color:#f2f5f8",
    ),
    "lead": _Look(
        f"margin:0 0 18px;font-size:17px;line-height:26px;color:#1b1f24;{_FONT}",
        "color:#e3e8ed",
    ),
    "quote": _Look(
        "margin:0 0 18px;padding:10px 14px;border-left:4px solid #c8ced5;"
        f"font-size:16px;line-height:24px;color:#3d444d;{_FONT}",
        "border-color:#4b545f;color:#d0d7de",
    ),
    "facts": _Look(
        "width:100%;margin:0 0 20px;border-top:1px solid #e4e8ec;"
        "border-collapse:collapse;",
        "border-color:#363d46",
    ),
    "label": _Look(
        "padding:9px 14px 9px 0;border-bottom:1px solid #e4e8ec;vertical-align:top;"
        f"font-size:15px;line-height:21px;color:#57606a;white-space:nowrap;{_FONT}",
        "border-color:#363d46;color:#a3adb8",
    ),
    "value": _Look(
        "padding:9px 0;border-bottom:1px solid #e4e8ec;width:100%;vertical-align:top;"
        f"font-size:15px;line-height:21px;color:#1b1f24;{_FONT}{_WRAP}",
        "border-color:#363d46;color:#e3e8ed",
    ),
    "code": _Look(
        "margin:0 0 20px;padding:18px 8px 18px 16px;background:#eef4fb;"
        "border-radius:10px;text-align:center;font-size:38px;line-height:44px;"
        f"font-weight:700;letter-spacing:8px;color:#0b3d6f;{_MONO}",
        "background:#16324d;color:#dcecfb",
    ),
    "buttons": _Look("width:100%;margin:0 0 14px;border-collapse:separate;"),
    "button-cell": _Look(
        "background:#1f5fa8;border-radius:10px;text-align:center;",
        "background:#2f76c7",
    ),
    "button": _Look(
        "display:block;padding:15px 20px;font-size:18px;line-height:24px;"
        f"font-weight:600;color:#ffffff;text-decoration:none;{_FONT}",
        "color:#ffffff",
    ),
    "deadline": _Look(
        "margin:0 0 8px;font-size:16px;line-height:24px;font-weight:600;"
        f"color:#1b1f24;{_FONT}",
        "color:#e3e8ed",
    ),
    "also": _Look(
        f"margin:0 0 20px;font-size:16px;line-height:24px;color:#1b1f24;{_FONT}",
        "color:#e3e8ed",
    ),
    "link": _Look("color:#1f5fa8;text-decoration:underline;", "color:#8cc2ff"),
    "signer": _Look(
        "padding:11px 0;border-bottom:1px solid #e4e8ec;vertical-align:top;"
        f"font-size:15px;line-height:22px;color:#1b1f24;{_FONT}{_WRAP}",
        "border-color:#363d46;color:#e3e8ed",
    ),
    "quiet": _Look("color:#57606a;", "color:#a3adb8"),
    "note": _Look(
        f"margin:0 0 12px;font-size:15px;line-height:22px;color:#3d444d;{_FONT}",
        "color:#d0d7de",
    ),
    "print": _Look(
        "margin:0 0 16px;font-size:13px;line-height:19px;color:#3d444d;word-break:"
        f"break-all;{_MONO}",
        "color:#d0d7de",
    ),
    "foot": _Look(
        "margin:16px auto 0;padding:0 24px;max-width:512px;text-align:left;"
        f"font-size:13px;line-height:19px;color:#57606a;{_FONT}{_WRAP}",
        "color:#a3adb8",
    ),
}


def look(name: str) -> Markup:
    """Return a tag's class and its style."""
    return Markup('class="{}" style="{}"').format(name, _LOOKS[name].light)


def dark_rules() -> Markup:
    """Return the rules that turn every look dark."""
    rules = []
    for name, its in _LOOKS.items():
        strong = "".join(f"{part}!important;" for part in its.dark.split(";") if part)
        if strong:
            rules.append(f".{name}{{{strong}}}")
    return Markup("\n".join(rules))  # noqa: S704 - made of constants only

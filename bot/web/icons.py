"""The few icons of the pages, as inline SVG: no fetch, coloured like the text."""

from markupsafe import Markup

_SHAPES = {
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/>'
    '<path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "down": '<path d="M12 4v11m-5-4 5 5 5-5M5 20h14"/>',
    "check": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5.5-6.5"/>',
    "cross": '<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6m0-6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "plus": '<circle cx="12" cy="12" r="9"/><path d="M12 8v8m-4-4h8"/>',
    "minus": '<path d="M6 12h12"/>',
    "add": '<path d="M12 6v12M6 12h12"/>',
    "undo": '<path d="M9 7 4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-2"/>',
    "redo": '<path d="m15 7 4.5 4.5L15 16m4-4.5h-9a5 5 0 0 0 0 10h2"/>',
    "pages": '<rect x="4" y="4" width="11" height="14" rx="2"/>'
    '<path d="M18.5 7.5V19a2 2 0 0 1-2 2H8"/>',
    "copy": '<rect x="9" y="9" width="11" height="11" rx="2"/>'
    '<path d="M5.5 15H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v.5"/>',
    "bin": '<path d="M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13M10.5 11v5m3-5v5"/>',
    "close": '<path d="m7 7 10 10M17 7 7 17"/>',
    "text": '<path d="M6 8V6h12v2M12 6v13m-2.5 0h5"/>',
    "date": '<rect x="4" y="6" width="16" height="14" rx="2"/>'
    '<path d="M4 11h16M8.5 3.5V8m7-4.5V8"/>',
    "number": '<path d="M9.5 4 8 20M16 4l-1.5 16M5 9h15M4 15h15"/>',
    "checkbox": '<rect x="4.5" y="4.5" width="15" height="15" rx="2.5"/>'
    '<path d="m8.5 12.5 2.5 2.5 5-6"/>',
    "choice": '<path d="M10 7h10M10 12h10M10 17h10"/><circle cx="5.5" cy="7" r="1"/>'
    '<circle cx="5.5" cy="12" r="1"/><circle cx="5.5" cy="17" r="1"/>',
    "bank": '<path d="m4 10 8-5 8 5zm2 0v8m4-8v8m4-8v8m4-8v8M4 19.5h16"/>',
    "signature": '<path d="m13 7 4 4-7.5 7.5-4.5.5.5-4.5zM13 7l2-2 4 4-2 2"/>'
    '<path d="M13 20.5h7"/>',
    "initials": '<path d="m3.5 17 4-11h1l4 11M5 13.5h6"/>'
    '<circle cx="17" cy="14" r="3"/><path d="M20 11v6"/>',
    "stamp": '<path d="M9.5 13c.5-2-1.5-4-1.5-6a4 4 0 0 1 8 0c0 2-2 4-1.5 6z"/>'
    '<path d="M6 17v-2a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v2zM6 20.5h12"/>',
    "image": '<rect x="4" y="5" width="16" height="14" rx="2"/>'
    '<circle cx="9" cy="10" r="1.5"/><path d="m5 18 5-4.5 3 2.5 3.5-4 3 3"/>',
    "question": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7m0 3v.01"/>',
}


def icon(name: str) -> Markup:
    """Return an icon that only decorates: what it means also stands beside it."""
    return Markup(  # noqa: S704 - our own shapes, nothing from outside
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true">{_SHAPES[name]}</svg>'
    )

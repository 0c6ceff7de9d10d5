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

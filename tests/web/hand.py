"""What a hand does on the signing page, and what can be seen of it."""

from math import cos, sin

from playwright.async_api import CDPSession, Page, expect


async def draw(page: Page) -> None:
    """Sign with a finger."""
    pad = page.locator("[data-pad]")
    await pad.scroll_into_view_if_needed()
    box = await pad.bounding_box()
    assert box
    finger = await page.context.new_cdp_session(page)
    middle = box["y"] + box["height"] / 2
    points = [
        (box["x"] + 60 + 3 * n + 12 * cos(n / 3), middle - 40 * sin(n / 3))
        for n in range(60)
    ]
    await touch(finger, "touchStart", points[0])
    for point in points[1:]:
        await touch(finger, "touchMove", point)
    await finger.send(
        "Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}
    )


async def touch(finger: CDPSession, kind: str, point: tuple[float, float]) -> None:
    x, y = point
    await finger.send(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": round(x, 1), "y": round(y, 1)}]},
    )


async def ink(page: Page) -> list[float]:
    """Where the drawing lies on the pad: its edges in fractions; empty when blank."""
    edges: list[float] = await page.locator("[data-pad]").evaluate(
        """canvas => {
            const {width, height} = canvas;
            const brush = canvas.getContext("2d");
            const pixels = brush.getImageData(0, 0, width, height).data;
            let [left, top, right, bottom] = [width, height, 0, 0];
            for (let y = 0; y < height; y++) for (let x = 0; x < width; x++)
                if (pixels[4 * (y * width + x) + 3] > 99) {
                    left = Math.min(left, x); right = Math.max(right, x);
                    top = Math.min(top, y); bottom = Math.max(bottom, y);
                }
            return right ? [left / width, right / width] : [];
        }"""
    )
    return edges


async def saved(page: Page) -> None:
    await expect(page.locator("#save-state")).to_have_text("Everything is saved.")

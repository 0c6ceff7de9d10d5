"""The web application: routes and what guards them."""

from aiohttp import web

from bot.web import checker, files, placing, signing, verifying
from bot.web.failures import answer_failures, log_requests
from bot.web.pages import PAGES, Pages
from bot.web.previews import PREVIEWS, Previews
from bot.web.security import SMALL_BODY, limit_bodies, protect, same_site

_SIGNER = r"/sign/{envelope:[\w-]+}/{role:[\w-]+}"

_PLACES = r"/place/{envelope:[\w-]+}/{until:\d{1,12}}/{token:[\w-]+}"


def make_app(pages: Pages) -> web.Application:
    """Return the application. Serve it without aiohttp's access log: addresses of
    signing links are secrets, and `log_requests` logs without them."""
    app = web.Application(
        middlewares=[log_requests, protect, limit_bodies, answer_failures, same_site],
        client_max_size=SMALL_BODY,
    )
    app[PAGES] = pages
    app[PREVIEWS] = Previews()
    app.add_routes(
        [
            web.get(r"/s/{token:[\w-]+}", signing.follow_link),
            web.get(_SIGNER, signing.show),
            web.post(f"{_SIGNER}/code", signing.send_code),
            web.post(f"{_SIGNER}/identify", signing.identify),
            web.post(f"{_SIGNER}/fields", signing.save),
            web.get(f"{_SIGNER}/preview", signing.preview),
            web.post(f"{_SIGNER}/sign", signing.sign),
            web.post(f"{_SIGNER}/decline", signing.decline),
            web.get(_SIGNER + r"/page/{number:\d{1,4}}.webp", files.page),
            web.get(_SIGNER + r"/preview/{number:\d{1,4}}.webp", files.preview_page),
            web.get(_SIGNER + r"/picture/{field:[\w-]+}.png", files.picture),
            web.get(f"{_SIGNER}/document.pdf", files.document),
            web.get(_PLACES, placing.show),
            web.get(f"{_PLACES}/fields", placing.fields),
            web.put(f"{_PLACES}/fields", placing.keep),
            web.get(_PLACES + r"/page/{number:\d{1,4}}.webp", placing.page),
            web.get(r"/v/{envelope:[\w-]+}", verifying.follow_code),
            web.get("/", verifying.lead),
            web.get("/verify", verifying.ask),
            web.post("/verify", verifying.check),
            web.get(r"/verify/checker/{name:[\w.-]+}", checker.download),
            web.post("/verify/signed", verifying.signed),
            web.get(r"/verify/{envelope:[\w-]+}", verifying.look_up),
            web.get("/healthz", health),
            web.get("/robots.txt", files.robots),
            web.get(r"/static/{version:\w+}/{name:[\w./-]+}", files.static),
        ]
    )
    return app


async def health(request: web.Request) -> web.Response:
    """Say whether the service and its database answer; nothing more."""
    await request.app[PAGES].people.company()
    return web.json_response({"status": "ok"})

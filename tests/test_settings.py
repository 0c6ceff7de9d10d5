"""Settings: what is needed, what is refused and how that is said, and the example."""

import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.commands.configured import problems, unknown_names
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
NEEDED = {
    "BOT_TOKEN": "123456:ABC-def_ghi",
    "PASSPHRASE": "a long enough one",
    "SMTP_HOST": "mail.example.com",
    "MAIL_FROM": "signing@example.com",
}

SECRET = {"BOT_TOKEN", "PASSPHRASE", "WEBHOOK_SECRET", "DATABASE", "SMTP_PASSWORD"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment that sets nothing of ours, in a folder without `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def settings(environment: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in (NEEDED | values).items():
        environment.setenv(PREFIX + name, value)
    return Settings()


def complaints(environment: pytest.MonkeyPatch, **values: str) -> str:
    with pytest.raises(ValidationError) as caught:
        settings(environment, **values)
    for name in SECRET & values.keys():
        assert values[name] not in str(caught.value)
        assert values[name] not in "".join(problems(caught.value))
    return "\n".join(problems(caught.value))


def test_four_settings_are_enough(environment: pytest.MonkeyPatch) -> None:
    made = settings(environment)
    assert made.database_url == "sqlite+aiosqlite:///data/chatsign.db"
    assert made.blobs_url == "data/blobs"
    assert made.address == ("127.0.0.1", 8080)
    assert made.smtp_port == 587
    assert made.roles == {"bot", "web", "sweep"}
    assert not made.several_processes
    assert made.webhook_secret is None


def test_what_is_missing_is_named_all_at_once(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings()
    said = problems(caught.value)
    assert [line.split(":")[0] for line in said] == [f"CHATSIGN_{it}" for it in NEEDED]
    for line, help_ in zip(said, ("@BotFather", "12", "provider", "@"), strict=True):
        assert help_ in line.split(": is not set; ")[1]


def test_empty_is_as_if_not_set(environment: pytest.MonkeyPatch) -> None:
    made = settings(environment, WEBHOOK_SECRET="", TRUSTED_PROXIES="", SMTP_PORT="")
    assert made.webhook_secret is None
    assert made.trusted_proxies == ()
    assert made.smtp_port == 587


def test_everything_can_be_chosen(environment: pytest.MonkeyPatch) -> None:
    made = settings(
        environment,
        DATA="/srv/chatsign",
        DATABASE="postgres://chatsign:word@db/chatsign",
        BASE_URL="https://sign.example.com/",
        LISTEN="[::1]:9000",
        TRUSTED_PROXIES="10.0.0.0/8, 2001:db8::/32,192.0.2.1",
        SMTP_SECURITY="tls",
        ROLES="web, sweep",
        WEBHOOK_SECRET="0123456789abcdef",
    )
    assert made.database_url == "postgresql+asyncpg://chatsign:word@db/chatsign"
    assert made.blobs_url == "/srv/chatsign/blobs"
    assert made.base_url == "https://sign.example.com"
    assert made.address == ("::1", 9000)
    assert made.trusted_proxies == tuple(
        map(ip_network, ("10.0.0.0/8", "2001:db8::/32", "192.0.2.1"))
    )
    assert made.smtp_port == 465
    assert made.roles == {"web", "sweep"}
    assert made.several_processes
    assert made.webhook_secret.get_secret_value() == "0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BOT_TOKEN", "not-a-token-at-all", "is not a @BotFather token"),
        ("PASSPHRASE", "too short", "must have at least 12 characters"),
        ("WEBHOOK_SECRET", "with blanks and more", "must be 16 to 256 letters"),
        ("WEBHOOK_SECRET", "0123456789abcde", "must be 16 to 256 letters"),
        ("BASE_URL", "sign.example.com", "must begin with http:// or https://"),
        ("BASE_URL", "https://a:b@example.com", "without user, query or fragment"),
        ("BASE_URL", "http://sign.example.com", "must begin with https://"),
        ("BOT_API", "ftp://api.telegram.org", "must begin with http:// or https://"),
        ("DATABASE", "mysql://localhost/chatsign", "must begin with sqlite://"),
        ("DATABASE", "oracle://me:geheim@localhost/x", "must begin with sqlite://"),
        ("DATABASE", "chatsign.db", "must begin with sqlite://"),
        ("LISTEN", "8080", "must be host:port"),
        ("LISTEN", "localhost:http", "must be host:port"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "must be networks such as"),
        ("TRUSTED_PROXIES", "everybody", "must be networks such as"),
        ("SMTP_PORT", "70000", "less than or equal to 65535"),
        ("SMTP_SECURITY", "ssl3", "'none', 'starttls' or 'tls'"),
        ("MAIL_FROM", "Acme <signing@example.com>", "e-mail address"),
        ("MAIL_FROM", "signing", "address"),
        ("ZONE", "Europe/Atlantis", "is not a time zone"),
        ("ROLES", "bot,cook", "'bot', 'web' or 'sweep'"),
        ("WORKERS", "0", "greater than or equal to 1"),
    ],
)
def test_a_mistake_is_named_and_never_shown(
    environment: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    text = complaints(environment, **{name: value})
    assert text.startswith(f"CHATSIGN_{name}")
    assert said in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"WEBHOOK_SECRET": "0123456789abcdef"}, "CHATSIGN_BASE_URL: a webhook needs"),
        ({"SMTP_USER": "acme"}, "CHATSIGN_SMTP_USER and SMTP_PASSWORD"),
        (
            {"SMTP_USER": "u", "SMTP_PASSWORD": "geheim", "SMTP_SECURITY": "none"},
            "CHATSIGN_SMTP_SECURITY: a password is never sent in the clear",
        ),
    ],
)
def test_settings_must_fit_together(
    environment: pytest.MonkeyPatch, values: dict[str, str], said: str
) -> None:
    assert said in complaints(environment, **values)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "192.168.1.5", "[::1]"])
def test_plain_http_is_for_this_machine_and_its_network(
    environment: pytest.MonkeyPatch, host: str
) -> None:
    address = f"http://{host}:8080"
    assert settings(environment, BASE_URL=address).base_url == address


def test_secrets_are_not_shown(environment: pytest.MonkeyPatch) -> None:
    made = settings(
        environment, SMTP_USER="u", SMTP_PASSWORD="geheim", SMTP_SECURITY="tls"
    )
    shown = repr(made) + made.model_dump_json()
    for secret in (NEEDED["BOT_TOKEN"], NEEDED["PASSPHRASE"], "geheim"):
        assert secret not in shown


def test_misspelt_names_are_found() -> None:
    names = ["CHATSIGN_SMTP_PASWORD", "CHATSIGN_ZONE", "chatsign_data", "PATH"]
    assert unknown_names(dict.fromkeys(names, "")) == ["CHATSIGN_SMTP_PASWORD"]


def test_the_example_names_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text()
    named = re.findall(r"^#? ?(CHATSIGN_[A-Z_]+)=", text, re.MULTILINE)
    wanted = [PREFIX + name.upper() for name in Settings.model_fields]
    assert sorted(named) == sorted(wanted)


def test_the_example_is_complete_once_its_gaps_are_filled(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (ROOT / ".env.example").read_text()
    for name, value in NEEDED.items():
        text, found = re.subn(
            rf"^CHATSIGN_{name}=.*$", f"CHATSIGN_{name}={value}", text, flags=re.M
        )
        assert found == 1
    (tmp_path / ".env").write_text(text)
    assert Settings().base_url.startswith("https://")

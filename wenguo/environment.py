"""THE LIST of settings, all from the environment: docs/settings.md holds the same table, and a test compares the two."""

from __future__ import annotations

import os

# name → (default, what it is for)
ENVIRONMENT: dict[str, tuple[str, str]] = {
    "WENGUO_HOME": ("var/", "data folder: database, evidence, anchors, logs"),
    "WENGUO_EVIDENCE": (
        "",
        (
            "where files lie: s3://bucket/prefix (keys and endpoint in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, "
            "AWS_REGION, AWS_ENDPOINT_URL); empty: the folder evidence in WENGUO_HOME"
        ),
    ),
    "WENGUO_CLAMD": (
        "",
        "ClamAV's daemon, host:port or the path of its socket: files are scanned before anybody opens them; empty: not",
    ),
    "WENGUO_DATABASE_URL": ("", "postgres://user:password@host/name; empty: SQLite file wenguo.sqlite3 in WENGUO_HOME"),
    "WENGUO_SECRET_KEY": ("", "signs sessions and tokens; empty: made once and kept in WENGUO_HOME/secret-key"),
    "WENGUO_HOSTS": ("127.0.0.1,localhost,[::1]", "host names the server answers to, separated by commas"),
    "WENGUO_HTTPS": ("", "1: cookies only over https and HSTS on (behind a proxy that ends TLS)"),
    "WENGUO_LANGUAGE": (
        "zh-hans",
        "language where nothing else says which: zh-hans or en (zh, en-GB and the like will do)",
    ),
    "WENGUO_TIME_ZONE": ("Asia/Shanghai", "time zone of screens and of units that name none"),
    "WENGUO_NUMBER_FORMAT": ("WG{yy}-{serial:06d}-{check}", "complaint numbers: {yy} {mm} {serial} {check}"),
    "WENGUO_SYNCHRONOUS": ("NORMAL", "SQLite's synchronous: NORMAL or FULL (PostgreSQL: its own setting)"),
    "WENGUO_AS": ("local", "the account the command line acts as"),
    "WENGUO_TOKEN": ("", "the token that wenguo mcp acts by over stdio; empty: the account of WENGUO_AS"),
    "WENGUO_DEBUG": ("", "1: Django's debug pages (never in production)"),
    "HOST": ("127.0.0.1", "address the server listens on"),
    "PORT": ("8000", "port the server listens on"),
    "WENGUO_WORKERS": ("2", "server processes"),
    "WENGUO_RATE": (
        "1200",
        "API requests a minute for each token or session, all server processes together; 0: no limit",
    ),
    "WENGUO_RATE_PUBLIC": ("60", "requests a minute from one address at doors without an account; 0: no limit"),
    "WENGUO_PROXIES": (
        "",
        "addresses or networks of our own proxies, separated by commas: only they are believed who the visitor is",
    ),
    "WENGUO_ADDRESS": (
        "",
        "address under which people reach Wenguo, such as https://wenguo.example.com; for links sent out",
    ),
    "WENGUO_MAIL_URL": (
        "",
        "SMTP server for messages out: smtp://user:password@host:587 (STARTTLS where offered) or smtps://…; empty: none",
    ),
    "WENGUO_MAIL_FROM": ("", "sender's address of such messages; needed with WENGUO_MAIL_URL"),
    "WENGUO_SMS_URL": ("", "address of an SMS gateway that takes a JSON POST; empty: none"),
    "WENGUO_SMS_BODY": (
        '{"to":"{to}","text":"{text}","key":"{key}"}',
        "what is posted to it: JSON in whose texts {to}, {text} and {key} (the same for the same message) are put in",
    ),
    "WENGUO_SMS_HEADERS": ("", "headers of that POST as a JSON object, the gateway's secret among them"),
    "WENGUO_ADVICE": (
        "auto",
        (
            "auto: ask the advice process, and where none runs load it here; process: never load it here (wenguo run sets "
            "this for its server and worker); off: no advice at all"
        ),
    ),
    "WENGUO_LLM_URL": (
        "",
        (
            "address of an OpenAI-compatible language model, such as http://127.0.0.1:8080/v1; it may draft and summarise, "
            "personal data are replaced before anything leaves; empty: none"
        ),
    ),
    "WENGUO_LLM_KEY": ("", "the secret sent to it as a bearer token"),
    "WENGUO_LLM_MODEL": ("", "the model asked for there"),
    "WENGUO_SECOND_FACTOR": (
        "optional",
        "required: whoever signs in with a password sets up a second factor before anything else (tokens: unaffected)",
    ),
    "WENGUO_OIDC_ISSUER": ("", "address of the identity provider (OpenID Connect); empty: no single sign-on"),
    "WENGUO_OIDC_CLIENT_ID": ("", "the name by which the identity provider knows Wenguo"),
    "WENGUO_OIDC_CLIENT_SECRET": ("", "the secret agreed with the identity provider"),
    "WENGUO_OIDC_NAME": ("", "what the button for single sign-on says; empty: 统一登录 / single sign-on"),
    "WENGUO_OIDC_USERNAME_CLAIM": (
        "preferred_username",
        "the claim that names the account; `email` compares with the account's e-mail address",
    ),
    "WENGUO_OIDC_CREATE": ("", "1: whoever the provider vouches for gets an account (without roles) at first sign-in"),
    "WENGUO_OIDC_UNIT": ("", "code of the unit such accounts are in; empty: the top unit"),
    "WENGUO_OIDC_ONLY": ("", "1: passwords only for administrators, as a way in when the provider fails"),
}


def env(name: str) -> str:
    """The value of a setting, or its default."""
    return os.environ.get(name, "").strip() or ENVIRONMENT[name][0]

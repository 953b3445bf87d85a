"""Django's settings, made from the environment (environment.py lists what there is)."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from wenguo.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent

HOME = Path(env("WENGUO_HOME")).expanduser()
if not HOME.is_absolute():
    HOME = (BASE_DIR if Path("var") == HOME else Path.cwd()) / HOME


def _database(url: str) -> dict[str, Any]:
    if not url:
        return _sqlite(HOME / "wenguo.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"WENGUO_DATABASE_URL: 不认识 {parts.scheme}:// — 请用 postgres:// 或留空使用 SQLite")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    pragmas = (
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous={env('WENGUO_SYNCHRONOUS')}; PRAGMA cache_size=-65536;"
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
    }


def _secret_key() -> str:
    """The key from the environment, else one made once and kept readable by its owner alone."""
    given = env("WENGUO_SECRET_KEY")
    if given:
        return given
    path = HOME / "secret-key"
    HOME.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = bool(env("WENGUO_DEBUG"))
ALLOWED_HOSTS = [host.strip() for host in env("WENGUO_HOSTS").split(",")]
DATABASES = {"default": _database(env("WENGUO_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "wenguo.Account"
ROOT_URLCONF = "wenguo.urls"
WSGI_APPLICATION = "wenguo.wsgi.application"

INSTALLED_APPS = [
    "wenguo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "ninja",
]
MIDDLEWARE = [
    "wenguo.pages.bounding.Forwarded",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "wenguo.pages.bounding.Unkept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wenguo.pages.bounding.Measured",
    "wenguo.pages.bounding.Visible",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wenguo.faces.web.signin.gate.Seen",
    "wenguo.faces.web.signin.gate.OwnPassword",
    "wenguo.faces.web.signin.gate.SecondFactor",
    "wenguo.pages.refusing.Refusing",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "wenguo" / where / "templates" for where in ("pages", "faces/web", "faces/portal")],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"told": "wenguo.pages.told"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wenguo.pages.shell.shell",
            ],
        },
    },
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "wenguo.passwords.Strong"}]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

# zh, zh_CN.UTF-8 or en-GB are what people write: each means the one of the two that it is nearest to
LANGUAGE_CODE = "zh-hans" if env("WENGUO_LANGUAGE").lower().startswith("zh") else "en"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
TIME_ZONE = env("WENGUO_TIME_ZONE")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "wenguo" / where / "static" for where in ("pages", "faces/web", "faces/portal")]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "wenguo.pages.assets.Vendor"]
STATIC_ROOT = HOME / "static"  # `wenguo run` gathers them there, named by content and compressed
_GATHERED = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "wenguo.pages.assets.Assets"
        if _GATHERED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _GATHERED

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

_HTTPS = bool(env("WENGUO_HTTPS"))
# sign-in: accounts are made by administrators, so no sign-up and no e-mail; guessing is slowed by wenguo/tries.py and
# wenguo/rates.py, which all server processes share, not by allauth's limits, which live in one process's cache
ACCOUNT_ADAPTER = "wenguo.faces.web.signin.adapting.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "wenguo.faces.web.signin.forms.SignInForm",
    "reauthenticate": "wenguo.faces.web.signin.forms.PasswordAgain",
    "change_password": "wenguo.faces.web.signin.forms.ChangePassword",
}
MFA_FORMS = {
    "authenticate": "wenguo.faces.web.signin.forms.Code",
    "reauthenticate": "wenguo.faces.web.signin.forms.CodeAgain",
    "activate_totp": "wenguo.faces.web.signin.forms.SetUp",
    "add_webauthn": "wenguo.faces.web.signin.forms.NewPasskey",
    "edit_webauthn": "wenguo.faces.web.signin.forms.NamedPasskey",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no e-mail addresses are verified here
MFA_ADAPTER = "wenguo.faces.web.signin.adapting.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones go wrong by some seconds; a code works once all the same
WENGUO_SECOND_FACTOR_REQUIRED = env("WENGUO_SECOND_FACTOR") == "required"
SOCIALACCOUNT_ADAPTER = "wenguo.faces.web.signin.single.Single"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link, for CSP's form-action would stop a form that ends at the provider
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if env("WENGUO_OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "sso",
                "name": "OpenID Connect",
                "client_id": env("WENGUO_OIDC_CLIENT_ID"),
                "secret": env("WENGUO_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": env("WENGUO_OIDC_ISSUER").rstrip("/"), "oauth_pkce_enabled": True},
            }
        ]
    }
WENGUO_OIDC_NAME, WENGUO_OIDC_CLAIM = env("WENGUO_OIDC_NAME"), env("WENGUO_OIDC_USERNAME_CLAIM")
WENGUO_OIDC_CREATE, WENGUO_OIDC_UNIT = bool(env("WENGUO_OIDC_CREATE")), env("WENGUO_OIDC_UNIT")
WENGUO_OIDC_ONLY = bool(env("WENGUO_OIDC_ONLY"))

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 80_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

WENGUO_HOME = HOME
WENGUO_EVIDENCE, WENGUO_CLAMD = env("WENGUO_EVIDENCE").rstrip("/"), env("WENGUO_CLAMD")
WENGUO_NUMBER_FORMAT = env("WENGUO_NUMBER_FORMAT")
WENGUO_RATE = int(env("WENGUO_RATE"))
WENGUO_RATE_PUBLIC = int(env("WENGUO_RATE_PUBLIC"))
WENGUO_PROXIES = [ip_network(one.strip(), strict=False) for one in env("WENGUO_PROXIES").split(",") if one.strip()]
WENGUO_ADDRESS = env("WENGUO_ADDRESS").rstrip("/")
WENGUO_MAIL_URL, WENGUO_MAIL_FROM = env("WENGUO_MAIL_URL"), env("WENGUO_MAIL_FROM")
WENGUO_SMS_URL, WENGUO_SMS_BODY = env("WENGUO_SMS_URL"), env("WENGUO_SMS_BODY")
WENGUO_SMS_HEADERS = env("WENGUO_SMS_HEADERS")
WENGUO_ADVICE = env("WENGUO_ADVICE")
WENGUO_LLM_URL, WENGUO_LLM_MODEL = env("WENGUO_LLM_URL").rstrip("/"), env("WENGUO_LLM_MODEL")
WENGUO_LLM_KEY = env("WENGUO_LLM_KEY")

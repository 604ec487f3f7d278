"""Django's settings. What differs between installations comes from the environment, each with a safe default."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from dagmar.site.home import archive, database, demo_moment, home, keys, secret_key

SECRET_KEY = os.environ.get("DAGMAR_SECRET_KEY") or secret_key()
DEBUG = False
DEMO = demo_moment()
"""The moment at which a demo's clock stands; None but where `dagmar demo` made the database. Only in a demo may anybody
log in by one click."""

ALLOWED_HOSTS = os.environ.get("DAGMAR_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "dagmar.account.apps.AccountConfig",
    "dagmar.store.apps.StoreConfig",
    "dagmar.portal.apps.PortalConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dagmar.site.discretion.kept_by_nobody",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "dagmar.site.urls"
WSGI_APPLICATION = "dagmar.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "dagmar.portal.context.about",
            ],
            "builtins": ["dagmar.portal.templatetags.words"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": database(),
        "OPTIONS": {
            # A rollback journal: SQLite before 3.51.3 can corrupt a database in WAL mode.
            "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
}

REGISTERS, REGISTER_KEYS, REGISTER_ARCHIVE = home() / "registers", keys(), archive()

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "dagmar-lang"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGIN_URL = "/logga-in/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discretion": {"()": "dagmar.site.discretion.NoPersonalNumbers"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["discretion"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

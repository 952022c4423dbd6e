"""Hallway's settings, read from environment variables.

Development, demonstration and tests need no variable at all. HALLWAY_PRODUCTION=1 switches to
production, which refuses to start until everything it needs is set.
"""

import sys
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from launcher.database import bundled_url, data_folder

from . import content_security_policy, env, rate_limits

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.boolean("HALLWAY_PRODUCTION", default=False)
TESTING = "pytest" in sys.modules
DEBUG = env.debug() and not TESTING

DATA_DIR = data_folder()

SECRET_KEY = env.secret("SECRET_KEY", why="it signs sessions and cookies")
# The key of the tokens that hide who sent an evaluation: kept out of database and backups.
LINK_KEY = env.secret("HALLWAY_LINK_KEY", why="it keeps evaluation answers apart from names")
if PRODUCTION:
    env.check_secrets(SECRET_KEY, LINK_KEY)

ALLOWED_HOSTS = env.comma_separated(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"]
)
if PRODUCTION:
    env.required("ALLOWED_HOSTS", "it names the addresses this site answers to")
    env.check_hosts(ALLOWED_HOSTS)
PORT = env.text("PORT", default="8000")
#: What leads to the map of an address, which is added to it; a link only, nothing is fetched.
MAP_SEARCH = "https://www.openstreetmap.org/search?query="
# Absolute links in mail and print come from here, never from the request's Host header.
SITE_URL = env.text("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
if PRODUCTION:
    env.required(
        "SITE_URL", "links in mail and on paper begin with it, such as https://hallway.example.org"
    )
    env.check_site_url(SITE_URL)

# First, so that `manage.py demo` is demo's own command where it is installed, else cop_site's.
DEMO_APPS = [] if PRODUCTION else ["demo", "bench"]
INSTALLED_APPS = [
    *DEMO_APPS,
    "cop_site.apps.SiteConfig",
    "lib",
    "lib.jobs",
    "people",
    "guidebooks",
    "cohorts",
    "meetings",
    "guidebook_editor",
    "recruitment",
    "evaluations",
    "community",
    "accounts",
    "lifecycle",
    "dashboards",
    "cop_site.apps.ReferenceAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "cop_site.static_files.UsedFilesConfig",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "bs_icon_templates",
    "django_include_bootstrap",
    "django_tasks",
    "django_tasks_db",
    "i18nfield",
    "import_export",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lib.compression.CompressPages",
    # Outside everything that may refuse: refusals carry these headers, too
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cop_site.middleware.reject_malformed_requests",
    "cop_site.middleware.friendly_405",
    "cop_site.middleware.reset_time_zone",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cop_site.middleware.whole_english_pages",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cop_site.middleware.require_second_factor",
    "cop_site.middleware.no_store_for_private_pages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cop_site.middleware.lead_to_page_of_act",
    "allauth.account.middleware.AccountMiddleware",
    "cop_site.middleware.UrlNameHistoryMiddleware",
]

ROOT_URLCONF = "cop_site.urls"
WSGI_APPLICATION = "cop_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cop_site.context_processors.hallway",
                "dashboards.context_processors.page_links",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "people.link_marks",  # csrf_token adds the mark of the personal link
            ],
        },
    }
]
CRISPY_TEMPLATE_PACK = CRISPY_ALLOWED_TEMPLATE_PACKS = "hallway"
CRISPY_FAIL_SILENTLY = False  # a layout that names a field its form lacks is a mistake

# --- database -------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", default="")
if PRODUCTION:
    env.required(
        "DATABASE_URL",
        "Hallway keeps everything in PostgreSQL, such as postgresql://user:password@host/hallway",
    )
if not DATABASE_URL:
    # manage.py and gunicorn.conf.py start the bundled server; reading settings starts nothing.
    DATABASE_URL = bundled_url() or "postgresql:///hallway"
DATABASES = {
    "default": environ.Env.db_url_config(DATABASE_URL)
    | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
# Seconds to connect: pages and /healthz do not wait for a database that does not answer.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, because the rate limits of sign-in must count the requests of all web processes.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # PDFs that anybody may request (lib/pdf/cache.py), apart: they must displace no rate limit
    "paper": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "paper_cache",
        "TIMEOUT": 90 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
if TESTING:
    memory = "django.core.cache.backends.locmem.LocMemCache"
    CACHES = {name: {"BACKEND": memory, "LOCATION": name} for name in CACHES}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
JOB_HEARTBEAT_SECONDS = 5
JOB_DEAD_AFTER_SECONDS = 20
JOB_LOST_AFTER_SECONDS = 90  # longer than the pause before the last try
JOB_MAX_ATTEMPTS = 5
# how long rows of jobs, the files that they made and the files that they read are kept
JOB_DAYS, JOB_OUTPUT_DAYS, JOB_INPUT_DAYS = 30, 14, 1

# --- people and sign-in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "accounts.adapter.StaffAccounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "accounts.adapter.StaffSignInForm"}
ACCOUNT_RATE_LIMITS = rate_limits.ACCOUNT_RATE_LIMITS
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hallway"
# The field of a person that lets staff in without a password and second factor;
# in production nobody is exempt.
SECOND_FACTOR_EXEMPTION = "" if PRODUCTION else "is_demo"
SESSION_COOKIE_AGE = 90 * 24 * 3600
LETTERS_PER_ADDRESS_PER_DAY = rate_limits.LETTERS_PER_ADDRESS_PER_DAY

# --- the web --------------------------------------------------------------------------------------
# Not "no-referrer": browsers then send "Origin: null", and the CSRF check refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cop_site.views.errors.csrf_failure"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.boolean("HALLWAY_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from beside, not through the proxy
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-hallway"
    CSRF_COOKIE_NAME = "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
else:
    SESSION_COOKIE_NAME = "hallway"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_security_policy.DIRECTIVES}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
REQUEST_MAX_BYTES = 5 * 1024 * 1024
ADDRESS_MAX_LENGTH = 6000

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
# To develop and to test, files are read where they are written; else `up` collects them first
COLLECTS_STATIC = not (DEBUG or TESTING)
WHITENOISE_USE_FINDERS = not COLLECTS_STATIC
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
if COLLECTS_STATIC:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# --- language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["cop_site.formats"]
TIME_ZONE = "America/Los_Angeles"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- mail -----------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="Hallway <hallway@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if PRODUCTION:
    env.required(
        "EMAIL_URL",
        "applicants and directors hear from Hallway by mail, such as smtp+tls://user:password@host:587",
    )
    globals().update(environ.Env.email_url_config(env.text("EMAIL_URL", default="")))
    EMAIL_TIMEOUT = 20
else:
    # No mail is sent: the demonstration shows its letters on a page.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_paths": {"()": "cop_site.logging_filters.UrlNameOnlyFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_paths"]}},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django_tasks_db": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "hallway": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
PGTRIGGER_INSTALL_ON_MIGRATE = False

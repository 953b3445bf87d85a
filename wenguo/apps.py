"""The one Django app."""

from django.apps import AppConfig


class WenguoConfig(AppConfig):
    """Wenguo's tables, all named wenguo_…"""

    name = "wenguo"
    label = "wenguo"
    verbose_name = "闻过"
    default_auto_field = "django.db.models.BigAutoField"

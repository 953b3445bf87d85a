"""Every address of the program."""

from django.urls import URLPattern, URLResolver, include, path

from wenguo.faces.api.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("wenguo.faces.api.urls")),
    path("healthz", healthz, name="healthz"),
    path("", include("wenguo.pages.choosing")),
    path("", include("wenguo.faces.web.urls")),
    path("", include("wenguo.faces.portal.urls")),
]

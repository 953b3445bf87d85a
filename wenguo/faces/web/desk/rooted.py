"""Addresses that must stand at the root: a worker there serves the whole site, and phones look for the manifest there."""

from django.urls import path

from wenguo.faces.web.desk import installing

urlpatterns = [
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("sw.js", installing.worker, name="worker"),
]

"""Addresses of one complaint's page."""

from django.urls import path

from wenguo.faces.web.complaint import evidence, views

urlpatterns = [
    path("", views.complaint, name="complaint"),
    path("pulse/", views.pulse, name="complaint-pulse"),
    path("unmask/", views.unmask, name="complaint-unmask"),
    path("read-by/", views.read_by, name="complaint-read-by"),
    path("evidence/<str:ref>/", evidence.original, name="evidence"),
    path("evidence/<str:ref>/copy/", evidence.copy, name="evidence-copy"),
]

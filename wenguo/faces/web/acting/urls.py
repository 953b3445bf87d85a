"""Addresses of this room."""

from django.urls import path

from wenguo.faces.web.acting import composing, sending, views

urlpatterns = [
    path("compose/", composing.compose, name="compose"),
    path("sending/", sending.sending, name="sending"),
    path("sending/<uuid:key>/back/", sending.back, name="unsend"),
    path("sending/<uuid:key>/drop/", sending.drop, name="drop"),
    path("<str:verb>/", views.act, name="act"),
]

"""Addresses of grumble."""

from django.urls import path

from wenguo.faces.web.grumble import views

urlpatterns = [
    path("", views.grumble, name="grumble"),
    path("where/", views.where, name="grumble_where"),
]

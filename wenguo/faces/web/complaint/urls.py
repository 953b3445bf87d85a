"""Addresses of one complaint's page."""

from django.urls import path

from wenguo.faces.web.complaint import views

urlpatterns = [path("", views.complaint, name="complaint")]

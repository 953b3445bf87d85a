"""Addresses of what other units ask of ours."""

from django.urls import path

from wenguo.faces.web.parts import views

urlpatterns = [path("", views.parts, name="parts_asked")]

"""Addresses of this room."""

from django.urls import path

from wenguo.faces.web.care import views

urlpatterns = [
    path("", views.care, name="care"),
    path("pause/", views.pause, name="care_pause"),
    path("back/", views.back, name="care_back"),
    path("told/", views.told, name="care_told"),
    path("kept/", views.kept, name="care_kept"),
]

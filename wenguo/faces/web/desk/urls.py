"""Addresses of the desk."""

from django.urls import path

from wenguo.faces.web.desk import palette, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("live/", views.live, name="desk_live"),
    path("news/seen/", views.all_seen, name="news_seen"),
    path("news/<str:number>/", views.opened, name="news"),
    path("palette/", palette.palette, name="palette"),
]

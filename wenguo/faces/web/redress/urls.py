"""Addresses of this room: the figures over all, under desk/redress/."""

from django.urls import path

from wenguo.faces.web.redress import views

urlpatterns = [
    path("", views.consistency, name="redress-consistency"),
    path("consistency.csv", views.consistency_file, {"kind": "csv"}, name="redress-consistency-csv"),
    path("consistency.xlsx", views.consistency_file, {"kind": "xlsx"}, name="redress-consistency-xlsx"),
    path("of/<str:number>/", views.of_complaint, name="redress-bounds"),
]

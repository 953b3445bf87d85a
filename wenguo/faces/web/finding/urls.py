"""Addresses of the search room."""

from django.urls import path

from wenguo.faces.web.finding import choosing, keeping, views

urlpatterns = [
    path("", views.finding, name="finding"),
    path("export.<str:kind>", views.export, name="finding_export"),
    path("columns/", choosing.choose_columns, name="finding_columns"),
    path("saved/", keeping.save, name="finding_save"),
    path("saved/undo/", keeping.undo, name="finding_undo"),
    path("saved/<int:saved_id>/", keeping.open_saved, name="finding_saved"),
    path("saved/<int:saved_id>/change/", keeping.change, name="finding_change"),
    path("saved/<int:saved_id>/delete/", keeping.delete, name="finding_delete"),
]

"""Addresses of the head's board."""

from django.urls import path

from wenguo.faces.web.board import endangered, handing, views

urlpatterns = [
    path("", views.board, name="board"),
    path("warnings/", endangered.warnings, name="board_warnings"),
    path("hand-over/", handing.choose, name="board_hand_over"),
    path("handed-over/<uuid:key>/", handing.handed, name="board_handed_over"),
    path("handed-over/<uuid:key>/progress", handing.progress, name="board_progress"),
    path("handed-over/<uuid:key>/undo/", handing.undo, name="board_undo"),
]

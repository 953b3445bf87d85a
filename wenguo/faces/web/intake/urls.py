"""Addresses of the intake."""

from django.urls import path

from wenguo.faces.web.intake import views

urlpatterns = [
    path("", views.drafts_of_mine, name="intake"),
    path("new/", views.new, name="intake_new"),
    path("<uuid:key>/", views.draft, name="intake_draft"),
    path("<uuid:key>/companion/", views.companion, name="intake_companion"),
    path("<uuid:key>/hear/<str:number>/", views.hear, name="intake_hear"),
    path("<uuid:key>/discard/", views.discard, name="intake_discard"),
    path("<uuid:key>/restore/", views.restore, name="intake_restore"),
]

"""Addresses of one complaint's page."""

from django.urls import path

from wenguo.faces.web.complaint import evidence, evidence_room, listening, summing_up, views

urlpatterns = [
    path("", views.complaint, name="complaint"),
    path("pulse/", views.pulse, name="complaint-pulse"),
    path("unmask/", views.unmask, name="complaint-unmask"),
    path("summary/", summing_up.summing_up, name="complaint-summary"),
    path("read-by/", views.read_by, name="complaint-read-by"),
    path("evidence/", evidence_room.room, name="evidence-room"),
    path("evidence/add/", evidence_room.add, name="evidence-add"),
    path("evidence/uploads/", evidence_room.uploads, name="evidence-uploads"),
    path("evidence/uploads/<str:key>/", evidence_room.upload, name="evidence-upload"),
    path("evidence/label/<str:ref>/", evidence_room.label, name="evidence-label"),
    path("evidence/bundle/", evidence_room.bundle, name="evidence-bundle"),
    path("evidence/<str:ref>/", evidence.original, name="evidence"),
    path("evidence/<str:ref>/copy/", evidence.copy, name="evidence-copy"),
    path("evidence/<str:ref>/listen/", listening.listen, name="evidence-listen"),
]

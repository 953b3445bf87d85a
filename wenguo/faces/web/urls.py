"""Addresses of the staff's face, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("wenguo.faces.web.desk.rooted")),
    path("accounts/", include("wenguo.faces.web.signin.urls")),
    path("desk/grumble/", include("wenguo.faces.web.grumble.urls")),
    path("desk/intake/", include("wenguo.faces.web.intake.urls")),
    path("desk/parts/", include("wenguo.faces.web.parts.urls")),
    path("desk/board/", include("wenguo.faces.web.board.urls")),
    path("desk/search/", include("wenguo.faces.web.finding.urls")),
    path("desk/advice/", include("wenguo.faces.web.advice.urls")),
    path("desk/redress/", include("wenguo.faces.web.redress.urls")),
    path("desk/care/", include("wenguo.faces.web.care.urls")),
    path("desk/settings/", include("wenguo.faces.web.office.urls")),
    path("desk/", include("wenguo.faces.web.desk.urls")),
    path("desk/<str:number>/paper/", include("wenguo.faces.web.paper.urls")),
    path("desk/<str:number>/do/", include("wenguo.faces.web.acting.urls")),
    path("desk/<str:number>/", include("wenguo.faces.web.complaint.urls")),
]

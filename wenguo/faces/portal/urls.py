"""Addresses of the complainants' door."""

from django.urls import path

from wenguo.faces.portal import complaining, following, framing, giving, reading, rekeying, self_service, sending

urlpatterns = [
    path("", complaining.complain, name="home"),
    path("ask/", self_service.ask, name="portal-ask"),
    path("ask/look/", self_service.look, name="portal-look"),
    path("ask/complain/", self_service.hand_over, name="portal-hand-over"),
    path("files/", complaining.hold, name="portal-hold"),
    path("done/", complaining.done, name="portal-done"),
    path("done/keep/", complaining.written, name="portal-keep"),
    path("done/send/", complaining.send_link, name="portal-send"),
    path("privacy/", reading.privacy, name="portal-privacy"),
    path("embed.js", framing.loader, name="portal-loader"),
    path("embed/<str:key>/", framing.framed, name="portal-framed"),
    path("track/", following.track, name="track"),
    path("track/lost/", following.lost, name="portal-lost"),
    path("track/leave/", following.leave, name="portal-leave"),
    path("track/rekey/<str:number>/", rekeying.rekey, name="portal-rekey"),
    path("track/<str:number>/", following.follow, name="portal-follow"),
    path("track/<str:number>/uploads/", sending.uploads, name="portal-uploads"),
    path("track/<str:number>/uploads/give/", sending.give, name="portal-give"),
    path("track/<str:number>/uploads/<str:key>/", sending.upload, name="portal-upload"),
    path("track/<str:number>/data/", giving.data, name="portal-data"),
    path("track/<str:number>/file/<str:ref>/", giving.file, name="portal-file"),
    path("track/<str:number>/file/<str:ref>/picture/", giving.picture, name="portal-picture"),
    path("track/<str:number>/do/<str:word>/", following.act, name="portal-act"),
]

"""Addresses of what advice sees across complaints."""

from django.urls import path

from wenguo.faces.web.advice import acts, groups, signals

urlpatterns = [
    path("groups/", groups.groups, name="advice_groups"),
    path("groups/forming/", groups.forming, name="advice_forming"),
    path("groups/<int:number>/", groups.group, name="advice_group"),
    path("groups/<int:number>/do/", acts.act, name="advice_group_act"),
    path("groups/<int:number>/undo/", acts.undo, name="advice_group_undo"),
    path("signals/", signals.signals, name="advice_signals"),
]
